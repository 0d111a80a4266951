//! Likes on an open page: shown at once, then set right by the server's answer.

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast as _;

use super::Conversation;
use crate::{
    client,
    components::Live,
    model::{LikeState, LikeTarget, ViewerState},
};

impl Conversation {
    /// Likes a thing or takes the like back.
    pub(crate) fn like(&self, event: &ev::SubmitEvent, target: LikeTarget, count: Live<i64>) {
        event.prevent_default();
        let is_on_its_way = self
            .open
            .change(|state| state.likes.iter().any(|(liked, _)| *liked == target));
        let form = event.current_target().and_then(|t| t.dyn_into().ok());
        let Some(form) = form.filter(|_| !is_on_its_way) else {
            return;
        };
        let wants = !self.viewer.with_untracked(|viewer| viewer.likes(target));
        let verb = match (target, wants) {
            (LikeTarget::Review(_), true) => "like-review",
            (LikeTarget::Review(_), false) => "unlike-review",
            (LikeTarget::Comment(_), true) => "like-comment",
            (LikeTarget::Comment(_), false) => "unlike-comment",
        };
        let by = if wants { 1 } else { -1 };
        self.show_like(target, wants);
        count.update(|count| *count += by);
        self.open.change(|state| state.likes.push((target, None)));
        let conversation = self.clone();
        spawn_local(async move {
            let outcome = client::submit::<LikeState>(&form, &[("form", verb)]).await;
            let meanwhile = conversation.open.change(|state| {
                let at = state.likes.iter().position(|(liked, _)| *liked == target)?;
                state.likes.swap_remove(at).1
            });
            match outcome {
                Ok(state) => {
                    // Numbers of the stream that came meanwhile are newer, or will be followed by
                    // those of this like.
                    count.set(meanwhile.unwrap_or(state.like_count));
                    conversation.show_like(target, state.viewer_has_liked);
                }
                Err(error) => {
                    conversation.show_like(target, !wants);
                    match meanwhile {
                        Some(number) => count.set(number),
                        None => count.update(|count| *count -= by),
                    }
                    conversation.say_why("Your like was not kept.", &error);
                }
            }
        });
    }

    fn show_like(&self, target: LikeTarget, wants: bool) {
        self.viewer.update(|viewer| viewer.set_like(target, wants));
    }

    /// Takes over a number of likes that the stream tells.
    pub(super) fn liked(&self, target: LikeTarget, number: i64) {
        let is_on_its_way = self.open.change(|state| {
            let own = state.likes.iter_mut().find(|(liked, _)| *liked == target);
            own.map(|(_, meanwhile)| *meanwhile = Some(number))
                .is_some()
        });
        if is_on_its_way {
            return;
        }
        match target {
            LikeTarget::Review(_) => self.likes.set(number),
            LikeTarget::Comment(id) => {
                if let Some(node) = self.find(id) {
                    node.likes.set(number);
                }
            }
        }
    }
}

impl ViewerState {
    fn set_like(&mut self, target: LikeTarget, wants: bool) {
        match target {
            LikeTarget::Review(_) => self.has_liked_review = wants,
            LikeTarget::Comment(id) => {
                self.liked_comments.retain(|liked| *liked != id);
                if wants {
                    self.liked_comments.push(id);
                }
            }
        }
    }
}
