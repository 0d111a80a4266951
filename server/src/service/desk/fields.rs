//! The fields of a draft: kept as they were typed, made of a published text, and checked before they
//! become one.

use app::{
    AppError,
    error::{DeskField, Field, FieldError, Problem},
    markdown::{self, Dialect},
    model::{DraftFields, Rating, ReviewId, Slug, Tag, Timestamp},
};
use url::Url;

use crate::{
    content::{self, Rendered},
    service::Core,
    store::{Conn, Error, authors, desk::DeskReview, reviews},
};

/// The longest title, summary and tag, in code points, and the most tags.
const LONGEST_TITLE: usize = 200;
const LONGEST_SUMMARY: usize = 400;
const LONGEST_TAG: usize = 80;
const MOST_TAGS: usize = 20;
/// The longest line of words that are not the author's, in code points.
const LONGEST_LINE: usize = 300;

/// Writes fields as they are kept.
pub(super) fn to_json(fields: &DraftFields) -> String {
    serde_json::to_string(fields).unwrap_or_default()
}

/// Reads fields back.
pub(super) fn of_json(json: &str, table: &'static str) -> Result<DraftFields, Error> {
    serde_json::from_str(json).map_err(|_| Error::Corrupt {
        table,
        column: "fields",
    })
}

/// Makes the fields of a text as it was published, for the first draft after it.
pub(super) async fn of_published(
    conn: &mut Conn<'_>,
    row: &DeskReview,
) -> Result<DraftFields, Error> {
    let id = ReviewId(row.id);
    if row.body_source.is_empty() && row.title.is_empty() {
        return Ok(DraftFields {
            comments_open: row.comments_open,
            ..DraftFields::default()
        });
    }
    let tags = reviews::list_tags(conn, id).await?;
    let names: Vec<_> = tags.into_iter().map(|tag| tag.name).collect();
    let signed = authors::list_for_review(conn, id).await?;
    let signed: Vec<_> = signed.into_iter().map(|author| author.name).collect();
    let items = reviews::list_watch_also_sources(conn, id).await?;
    let lines: Vec<_> = items
        .into_iter()
        .map(|(title, slug, note)| watch_also_line(&title, &slug.unwrap_or_default(), &note))
        .collect();
    Ok(DraftFields {
        title: row.title.clone(),
        slug: row.slug.clone(),
        summary: row.summary.clone(),
        epigraph: row.epigraph_text.clone().unwrap_or_default(),
        epigraph_speaker: row.epigraph_speaker.clone().unwrap_or_default(),
        rating: row
            .rating_halves
            .map(|halves| halves.to_string())
            .unwrap_or_default(),
        body: row.body_source.clone(),
        film: row.film_slug.clone().unwrap_or_default(),
        credits: String::new(),
        authors: signed.join(", "),
        tags: names.join(", "),
        watch_also: lines.join("\n"),
        comments_open: row.comments_open,
        canonical: row.canonical.clone(),
        still: row.still_hash.clone().unwrap_or_default(),
        still_alt: row.still_alt.clone(),
        still_credit: row.still_credit.clone(),
        publish_at: String::new(),
    })
}

fn watch_also_line(title: &str, slug: &str, note: &str) -> String {
    let note = note.replace('\n', " ");
    if slug.is_empty() && note.is_empty() {
        title.to_owned()
    } else {
        format!("{title} | {slug} | {note}")
    }
}

/// Fields that can be published.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    /// The title.
    pub(super) title: String,
    /// The permalink's word.
    pub(super) slug: Slug,
    /// Whether it was typed, and not made of the title.
    pub(super) is_slug_typed: bool,
    /// The author's own one line.
    pub(super) summary: String,
    /// The words it opens with and who says them.
    pub(super) epigraph: Option<(String, String)>,
    /// The rating.
    pub(super) rating: Option<Rating>,
    /// The text.
    pub(super) body: Rendered,
    /// Its topics.
    pub(super) tags: Vec<Tag>,
    /// What to watch besides: title, the slug of its review here, note.
    pub(super) watch_also: Vec<(String, Option<Slug>, Rendered)>,
    /// Where else the text stands; empty for nowhere.
    pub(super) canonical: String,
}

/// Checks fields before they become what readers see.
///
/// # Errors
/// [`AppError::Invalid`] with everything that is wrong.
pub(super) fn check(fields: &DraftFields, scale: i32) -> Result<Checked, AppError> {
    let mut wrong = Wrong::default();
    let title = content::plain_line(&fields.title, LONGEST_TITLE + 1);
    wrong.refuse_if(title.is_empty(), DeskField::Title, Problem::Empty);
    let is_long = title.chars().count() > LONGEST_TITLE;
    wrong.refuse_if(is_long, DeskField::Title, Problem::TooLong);
    let summary = content::plain_line(&fields.summary, LONGEST_SUMMARY + 1);
    let is_long = summary.chars().count() > LONGEST_SUMMARY;
    wrong.refuse_if(is_long, DeskField::Summary, Problem::TooLong);
    let typed_slug = fields.slug.trim();
    let slug = wrong.take(DeskField::Slug, slug(typed_slug, &title));
    let rating = wrong.take(DeskField::Rating, rating(&fields.rating, scale));
    let is_empty = fields.body.trim().is_empty();
    wrong.refuse_if(is_empty, DeskField::Body, Problem::Empty);
    let body = content::render(&fields.body, Dialect::Review).map_err(|_| Problem::TooDeep);
    let body = wrong.take(DeskField::Body, body);
    let tags = wrong.take(DeskField::Tags, tags(&fields.tags));
    let watch_also = wrong.take(DeskField::WatchAlso, watch_also(&fields.watch_also));
    let canonical = wrong.take(DeskField::Canonical, address(&fields.canonical));
    let needs_alt = !fields.still.trim().is_empty() && fields.still_alt.trim().is_empty();
    wrong.refuse_if(needs_alt, DeskField::StillAlt, Problem::Empty);
    let parts = (slug, rating, body, tags);
    let ((Some(slug), Some(rating), Some(body), Some(tags)), Some(watch_also), Some(canonical)) =
        (parts, watch_also, canonical)
    else {
        return Err(AppError::Invalid(wrong.0));
    };
    if !wrong.0.is_empty() {
        return Err(AppError::Invalid(wrong.0));
    }
    Ok(Checked {
        title,
        slug,
        is_slug_typed: !typed_slug.is_empty(),
        summary,
        epigraph: epigraph(fields),
        rating,
        body,
        tags,
        watch_also,
        canonical,
    })
}

/// What is wrong with fields.
#[derive(Default)]
pub(super) struct Wrong(pub(super) Vec<FieldError>);

impl Wrong {
    /// Notes a problem where there is one.
    pub(super) fn refuse_if(&mut self, is_wrong: bool, field: DeskField, problem: Problem) {
        if is_wrong {
            self.0.push(FieldError {
                field: Field::Desk(field),
                problem,
            });
        }
    }

    /// Takes what was read of a field, or notes its problem.
    pub(super) fn take<T>(&mut self, field: DeskField, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.refuse_if(true, field, problem))
            .ok()
    }
}

fn slug(typed: &str, title: &str) -> Result<Slug, Problem> {
    if typed.is_empty() {
        Ok(Slug::from_title(title))
    } else {
        typed.parse().map_err(|_| Problem::Malformed)
    }
}

fn rating(typed: &str, scale: i32) -> Result<Option<Rating>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let halves = typed.parse().map_err(|_| Problem::Malformed)?;
    let rating = Rating::new(halves, scale).ok_or(Problem::Malformed)?;
    Ok(Some(rating))
}

pub(super) fn epigraph(fields: &DraftFields) -> Option<(String, String)> {
    let text = content::plain_line(&fields.epigraph, 4 * LONGEST_LINE);
    // Quotation marks are the page's to put.
    let text = text.trim_matches(['"', '“', '”']).trim().to_owned();
    let speaker = content::plain_line(&fields.epigraph_speaker, LONGEST_LINE);
    (!text.is_empty()).then_some((text, speaker))
}

pub(super) fn tags(typed: &str) -> Result<Vec<Tag>, Problem> {
    let mut tags: Vec<Tag> = Vec::new();
    for name in typed.split([',', '\n']) {
        let name = content::plain_line(name, LONGEST_TAG + 1);
        let slug = Slug::from_title(&name);
        if name.is_empty() || tags.iter().any(|tag| tag.slug == slug) {
            continue;
        }
        if name.chars().count() > LONGEST_TAG {
            return Err(Problem::TooLong);
        }
        tags.push(Tag { slug, name });
    }
    if tags.len() > MOST_TAGS {
        return Err(Problem::TooLong);
    }
    Ok(tags)
}

/// A film to watch also, its review's slug here, and the note.
type WatchAlsoParts = (String, Option<Slug>, Rendered);

/// Reads the lines of "Watch also": `Title | slug of its review here | note`, of which all but the
/// title may be missing.
pub(super) fn watch_also(typed: &str) -> Result<Vec<WatchAlsoParts>, Problem> {
    let lines = typed.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let mut parts = line.splitn(3, '|').map(str::trim);
            let title = content::plain_line(parts.next().unwrap_or_default(), LONGEST_TITLE);
            let (second, third) = (parts.next(), parts.next());
            // With one bar alone, what follows it is a slug if it looks like one.
            let (slug, note) = match (second, third) {
                (Some(second), Some(note)) => (second, note),
                (Some(second), None) if second.parse::<Slug>().is_ok() => (second, ""),
                (Some(second), None) => ("", second),
                _ => ("", ""),
            };
            let slug = match slug {
                "" => None,
                slug => Some(slug.parse().map_err(|_| Problem::Malformed)?),
            };
            if title.is_empty() {
                return Err(Problem::Empty);
            }
            let note = content::render(note, Dialect::Comment).map_err(|_| Problem::TooDeep)?;
            Ok((title, slug, note))
        })
        .collect()
}

fn address(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let url = Url::parse(typed).map_err(|_| Problem::Malformed)?;
    if matches!(url.scheme(), "http" | "https") && typed.len() <= 2_000 {
        Ok(url.into())
    } else {
        Err(Problem::Malformed)
    }
}

/// Reads when a draft is to be published, in the publication's time zone.
pub(super) fn publish_at(core: &Core, typed: &str) -> Result<Timestamp, AppError> {
    let wrong = |problem| AppError::field(Field::Desk(DeskField::PublishAt), problem);
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(wrong(Problem::Empty));
    }
    let at = core
        .dates
        .read_minute(typed)
        .ok_or(wrong(Problem::Malformed))?;
    if at <= core.clock.now() {
        return Err(wrong(Problem::Wrong));
    }
    Ok(at)
}

/// Returns the scale that a review's rating is on: its own, once it has one, else the publication's.
pub(super) fn scale(row: &DeskReview, site: i32) -> i32 {
    row.rating_out_of.unwrap_or(site)
}

/// Counts the words of a text.
pub(super) fn word_count(source: &str) -> i32 {
    i32::try_from(markdown::word_count(source)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn watch_also_takes_a_title_alone_and_keeps_its_order() {
        let read =
            watch_also("Low Season\n\nInventory | inventory\nNight Bus | | *Slow*, and right.");
        let read = read.unwrap();
        assert_eq!(read.len(), 3);
        assert_eq!(read[0].0, "Low Season");
        assert_eq!(read[1].1, Some("inventory".parse().unwrap()));
        assert_eq!(read[2].1, None);
        assert!(read[2].2.html.contains("<em>Slow</em>"));
        assert_eq!(watch_also("| a").unwrap_err(), Problem::Empty);
        assert_eq!(watch_also("A | B C | d").unwrap_err(), Problem::Malformed);
    }

    #[test]
    fn a_tag_typed_twice_is_one_tag() {
        let tags = tags("Silence, salt,, SALT , ").unwrap();
        let names: Vec<_> = tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["Silence", "salt"]);
        assert!(super::tags(&"x".repeat(81)).is_err());
    }

    #[test]
    fn fields_come_back_as_they_were_kept() {
        let fields = DraftFields {
            body: "“Salt”\n\n\u{1f9c2} \\ \"".to_owned(),
            comments_open: false,
            ..DraftFields::default()
        };
        assert_eq!(of_json(&to_json(&fields), "drafts").unwrap(), fields);
        assert!(of_json("{", "drafts").is_err());
    }
}
