//! The WebAssembly entry: wakes up the page that the server has sent.

#![recursion_limit = "512"]

use wasm_bindgen::prelude::wasm_bindgen;

/// Starts the browser's half.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::begin();
}
