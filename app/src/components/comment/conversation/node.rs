//! One comment of an open page, and where a new one belongs among others.

use crate::{
    components::Live,
    model::{Answers, Branch, Comment, CommentId, Focus, FocusAct},
};

/// How a comment stands on an open page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It was there when the page was loaded, or has been seen since.
    Seen,
    /// It came while the page was open.
    New,
    /// It is on its way to the server.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "only an open page sends anything")
    )]
    Pending,
}

/// A form that a comment's writer has opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenForm {
    /// What is to be done with the comment.
    pub(crate) act: FocusAct,
    /// Its text as typed, when that is to be changed.
    pub(crate) source: String,
}

/// A comment with what may change about it while the page is open.
#[derive(Clone)]
pub(crate) struct Node {
    /// The comment's id.
    pub(crate) id: CommentId,
    /// The depth it is drawn at; roots are at 1.
    pub(crate) depth: i32,
    /// Whom it answers.
    pub(crate) answers: Option<Answers>,
    /// Whether it lies deeper than it is drawn.
    pub(crate) is_flattened: bool,
    /// The comment under which it is drawn; none for a root.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "only an open page asks where it is drawn")
    )]
    pub(crate) under: Option<CommentId>,
    /// The comment itself.
    pub(crate) comment: Live<Comment>,
    /// How many like it.
    pub(crate) likes: Live<i64>,
    /// The replies drawn one level further in.
    pub(crate) replies: Live<Vec<Node>>,
    /// How many replies of this root the page leaves out.
    pub(crate) left_out: Live<i64>,
    /// Whether it is being answered.
    pub(crate) is_answered: Live<bool>,
    /// The form with which its writer changes it or takes it back.
    pub(crate) form: Live<Option<OpenForm>>,
    /// How it stands here.
    pub(crate) standing: Live<Standing>,
}

impl Node {
    /// Makes a node of a branch, and nodes of its replies.
    pub(crate) fn of(branch: Branch, under: Option<CommentId>, focus: Option<&Focus>) -> Self {
        let id = branch.comment.id;
        let replies = branch
            .replies
            .into_iter()
            .map(|reply| Self::of(reply, Some(id), focus))
            .collect();
        let focus = focus.filter(|focus| focus.comment == id);
        let is_answered = focus.is_some_and(|focus| focus.act == FocusAct::Reply);
        let form = focus
            .filter(|focus| focus.act != FocusAct::Reply)
            .map(|focus| OpenForm {
                act: focus.act,
                source: focus.source.clone(),
            });
        Self {
            id,
            depth: branch.depth,
            answers: branch.answers,
            is_flattened: branch.is_flattened,
            under,
            likes: Live::new(branch.comment.like_count),
            comment: Live::new(branch.comment),
            replies: Live::new(replies),
            left_out: Live::new(branch.left_out),
            is_answered: Live::new(is_answered),
            form: Live::new(form),
            standing: Live::new(Standing::Seen),
        }
    }
}

#[cfg(feature = "hydrate")]
impl Node {
    /// Returns the comment it answers.
    pub(crate) fn parent(&self) -> Option<CommentId> {
        self.comment.peek(|comment| comment.parent)
    }

    /// Finds the node of a comment among this one and those drawn under it.
    pub(crate) fn find(&self, id: CommentId) -> Option<Self> {
        if self.id == id {
            return Some(self.clone());
        }
        self.replies
            .peek(|replies| replies.iter().find_map(|reply| reply.find(id)))
    }
}

/// Returns the place in a list at which a reply to one of its comments belongs when it can be drawn
/// no deeper: after that comment and all that hang on it, which follow it in the list.
#[cfg(any(feature = "hydrate", test))]
pub(crate) fn place_after(
    list: &[(CommentId, Option<CommentId>)],
    parent: CommentId,
) -> Option<usize> {
    let at = list.iter().position(|(id, _)| *id == parent)?;
    let mut family = vec![parent];
    let below = list[at + 1..].iter().take_while(|(id, answered)| {
        let belongs = answered.is_some_and(|answered| family.contains(&answered));
        family.push(*id);
        belongs
    });
    Some(at + 1 + below.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_at_the_last_level_follows_the_family_of_whom_it_answers() {
        // 1 is answered by 2, which is answered by 3; 4 stands beside 1.
        let list =
            [(1, 9), (2, 1), (3, 2), (4, 9)].map(|(id, p)| (CommentId(id), Some(CommentId(p))));
        let place = |parent| place_after(&list, CommentId(parent));
        assert_eq!(place(1), Some(3));
        assert_eq!(place(2), Some(3));
        assert_eq!(place(3), Some(3));
        assert_eq!(place(4), Some(4));
        assert_eq!(place(7), None);
    }
}
