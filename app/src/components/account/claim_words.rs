//! How much a browser has left without an account.

use crate::model::Claimable;

/// Says how much it is: `2 comments and 1 like`.
pub fn claim_words(claimable: Claimable) -> String {
    let comments = match claimable.comments {
        0 => None,
        1 => Some("1 comment".to_owned()),
        count => Some(format!("{count} comments")),
    };
    let likes = match claimable.likes {
        0 => None,
        1 => Some("1 like".to_owned()),
        count => Some(format!("{count} likes")),
    };
    let all: Vec<String> = [comments, likes].into_iter().flatten().collect();
    all.join(" and ")
}
