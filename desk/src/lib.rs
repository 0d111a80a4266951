//! The browser's half of the editor at `/desk/reviews/{id}`.
//!
//! The server draws the editor whole, and it works without this. Here are no screens: what is added to
//! the form stands in the page already, in a `<template>`, and is put where it belongs. A chunk of its own,
//! which no reader fetches (docs/decisions/0063).
//!
//! - [`page`]: finding, making and hearing things in the document
//! - [`preview`]: the text as readers will see it, while it is typed
//! - [`timer`]: something to be done later

mod page;
mod preview;
mod timer;

use app::markdown::{self, Dialect};
use wasm_bindgen::prelude::*;

/// Takes up the editor that stands in the page.
#[wasm_bindgen(start)]
pub fn start() {
    let Some(editor) = page::Editor::find() else {
        return;
    };
    preview::begin(&editor);
    editor.say_ready();
}

/// Renders a review's text as the server does before it sanitises it.
#[wasm_bindgen]
pub fn render(source: &str) -> String {
    let source = page::nfc(&markdown::with_plain_lines(source));
    markdown::render(&source, Dialect::Review).unwrap_or_else(|_| markdown::as_source(&source))
}
