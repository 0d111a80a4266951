//! Where the text will be found: what is typed as its address, or else what the server makes of its title.

use std::{cell::RefCell, rc::Rc};

use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use crate::{editor::Editor, page};

/// The line under the field of the address.
#[derive(Clone)]
pub(crate) struct Address(Option<Rc<Inner>>);

struct Inner {
    field: HtmlInputElement,
    hint: Element,
    before: String,
    after: String,
    suggested: RefCell<String>,
}

impl Address {
    /// Keeps it up while an address is typed; does nothing on a page without the field.
    pub(crate) fn begin(editor: &Editor) -> Self {
        let address = Self(Inner::find(editor).map(Rc::new));
        if let Some(inner) = address.0.clone() {
            page::on(&inner.field.clone(), "input", move |_: Event| inner.show());
        }
        address
    }

    /// Takes what the server makes of the title.
    pub(crate) fn suggest(&self, slug: &str) {
        if let Some(inner) = &self.0
            && !slug.is_empty()
        {
            slug.clone_into(&mut inner.suggested.borrow_mut());
            inner.show();
        }
    }
}

impl Inner {
    fn find(editor: &Editor) -> Option<Self> {
        let drawn: HtmlElement = editor.part("address")?;
        let says = |name: &str| drawn.get_attribute(name).unwrap_or_default();
        Some(Self {
            field: editor.find_in_form("#slug")?,
            hint: editor.find_in_form("#slug-hint")?,
            before: says("data-before"),
            after: says("data-after"),
            suggested: RefCell::new(says("data-suggested")),
        })
    }

    fn show(&self) {
        let typed = self.field.value();
        let suggested = self.suggested.borrow();
        let word = match typed.trim() {
            "" => suggested.as_str(),
            typed => typed,
        };
        let line = format!("{}{word}{}", self.before, self.after);
        if self.hint.text_content().as_deref() != Some(&line) {
            self.hint.set_text_content(Some(&line));
        }
    }
}
