//! Completion as one types: films, people, tags and reviews that are known, in a list under the field. The field
//! works without it.

mod field;
mod list;
mod token;

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, KeyboardEvent, Response};

use crate::{json, page, timer::Timer};
use field::Field;
use list::List;
use token::Rule;

/// How long nothing is typed before what is known is asked for, in milliseconds.
const PAUSE: i32 = 120;

/// The fields that are completed: their names, what is known for them, and which part of them is one thing.
const FIELDS: [(&str, &str, Rule); 7] = [
    ("film", "films", Rule::Whole),
    ("tags", "tags", Rule::BetweenCommas),
    ("credits", "people", Rule::InCredits),
    ("watch_also", "reviews", Rule::BeforeBar),
    ("directors", "people", Rule::Line),
    ("writers", "people", Rule::Line),
    ("cast", "people", Rule::Line),
];

/// Something known that what is being typed could mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hint {
    /// What goes into the field.
    pub(crate) value: String,
    /// What it is called.
    pub(crate) label: String,
    /// What tells it from others of its name.
    pub(crate) note: String,
}

/// Completes whatever fields of the desk the page has.
pub(crate) fn begin() {
    for (name, of, rule) in FIELDS {
        if let Some(field) = Field::find(name) {
            Completing::begin(field, of, rule);
        }
    }
}

/// A field that is completed.
struct Completing {
    field: Field,
    of: &'static str,
    rule: Rule,
    list: List,
    timer: Timer,
    /// Counts what was asked, so that a late answer does not take the place of a newer one.
    asked: Cell<u32>,
    /// Whether the field is being filled by the list itself.
    is_picking: Cell<bool>,
}

impl Completing {
    fn begin(field: Field, of: &'static str, rule: Rule) -> Option<()> {
        let list = List::below(&field)?;
        let completing = Rc::new(Self {
            field,
            of,
            rule,
            list,
            timer: Timer::default(),
            asked: Cell::new(0),
            is_picking: Cell::new(false),
        });
        let element = completing.field.element();
        let typed = completing.clone();
        page::on(&element, "input", move |_: Event| typed.typed());
        let keys = completing.clone();
        page::on(&element, "keydown", move |event: KeyboardEvent| {
            if keys.pressed(&event).is_some() {
                event.prevent_default();
                event.stop_propagation();
            }
        });
        let left = completing.clone();
        page::on(&element, "blur", move |_: Event| left.close());
        let picked = completing.clone();
        completing.list.on_pick(move |at| {
            picked.pick(at);
        });
        Some(())
    }

    fn typed(self: &Rc<Self>) {
        if self.is_picking.get() {
            return;
        }
        let completing = self.clone();
        self.timer.set(PAUSE, move || {
            spawn_local(async move { completing.ask().await });
        });
    }

    async fn ask(&self) {
        let asked = self.asked.get() + 1;
        self.asked.set(asked);
        let text = self.field.text();
        let typed = text[self.rule.token(&text, self.field.caret())].to_owned();
        let hints = if typed.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            Vec::new()
        } else {
            known(self.of, &typed).await.unwrap_or_default()
        };
        if self.asked.get() == asked && self.field.has_focus() {
            // What stands there already needs no completion.
            let is_there = hints.len() == 1 && hints[0].value == typed;
            self.list.show(if is_there { Vec::new() } else { hints });
        }
    }

    fn close(&self) {
        self.timer.clear();
        // An answer that is still to come finds nobody.
        self.asked.set(self.asked.get() + 1);
        self.list.show(Vec::new());
    }

    fn pressed(self: &Rc<Self>, event: &KeyboardEvent) -> Option<()> {
        if event.is_composing() {
            return None;
        }
        match event.key().as_str() {
            "ArrowDown" if self.list.is_open() => self.list.step(1),
            "ArrowUp" if self.list.is_open() => self.list.step(-1),
            "ArrowDown" if event.alt_key() => self.typed(),
            "Escape" if self.list.is_open() => self.close(),
            "Enter" | "Tab" => {
                self.pick(self.list.active()?)?;
                // Whoever tabs on goes on.
                return (event.key() == "Enter").then_some(());
            }
            _ => return None,
        }
        Some(())
    }

    /// Puts what was picked into the field.
    fn pick(&self, at: usize) -> Option<()> {
        let hint = self.list.hint(at)?;
        let text = self.field.text();
        let token = self.rule.token(&text, self.field.caret());
        let with = self.rule.completed(&hint, &text[token.end..]);
        self.is_picking.set(true);
        self.field.replace(&text, token, &with);
        self.is_picking.set(false);
        if self.rule == Rule::Whole {
            self.field.say_meant(&hint);
        }
        self.close();
        Some(())
    }
}

/// Asks the server for what is known; none where it does not say.
pub(crate) async fn known(of: &str, typed: &str) -> Option<Vec<Hint>> {
    let typed = String::from(js_sys::encode_uri_component(typed));
    let address = format!("/api/desk/{of}?q={typed}");
    let asked = page::window()?.fetch_with_str(&address);
    let response: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let list: js_sys::Array = JsFuture::from(response.json().ok()?)
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    let hint = |value: JsValue| Hint {
        value: json::text(&value, "value"),
        label: json::text(&value, "label"),
        note: json::text(&value, "note"),
    };
    Some(list.iter().map(hint).collect())
}
