//! What was typed before and did not reach the server: it comes back into the form, or beside what stands there now.

use std::{cell::Cell, rc::Rc};

use web_sys::{Element, Event};

use super::{Answer, Errand, Parcel, Saving, Theirs, send};
use crate::{editor::Editor, fields::Fields, keeping::Record, page};

/// Takes up a record that was left behind.
pub(super) async fn take_up(saving: &Rc<Saving>, drawn: &Fields, left: Record) {
    let version = saving.inner.borrow().version;
    if left.fields == *drawn {
        saving.keeping.drop_record();
        saving.keeping.keep_base(drawn);
        return;
    }
    if saving.is_behind() {
        // Somebody types already; the record stays for the next time.
        return;
    }
    if left.version >= version || was_saved_by_us(saving, &left, version).await {
        left.fields.fill(&saving.editor.form);
        saving.editor.say_filled();
        tell(saving, drawn, &left.fields);
        saving.typed();
        return;
    }
    // Somebody else has saved since: this page shows that text, and the record the other one.
    let theirs = Theirs {
        version,
        fields: drawn.clone(),
        who: Editor::saved_words(),
    };
    left.fields.fill(&saving.editor.form);
    saving.editor.say_filled();
    let mut inner = saving.inner.borrow_mut();
    inner.saved = left.base;
    inner.theirs = Some(theirs);
    drop(inner);
    saving.show_conflict();
}

/// Asks whether the version that stands there is this browser's own save, whose answer did not arrive. A save with a
/// known key changes nothing, and one with an old version neither.
async fn was_saved_by_us(saving: &Rc<Saving>, left: &Record, version: i64) -> bool {
    if left.key.is_empty() {
        return false;
    }
    let parcel = Parcel {
        errand: Errand::Save {
            key: left.key.clone(),
        },
        version: left.version,
        fields: left.fields.clone(),
    };
    let answer = send(&saving.review, &parcel).await;
    matches!(answer, Answer::Saved(known, _) if known == version)
}

/// Says that the text came back, with a way to the one on the server and back again.
fn tell(saving: &Rc<Saving>, drawn: &Fields, left: &Fields) {
    let Some(notice) = saving.editor.part("restored") else {
        return;
    };
    let texts = (drawn.clone(), left.clone());
    if let Some(button) = page::within::<Element>(&notice, "button") {
        let (saving, shows_left) = (saving.clone(), Cell::new(true));
        let pressed = button.clone();
        page::on(&button, "click", move |_: Event| {
            let was_left = shows_left.get();
            let text = if was_left { &texts.0 } else { &texts.1 };
            text.fill(&saving.editor.form);
            saving.editor.say_filled();
            shows_left.set(!was_left);
            let name = if was_left { "data-back" } else { "data-away" };
            pressed.set_text_content(pressed.get_attribute(name).as_deref());
            saving.typed();
        });
    }
    if let Some(told) = Editor::told() {
        let _ = told.append_child(&notice);
    }
}
