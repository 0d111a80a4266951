//! What happens to the page around the draft: it is sent as a form, left, hidden, or loses and finds its network.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{BeforeUnloadEvent, Event, HtmlButtonElement, SubmitEvent};

use super::{Errand, Parcel, Saving, send};
use crate::{fields::Fields, page, told::State};

/// Acts after which what was typed is not wanted any more: the server puts it aside.
const GIVES_UP: [&str; 2] = ["take-theirs", "discard"];

/// Minds the page.
pub(super) fn mind(saving: &Rc<Saving>) {
    let form = saving.clone();
    page::on(&saving.editor.form, "submit", move |event: SubmitEvent| {
        submitted(&form, &event);
    });
    let Some(window) = page::window() else { return };
    let online = saving.clone();
    page::on(&window, "online", move |_: Event| try_again(&online));
    let offline = saving.clone();
    page::on(&window, "offline", move |_: Event| {
        if !offline.inner.borrow().state.waits() {
            offline.say(State::Offline);
        }
    });
    // Whoever signed in elsewhere comes back to this tab.
    let focused = saving.clone();
    page::on(&window, "focus", move |_: Event| {
        if focused.inner.borrow().state == State::SignedOut {
            try_again(&focused);
        }
    });
    let unloading = saving.clone();
    page::on(&window, "beforeunload", move |event: BeforeUnloadEvent| {
        let is_leaving = unloading.inner.borrow().is_leaving;
        let is_safe = unloading.inner.borrow().state == State::SignedOut;
        if !is_leaving && !is_safe && unloading.is_behind() {
            event.prevent_default();
            event.set_return_value("unsaved");
        }
    });
    let hiding = saving.clone();
    page::on(&window, "pagehide", move |_: Event| last_chance(&hiding));
    let shown = saving.clone();
    page::on(&window, "pageshow", move |_: Event| {
        // Back from a page that the form led to, by the browser's own cache.
        shown.inner.borrow_mut().is_leaving = false;
    });
}

fn try_again(saving: &Rc<Saving>) {
    if saving.is_behind() && saving.inner.borrow().state != State::Conflict {
        saving.inner.borrow_mut().failures = 0;
        saving.send_now();
    } else if saving.inner.borrow().state == State::Offline {
        saving.say(State::Saved);
    }
}

/// Lets the form go with the newest text and version; saving alone needs no other page.
fn submitted(saving: &Rc<Saving>, event: &SubmitEvent) {
    if saving.is_following.get() {
        saving.typed_now();
    }
    let button = event
        .submitter()
        .and_then(|button| button.dyn_into::<HtmlButtonElement>().ok());
    let act = button.as_ref().map(HtmlButtonElement::value);
    let act = act.unwrap_or_default();
    let state = saving.inner.borrow().state;
    if saving.inner.borrow().is_under_way {
        event.prevent_default();
        saving.inner.borrow_mut().then = button.map(Into::into);
        return;
    }
    if state == State::Conflict && !GIVES_UP.contains(&act.as_str()) {
        event.prevent_default();
        saving.panel.focus();
        return;
    }
    if !page::is_online() {
        event.prevent_default();
        saving.say(State::Offline);
        return;
    }
    // Signed out, the form leads to the sign-in, which carries everything along.
    if matches!(act.as_str(), "" | "save") && state != State::SignedOut {
        event.prevent_default();
        saving.send_now();
        return;
    }
    let is_unsure = saving.inner.borrow().unanswered.is_some() && state != State::SignedOut;
    let is_behind = saving.is_behind() && !state.waits() && !GIVES_UP.contains(&act.as_str());
    if is_unsure || is_behind {
        // The page that comes next may change the draft: a copy of it that the browser still held would
        // then count as newer than it is. And what was not answered has an unknown version.
        event.prevent_default();
        saving.inner.borrow_mut().then = button.map(Into::into);
        saving.send_now();
        return;
    }
    saving.timer.clear();
    saving.inner.borrow_mut().is_leaving = true;
    if GIVES_UP.contains(&act.as_str()) {
        saving.keeping.drop_record();
    }
}

/// Sends what is not sent yet from a page that is going away.
fn last_chance(saving: &Rc<Saving>) {
    if saving.is_following.get() {
        saving.typed_now();
    }
    let inner = saving.inner.borrow();
    if inner.is_leaving || inner.is_under_way || inner.state.waits() {
        return;
    }
    let now = Fields::of_form(&saving.editor.form);
    if now == inner.saved || inner.unanswered.is_some() {
        return;
    }
    let key = page::random_word();
    let parcel = Parcel {
        errand: Errand::Save { key },
        version: inner.version,
        fields: now.clone(),
    };
    drop(inner);
    // Should the answer be lost with the page, the next one asks by the key.
    saving.inner.borrow_mut().unanswered = Some(parcel.clone());
    saving.keep(now);
    send::send_last(&saving.review, &parcel);
}
