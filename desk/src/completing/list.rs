//! The list under a field, after the combobox pattern of the ARIA Authoring Practices: the focus stays in the field, which
//! says which option is meant.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use super::{Hint, field::Field};
use crate::page;

/// What is known, as it is shown.
#[derive(Clone)]
pub(super) struct List {
    field: Element,
    /// Only a field of one line may be called a combobox.
    is_combobox: bool,
    options: HtmlElement,
    hints: Rc<RefCell<Vec<Hint>>>,
    active: Rc<Cell<Option<usize>>>,
}

impl List {
    /// Makes the list of a field and says in the field that it has one.
    pub(super) fn below(field: &Field) -> Option<Self> {
        let element = field.element();
        let document = page::document()?;
        let options: HtmlElement = document.create_element("ul").ok()?.dyn_into().ok()?;
        let id = format!("{}-options", element.id());
        options.set_id(&id);
        options.set_class_name("combobox__options");
        options.set_hidden(true);
        set(&options, "role", "listbox");
        set(&options, "aria-label", "Known already");
        let around = document.create_element("div").ok()?;
        around.set_class_name("combobox");
        let parent = element.parent_node()?;
        parent.insert_before(&around, Some(&element)).ok()?;
        around.append_child(&element).ok()?;
        around.append_child(&options).ok()?;
        // The browser's own list would lie over this one.
        let _ = element.remove_attribute("list");
        let is_combobox = matches!(field, Field::Line(_));
        if is_combobox {
            set(&element, "role", "combobox");
            set(&element, "aria-expanded", "false");
        }
        set(&element, "aria-autocomplete", "list");
        set(&element, "aria-controls", &id);
        Some(Self {
            field: element,
            is_combobox,
            options,
            hints: Rc::default(),
            active: Rc::default(),
        })
    }

    /// Shows what is known, or nothing.
    pub(super) fn show(&self, hints: Vec<Hint>) {
        self.options.set_inner_html("");
        for (at, hint) in hints.iter().enumerate() {
            if let Some(option) = self.option(at, hint) {
                let _ = self.options.append_child(&option);
            }
        }
        let is_open = !hints.is_empty();
        *self.hints.borrow_mut() = hints;
        self.options.set_hidden(!is_open);
        if self.is_combobox {
            set(
                &self.field,
                "aria-expanded",
                if is_open { "true" } else { "false" },
            );
        }
        self.mean(None);
    }

    fn option(&self, at: usize, hint: &Hint) -> Option<Element> {
        let document = page::document()?;
        let option = document.create_element("li").ok()?;
        option.set_id(&format!("{}-{at}", self.options.id()));
        option.set_class_name("combobox__option");
        set(&option, "role", "option");
        set(&option, "aria-selected", "false");
        option.set_text_content(Some(&hint.label));
        if !hint.note.is_empty() {
            let note = document.create_element("span").ok()?;
            note.set_class_name("combobox__note");
            note.set_text_content(Some(&format!(" {}", hint.note)));
            option.append_child(&note).ok()?;
        }
        Some(option)
    }

    /// Says whether something is shown.
    pub(super) fn is_open(&self) -> bool {
        !self.hints.borrow().is_empty()
    }

    /// Returns which option is meant.
    pub(super) fn active(&self) -> Option<usize> {
        self.active.get()
    }

    /// Returns what an option stands for.
    pub(super) fn hint(&self, at: usize) -> Option<Hint> {
        self.hints.borrow().get(at).cloned()
    }

    /// Means the next option or the one before; from the last it goes to the first.
    pub(super) fn step(&self, by: isize) {
        let count = self.hints.borrow().len();
        let next = match self.active.get() {
            None if by < 0 => count - 1,
            None => 0,
            Some(at) if by < 0 => (at + count - 1) % count,
            Some(at) => (at + 1) % count,
        };
        self.mean(Some(next));
    }

    fn mean(&self, at: Option<usize>) {
        self.active.set(at);
        let options: Vec<Element> = page::all_within(&self.options, "[role=option]");
        let _ = self.field.remove_attribute("aria-activedescendant");
        for (number, option) in options.iter().enumerate() {
            let is_meant = Some(number) == at;
            set(
                option,
                "aria-selected",
                if is_meant { "true" } else { "false" },
            );
            if is_meant {
                set(&self.field, "aria-activedescendant", &option.id());
                page::bring_near(option);
            }
        }
    }

    /// Calls `then` with the option that is pressed.
    pub(super) fn on_pick(&self, then: impl Fn(usize) + 'static) {
        // The field keeps the focus, and so the list stays until the button goes up.
        page::on(&self.options, "mousedown", |event: Event| {
            event.prevent_default();
        });
        let options = self.options.clone();
        page::on(&self.options, "click", move |event: Event| {
            let at: Option<Element> = event.target().and_then(|at| at.dyn_into().ok());
            let option = at.and_then(|at| at.closest("[role=option]").ok().flatten());
            let all: Vec<Element> = page::all_within(&options, "[role=option]");
            let number = option.and_then(|option| all.iter().position(|one| *one == option));
            if let Some(number) = number {
                then(number);
            }
        });
    }
}

fn set(element: &Element, name: &str, value: &str) {
    // It fails for names that are none.
    let _ = element.set_attribute(name, value);
}
