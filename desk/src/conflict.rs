//! Two texts of one draft, shown where the server's own page shows them: what differs side by side, and three ways on.

mod differing;
mod merge;

use std::{cell::RefCell, ops::Range, rc::Rc};

use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement};

use crate::{editor::Editor, fields::Fields, page, saving::Theirs};
use differing::differing;
use merge::{Merged, merge};

/// Which way somebody takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// What is in the form; the other text is put aside.
    Mine,
    /// What somebody else saved; this one is put aside.
    Theirs,
    /// Both put together, as it was then edited.
    Merged(Fields),
}

/// The panel while it is shown.
#[derive(Clone, Default)]
pub(crate) struct Panel(Rc<RefCell<Option<HtmlElement>>>);

impl Panel {
    /// Shows what differs, and calls `then` with the way that is taken.
    pub(crate) fn show(
        &self,
        editor: &Editor,
        (base, mine): (&Fields, &Fields),
        theirs: &Theirs,
        then: impl Fn(Choice) + Clone + 'static,
    ) -> Option<()> {
        self.hide();
        let panel = editor.part("conflict")?;
        let list: Element = page::within(&panel, "[data-differing]")?;
        let fields = mine.iter().filter_map(|(name, mine)| {
            let other = theirs.fields.value(name).unwrap_or_default();
            (mine != other).then_some((name, mine, other))
        });
        for (name, mine, other) in fields {
            let field = editor.part("conflict-field")?;
            let put = |selector: &str, text: &str| {
                if let Some(spot) = page::within::<Element>(&field, selector) {
                    spot.set_text_content(Some(text));
                }
            };
            put("h3", &editor.label_of(name));
            put("[data-who]", &theirs.who);
            let (other, mine) = (shown(name, other), shown(name, mine));
            let (in_other, in_mine) = differing(other, mine);
            put_marked(&field, "[data-theirs]", other, in_other)?;
            put_marked(&field, "[data-mine]", mine, in_mine)?;
            list.append_child(&field).ok()?;
        }
        offer_merge(&panel, merge(base, mine, &theirs.fields), then.clone());
        let (keep, take) = (then.clone(), then);
        on_press(&panel, "keep", move || keep(Choice::Mine));
        on_press(&panel, "take", move || take(Choice::Theirs));
        Editor::told()?.append_child(&panel).ok()?;
        for mark in page::all_within::<HtmlElement>(&panel, "mark") {
            if let Some(text) = mark.parent_element() {
                text.set_scroll_top(mark.offset_top() - text.client_height() / 3);
            }
        }
        *self.0.borrow_mut() = Some(panel.clone());
        panel.scroll_into_view();
        // Whoever writes goes on; the state above says where to look.
        Some(())
    }

    /// Takes it away.
    pub(crate) fn hide(&self) {
        if let Some(panel) = self.0.borrow_mut().take() {
            panel.remove();
        }
    }

    /// Goes to it.
    pub(crate) fn focus(&self) {
        if let Some(panel) = &*self.0.borrow() {
            panel.scroll_into_view();
            let _ = panel.focus();
        }
    }
}

/// Shows a text with the part marked in which it differs.
fn put_marked(field: &Element, selector: &str, text: &str, part: Range<usize>) -> Option<()> {
    let spot: Element = page::within(field, selector)?;
    let mark = page::document()?.create_element("mark").ok()?;
    mark.set_text_content(Some(&text[part.clone()]));
    spot.append_with_str_1(&text[..part.start]).ok()?;
    spot.append_with_node_1(&mark).ok()?;
    spot.append_with_str_1(&text[part.end..]).ok()
}

/// Lets both texts be edited as one.
fn offer_merge(panel: &HtmlElement, merged: Merged, then: impl Fn(Choice) + 'static) {
    let area: Option<HtmlTextAreaElement> = page::within(panel, "textarea");
    let part: Option<HtmlElement> = page::within(panel, "[data-merged]");
    let (Some(area), Some(part)) = (area, part) else {
        return;
    };
    if let Some(hint) = page::within::<HtmlElement>(panel, "[data-clash]") {
        hint.set_hidden(!merged.clashes);
    }
    area.set_value(merged.fields.value("body").unwrap_or_default());
    let (shown, text) = (part, area.clone());
    on_press(panel, "merge", move || {
        shown.set_hidden(false);
        let _ = text.focus();
    });
    on_press(panel, "merged", move || {
        let edited = merged.fields.iter().map(|(name, value)| {
            let value = if name == "body" {
                area.value()
            } else {
                value.to_owned()
            };
            (name.to_owned(), value)
        });
        then(Choice::Merged(Fields::from_pairs(
            edited.collect::<Vec<_>>(),
        )));
    });
}

fn on_press(panel: &HtmlElement, act: &str, then: impl Fn() + 'static) {
    if let Some(button) = page::within::<Element>(panel, &format!("[data-do={act}]")) {
        page::on(&button, "click", move |_: Event| then());
    }
}

/// Says what is in a field; a box in words.
fn shown<'a>(name: &str, value: &'a str) -> &'a str {
    match (name, value) {
        ("comments_open", "") => "No",
        ("comments_open", _) => "Yes",
        (_, "") => "–",
        (_, value) => value,
    }
}
