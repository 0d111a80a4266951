//! What a question finds. Few things are found at once and sorted here, because a phrase of words that stand everywhere
//! has to be looked for in all of the index each time it is asked; of many, each list is asked for by itself, which
//! ends as soon as it is full.

use app::model::SearchKind;

use super::{
    COUNTED,
    parts::{Cursor, parts},
};
use crate::store::{
    Conn, Error,
    search::{self, Counted, Plenty, Sought, Tier},
};

/// From how many on things are not found at once.
const FEW: i32 = 500;
/// From how many on things of all kinds are not counted together.
const MOST: i32 = 10_000;

/// The answer to a question, as far as it has been looked for.
pub(super) struct Found {
    /// How many there are of each kind, no further than [`COUNTED`].
    pub(super) counts: [i64; 4],
    parts: Vec<Part>,
}

/// One of the lists that follow each other.
struct Part {
    is_begun: bool,
    tier: Tier,
    sought: Sought,
    hits: Hits,
}

/// What is known of a list.
enum Hits {
    NotAsked,
    /// Everything in it: its place, its number and its kind, newest first.
    All(Vec<(i64, i64, SearchKind)>),
    TooMany,
}

impl Found {
    /// Counts what a question finds.
    pub(super) async fn look(conn: &mut Conn<'_>, sought: &Sought) -> Result<Self, Error> {
        let counted = search::count_kinds(conn, sought, MOST).await?;
        let together = match counted {
            Counted::Enough => Hits::TooMany,
            Counted::Kinds(counts) if counts.iter().sum::<i64>() >= FEW.into() => Hits::TooMany,
            Counted::Nothing | Counted::Kinds(_) => all(conn, sought, None).await?,
        };
        let mut counts = [0; 4];
        let are_few = matches!(together, Hits::All(_));
        match together {
            Hits::All(hits) => {
                for (_, _, kind) in &hits {
                    counts[*kind as usize] += 1;
                }
            }
            Hits::NotAsked | Hits::TooMany => match counted {
                Counted::Kinds(counted) => {
                    counts = counted.map(|count| count.min(COUNTED.into()));
                }
                Counted::Nothing | Counted::Enough => {
                    for (count, kind) in counts.iter_mut().zip(SearchKind::ALL) {
                        *count = search::count_hits(conn, sought, kind, COUNTED).await?;
                    }
                }
            },
        }
        let parts = parts(sought).into_iter();
        Ok(Self {
            counts,
            parts: parts
                .map(|(is_begun, tier, sought)| Part {
                    is_begun,
                    tier,
                    sought,
                    // Of much that is found, titles are still few.
                    hits: if are_few || tier == Tier::Title {
                        Hits::NotAsked
                    } else {
                        Hits::TooMany
                    },
                })
                .collect(),
        })
    }

    /// Says whether nothing is found.
    pub(super) fn is_empty(&self) -> bool {
        self.counts.iter().all(|count| *count == 0)
    }

    /// Says whether a review, a film or somebody is called so.
    pub(super) async fn has_title(&mut self, conn: &mut Conn<'_>) -> Result<bool, Error> {
        for part in &mut self.parts {
            if part.tier == Tier::Title && part.names_something(conn).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Lists what is found of a kind, with where a list that is cut behind it goes on.
    pub(super) async fn list(
        &mut self,
        conn: &mut Conn<'_>,
        kind: SearchKind,
        after: Option<Cursor>,
        limit: i32,
    ) -> Result<Vec<(Cursor, i64)>, Error> {
        let mut found = Vec::new();
        let plenty = if self.counts[kind as usize] < i64::from(COUNTED) {
            Plenty::Few
        } else {
            Plenty::Many
        };
        for part in &mut self.parts {
            let here = (part.is_begun, part.tier);
            if after.is_some_and(|after| (after.0, after.1) > here) {
                continue;
            }
            let before = after.filter(|after| (after.0, after.1) == here);
            let wanted = limit - i32::try_from(found.len()).unwrap_or(limit);
            if wanted > 0 {
                let before = before.map(|before| before.2);
                let hits = part.list(conn, (kind, plenty), before, wanted).await?;
                found.extend(
                    hits.into_iter()
                        .map(|(place, target)| ((here.0, here.1, place), target)),
                );
            }
        }
        Ok(found)
    }
}

/// Says whether a review, a film or somebody is called as a question says, without counting what else it finds.
pub(super) async fn is_a_title(conn: &mut Conn<'_>, sought: &Sought) -> Result<bool, Error> {
    let mut titles = Part {
        is_begun: false,
        tier: Tier::Title,
        sought: sought.clone(),
        hits: Hits::NotAsked,
    };
    titles.names_something(conn).await
}

impl Part {
    async fn names_something(&mut self, conn: &mut Conn<'_>) -> Result<bool, Error> {
        for kind in [SearchKind::Film, SearchKind::Review, SearchKind::Person] {
            let kind = (kind, Plenty::Many);
            if !self.list(conn, kind, None, 1).await?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn list(
        &mut self,
        conn: &mut Conn<'_>,
        (kind, plenty): (SearchKind, Plenty),
        before: Option<i64>,
        limit: i32,
    ) -> Result<Vec<(i64, i64)>, Error> {
        if matches!(self.hits, Hits::NotAsked) {
            self.hits = all(conn, &self.sought, Some(self.tier)).await?;
        }
        match &self.hits {
            Hits::All(hits) => Ok(hits
                .iter()
                .filter(|hit| hit.2 == kind && before.is_none_or(|before| hit.0 < before))
                .take(usize::try_from(limit).unwrap_or(0))
                .map(|hit| (hit.0, hit.1))
                .collect()),
            Hits::NotAsked | Hits::TooMany => {
                let kind = (kind, self.tier);
                search::list_hits(conn, &self.sought, kind, plenty, before, limit).await
            }
        }
    }
}

/// Lists all that is found, unless that is too much.
async fn all(conn: &mut Conn<'_>, sought: &Sought, tier: Option<Tier>) -> Result<Hits, Error> {
    let hits = search::list_all_hits(conn, sought, tier, FEW).await?;
    let is_all = i32::try_from(hits.len()).is_ok_and(|count| count < FEW);
    Ok(if is_all {
        Hits::All(hits)
    } else {
        Hits::TooMany
    })
}
