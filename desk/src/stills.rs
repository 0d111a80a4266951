//! Pictures for the text: dropped, pasted, or chosen by the button of the toolbar. Each is sent in one after the
//! other with its progress, put where it was dropped however the text has changed meanwhile, and described
//! while it is on its way or afterwards. Nothing stands in the text before it is in the library.

mod incoming;
mod library;
mod place;
mod sent;
mod upload;

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use wasm_bindgen_futures::spawn_local;
use web_sys::{BeforeUnloadEvent, CustomEvent, Element, Event, File, HtmlElement};

use crate::{
    editor::{Editor, FILLED},
    page,
    writing::{
        STILL,
        edit::{self, Edit},
    },
};
use library::Choosing;
use place::Places;
use sent::Sent;

/// How long letters that are being put together are waited for, in milliseconds, each time.
const COMPOSING: i32 = 100;

/// The pictures on their way, and where they belong.
struct Stills {
    editor: Editor,
    /// The lines of those on their way.
    sent: HtmlElement,
    /// What is read aloud.
    said: Element,
    words: Element,
    choosing: Choosing,
    places: Places,
    /// Those that wait for the one before them.
    waiting: RefCell<VecDeque<Rc<Sent>>>,
    is_sending: Cell<bool>,
    is_composing: Cell<bool>,
}

/// Takes pictures for the text of the editor.
pub(crate) fn begin(editor: &Editor) -> Option<()> {
    let panel = editor.part("stills")?;
    let stills = Rc::new(Stills {
        sent: page::within(&panel, "[data-sent]")?,
        said: page::within(&panel, "[data-said]")?,
        words: editor.part("still-words")?.into(),
        choosing: Choosing::find(&panel)?,
        editor: editor.clone(),
        places: Places::default(),
        waiting: RefCell::default(),
        is_sending: Cell::default(),
        is_composing: Cell::default(),
    });
    let find: Element = editor.find_in_form(".find-panel")?;
    find.after_with_node_1(&panel).ok()?;
    Choosing::listen(&stills);
    incoming::mind(&stills);
    stills.mind_the_text();
    let asked = stills.clone();
    page::on(&editor.body, STILL, move |event: CustomEvent| {
        event.prevent_default();
        asked.choosing.toggle(&asked);
    });
    let window = page::window()?;
    let unloading = stills.clone();
    page::on(&window, "beforeunload", move |event: BeforeUnloadEvent| {
        if unloading.is_sending.get() {
            event.prevent_default();
            event.set_return_value("sending");
        }
    });
    Some(())
}

impl Stills {
    fn mind_the_text(self: &Rc<Self>) {
        let body = &self.editor.body;
        for event in ["input", FILLED] {
            let stills = self.clone();
            page::on(body, event, move |_: Event| {
                if !stills.places.is_empty() {
                    stills.places.follow(&stills.editor.body.value());
                }
            });
        }
        for (event, is_composing) in [("compositionstart", true), ("compositionend", false)] {
            let stills = self.clone();
            page::on(body, event, move |_: Event| {
                stills.is_composing.set(is_composing);
            });
        }
    }

    /// Takes files for a place of the text.
    fn take(self: &Rc<Self>, files: Vec<File>, at: usize) {
        let text = self.editor.body.value();
        for file in files {
            let place = self.places.keep(&text, at);
            if let Some(sent) = Sent::show(self, file, place) {
                self.send(sent);
            }
        }
    }

    /// Sends a picture once those before it have been sent.
    fn send(self: &Rc<Self>, sent: Rc<Sent>) {
        self.waiting.borrow_mut().push_back(sent);
        if self.is_sending.replace(true) {
            return;
        }
        let stills = self.clone();
        spawn_local(async move {
            loop {
                let next = stills.waiting.borrow_mut().pop_front();
                let Some(next) = next else { break };
                next.go(&stills).await;
            }
            stills.is_sending.set(false);
        });
    }

    /// Puts a picture where it belongs; says whether it stands there.
    async fn put_in(&self, place: u32, markdown: &str) -> bool {
        while self.is_composing.get() {
            page::pause(COMPOSING).await;
        }
        let body = &self.editor.body;
        let text = body.value();
        self.places.follow(&text);
        let Some(at) = self.places.find(place) else {
            return false;
        };
        self.places.forget(place);
        self.make(&text, &place::own_paragraph(&text, at, markdown));
        body.value().contains(markdown)
    }

    /// Replaces what was written of a picture, unless its writer has changed it.
    fn replace(&self, before: &str, after: &str) {
        let text = self.editor.body.value();
        if let Some(start) = text.find(before) {
            let behind = start + after.len();
            self.make(
                &text,
                &Edit {
                    start,
                    end: start + before.len(),
                    with: after.to_owned(),
                    select: (behind, behind),
                },
            );
        }
    }

    fn make(&self, text: &str, edit: &Edit) {
        let after = format!("{}{}{}", &text[..edit.start], edit.with, &text[edit.end..]);
        self.places.make_room(edit, &after);
        edit::make_aside(&self.editor.body, edit);
    }

    /// Returns the page's words for something; none for what it has no words for.
    fn words(&self, word: &str) -> String {
        if word.is_empty() {
            return String::new();
        }
        let found: Option<Element> = page::within(&self.words, &format!("[data-word={word}]"));
        found
            .and_then(|found| found.text_content())
            .unwrap_or_default()
    }

    /// Has something read aloud.
    fn say(&self, words: &str) {
        self.said.set_text_content(Some(words));
    }
}
