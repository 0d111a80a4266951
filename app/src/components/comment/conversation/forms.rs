//! The forms of an open page: opened in their place, and filled with what was typed before.

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

use super::{Conversation, Node, OpenForm};
use crate::{
    client::{self, drafts, form},
    components::comment::reply_form::About,
    model::{CommentSource, FocusAct, Markup},
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

    /// Makes a form of what the server has drawn with gaps; none where it has drawn it whole.
    pub(crate) fn form_html(&self, about: &About, id: &str) -> Markup {
        let html = match (about.act, about.comment) {
            (FocusAct::Reply, None) => return self.forms.thought.clone(),
            (FocusAct::Reply, _) => &self.forms.reply,
            (FocusAct::Edit, _) => &self.forms.edit,
            (FocusAct::Delete, _) => &self.forms.delete,
        };
        let (Some(html), Some(of)) = (&html.0, about.comment) else {
            return Markup(None);
        };
        let back = [&self.place(), "#comment-", &of.to_string()].concat();
        Markup::sanitized(form::fill_gaps(html, id, of, &about.name, &back))
    }

    /// Keeps what is typed into a form, and fills it with what was kept before.
    pub(crate) fn attend(&self, id: String, about: &About) {
        if about.act == FocusAct::Delete {
            return;
        }
        let is_edit = about.act == FocusAct::Edit;
        let key = drafts::key(self.review, about.comment, is_edit);
        let source = about.node.as_ref().filter(|_| is_edit).and_then(|node| {
            node.form
                .peek(|form| form.as_ref().map(|form| form.source.clone()))
        });
        let viewer = self.viewer;
        // The form is in the document once this turn is over.
        request_animation_frame(move || {
            let Some(form) = client::element::<HtmlFormElement>(&id) else {
                return;
            };
            keep_typed(&form, key, source);
            viewer.with_untracked(|viewer| form::fill(&form, viewer));
        });
    }
}

impl About {
    /// Closes the form when the link for it is followed; what was typed stays as a draft.
    pub(crate) fn close(&self, event: &ev::MouseEvent) {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let is_meant = target
            .is_some_and(|target| target.closest("[data-close]").is_ok_and(|it| it.is_some()));
        let Some(node) = self.node.as_ref().filter(|_| is_meant) else {
            return;
        };
        event.prevent_default();
        if self.act == FocusAct::Reply {
            node.is_answered.set(false);
        } else {
            node.form.set(None);
        }
        client::focus(&[self.act.word(), "-link-", &node.id.to_string()].concat());
    }
}

fn keep_typed(form: &HtmlFormElement, key: String, source: Option<String>) {
    let Some(text) = form::named::<HtmlTextAreaElement>(form, "comment") else {
        return;
    };
    if text.value().is_empty() {
        text.set_value(&drafts::find(&key).or(source).unwrap_or_default());
    } else {
        // Typed before the page was awake, or given back after a refusal.
        drafts::keep(&key, &text.value());
    }
    let area = text.clone();
    form::on_input(&text, move || drafts::keep(&key, &area.value()));
    for name in ["name", "email", "website"] {
        let Some(field) = form::named::<HtmlInputElement>(form, name) else {
            continue;
        };
        if field.value().is_empty()
            && let Some(kept) = drafts::find_field(name)
        {
            field.set_value(&kept);
        }
        let input = field.clone();
        form::on_input(&field, move || drafts::keep_field(name, &input.value()));
    }
}
