//! Invented conversations.

use app::model::{AuthorId, CommentKind, CommentState, Timestamp};

use super::{Extent, SECOND, dice::Dice, films, prose::Telling, sentences};
use crate::intake::IncomingComment;

/// A remark and what it answers, both by their number under the review.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    pub(super) number: u64,
    pub(super) answers: Option<u64>,
    pub(super) likes: u64,
    pub(super) comment: IncomingComment,
}

/// Shares the comments out among the reviews: few have many, many have few, all of them together the
/// number asked for.
pub(super) fn shares(extent: Extent) -> Vec<u64> {
    const WHOLE: u64 = 1 << 32;
    let mut weights = Vec::new();
    for number in 0..extent.reviews {
        let mut dice = Dice::of(extent.seed, 5, number);
        // The weight of a rank thrown at random: the first has a hundred times that of the hundredth.
        let rank = 1 + dice.below(extent.reviews);
        weights.push(WHOLE / rank);
    }
    let all: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    let mut shares: Vec<u64> = weights
        .iter()
        .map(|weight| {
            let share = u128::from(extent.comments) * u128::from(*weight) / all.max(1);
            u64::try_from(share).unwrap_or_default()
        })
        .collect();
    let mut left = extent.comments.saturating_sub(shares.iter().sum());
    while left > 0 && !shares.is_empty() {
        for share in &mut shares {
            if left > 0 {
                *share += 1;
                left -= 1;
            }
        }
    }
    shares
}

/// Invents the conversation under a review, in the order in which it happened.
pub(super) fn remarks(
    (seed, review): (u64, u64),
    published_at: Timestamp,
    count: u64,
    authors: &[(AuthorId, String)],
) -> Vec<Remark> {
    let mut dice = Dice::of(seed, 7, review);
    let telling = Telling::of(&films::film(&mut Dice::of(seed, 4, review)));
    let mut at = published_at;
    let mut remarks: Vec<Remark> = Vec::new();
    for number in 0..count {
        // At first they come by the minute, later by the day.
        let pause = 60 + dice.skewed(3600 * (1 + number.min(48)));
        at = at.plus_seconds(i64::try_from(pause).unwrap_or_default());
        let answers = (number > 0 && dice.percent(55))
            .then(|| number - 1 - dice.skewed(number.min(200)))
            // What cannot be seen is not answered.
            .filter(|other| {
                let other = usize::try_from(*other).unwrap_or_default();
                remarks[other].comment.state == CommentState::Published
            });
        let state = match dice.below(400) {
            0 => CommentState::Held,
            1 => CommentState::Spam,
            2 => CommentState::Trashed,
            _ => CommentState::Published,
        };
        let author = (answers.is_some() && dice.percent(8)).then(|| {
            let at = dice.skewed(authors.len() as u64);
            authors[usize::try_from(at).unwrap_or_default()].clone()
        });
        let name = match &author {
            Some((_, name)) => name.clone(),
            None if dice.percent(60) => {
                let at = dice.skewed(sentences::READERS.len() as u64);
                sentences::READERS[usize::try_from(at).unwrap_or_default()].to_owned()
            }
            None => films::name(&mut dice),
        };
        let likes = if state == CommentState::Published && dice.percent(20) {
            1 + dice.skewed(12)
        } else {
            0
        };
        remarks.push(Remark {
            number,
            answers,
            likes,
            comment: IncomingComment {
                number: None,
                kind: CommentKind::Comment,
                state,
                author: author.map(|author| author.0),
                name,
                email: None,
                website: dice
                    .percent(6)
                    .then(|| "https://reader.example/films".to_owned()),
                body: telling.remark(&mut dice),
                posted_at: at,
            },
        });
    }
    debug_assert!(at.0 % SECOND == 0);
    remarks
}
