//! The text as readers will see it, rendered by the server's own code while it is typed, and how long it is.

mod blocks;
mod pane;
mod scroll;

use std::{cell::RefCell, rc::Rc};

use app::markdown;
use web_sys::{Element, Event, HtmlTextAreaElement};

use crate::{
    editor::{Editor, FILLED},
    page,
    timer::Timer,
};
use pane::Pane;

/// How long nothing is typed before the preview follows, in milliseconds.
const PAUSE: i32 = 120;
/// How long it then waits for a moment without other work, in milliseconds.
const LATEST: u32 = 300;
/// How long the preview may stay behind somebody who does not pause.
const LONGEST: f64 = 700.0;

/// Puts the preview beside the text and keeps it in step. Where the server has drawn the whole page already, the
/// text in that follows instead.
pub(crate) fn begin(editor: &Editor) {
    let drawn: Option<Element> = page::by_id("preview");
    let drawn = drawn.and_then(|page| page::within(&page, ".review-body"));
    let Some(shown) = drawn.or_else(|| beside(editor)) else {
        return;
    };
    let preview = Rc::new(Preview {
        body: editor.body.clone(),
        pane: RefCell::new(Pane::new(shown)),
        length: editor.find_in_form("#body-length"),
        timer: Timer::default(),
        behind_since: RefCell::new(None),
    });
    preview.draw();
    let (typed, filled) = (preview.clone(), preview);
    page::on(&editor.body, "input", move |_: Event| typed.follow());
    page::on(&editor.body, FILLED, move |_: Event| filled.draw());
}

/// Puts the preview's own pane beside the text.
fn beside(editor: &Editor) -> Option<Element> {
    let section = editor.part("preview")?;
    let panes: Element = editor.find_in_form(".review-editor__panes")?;
    let shown = page::within(&section, ".review-body")?;
    panes.append_child(&section).ok()?;
    let _ = panes.class_list().add_1("review-editor__panes--live");
    pane::open_links_elsewhere(&section);
    scroll::keep_in_step(&editor.body, &section);
    Some(shown)
}

struct Preview {
    body: HtmlTextAreaElement,
    pane: RefCell<Pane>,
    length: Option<Element>,
    timer: Timer,
    /// Since when something typed is not shown yet.
    behind_since: RefCell<Option<f64>>,
}

impl Preview {
    /// Draws once whoever types pauses, so that no key waits for it.
    fn follow(self: &Rc<Self>) {
        let now = js_sys::Date::now();
        let since = *self.behind_since.borrow_mut().get_or_insert(now);
        if self.timer.is_set() && now - since > LONGEST {
            return;
        }
        let preview = self.clone();
        self.timer.set(PAUSE, move || {
            let idle = preview.clone();
            page::when_idle(LATEST, move || idle.draw());
        });
    }

    fn draw(&self) {
        *self.behind_since.borrow_mut() = None;
        let source = self.body.value();
        self.pane.borrow_mut().show(&crate::render(&source));
        if let Some(length) = &self.length {
            length.set_text_content(Some(&length_words(&source)));
        }
    }
}

/// Says how long a text is, in the words of the server.
fn length_words(source: &str) -> String {
    let words = i32::try_from(markdown::word_count(source)).unwrap_or(i32::MAX);
    let minutes = markdown::reading_minutes(words);
    format!("{words} words, about {minutes} min. ")
}
