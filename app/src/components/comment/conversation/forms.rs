//! The forms of an open page: opened in their place, and filled with what was typed before.

use leptos::{ev, prelude::*, task::spawn_local};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use super::{Conversation, Node, OpenForm};
use crate::{
    client::{self, drafts},
    model::{CommentSource, FocusAct},
};

impl Conversation {
    /// Opens a form in its place when its link is followed in this window.
    pub(crate) fn open(&self, event: &ev::MouseEvent, node: &Node, act: FocusAct) {
        let is_plain =
            event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key());
        if !is_plain {
            return;
        }
        event.prevent_default();
        if act == FocusAct::Edit {
            self.open_edit(node.clone(), true);
        } else {
            self.show_form(node, act, String::new());
        }
    }

    /// Opens the form for changing an own comment, with its text as typed. Where nobody asked for
    /// it, a comment that can no longer be changed keeps its draft without a word.
    fn open_edit(&self, node: Node, is_asked: bool) {
        let conversation = self.clone();
        let kept = drafts::find(&drafts::key(self.review, Some(node.id), true));
        spawn_local(async move {
            let path = format!("/api/comments/source?comment={}", node.id);
            match client::get::<CommentSource>(&path).await {
                Ok(source) if is_asked => {
                    conversation.show_form(&node, FocusAct::Edit, kept.unwrap_or(source.body));
                }
                Ok(source) => node.form.set(Some(OpenForm {
                    act: FocusAct::Edit,
                    source: kept.unwrap_or(source.body),
                })),
                Err(error) if is_asked => conversation.say_why("Not opened.", &error),
                Err(_) => {}
            }
        });
    }

    fn show_form(&self, node: &Node, act: FocusAct, source: String) {
        if act == FocusAct::Reply {
            node.is_answered.set(true);
        } else {
            node.form.set(Some(OpenForm { act, source }));
        }
        let part = if act == FocusAct::Delete {
            "yes"
        } else {
            "text"
        };
        client::focus(&format!("{}-{part}", self.form_id(act, node.id)));
    }

    /// Opens the forms in which something was typed and not sent.
    pub(crate) fn open_drafts(&self) {
        for (id, is_edit) in drafts::list(self.review) {
            let Some(node) = self.find(id) else { continue };
            if !is_edit {
                node.is_answered.set(true);
            } else if node.form.peek(Option::is_none) {
                self.open_edit(node, false);
            }
        }
    }
}

impl Node {
    /// Closes a form of the comment; what was typed stays as a draft.
    pub(crate) fn close(&self, event: &ev::MouseEvent, act: FocusAct) {
        event.prevent_default();
        let link = match act {
            FocusAct::Reply => "reply",
            FocusAct::Edit => "edit",
            FocusAct::Delete => "delete",
        };
        if act == FocusAct::Reply {
            self.is_answered.set(false);
        } else {
            self.form.set(None);
        }
        client::focus(&format!("{link}-link-{}", self.id));
    }
}

/// Keeps what is typed into a form, and fills the form with what was kept before.
pub(crate) fn keep_typed(fields: &[String; 4], key: String) {
    let fields = fields.clone();
    // The form is in the document once this turn is over.
    request_animation_frame(move || {
        let Some(text) = client::element::<HtmlTextAreaElement>(&fields[0]) else {
            return;
        };
        if text.value().is_empty() {
            text.set_value(&drafts::find(&key).unwrap_or_default());
        } else {
            // Typed before the page was awake, or given back after a refusal.
            drafts::keep(&key, &text.value());
        }
        let area = text.clone();
        client::on_input(&text, move || drafts::keep(&key, &area.value()));
        for id in &fields[1..] {
            let Some(field) = client::element::<HtmlInputElement>(id) else {
                continue;
            };
            if field.value().is_empty()
                && let Some(kept) = drafts::find_field(&field.name())
            {
                field.set_value(&kept);
            }
            let input = field.clone();
            client::on_input(&field, move || {
                drafts::keep_field(&input.name(), &input.value());
            });
        }
    });
}
