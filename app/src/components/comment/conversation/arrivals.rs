//! What others do while a page is open: what the stream of events tells takes its place without
//! moving what the reader looks at, or touching what they type.

use miniserde::Deserialize;

use super::{Conversation, Node, Part, Standing, Unseen, node::place_after};
use crate::{
    client::{self, stream},
    components::Live,
    model::{
        Answers, Branch, Comment, CommentId, CommentState, LikeTarget, Markup, Moment, Sort,
        ThreadView,
    },
};

/// A new comment as the stream tells of it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Arrival {
    id: CommentId,
    parent: Option<CommentId>,
    html: Markup,
    author: ArrivalAuthor,
    posted: Moment,
    like_count: i64,
}

#[derive(Clone, Debug, Deserialize)]
struct ArrivalAuthor {
    name: String,
    website: Option<String>,
    by_author: bool,
}

#[derive(Deserialize)]
struct Changed {
    id: CommentId,
    html: Markup,
    edited: Moment,
}

#[derive(Deserialize)]
struct Removed {
    id: CommentId,
}

impl From<Arrival> for Comment {
    fn from(arrival: Arrival) -> Self {
        Self {
            id: arrival.id,
            parent: arrival.parent,
            name: arrival.author.name,
            website: arrival.author.website,
            by_author: arrival.author.by_author,
            posted: arrival.posted,
            edited: None,
            body: arrival.html,
            like_count: arrival.like_count,
            state: CommentState::Published,
        }
    }
}

impl Conversation {
    /// Follows what happens under the review as long as the page is open.
    pub(crate) fn follow(&self) {
        let conversation = self.clone();
        let after = self.open.change(|state| state.after);
        let following = stream::follow(self.review, &self.slug, after, move |event| {
            conversation.take(event);
        });
        leptos::prelude::on_cleanup(move || following.stop());
    }

    fn take(&self, event: &stream::Event) {
        match event.kind.as_str() {
            "likes" => {
                for (comment, number) in &event.likes() {
                    let target = comment.map_or(LikeTarget::Review(self.review), |id| {
                        LikeTarget::Comment(CommentId(id))
                    });
                    self.liked(target, *number);
                }
            }
            "comment" => {
                if let Some(arrival) = client::decode::<Arrival>(&event.data) {
                    if self.open.is_posting() {
                        self.open.change(|state| state.waiting.push(arrival));
                    } else {
                        self.arrive(arrival);
                    }
                }
            }
            "comment-changed" => {
                if let Some(changed) = client::decode::<Changed>(&event.data)
                    && let Some(node) = self.find(changed.id)
                {
                    node.comment.update(|comment| {
                        comment.body = changed.html;
                        comment.edited = Some(changed.edited);
                    });
                }
            }
            "comment-removed" => {
                if let Some(removed) = client::decode::<Removed>(&event.data) {
                    self.gone(removed.id);
                }
            }
            // Too much was missed to be told.
            "resync" => self.turn_to(self.part.peek(|part| part.query())),
            _ => {}
        }
    }

    /// Takes what came while a comment of this reader was on its way.
    pub(super) fn settle(&self) {
        if self.open.is_posting() {
            return;
        }
        let waiting = self.open.change(|state| std::mem::take(&mut state.waiting));
        for arrival in waiting {
            self.arrive(arrival);
        }
    }

    fn arrive(&self, arrival: Arrival) {
        let (id, name) = (arrival.id, arrival.author.name.clone());
        if self.find(id).is_some() {
            return;
        }
        let keep = client::Anchor::take();
        let is_here = self.insert(arrival.into(), Standing::New);
        keep.hold();
        self.count.update(|count| *count += 1);
        self.say(format!("New comment by {name}"), false);
        self.unseen
            .update(|unseen| unseen.push(Unseen { id, name, is_here }));
        if is_here {
            client::watch_unseen(self.clone(), id);
        }
    }

    fn gone(&self, id: CommentId) {
        let keep = client::Anchor::take();
        self.remove(id);
        keep.hold();
        // What this reader took back was counted then.
        if self.open.change(|state| !state.taken_back.contains(&id)) {
            self.count.update(|count| *count -= 1);
        }
        self.unseen
            .update(|unseen| unseen.retain(|one| one.id != id));
    }

    /// Marks a comment that came while the page was open as seen.
    pub(crate) fn see(&self, id: CommentId) {
        if let Some(node) = self.find(id) {
            node.standing.set(Standing::Seen);
        }
        self.unseen
            .update(|unseen| unseen.retain(|one| one.id != id));
    }

    /// Puts a comment in its place; says whether that is on this page.
    pub(super) fn insert(&self, comment: Comment, standing: Standing) -> bool {
        if self.find(comment.id).is_some() {
            return true;
        }
        let Some(parent) = comment.parent else {
            return self.insert_root(comment, standing);
        };
        let Some(parent) = self.find(parent) else {
            return false;
        };
        let answers = Some(Answers {
            id: parent.id,
            name: parent.comment.peek(|comment| comment.name.clone()),
        });
        let is_flattened = parent.depth >= self.open.drawn_depth;
        let branch = Branch {
            depth: if is_flattened {
                parent.depth
            } else {
                parent.depth + 1
            },
            answers,
            is_flattened,
            ..root_of(comment)
        };
        let under = if is_flattened {
            parent.under
        } else {
            Some(parent.id)
        };
        let node = node_of(branch, under, standing);
        let list = self.list(under);
        list.update(|list| {
            let places: Vec<_> = list.iter().map(|node| (node.id, node.parent())).collect();
            let at = if is_flattened {
                place_after(&places, parent.id).unwrap_or(list.len())
            } else {
                list.len()
            };
            list.insert(at, node);
        });
        true
    }

    fn insert_root(&self, comment: Comment, standing: Standing) -> bool {
        let Part {
            view, sort, pages, ..
        } = self.part.peek(|part| *part);
        let is_first = matches!(view, ThreadView::All | ThreadView::Page(1));
        let is_last = view == ThreadView::All || view == ThreadView::Page(pages);
        let is_here = if sort == Sort::Newest {
            is_first
        } else {
            is_last
        };
        if is_here {
            let node = node_of(root_of(comment), None, standing);
            self.roots.update(|roots| match sort {
                Sort::Newest => roots.insert(0, node),
                Sort::Oldest | Sort::Best => roots.push(node),
            });
        }
        is_here
    }

    /// Takes a comment out of its place, which stays as an empty one when it has replies.
    pub(super) fn remove(&self, id: CommentId) {
        let Some(node) = self.find(id) else { return };
        if self.has_replies(&node) {
            node.form.set(None);
            node.is_answered.set(false);
            node.comment.update(|comment| {
                comment.state = CommentState::Removed;
                comment.name = String::new();
                comment.body = Markup::sanitized("");
            });
        } else {
            self.take_out(id);
            self.take_out_empty(node.parent());
        }
    }

    /// Takes a comment out of the list it stands in.
    pub(super) fn take_out(&self, id: CommentId) {
        if let Some(node) = self.find(id) {
            self.list(node.under)
                .update(|list| list.retain(|node| node.id != id));
        }
    }

    /// Takes out the empty places that a comment which is gone was the last to hold.
    fn take_out_empty(&self, mut above: Option<CommentId>) {
        while let Some(node) = above.and_then(|id| self.find(id)) {
            let is_empty = node
                .comment
                .peek(|comment| comment.state == CommentState::Removed);
            if !is_empty || self.has_replies(&node) {
                return;
            }
            above = node.parent();
            self.take_out(node.id);
        }
    }

    fn has_replies(&self, node: &Node) -> bool {
        node.replies.peek(|replies| !replies.is_empty())
            || self
                .list(node.under)
                .peek(|beside| beside.iter().any(|other| other.parent() == Some(node.id)))
    }

    /// Returns the list in which the replies to a comment are drawn, or that of the roots.
    fn list(&self, under: Option<CommentId>) -> Live<Vec<Node>> {
        under
            .and_then(|id| self.find(id))
            .map_or_else(|| self.roots.clone(), |node| node.replies)
    }
}

fn root_of(comment: Comment) -> Branch {
    Branch {
        comment,
        depth: 1,
        answers: None,
        is_flattened: false,
        replies: Vec::new(),
        left_out: 0,
    }
}

fn node_of(branch: Branch, under: Option<CommentId>, standing: Standing) -> Node {
    Node {
        standing: Live::new(standing),
        ..Node::of(branch, under, None)
    }
}
