//! Search: a question in words and filters, answered out of the index.

mod found;
mod parts;
mod question;
mod ratings;
mod rebuild;
mod slips;
mod snippet;

use std::{fmt::Write as _, sync::Arc, time::Duration};

use app::{
    AppError,
    backend::Search,
    markdown,
    model::{
        CommentId, FilmId, PersonId, ReviewId, Run, SearchGroup, SearchHit, SearchKind, SearchPage,
        SearchRefusal, SearchScope, TextKind, Timestamp, query_value, reviews_of,
    },
};
use async_trait::async_trait;

use found::Found;
use parts::{Cursor, read_cursor, write_cursor};
use question::Question;
pub(crate) use rebuild::{bring_up_to_date, rebuild};

use super::{Core, reviews::rating, shelves::cut};
use crate::store::{
    Conn, Error,
    search::{self, Sought, find_comment_hit, find_film_hit, find_person_hit, find_review_hit},
};

/// How many results of each kind stand beside those of others, and how many on a page of one kind.
const TOGETHER: i32 = 5;
const ALONE: i32 = 20;
/// How far results are counted.
const COUNTED: i32 = 1000;
/// The longest a question may be looked for, so that it is answered within a second.
const PATIENCE: Duration = Duration::from_millis(900);

/// Implements the port for search.
pub(crate) struct SearchService(pub(crate) Arc<Core>);

#[async_trait]
impl Search for SearchService {
    async fn search(
        &self,
        query: &str,
        kind: Option<SearchKind>,
        after: Option<&str>,
    ) -> Result<SearchPage, AppError> {
        let page = SearchPage {
            query: query.to_owned(),
            kind,
            ..SearchPage::default()
        };
        if query.trim().is_empty() {
            return Ok(page);
        }
        let question = match question::read(query) {
            Ok(question) => question,
            Err(refusal) => {
                return Ok(SearchPage {
                    refusal: Some(refusal),
                    ..page
                });
            }
        };
        let asked = Asked {
            core: &self.0,
            query,
            kind,
            after: kind.and(after).and_then(read_cursor),
        };
        match tokio::time::timeout(PATIENCE, asked.answer(page.clone(), question)).await {
            Ok(outcome) => outcome,
            Err(_) => Ok(SearchPage {
                refusal: Some(SearchRefusal::TooSlow),
                ..page
            }),
        }
    }
}

/// A question with all that its address says.
struct Asked<'a> {
    core: &'a Core,
    query: &'a str,
    kind: Option<SearchKind>,
    after: Option<Cursor>,
}

impl Asked<'_> {
    async fn answer(
        &self,
        mut page: SearchPage,
        question: Question,
    ) -> Result<SearchPage, AppError> {
        let mut snapshot = self.core.store.snapshot().await?;
        let conn = &mut snapshot.conn();
        search::begin_asking(conn).await?;
        page.is_partial = search::find_state(conn).await?.0 != search::INDEX_VERSION;
        let mut shown = self.sought(conn, question).await?;
        let mut found = Found::look(conn, &shown).await?;
        if found.is_empty() {
            if let Some((corrected, words)) = slips::put_right(conn, &shown, self.query).await? {
                let others = Found::look(conn, &corrected).await?;
                if !others.is_empty() {
                    (found, shown) = (others, corrected);
                    page.corrected = Some(words);
                }
            }
        } else if shown.has_words() && !found.has_title(conn).await? {
            page.suggestion = self.suggest(conn, &shown).await?;
        }
        let counts = found.counts;
        self.scopes(&mut page, counts);
        let limit = if self.kind.is_some() { ALONE } else { TOGETHER };
        let mut lists = Vec::new();
        for (kind, count) in SearchKind::ALL.into_iter().zip(counts) {
            if count == 0 || self.kind.is_some_and(|wanted| wanted != kind) {
                continue;
            }
            let list = found.list(conn, kind, self.after, limit + 1).await?;
            lists.push((kind, count, list));
        }
        search::end_asking(conn).await?;
        for (kind, count, list) in lists {
            let (hits, next) = self.show_all(conn, &shown, kind, cut(list, limit)).await?;
            if self.kind.is_some() {
                page.next = next.map(|cursor| self.path(Some(kind), Some(cursor)));
            }
            let all = (self.kind.is_none() && count > i64::from(TOGETHER))
                .then(|| (self.path(Some(kind), None), written(count)));
            if !hits.is_empty() {
                page.groups.push(SearchGroup { kind, hits, all });
            }
        }
        page.first = self.after.map(|_| self.path(self.kind, None));
        Ok(page)
    }

    async fn sought(&self, conn: &mut Conn<'_>, question: Question) -> Result<Sought, AppError> {
        let kept = if question.has_ratings() {
            search::list_rating_scales(conn).await?
        } else {
            Vec::new()
        };
        let shown = self.core.settings.get().rating_scale;
        Ok(question.on_scales(shown, &kept))
    }

    fn scopes(&self, page: &mut SearchPage, counts: [i64; 4]) {
        let total = match self.kind {
            Some(kind) => counts[kind as usize],
            None => counts.iter().sum(),
        };
        let is_open = match self.kind {
            Some(kind) => counts[kind as usize] >= i64::from(COUNTED),
            None => counts.iter().any(|count| *count >= i64::from(COUNTED)),
        };
        page.total = if is_open {
            format!("{} or more", grouped(total))
        } else {
            grouped(total)
        };
        let all: i64 = counts.iter().sum();
        if all == 0 {
            return;
        }
        let any_open = counts.iter().any(|count| *count >= i64::from(COUNTED));
        page.scopes.push(SearchScope {
            label: format!("All {}{}", grouped(all), if any_open { "+" } else { "" }),
            href: self.path(None, None),
            is_current: self.kind.is_none(),
        });
        for (kind, count) in SearchKind::ALL.into_iter().zip(counts) {
            if count == 0 && self.kind != Some(kind) {
                continue;
            }
            let mut word = kind.plural().to_owned();
            word[..1].make_ascii_uppercase();
            page.scopes.push(SearchScope {
                label: format!("{word} {}", written(count)),
                href: self.path(Some(kind), None),
                is_current: self.kind == Some(kind),
            });
        }
    }

    fn path(&self, kind: Option<SearchKind>, after: Option<Cursor>) -> String {
        let mut path = format!("/search?q={}", query_value(self.query));
        if let Some(kind) = kind {
            path.push_str("&in=");
            path.push_str(kind.plural());
        }
        if let Some(cursor) = after {
            let _ = write!(path, "&after={}", write_cursor(cursor));
        }
        path
    }

    /// Finds a title or a name that is written almost as the question is.
    async fn suggest(
        &self,
        conn: &mut Conn<'_>,
        sought: &Sought,
    ) -> Result<Option<(String, String)>, Error> {
        let Some((other, words)) = slips::put_right(conn, sought, self.query).await? else {
            return Ok(None);
        };
        if !found::is_a_title(conn, &other).await? {
            return Ok(None);
        }
        let href = format!("/search?q={}", query_value(&words));
        Ok(Some((words, href)))
    }

    /// Shows a list, with where it goes on when there is more of it.
    async fn show_all(
        &self,
        conn: &mut Conn<'_>,
        sought: &Sought,
        kind: SearchKind,
        (found, has_more): (Vec<(Cursor, i64)>, bool),
    ) -> Result<(Vec<SearchHit>, Option<Cursor>), Error> {
        let next = found.last().filter(|_| has_more).map(|last| last.0);
        let mut hits = Vec::new();
        for (_, target) in found {
            hits.extend(self.show(conn, sought, kind, target).await?);
        }
        Ok((hits, next))
    }

    async fn show(
        &self,
        conn: &mut Conn<'_>,
        sought: &Sought,
        kind: SearchKind,
        target: i64,
    ) -> Result<Option<SearchHit>, Error> {
        // A name that a filter asked for is marked as well.
        let mut terms = sought.terms.clone();
        terms.extend(sought.directors.iter().cloned());
        let terms = terms.as_slice();
        let day = |at: i64| self.core.dates.day(Timestamp(at));
        Ok(match kind {
            SearchKind::Review => find_review_hit(conn, ReviewId(target)).await?.map(|hit| {
                let mut text = vec![hit.summary, hit.epigraph_text.unwrap_or_default()];
                text.push(markdown::plain_text(&hit.body_source));
                SearchHit {
                    path: TextKind::from_key(&hit.kind).path(&hit.slug),
                    title: snippet::marked(&hit.title, terms),
                    snippet: snippet::snippet(&text.join("\n"), terms),
                    rating: rating(self.core, hit.rating_halves, hit.rating_out_of),
                    byline: hit.byline.unwrap_or_default(),
                    at: Some(day(hit.published_at)),
                }
            }),
            SearchKind::Film => find_film_hit(conn, FilmId(target)).await?.map(|hit| {
                let line = [
                    hit.original_title,
                    hit.director,
                    hit.country,
                    hit.year.map(|year| year.to_string()),
                ];
                let mut line = line.into_iter().flatten().collect::<Vec<_>>().join(", ");
                if let Some(actors) = hit.actors {
                    line = format!("{line}. With {actors}");
                }
                let line = format!("{line}. {}.", reviews_of(hit.review_count));
                plain_hit(format!("/films/{}", hit.slug), &hit.title, &line, terms)
            }),
            SearchKind::Person => find_person_hit(conn, PersonId(target)).await?.map(|hit| {
                let films = hit.films.unwrap_or_default();
                plain_hit(format!("/people/{}", hit.slug), &hit.name, &films, terms)
            }),
            SearchKind::Comment => find_comment_hit(conn, CommentId(target)).await?.map(|hit| {
                let mut title = snippet::marked(&hit.name, terms);
                title.push(Run {
                    text: format!(" on “{}”", hit.title),
                    is_marked: false,
                });
                SearchHit {
                    path: format!("/comments/{target}"),
                    title,
                    snippet: snippet::snippet(&markdown::plain_text(&hit.body_source), terms),
                    rating: None,
                    byline: String::new(),
                    at: Some(day(hit.posted_at)),
                }
            }),
        })
    }
}

fn plain_hit(path: String, title: &str, text: &str, terms: &[search::Term]) -> SearchHit {
    SearchHit {
        path,
        title: snippet::marked(title, terms),
        snippet: snippet::snippet(text, terms),
        rating: None,
        byline: String::new(),
        at: None,
    }
}

/// Writes a count that goes no further than [`COUNTED`].
fn written(count: i64) -> String {
    let more = if count >= i64::from(COUNTED) { "+" } else { "" };
    format!("{}{more}", grouped(count))
}

/// Writes a number with commas between thousands.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_threes() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1000), "1,000");
        assert_eq!(written(1000), "1,000+");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
