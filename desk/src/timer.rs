//! One thing to be done later, of which the last word counts.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};

use crate::page;

/// Something that is to be done after a while, or nothing.
#[derive(Clone, Default)]
pub(crate) struct Timer(Rc<RefCell<Option<Set>>>);

struct Set {
    number: i32,
    /// Has to live until it is called.
    _then: Closure<dyn FnMut()>,
}

impl Timer {
    /// Says whether something is to be done.
    pub(crate) fn is_set(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// Has something done after so many milliseconds instead of what was to be done.
    pub(crate) fn set(&self, after: i32, then: impl FnOnce() + 'static) {
        self.clear();
        let timer = self.clone();
        let then = Closure::once(move || {
            // What is called here must not be dropped while it runs.
            let set = timer.0.borrow_mut().take();
            then();
            drop(set);
        });
        let Some(window) = page::window() else { return };
        let number = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            then.as_ref().unchecked_ref(),
            after,
        );
        if let Ok(number) = number {
            *self.0.borrow_mut() = Some(Set {
                number,
                _then: then,
            });
        }
    }

    /// Leaves undone what was to be done.
    pub(crate) fn clear(&self) {
        if let Some(set) = self.0.borrow_mut().take()
            && let Some(window) = page::window()
        {
            window.clear_timeout_with_handle(set.number);
        }
    }
}
