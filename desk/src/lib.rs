//! The browser's half of the editor at `/desk/reviews/{id}`, and of films' records.
//!
//! The server draws the editor whole, and it works without this. Here are no screens: what is added to
//! the form stands in the page already, in a `<template>`, and is put where it belongs. A chunk of its own,
//! which no reader fetches (docs/decisions/0063).
//!
//! - `saving`: nothing is lost: `keeping` in the browser, `told` in the bar, `conflict` between two texts
//! - `completing`: what is known of what is being typed; also in the record of a film
//! - `stills`: pictures dropped, pasted or chosen, on their way into the text
//! - `writing`: a text area that behaves
//! - `address`: where the text will be found
//! - `editor`, `page`: what the server drew, and the document around it
//! - `preview`: the text as readers will see it, while it is typed
//! - `fields`, `json`, `timer`: the form's fields, what is sent, something to be done later

mod address;
mod completing;
mod conflict;
mod editor;
mod fields;
mod json;
mod keeping;
mod page;
mod preview;
mod saving;
mod stills;
mod timer;
mod told;
mod writing;

use app::markdown::{self, Dialect};
use wasm_bindgen::prelude::*;

/// Takes up the editor that stands in the page.
#[wasm_bindgen(start)]
pub fn start() {
    completing::begin();
    let Some(editor) = editor::Editor::find() else {
        return;
    };
    preview::begin(&editor);
    writing::begin(&editor);
    stills::begin(&editor);
    wasm_bindgen_futures::spawn_local(async move {
        saving::begin(&editor).await;
        editor.say_ready();
    });
}

/// Renders a review's text as the server does before it sanitises it.
#[wasm_bindgen]
pub fn render(source: &str) -> String {
    let source = page::nfc(&markdown::with_plain_lines(source));
    markdown::render(&source, Dialect::Review).unwrap_or_else(|_| markdown::as_source(&source))
}
