//! The order in which an old thread's comments are taken: by their dates, parents first.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

use super::wxr::{CommentState, WxrComment};

/// A comment in its turn.
pub(crate) struct Placed<'a> {
    /// The comment.
    pub(crate) comment: &'a WxrComment,
    /// The comment it answers, when that one is in the export.
    pub(crate) parent: Option<i64>,
    /// Whether something that can be seen hangs on it, though it cannot be seen itself.
    pub(crate) holds_place: bool,
}

/// Orders comments so that each comes after the one it answers and otherwise by date.
///
/// A comment whose parent is not there begins a thread of its own, and so does the oldest of those
/// that answer one another in a circle.
pub(crate) fn in_order(comments: &[WxrComment]) -> Vec<Placed<'_>> {
    let by_id: HashMap<i64, &WxrComment> = comments.iter().map(|c| (c.id, c)).collect();
    let parent_of = |comment: &WxrComment| {
        Some(comment.parent).filter(|parent| *parent != comment.id && by_id.contains_key(parent))
    };
    let key = |comment: &WxrComment| (comment.created_at, comment.id);
    let mut replies: HashMap<i64, Vec<&WxrComment>> = HashMap::new();
    let mut ready = BinaryHeap::new();
    let mut waiting = BinaryHeap::new();
    for comment in by_id.values().copied() {
        waiting.push(Reverse((key(comment), comment.id)));
        match parent_of(comment) {
            Some(parent) => replies.entry(parent).or_default().push(comment),
            None => ready.push(Reverse((key(comment), comment.id))),
        }
    }
    let mut seen = HashSet::new();
    let mut order = Vec::with_capacity(by_id.len());
    while let Some(Reverse((_, id))) = ready.pop().or_else(|| waiting.pop()) {
        if !seen.insert(id) {
            continue;
        }
        let Some(&comment) = by_id.get(&id) else {
            continue;
        };
        for reply in replies.get(&id).into_iter().flatten() {
            ready.push(Reverse((key(reply), reply.id)));
        }
        let parent = parent_of(comment).filter(|parent| seen.contains(parent));
        order.push(Placed {
            comment,
            parent,
            holds_place: false,
        });
    }
    mark_places(&mut order);
    order
}

/// Marks what cannot be seen but has something under it that can.
fn mark_places(order: &mut [Placed<'_>]) {
    let mut held = HashSet::new();
    // Replies come after their parents, so going backwards meets them first.
    for placed in order.iter_mut().rev() {
        let can_be_seen = placed.comment.state == CommentState::Approved;
        placed.holds_place = !can_be_seen && held.contains(&placed.comment.id);
        if (can_be_seen || placed.holds_place)
            && let Some(parent) = placed.parent
        {
            held.insert(parent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(id: i64, parent: i64, at: i64, state: CommentState) -> WxrComment {
        WxrComment {
            id,
            parent,
            created_at: Some(at),
            state,
            ..WxrComment::default()
        }
    }

    fn ids(comments: &[WxrComment]) -> Vec<(i64, i64)> {
        in_order(comments)
            .iter()
            .map(|p| (p.comment.id, p.parent.unwrap_or(0)))
            .collect()
    }

    #[test]
    fn parents_come_first_and_dates_decide_otherwise() {
        use CommentState::Approved as Ok;
        let list = [
            comment(4, 9, 1, Ok),
            comment(9, 0, 5, Ok),
            comment(2, 0, 3, Ok),
            comment(3, 77, 4, Ok),
        ];
        assert_eq!(ids(&list), [(2, 0), (3, 0), (9, 0), (4, 9)]);
    }

    #[test]
    fn a_circle_is_opened_at_its_oldest() {
        use CommentState::Approved as Ok;
        let list = [
            comment(1, 3, 2, Ok),
            comment(2, 1, 1, Ok),
            comment(3, 2, 3, Ok),
            comment(5, 5, 9, Ok),
        ];
        assert_eq!(ids(&list), [(5, 0), (2, 0), (3, 2), (1, 3)]);
    }

    #[test]
    fn what_cannot_be_seen_holds_its_place_for_what_can() {
        let list = [
            comment(1, 0, 1, CommentState::Trash),
            comment(2, 1, 2, CommentState::Spam),
            comment(3, 2, 3, CommentState::Approved),
            comment(4, 0, 4, CommentState::Held),
        ];
        let held: Vec<i64> = in_order(&list)
            .iter()
            .filter(|p| p.holds_place)
            .map(|p| p.comment.id)
            .collect();
        assert_eq!(held, [1, 2]);
    }
}
