//! Pictures that are dropped on the page or pasted into the text.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, File, FileList};

use super::Stills;
use crate::{page, writing::edit};

/// On the text while a picture is held over it.
const OVER: &str = "data-over";

/// Minds what is dropped and pasted.
pub(super) fn mind(stills: &Rc<Stills>) {
    let Some(document) = page::document() else {
        return;
    };
    let body = stills.editor.body.clone();
    let over = body.clone();
    page::on(&document, "dragover", move |event: DragEvent| {
        // A field for files takes them itself.
        if !brings_files(&event) || is_for_a_field(&event) {
            return;
        }
        // Without this the browser would leave the page for the file.
        event.prevent_default();
        let _ = if page::is_at(&event, &over) {
            over.set_attribute(OVER, "")
        } else {
            over.remove_attribute(OVER)
        };
    });
    let left = body.clone();
    page::on(&body, "dragleave", move |_: DragEvent| {
        let _ = left.remove_attribute(OVER);
    });
    let dropped = stills.clone();
    page::on(&document, "drop", move |event: DragEvent| {
        if !brings_files(&event) || is_for_a_field(&event) {
            return;
        }
        event.prevent_default();
        let body = &dropped.editor.body;
        let _ = body.remove_attribute(OVER);
        let text = body.value();
        let at =
            place_under(&event, body, &text).unwrap_or_else(|| edit::selected(body, &text).end);
        dropped.take(listed(event.data_transfer().and_then(|it| it.files())), at);
    });
    let pasted = stills.clone();
    page::on(&body, "paste", move |event: ClipboardEvent| {
        // What is text as well comes as text, as from a word processor.
        let is_text = |clipboard: &DataTransfer| {
            let plain = clipboard.get_data("text/plain").unwrap_or_default();
            !plain.trim().is_empty()
        };
        let Some(clipboard) = event
            .clipboard_data()
            .filter(|clipboard| !is_text(clipboard))
        else {
            return;
        };
        let files = listed(clipboard.files());
        if event.default_prevented() || files.is_empty() {
            return;
        }
        event.prevent_default();
        let body = &pasted.editor.body;
        let at = edit::selected(body, &body.value()).end;
        pasted.take(files, at);
    });
}

/// Lists files.
pub(super) fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|at| files.item(at))
        .collect()
}

fn brings_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|it| it.types());
    types.is_some_and(|types| types.iter().any(|kind| kind == "Files"))
}

fn is_for_a_field(event: &DragEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| target.matches("input[type=file]").unwrap_or(false))
}

/// Returns the place of the text that something is dropped on; none where the browser does not say.
fn place_under(event: &DragEvent, body: &Element, text: &str) -> Option<usize> {
    let document = page::document()?;
    let knows = js_sys::Reflect::has(&document, &"caretPositionFromPoint".into()).unwrap_or(false);
    if !knows || !page::is_at(event, body) {
        return None;
    }
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
    let caret = document.caret_position_from_point(x as f32, y as f32)?;
    let is_here = caret.offset_node()?.is_same_node(Some(body));
    is_here.then(|| edit::byte_at(text, caret.offset() as usize))
}
