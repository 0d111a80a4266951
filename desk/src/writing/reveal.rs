//! Brings a place of the text into sight, which browsers do for what is typed alone.

use web_sys::{HtmlElement, HtmlTextAreaElement};

use crate::page;

/// What makes lines as long as they are in the text.
const COPIED: [&str; 9] = [
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "line-height",
    "letter-spacing",
    "padding-left",
    "padding-right",
    "tab-size",
];

/// Scrolls the text such that a place of it, in bytes, is in the middle.
pub(super) fn place(area: &HtmlTextAreaElement, text: &str, at: usize) {
    if let Some(top) = top_of(area, &text[..at]) {
        area.set_scroll_top((top - area.client_height() / 2).max(0));
    }
}

/// Measures how high a text is in the lines of the text area.
fn top_of(area: &HtmlTextAreaElement, before: &str) -> Option<i32> {
    let document = page::document()?;
    let looks = page::window()?.get_computed_style(area).ok()??;
    let copy: HtmlElement =
        wasm_bindgen::JsCast::dyn_into(document.create_element("div").ok()?).ok()?;
    let style = copy.style();
    for name in COPIED {
        let value = looks.get_property_value(name).ok()?;
        style.set_property(name, &value).ok()?;
    }
    let width = format!("{}px", area.client_width());
    for (name, value) in [
        ("position", "absolute"),
        ("visibility", "hidden"),
        ("white-space", "pre-wrap"),
        ("overflow-wrap", "break-word"),
        ("box-sizing", "border-box"),
        ("width", &width),
    ] {
        style.set_property(name, value).ok()?;
    }
    copy.set_text_content(Some(before));
    document.body()?.append_child(&copy).ok()?;
    let height = copy.offset_height();
    copy.remove();
    Some(height)
}
