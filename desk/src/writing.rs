//! A text area that behaves: toolbar and shortcuts, lists that go on, pasting, finding, writing on the whole screen.

pub(crate) mod edit;
mod find;
mod lists;
mod marks;
mod paste;
mod reveal;
mod toolbar;

use std::rc::Rc;

use web_sys::{CustomEvent, CustomEventInit, Event, HtmlTextAreaElement, KeyboardEvent};

use crate::{editor::Editor, page};
use find::Find;
use marks::Mark;
use toolbar::Toolbar;

/// The event with which a still is asked for. Whoever has stills to offer takes it (`preventDefault`) and
/// puts one in; otherwise its place is marked.
pub(crate) const STILL: &str = "desk-still";
/// On the document while the text has the whole screen.
const WHOLE: &str = "data-writing";

/// Makes the text area of the editor behave.
pub(crate) fn begin(editor: &Editor) -> Option<()> {
    let find = Find::begin(editor)?;
    let writing = Rc::new(Writing {
        area: editor.body.clone(),
        find,
        toolbar: Toolbar::find(editor)?,
    });
    paste::mind(&editor.body);
    let pressed = writing.clone();
    writing.toolbar.on_press(move |word| pressed.act(&word));
    let keys = writing.clone();
    page::on(&editor.form, "keydown", move |event: KeyboardEvent| {
        if keys.pressed(&event).is_some() {
            event.prevent_default();
        }
    });
    Some(())
}

struct Writing {
    area: HtmlTextAreaElement,
    find: Rc<Find>,
    toolbar: Toolbar,
}

impl Writing {
    /// Does what a button or a shortcut asks for.
    fn act(&self, word: &str) {
        match word {
            "find" => self.find.open(),
            "whole" => self.toggle_whole(),
            "still" if self.offers_still() => {}
            word => {
                if let Some(mark) = Mark::from_word(word) {
                    let text = self.area.value();
                    edit::make(&self.area, &mark.edit(&edit::selected(&self.area, &text)));
                }
            }
        }
    }

    /// Asks whoever has stills to put one in.
    fn offers_still(&self) -> bool {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = CustomEvent::new_with_event_init_dict(STILL, &init);
        event.is_ok_and(|event| self.area.dispatch_event(&event) == Ok(false))
    }

    /// Does what a key stands for; none when it stands for itself.
    fn pressed(&self, event: &KeyboardEvent) -> Option<()> {
        // Letters are being put together, as in Japanese.
        if event.is_composing() {
            return None;
        }
        let has_command = event.ctrl_key() != event.meta_key();
        let is_in_text = page::is_at(event, &self.area);
        let key = event.key().to_lowercase();
        let word = match (
            key.as_str(),
            has_command,
            event.shift_key(),
            event.alt_key(),
        ) {
            ("escape", false, false, false) if Self::is_whole() => "whole",
            ("h", true, false, false) => "find",
            ("s", true, false, false) => {
                Editor::press_save();
                return Some(());
            }
            ("enter", true, true, false) => "whole",
            _ if !is_in_text => return None,
            ("b", true, false, false) => "bold",
            ("i", true, false, false) => "italic",
            ("k", true, false, false) => "link",
            ("." | ">" | ":", true, true, false) => "quote",
            ("enter", false, false, false) => {
                let text = self.area.value();
                let edit = lists::go_on(&edit::selected(&self.area, &text))?;
                edit::make(&self.area, &edit);
                return Some(());
            }
            _ => match (event.code().as_str(), has_command, event.alt_key()) {
                ("KeyF", true, true) => "footnote",
                ("Digit2", true, true) => "heading",
                ("KeyP", true, true) => "spoiler",
                _ => return None,
            },
        };
        self.act(word);
        Some(())
    }

    fn is_whole() -> bool {
        page::root().is_some_and(|root| root.has_attribute(WHOLE))
    }

    /// Leaves nothing but the bar, the text and its preview, or brings the rest back.
    fn toggle_whole(&self) {
        let Some(root) = page::root() else { return };
        let is_whole = !Self::is_whole();
        let _ = if is_whole {
            root.set_attribute(WHOLE, "")
        } else {
            root.remove_attribute(WHOLE)
        };
        self.toolbar.press("whole", is_whole);
        if let Some(window) = page::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
        if !is_whole {
            self.area.scroll_into_view();
        }
        let _ = self.area.focus();
        // What is drawn by its size hears of it.
        if let (Ok(event), Some(window)) = (Event::new("resize"), page::window()) {
            let _ = window.dispatch_event(&event);
        }
    }
}
