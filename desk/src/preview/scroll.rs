//! Text and preview scroll together: whoever leads is where the pointer or the keys are.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::page;

/// Has each of two scrolling elements follow the other.
pub(super) fn keep_in_step(text: &Element, preview: &Element) {
    // The place that was given to an element, whose own event must not lead the other one back.
    let given = Rc::new(Cell::new((0_u8, 0)));
    follow(text, preview, 1, &given);
    follow(preview, text, 2, &given);
}

fn follow(leader: &Element, follower: &Element, mark: u8, given: &Rc<Cell<(u8, i32)>>) {
    let (from, to, given) = (leader.clone(), follower.clone(), given.clone());
    page::on(leader.unchecked_ref(), "scroll", move |_: Event| {
        let at = from.scroll_top();
        if given.get() == (mark, at) {
            given.set((0, 0));
            return;
        }
        let room = |element: &Element| element.scroll_height() - element.client_height();
        let place = in_step(at, room(&from), room(&to));
        if (to.scroll_top() - place).abs() > 1 {
            to.set_scroll_top(place);
            given.set((3 - mark, to.scroll_top()));
        }
    });
}

/// Returns the place in one text that corresponds to a place in the other, by the room each has to scroll.
fn in_step(at: i32, room: i32, other: i32) -> i32 {
    if room <= 0 || other <= 0 {
        return 0;
    }
    let share = f64::from(at.clamp(0, room)) / f64::from(room);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a share of a number of pixels"
    )]
    let place = (share * f64::from(other)).round() as i32;
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_begin_and_end_together() {
        assert_eq!(in_step(0, 500, 900), 0);
        assert_eq!(in_step(500, 500, 900), 900);
        assert_eq!(in_step(250, 500, 900), 450);
        assert_eq!(in_step(40, 0, 900), 0);
    }
}
