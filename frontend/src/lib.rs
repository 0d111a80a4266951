//! The WebAssembly entry: wakes up the page that the server has sent.

#![recursion_limit = "512"]

use wasm_bindgen::prelude::wasm_bindgen;

/// Starts the browser's half on the document's body.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
    app::begin();
}
