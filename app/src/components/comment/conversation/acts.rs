//! What a reader does on an open page: sends forms, turns pages.

use std::sync::{Mutex, PoisonError};

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlFormElement, HtmlTextAreaElement};

use super::{Conversation, Node, Part, Saying, Standing, arrivals::Arrival};
use crate::{
    AppError,
    client::{self, drafts, form},
    components::{
        comment::{form_state::FormState, reply_form::About},
        feedback::message,
    },
    model::{
        Branch, Comment, CommentId, CommentState, FocusAct, LikeTarget, Markup, Moment, ThreadPage,
        ThreadQuery,
    },
    server_fns,
};

/// What an open page keeps of a conversation besides what it shows.
pub(crate) struct Open {
    /// How many levels of replies are drawn.
    pub(super) drawn_depth: i32,
    state: Mutex<OpenState>,
}

#[derive(Default)]
pub(super) struct OpenState {
    /// The number of the last event the page includes.
    pub(super) after: i64,
    /// How many comments are on their way to the server.
    posting: usize,
    /// What came meanwhile: it may be one of those.
    pub(super) waiting: Vec<Arrival>,
    /// The comments this reader took back here.
    pub(super) taken_back: Vec<CommentId>,
    /// How many pending comments there were.
    pendings: i64,
    /// Likes on their way, with the numbers that came meanwhile.
    pub(super) likes: Vec<(LikeTarget, Option<i64>)>,
}

impl Open {
    pub(super) fn of(drawn_depth: i32, after: i64) -> Self {
        Self {
            drawn_depth,
            state: Mutex::new(OpenState {
                after,
                ..OpenState::default()
            }),
        }
    }

    pub(super) fn change<R>(&self, change: impl FnOnce(&mut OpenState) -> R) -> R {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Says whether a comment of this reader is on its way.
    pub(super) fn is_posting(&self) -> bool {
        self.change(|state| state.posting > 0)
    }
}

impl Conversation {
    /// Finds a comment that this page shows.
    pub(crate) fn find(&self, id: CommentId) -> Option<Node> {
        self.roots
            .peek(|roots| roots.iter().find_map(|root| root.find(id)))
    }

    /// Tells the reader something; `is_shown` unless it can be seen to happen.
    pub(crate) fn say(&self, text: impl Into<String>, is_shown: bool) {
        let saying = Saying {
            text: text.into(),
            is_shown,
        };
        self.said.set(saying.clone());
        let said = self.said.clone();
        set_timeout(
            move || {
                if said.peek(|now| *now == saying) {
                    said.set(Saying::default());
                }
            },
            std::time::Duration::from_secs(8),
        );
    }

    /// Says why something did not work.
    pub(super) fn say_why(&self, before: &str, error: &AppError) {
        let (_, text) = message(error);
        self.say(format!("{before} {text}"), true);
    }

    /// Sends a form of this conversation.
    pub(crate) fn send(&self, event: &ev::SubmitEvent, state: &FormState, about: &About) {
        // The way to the sign-in is the browser's own: the server gives the text back with the page.
        let presses = |button: web_sys::HtmlElement| button.has_attribute("data-native");
        if event.submitter().is_some_and(presses) {
            return;
        }
        event.prevent_default();
        let Some(form) = form_of(event).filter(|form| !form::is_busy(form)) else {
            return;
        };
        form::set_busy(&form, true);
        let (conversation, state, about) = (self.clone(), state.clone(), about.clone());
        spawn_local(async move {
            let outcome = match (about.act, &about.node) {
                (FocusAct::Edit, Some(node)) => conversation.edit(&form, node).await,
                (FocusAct::Delete, Some(node)) => conversation.take_back(&form, node).await,
                _ => conversation.post(&form, &state, &about).await,
            };
            form::set_busy(&form, false);
            match outcome {
                Ok(()) => {}
                // Nothing was written that could be lost.
                Err(error) if about.act == FocusAct::Delete => {
                    conversation.say_why("Not taken back.", &error);
                }
                Err(error) => {
                    form::refuse(&form, &error);
                    client::focus_first(&form, "[role=alert]");
                }
            }
        });
    }

    /// Sends a comment, showing it in its place meanwhile.
    async fn post(
        &self,
        form: &HtmlFormElement,
        state: &FormState,
        about: &About,
    ) -> Result<(), AppError> {
        let (text, name) = (form::value(form, "comment"), form::value(form, "name"));
        let pending = (!text.trim().is_empty() && !name.trim().is_empty())
            .then(|| self.show_pending(about.node.as_ref().map(|node| node.id), &name, &text))
            .flatten();
        self.open.change(|state| state.posting += 1);
        let key = state.key_of(&text);
        let outcome = client::submit::<Comment>(form, &[("key", &key)]).await;
        if let Some(pending) = pending {
            self.take_out(pending);
        }
        let outcome = outcome.map(|comment| self.posted(comment, form, about, &text));
        self.open.change(|state| state.posting -= 1);
        self.settle();
        outcome
    }

    fn posted(&self, comment: Comment, form: &HtmlFormElement, about: &About, text: &str) {
        let id = comment.id;
        form::accept(form);
        drafts::sent(&drafts::key(self.review, about.comment, false), text);
        if let Some(area) = form::named::<HtmlTextAreaElement>(form, "comment") {
            area.set_value("");
        }
        if let Some(node) = &about.node {
            node.is_answered.set(false);
        }
        let is_new = self.find(id).is_none();
        let is_here = self.insert(comment, Standing::Seen);
        if is_new {
            self.count.update(|count| *count += 1);
        }
        if is_here {
            self.say("Your comment is posted.", false);
            client::focus_comment(id);
        } else {
            form::lead_to(form, id);
            self.say(
                "Your comment is posted on another page of this thread.",
                false,
            );
        }
        self.load_viewer();
    }

    /// Sends the changed text of an own comment.
    async fn edit(&self, form: &HtmlFormElement, node: &Node) -> Result<(), AppError> {
        let text = form::value(form, "comment");
        let comment = client::submit::<Comment>(form, &[]).await?;
        drafts::sent(&drafts::key(self.review, Some(node.id), true), &text);
        node.form.set(None);
        node.comment.set(comment);
        self.say("Your changes are saved.", false);
        client::focus_comment(node.id);
        Ok(())
    }

    /// Takes an own comment back.
    async fn take_back(&self, form: &HtmlFormElement, node: &Node) -> Result<(), AppError> {
        client::submit::<i64>(form, &[]).await?;
        node.form.set(None);
        self.open.change(|state| state.taken_back.push(node.id));
        self.remove(node.id);
        self.count.update(|count| *count -= 1);
        self.say("Your comment is gone.", true);
        client::focus("comments-title");
        Ok(())
    }

    /// Shows another part of the thread, or the same one as it stands now.
    pub(crate) fn turn_to(&self, query: ThreadQuery) {
        client::stay();
        let conversation = self.clone();
        spawn_local(async move {
            match server_fns::load_review_page(conversation.slug.to_string(), query).await {
                Ok(page) => {
                    let focused = client::focused();
                    conversation.open.change(|state| {
                        state.after = state.after.max(page.events_after);
                    });
                    conversation.likes.set(page.review.like_count);
                    conversation.count.set(page.review.comment_count);
                    if let Some(html) = page.html {
                        conversation.mentions.set(html.mentions);
                    }
                    conversation.take_over(page.thread);
                    client::refocus(focused);
                }
                Err(error) => conversation.say_why("The comments could not be loaded.", &error),
            }
        });
    }

    /// Takes over a part of the thread; what stands here already stays as it is, with its forms.
    fn take_over(&self, thread: ThreadPage) {
        let part = Part::of(&thread);
        let nodes = thread
            .branches
            .into_iter()
            .map(|branch| self.node_of(branch, None))
            .collect();
        self.roots.set(nodes);
        self.part.set(part);
        self.open_drafts();
    }

    fn node_of(&self, branch: Branch, under: Option<CommentId>) -> Node {
        let known = self
            .find(branch.comment.id)
            .filter(|node| node.depth == branch.depth && node.under == under);
        let Some(node) = known else {
            return Node::of(branch, under, None);
        };
        let replies: Vec<Node> = branch
            .replies
            .into_iter()
            .map(|reply| self.node_of(reply, Some(node.id)))
            .collect();
        node.likes.set(branch.comment.like_count);
        let is_other = node.comment.peek(|old| {
            (old.state, &old.edited, &old.name)
                != (
                    branch.comment.state,
                    &branch.comment.edited,
                    &branch.comment.name,
                )
        });
        if is_other {
            node.comment.set(branch.comment);
        }
        node.left_out.set(branch.left_out);
        node.replies.set(replies);
        node
    }

    /// Loads what only the viewer sees.
    pub(crate) fn load_viewer(&self) {
        let viewer = self.viewer;
        let slug = self.slug.to_string();
        spawn_local(async move {
            // Without an answer the page stays as it is, and every form on it works all the same.
            if let Ok(state) = server_fns::load_viewer_state(slug).await {
                form::each(|form| form::fill(form, &state));
                viewer.try_set(state);
            }
        });
    }

    /// Shows a comment that is on its way; none when it belongs on another page.
    fn show_pending(&self, parent: Option<CommentId>, name: &str, text: &str) -> Option<CommentId> {
        let turn = self.open.change(|state| {
            state.pendings += 1;
            state.pendings
        });
        // No comment has a number below one.
        let id = CommentId(-turn);
        let comment = Comment {
            id,
            parent,
            name: name.to_owned(),
            website: None,
            by_author: false,
            posted: Moment {
                label: "on its way".to_owned(),
                ..Moment::default()
            },
            edited: None,
            body: Markup::plain(text),
            like_count: 0,
            state: CommentState::Published,
        };
        self.insert(comment, Standing::Pending).then_some(id)
    }
}

fn form_of(event: &ev::SubmitEvent) -> Option<HtmlFormElement> {
    event.current_target()?.dyn_into().ok()
}
