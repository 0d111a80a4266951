//! One picture of the writer's own: its line above the text, from the moment it was chosen until it is described.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use app::markdown;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event, File, HtmlElement, HtmlInputElement, KeyboardEvent, Response};

use super::{
    Stills,
    upload::{self, Outcome, Upload},
};
use crate::{json, page};

/// A picture of the writer's own.
pub(super) struct Sent {
    /// The file, kept until it has been taken.
    pub(super) file: File,
    /// Where in the text it belongs.
    pub(super) place: u32,
    line: HtmlElement,
    parts: Parts,
    /// The way it is on.
    upload: RefCell<Option<Upload>>,
    /// Whether its writer does not want it any more.
    is_unwanted: Cell<bool>,
    taken: RefCell<Option<Taken>>,
}

/// What the line is made of.
struct Parts {
    state: Element,
    progress: Element,
    wrong: HtmlElement,
    alt: HtmlInputElement,
    credit: HtmlInputElement,
    done: HtmlElement,
    again: HtmlElement,
    cancel: HtmlElement,
}

/// What the library has of a picture, and how it stands in the text.
struct Taken {
    /// Its number.
    still: JsValue,
    /// Where it is found, as texts say it.
    destination: String,
    /// The point that stays to be seen, in hundredths.
    focus: [String; 2],
    /// Whether the writer may change what the library says of it.
    may_change: bool,
    /// What was written into the text.
    written: String,
}

impl Sent {
    /// Shows a picture that was just chosen.
    pub(super) fn show(stills: &Rc<Stills>, file: File, place: u32) -> Option<Rc<Self>> {
        let line = stills.editor.part("still-sent")?;
        let find = |selector: &str| page::within::<HtmlElement>(&line, selector);
        let parts = Parts {
            state: page::within(&line, "[data-state]")?,
            progress: page::within(&line, "[data-progress]")?,
            wrong: find("[data-wrong]")?,
            alt: page::within(&line, "[data-alt]")?,
            credit: page::within(&line, "[data-credit]")?,
            done: find("[data-do=done]")?,
            again: find("[data-do=again]")?,
            cancel: find("[data-do=cancel]")?,
        };
        find("[data-name]")?.set_text_content(Some(&file.name()));
        for (at, field) in [&parts.alt, &parts.credit].into_iter().enumerate() {
            let id = format!("still-{place}-{at}");
            field.set_id(&id);
            let label = field.previous_element_sibling()?;
            label.set_attribute("for", &id).ok()?;
            let hint = field.next_element_sibling()?;
            hint.set_id(&format!("{id}-hint"));
            field.set_attribute("aria-describedby", &hint.id()).ok()?;
        }
        let sent = Rc::new(Self {
            file,
            place,
            line,
            parts,
            upload: RefCell::default(),
            is_unwanted: Cell::default(),
            taken: RefCell::default(),
        });
        sent.listen(stills);
        sent.say(stills, "Waits");
        stills.sent.append_child(&sent.line).ok()?;
        Some(sent)
    }

    fn listen(self: &Rc<Self>, stills: &Rc<Stills>) {
        let act = |then: fn(&Rc<Self>, &Rc<Stills>)| {
            let (sent, stills) = (self.clone(), stills.clone());
            move |_: Event| then(&sent, &stills)
        };
        page::on(&self.parts.cancel, "click", act(Self::cancel));
        page::on(&self.parts.again, "click", act(Self::try_again));
        page::on(&self.parts.done, "click", act(Self::leave));
        for field in [&self.parts.alt, &self.parts.credit] {
            page::on(field, "change", act(Self::describe));
        }
        let (sent, stills) = (self.clone(), stills.clone());
        page::on(
            &self.line.clone(),
            "keydown",
            move |event: KeyboardEvent| {
                let is_field =
                    page::is_at(&event, &sent.parts.alt) || page::is_at(&event, &sent.parts.credit);
                if event.key() != "Enter" || event.is_composing() || !is_field {
                    return;
                }
                // The enter key would send the form.
                event.prevent_default();
                event.stop_propagation();
                sent.describe(&stills);
                if sent.taken.borrow().is_some() {
                    sent.leave(&stills);
                }
            },
        );
    }

    /// Sends it, and puts it into the text once it is there.
    pub(super) async fn go(self: &Rc<Self>, stills: &Rc<Stills>) {
        if self.is_unwanted.get() {
            return;
        }
        self.wrong(stills, None);
        self.parts.state.set_text_content(None);
        let (progress, state) = (self.parts.progress.clone(), self.parts.state.clone());
        let read = stills.words("Works");
        let upload = Upload::new(move |hundredths| {
            let words = if hundredths >= 100.0 {
                read.clone()
            } else {
                format!("{hundredths:.0} %")
            };
            let _ = progress.set_attribute("value", &format!("{hundredths:.0}"));
            state.set_text_content(Some(&words));
        });
        let outcome = match upload {
            Some(upload) => {
                *self.upload.borrow_mut() = Some(upload.clone());
                upload.send(&self.file).await
            }
            None => Outcome::Refused("Busy"),
        };
        self.upload.take();
        if self.is_unwanted.get() {
            return;
        }
        match outcome {
            Outcome::Taken(page) => self.arrived(stills, &page).await,
            Outcome::Refused(word) => {
                self.parts.state.set_text_content(None);
                self.wrong(stills, Some(word));
            }
        }
    }

    async fn arrived(self: &Rc<Self>, stills: &Rc<Stills>, page: &JsValue) {
        let Some(line) = json::get(page, "line") else {
            return;
        };
        for (field, name) in [(&self.parts.alt, "alt"), (&self.parts.credit, "credit")] {
            if field.value().trim().is_empty() {
                field.set_value(&json::text(&line, name));
            }
        }
        if let Some(image) = page::within::<Element>(&self.line, "[data-image]") {
            let _ = image.set_attribute("src", &json::text(&line, "src"));
            let _ = image.remove_attribute("hidden");
        }
        let focus = json::get(&line, "focus").unwrap_or(JsValue::NULL);
        let part = |at: &str| json::number(&focus, at).unwrap_or(50).to_string();
        let destination = json::text(&line, "destination");
        let written = markdown::image(&self.alt(), &destination, &self.credit());
        let is_in = stills.put_in(self.place, &written).await;
        *self.taken.borrow_mut() = Some(Taken {
            still: json::get(&line, "id").unwrap_or(JsValue::NULL),
            destination,
            focus: [part("0"), part("1")],
            may_change: json::get(page, "may_change").is_some_and(|may| may.is_truthy()),
            written,
        });
        let _ = self.line.set_attribute("data-taken", "");
        self.parts.done.set_hidden(false);
        self.parts.cancel.set_hidden(true);
        self.say(stills, if is_in { "There" } else { "Unplaced" });
        let said = self.parts.state.text_content().unwrap_or_default();
        stills.say(&format!("{}: {said}", self.file.name()));
        if !self.alt().is_empty() || !self.credit().is_empty() {
            self.keep_facts(stills);
        }
    }

    /// Writes what was typed of the picture into the text and into the library.
    fn describe(self: &Rc<Self>, stills: &Rc<Stills>) {
        {
            let mut taken = self.taken.borrow_mut();
            let Some(taken) = taken.as_mut() else {
                // It goes along once the picture is there.
                return;
            };
            let written = markdown::image(&self.alt(), &taken.destination, &self.credit());
            if written == taken.written {
                return;
            }
            stills.replace(&taken.written, &written);
            taken.written = written;
        }
        self.keep_facts(stills);
    }

    /// Has the library keep what was typed of the picture.
    fn keep_facts(self: &Rc<Self>, stills: &Rc<Stills>) {
        let body = match self.taken.borrow().as_ref() {
            Some(taken) if taken.may_change => {
                let [x, y] = taken
                    .focus
                    .each_ref()
                    .map(|part| JsValue::from(part.as_str()));
                let form = [
                    ("alt", self.alt().into()),
                    ("credit", self.credit().into()),
                    ("focus_x", x),
                    ("focus_y", y),
                ];
                json::write(&json::object([
                    ("still", taken.still.clone()),
                    ("form", json::object(form)),
                ]))
            }
            _ => return,
        };
        let (sent, stills) = (self.clone(), stills.clone());
        spawn_local(async move {
            let is_kept = post("/api/stills/describe", &body).await == Some(true);
            sent.wrong(&stills, (!is_kept).then_some("NotDescribed"));
        });
    }

    /// Says why it did not get on, or that it does.
    fn wrong(&self, stills: &Stills, word: Option<&'static str>) {
        let words = word.map(|word| stills.words(word)).unwrap_or_default();
        self.parts.wrong.set_hidden(word.is_none());
        self.parts.wrong.set_text_content(Some(&words));
        let is_worth = word.is_some_and(upload::is_worth_another_try);
        self.parts.again.set_hidden(!is_worth);
        let _ = match word {
            Some(word) => self.line.set_attribute("data-refused", word),
            None => self.line.remove_attribute("data-refused"),
        };
        if word.is_some() {
            stills.say(&format!("{}: {words}", self.file.name()));
        }
    }

    fn say(&self, stills: &Stills, word: &str) {
        self.parts.state.set_text_content(Some(&stills.words(word)));
    }

    fn alt(&self) -> String {
        self.parts.alt.value().trim().to_owned()
    }

    fn credit(&self) -> String {
        self.parts.credit.value().trim().to_owned()
    }

    fn try_again(self: &Rc<Self>, stills: &Rc<Stills>) {
        self.wrong(stills, None);
        self.say(stills, "Waits");
        // The button that was pressed is gone.
        let _ = self.parts.cancel.focus();
        stills.send(self.clone());
    }

    fn cancel(self: &Rc<Self>, stills: &Rc<Stills>) {
        self.is_unwanted.set(true);
        if let Some(upload) = self.upload.take() {
            upload.stop();
        }
        stills.places.forget(self.place);
        self.leave(stills);
    }

    fn leave(self: &Rc<Self>, stills: &Rc<Stills>) {
        self.line.remove();
        let _ = stills.editor.body.focus();
    }
}

/// Posts JSON; says whether the server did what it asks for, none when it was not reached.
async fn post(path: &str, body: &str) -> Option<bool> {
    let asked = page::window()?.fetch_with_str_and_init(path, &json::posted(body));
    let response: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    Some(response.ok())
}
