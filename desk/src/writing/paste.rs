//! Pasting: rich text comes in as Markdown, an address makes a link of what is selected.

mod markdown;
mod rich;

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DomParser, HtmlTextAreaElement, SupportedType};

use super::{
    edit::{self, Edit},
    marks::is_address,
};
use crate::page;

/// Minds what is pasted into the text. Pictures are left to whoever takes pictures.
pub(super) fn mind(area: &HtmlTextAreaElement) {
    let text = area.clone();
    page::on(area, "paste", move |event: ClipboardEvent| {
        if pasted(&text, &event).is_some() {
            event.prevent_default();
        }
    });
}

fn pasted(area: &HtmlTextAreaElement, event: &ClipboardEvent) -> Option<()> {
    let clipboard = event.clipboard_data()?;
    let plain = clipboard.get_data("text/plain").unwrap_or_default();
    let html = clipboard.get_data("text/html").unwrap_or_default();
    let value = area.value();
    let at = edit::selected(area, &value);
    let address = plain.trim();
    if is_address(address) && !at.chosen().trim().is_empty() && !is_address(at.chosen()) {
        let chosen = at.chosen().trim();
        let link = at
            .chosen()
            .replacen(chosen, &format!("[{chosen}]({address})"), 1);
        edit::make(area, &Edit::instead(&at, link));
        return Some(());
    }
    if html.is_empty() {
        return None;
    }
    let document = DomParser::new()
        .ok()?
        .parse_from_string(&html, SupportedType::TextHtml)
        .ok()?;
    let text = markdown::write(&rich::read(document.body()?.unchecked_ref()));
    // What says nothing more than its plain form is pasted as that, by the browser.
    if text.is_empty() || text == plain.trim() {
        return None;
    }
    edit::make(area, &Edit::instead(&at, text));
    Some(())
}
