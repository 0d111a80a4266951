//! Finds in a converted post what Foyer keeps as fields: still, credits, rating, summary, epigraph
//! and "Watch also". What it is not sure of stays in the text.

mod countries;
mod credits;
mod epigraph;
mod sentences;
#[cfg(test)]
mod tests;
mod values;
mod watch_also;

use super::html::{Block, BlockKind, Converted, Picture, markdown_of, plain_line};
use credits::Credits;

/// Returns the name that a country's ISO 3166-1 code most often goes by.
pub(crate) fn country_name(code: &str) -> Option<&'static str> {
    countries::name(code)
}

/// Returns the ISO 3166-1 code of a country by a name it goes by in credits.
pub(crate) fn country_code(name: &str) -> Option<&'static str> {
    countries::code(name)
}

/// Reads a sum as people write it, with the currency's sign or name: amount, ISO 4217 code.
pub(crate) fn money(text: &str) -> Option<(i64, &'static str)> {
    values::money(text).map(|money| (money.amount, money.currency))
}

/// What a line of credits says: the film, a rating from elsewhere, and what was not understood.
pub(crate) type CreditsLine = (FilmFields, Option<Outside>, Vec<String>);

/// Reads a line of credits as somebody types or pastes it; none if it is nothing of the kind.
pub(crate) fn credits_line(text: &str) -> Option<CreditsLine> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let credits = Credits::read(&line)?;
    Some((credits.film, credits.outside, credits.doubts))
}

/// A post with what was recognised in it taken out of the text.
#[derive(Debug, Default)]
pub(crate) struct Recognized {
    /// Whether it has a credits line and so is a review; if not, the text is whole.
    pub(crate) is_review: bool,
    /// The picture at the head of the review.
    pub(crate) still: Option<Picture>,
    /// The film's fields.
    pub(crate) film: FilmFields,
    /// The author's rating.
    pub(crate) rating: Option<Score>,
    /// Somebody else's rating.
    pub(crate) outside: Option<Outside>,
    /// The author's one line about the film, as plain text.
    pub(crate) summary: Option<String>,
    /// The quotation at the head of the review.
    pub(crate) epigraph: Option<Epigraph>,
    /// The films to watch also.
    pub(crate) watch_also: Vec<WatchAlso>,
    /// The text that is left.
    pub(crate) body_markdown: String,
    /// What was not recognised or not carried over, for the report.
    pub(crate) left: Vec<String>,
}

/// What the credits line says of the film.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FilmFields {
    /// The post's title, as plain text.
    pub(crate) title: String,
    /// Who directed it.
    pub(crate) directors: Vec<String>,
    /// Who wrote it.
    pub(crate) writers: Vec<String>,
    /// Who plays in it.
    pub(crate) cast: Vec<String>,
    /// Where it was made.
    pub(crate) countries: Vec<Country>,
    /// When it came out.
    pub(crate) year: Option<i32>,
    /// How long it runs.
    pub(crate) runtime_minutes: Option<i32>,
    /// What it cost.
    pub(crate) budget: Option<Money>,
}

/// A country as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Country {
    /// The name or abbreviation the author used.
    pub(crate) name: String,
    /// Its ISO 3166-1 code, where the name is known.
    pub(crate) code: Option<&'static str>,
}

/// A sum in whole units of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Money {
    /// How much.
    pub(crate) amount: i64,
    /// The ISO 4217 code.
    pub(crate) currency: &'static str,
}

/// A rating in half steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Score {
    /// The rating in halves: 5 for 2½.
    pub(crate) halves: i32,
    /// The best possible rating in whole steps: 4 for “of 4”.
    pub(crate) out_of: i32,
}

/// A rating from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outside {
    /// Whose it is.
    pub(crate) source: &'static str,
    /// The rating in tenths: 72 for 7.2.
    pub(crate) value_tenths: i32,
    /// The best possible rating in tenths.
    pub(crate) out_of_tenths: i32,
}

/// A quotation at the head of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Epigraph {
    /// What was said, as plain text.
    pub(crate) text: String,
    /// Who said it.
    pub(crate) speaker: String,
}

/// A film to watch also.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WatchAlso {
    /// The film's title as written.
    pub(crate) title: String,
    /// What the author says of it, as Markdown. Empty where the title before it has the sentence.
    pub(crate) note: String,
}

/// Recognises a review's fields in a post.
pub(crate) fn recognize(title: &str, post: Converted) -> Recognized {
    let Converted { blocks, notes } = post;
    let mut found = Recognized {
        film: FilmFields {
            title: plain_line(title),
            ..FilmFields::default()
        },
        left: notes,
        ..Recognized::default()
    };
    let mut is_taken = vec![false; blocks.len()];
    if let Some((index, credits)) = find_credits(&blocks) {
        found.is_review = true;
        let mut head = Head {
            blocks: &blocks,
            is_taken: &mut is_taken,
            found: &mut found,
        };
        let end = head.take_credits(index, credits);
        head.take_still(index);
        head.take_epigraph(end);
        head.take_late_rating();
        head.take_watch_also();
    }
    let kept: Vec<Block> = blocks
        .into_iter()
        .zip(is_taken)
        .filter(|(_, taken)| !taken)
        .map(|(b, _)| b)
        .collect();
    found.body_markdown = markdown_of(&kept);
    found
}

/// Finds the credits line: the first paragraph, or a later one that is nothing else.
fn find_credits(blocks: &[Block]) -> Option<(usize, Credits)> {
    let mut is_head = true;
    for (index, block) in blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Paragraph => {
                let credits = Credits::read(&block.text);
                if let Some(credits) = credits.filter(|credits| is_head || credits.is_sure()) {
                    return Some((index, credits));
                }
                is_head = false;
            }
            BlockKind::Picture(_) | BlockKind::Quotation { .. } => {}
            BlockKind::Other => is_head = false,
        }
    }
    None
}

/// The post being recognised.
struct Head<'a> {
    blocks: &'a [Block],
    is_taken: &'a mut [bool],
    found: &'a mut Recognized,
}

impl Head<'_> {
    /// Files the credits, which may go on over several paragraphs, and returns where they end.
    fn take_credits(&mut self, index: usize, mut credits: Credits) -> usize {
        let mut end = index + 1;
        while let Some(block) = self.blocks.get(end)
            && let BlockKind::Paragraph = block.kind
            && credits.is_sure()
            && let Some(more) = credits.continued(&block.text)
        {
            credits = more;
            end += 1;
        }
        let lines = &self.blocks[index..end];
        if lines.iter().any(|line| line.pictures > 0) {
            credits.doubt("there is a picture in it");
        }
        if credits.is_sure() {
            self.is_taken[index..end].fill(true);
            if lines.iter().any(|line| line.links > 0) {
                self.found
                    .left
                    .push("the links in the credits line were left out".to_owned());
            }
        } else {
            let doubts = credits.doubts.join("; ");
            self.found
                .left
                .push(format!("the credits line stays in the text: {doubts}"));
        }
        let title = std::mem::take(&mut self.found.film.title);
        self.found.film = FilmFields {
            title,
            ..credits.film
        };
        self.found.rating = credits.rating;
        self.found.outside = credits.outside;
        self.found.summary = credits.summary;
        end
    }

    /// Files the picture that begins the post or stands just before the credits.
    fn take_still(&mut self, credits: usize) {
        let before = credits.checked_sub(1).unwrap_or(credits);
        for index in [0, before] {
            if let BlockKind::Picture(picture) = &self.blocks[index].kind {
                self.is_taken[index] = true;
                self.found.still = Some(picture.clone());
                return;
            }
        }
    }

    /// Files the quotation that stands before the text.
    fn take_epigraph(&mut self, end_of_credits: usize) {
        let is_head = |index: usize| {
            self.is_taken[index]
                || index < end_of_credits
                || !matches!(
                    self.blocks[index].kind,
                    BlockKind::Paragraph | BlockKind::Other
                )
        };
        let quotation = (0..self.blocks.len())
            .take_while(|&index| is_head(index))
            .find(|&index| matches!(self.blocks[index].kind, BlockKind::Quotation { .. }));
        let Some(index) = quotation else { return };
        let block = &self.blocks[index];
        match epigraph::read(block) {
            Some(epigraph) => {
                self.is_taken[index] = true;
                self.found.epigraph = Some(epigraph);
                if block.links > 0 {
                    self.found
                        .left
                        .push("the links in the epigraph were left out".to_owned());
                }
            }
            None => self
                .found
                .left
                .push("the quotation at the head names no speaker".to_owned()),
        }
    }

    /// Files the one rating that stands alone in a paragraph, if the credits had none.
    fn take_late_rating(&mut self) {
        let mut late = Vec::new();
        for (index, block) in self.blocks.iter().enumerate() {
            if let BlockKind::Paragraph = block.kind
                && !self.is_taken[index]
                && let Some(rating) = credits::lone_rating(&block.text)
            {
                late.push((index, rating));
            }
        }
        match late.as_slice() {
            [] => {}
            [(index, rating)] if self.found.rating.is_none() => {
                self.found.rating = Some(*rating);
                self.is_taken[*index] = true;
            }
            _ => self
                .found
                .left
                .push("another rating stays in the text".to_owned()),
        }
    }

    /// Files "Watch also" from the end of the post.
    fn take_watch_also(&mut self) {
        let count = self.blocks.len();
        for index in (count.saturating_sub(3)..count).rev() {
            let block = &self.blocks[index];
            if self.is_taken[index] || !matches!(block.kind, BlockKind::Paragraph) {
                continue;
            }
            let Some(rest) = watch_also::without_label(&block.markdown) else {
                continue;
            };
            match watch_also::read(rest) {
                Some(films) if block.pictures == 0 => {
                    self.found.watch_also = films;
                    self.is_taken[index] = true;
                }
                _ => {
                    let note =
                        "“Watch also” stays in the text: no title in quotation marks or italics";
                    self.found.left.push(note.to_owned());
                }
            }
            return;
        }
    }
}
