//! Which field of ours takes what a post says.

use app::model::{AuthorId, Country, CreditRole, Money, Rating, Slug, Tag, Timestamp};

use crate::{
    import::{
        html,
        pictures::file_name,
        recognize::{FilmFields, Outside, Recognized},
        wxr::{PostKind, PostStatus, WxrItem},
    },
    intake::Incoming,
    store::{films::NewFilm, reviews::NewStill},
};

/// Returns the title of a post; one without any is called so.
pub(super) fn title_of(item: &WxrItem) -> String {
    let title = html::plain_line(&item.title);
    if title.is_empty() {
        "Untitled".to_owned()
    } else {
        title
    }
}

/// Decides when a post counts as published; what was not public there is a draft here.
pub(super) fn published_at(item: &WxrItem, notes: &mut Vec<String>) -> Option<Timestamp> {
    if item.has_password {
        notes.push("it had a password, so it is a draft here".to_owned());
        return None;
    }
    match &item.status {
        PostStatus::Publish => Some(Timestamp(item.published_at.unwrap_or_default())),
        PostStatus::Private => {
            notes.push("it was private, so it is a draft here".to_owned());
            None
        }
        PostStatus::Future => {
            notes.push("it was to be published later, so it is a draft here".to_owned());
            None
        }
        _ => None,
    }
}

/// Makes the review of a post and of what was recognised in it.
pub(super) fn incoming(
    item: &WxrItem,
    title: &str,
    recognized: Recognized,
    (author, published_at): (Option<AuthorId>, Option<Timestamp>),
) -> Incoming {
    let read_at = published_at.unwrap_or_default();
    let still = recognized
        .still
        .as_ref()
        .map_or_else(NewStill::default, |still| NewStill {
            media: None,
            alt: if still.alt.is_empty() {
                file_name(&still.url)
            } else {
                still.alt.clone()
            },
            credit: still.caption.clone().unwrap_or_default(),
        });
    let is_page = item.kind == PostKind::Page;
    let summary = recognized
        .summary
        .clone()
        .unwrap_or_else(|| html::plain_line(&item.excerpt));
    Incoming {
        kind: if is_page { "page" } else { "review" },
        slug: slug_of(item, title),
        title: title.to_owned(),
        film_id: None,
        rating: recognized
            .rating
            .as_ref()
            .and_then(|score| Rating::new(score.halves, score.out_of)),
        summary,
        epigraph: recognized
            .epigraph
            .as_ref()
            .map(|e| (e.text.clone(), e.speaker.clone())),
        still,
        body: recognized.body_markdown.clone(),
        tags: tags_of(item),
        authors: author.into_iter().collect(),
        watch_also: recognized
            .watch_also
            .iter()
            .map(|also| {
                (
                    also.title.clone(),
                    Some(Slug::from_title(&also.title)),
                    also.note.clone(),
                )
            })
            .collect(),
        comments_open: item.comments_open,
        published_at,
        film: recognized
            .is_review
            .then(|| film(recognized.film, recognized.outside, read_at)),
    }
}

fn slug_of(item: &WxrItem, title: &str) -> Slug {
    let words: String = url::form_urlencoded::parse(item.slug.replace('+', "%2B").as_bytes())
        .map(|(key, _)| key.into_owned())
        .collect();
    item.slug.parse().unwrap_or_else(|_| {
        Slug::from_title(if words.trim().is_empty() {
            title
        } else {
            &words
        })
    })
}

fn tags_of(item: &WxrItem) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for term in &item.terms {
        let is_topic = matches!(term.domain.as_str(), "category" | "post_tag");
        let name = html::plain_line(&term.name);
        let slug = Slug::from_title(&name);
        let is_default = term.nicename == "uncategorized";
        if is_topic && !is_default && !name.is_empty() && tags.iter().all(|tag| tag.slug != slug) {
            tags.push(Tag { slug, name });
        }
    }
    tags
}

/// Makes a film to be added of what a line of credits says.
pub(crate) fn film(fields: FilmFields, outside: Option<Outside>, read_at: Timestamp) -> NewFilm {
    let people = |role, names: Vec<String>| names.into_iter().map(move |name| (role, name, None));
    NewFilm {
        title: fields.title,
        original_title: None,
        year: fields.year,
        runtime_minutes: fields.runtime_minutes,
        budget: fields.budget.map(|money| Money {
            amount: money.amount,
            currency: money.currency.to_owned(),
        }),
        imdb_id: None,
        outside: outside.map(|outside| {
            (
                outside.source.to_owned(),
                outside.value_tenths,
                outside.out_of_tenths / 10,
                read_at,
            )
        }),
        countries: fields
            .countries
            .into_iter()
            .map(|country| Country {
                name: country.name,
                code: country.code.map(str::to_owned),
            })
            .collect(),
        credits: people(CreditRole::Director, fields.directors)
            .chain(people(CreditRole::Writer, fields.writers))
            .chain(people(CreditRole::Cast, fields.cast))
            .collect(),
    }
}

/// Lists the addresses a post had: its permalink, and the one with its number.
pub(super) fn old_paths(item: &WxrItem) -> Vec<String> {
    let mut paths = Vec::new();
    for address in [&item.link, &item.guid] {
        let Ok(url) = url::Url::parse(address) else {
            continue;
        };
        let plain = url.path().trim_end_matches('/');
        match url.query() {
            Some(query) => paths.push(format!("{plain}/?{query}")),
            None if !plain.is_empty() => paths.push(plain.to_owned()),
            None => {}
        }
    }
    let key = if item.kind == PostKind::Page {
        "page_id"
    } else {
        "p"
    };
    paths.push(format!("/?{key}={}", item.post_id));
    paths.sort();
    paths.dedup();
    paths
}
