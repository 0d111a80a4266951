//! Autosave: what is typed is kept in the browser at once and sent to the server within two seconds; what
//! could not be sent is sent later, once.

mod choosing;
mod leaving;
mod restore;
mod send;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

pub(crate) use send::Theirs;

use crate::{
    address::Address,
    conflict::Panel,
    editor::Editor,
    fields::Fields,
    keeping::{Keeping, Record},
    page,
    timer::Timer,
    told::{State, Told},
};
use send::{Answer, Errand, Parcel, send};

/// How long after the first letter a draft is sent, in milliseconds; the rest of two seconds is for the way.
const SOON: i32 = 900;
/// How long a letter may take to be kept in the browser when there is more to do, in milliseconds.
const LATEST: u32 = 60;
/// How long to wait after the first failure, and at most, in milliseconds.
const FIRST_WAIT: i32 = 1_000;
const LONGEST_WAIT: i32 = 30_000;

/// What keeps a draft safe.
pub(crate) struct Saving {
    editor: Editor,
    review: String,
    keeping: Keeping,
    told: Told,
    address: Address,
    panel: Panel,
    timer: Timer,
    /// Whether what was typed is about to be kept.
    is_following: Cell<bool>,
    inner: RefCell<Inner>,
}

/// Where the draft stands.
struct Inner {
    /// The draft's version on the server.
    version: i64,
    /// What is in it.
    saved: Fields,
    /// What was sent and not answered; it is sent again as it was, or its key would stand for two texts.
    unanswered: Option<Parcel>,
    /// Whether it is on its way just now.
    is_under_way: bool,
    failures: u32,
    state: State,
    /// Whether the page goes away on purpose.
    is_leaving: bool,
    /// Whether the browser took what was typed last.
    is_kept: bool,
    /// What waits for the answer: the button that was pressed meanwhile.
    then: Option<web_sys::HtmlElement>,
    /// What somebody else saved.
    theirs: Option<Theirs>,
}

/// Begins to keep the draft: takes up what was left behind, then follows every letter.
pub(crate) async fn begin(editor: &Editor) -> Option<()> {
    let review = editor.form.get_attribute("data-review")?;
    let version = editor.version()?;
    let (keeping, left) = Keeping::begin(&review).await;
    let drawn = Fields::of_form(&editor.form);
    // A form that was refused comes back with what was typed, which may not be on the server.
    let is_unsaved = editor.form.has_attribute("data-unsaved");
    let saved = if is_unsaved {
        Fields::default()
    } else {
        drawn.clone()
    };
    let saving = Rc::new(Saving {
        editor: editor.clone(),
        review,
        keeping,
        told: Told::find(editor.part("sign-in"))?,
        address: Address::begin(editor),
        panel: Panel::default(),
        timer: Timer::default(),
        is_following: Cell::new(false),
        inner: RefCell::new(Inner {
            version,
            saved,
            unanswered: None,
            is_under_way: false,
            failures: 0,
            state: State::Saved,
            is_leaving: false,
            is_kept: true,
            then: None,
            theirs: None,
        }),
    });
    let typed = saving.clone();
    page::on(&editor.form, "input", move |_: Event| typed.typed());
    let changed = saving.clone();
    page::on(&editor.form, "change", move |_: Event| changed.typed());
    leaving::mind(&saving);
    match left {
        _ if is_unsaved => {
            Editor::drop_drawn_conflict();
            saving.typed();
        }
        Some(left) => restore::take_up(&saving, &drawn, left).await,
        None => saving.keeping.keep_base(&drawn),
    }
    Some(())
}

impl Saving {
    /// Has what was typed kept as soon as the letter is drawn: no key waits for the browser's storage.
    fn typed(self: &Rc<Self>) {
        if !self.is_following.replace(true) {
            let saving = self.clone();
            page::when_idle(LATEST, move || {
                if saving.is_following.get() {
                    saving.typed_now();
                }
            });
        }
    }

    /// Keeps what is in the form, and has it sent soon.
    fn typed_now(self: &Rc<Self>) {
        self.is_following.set(false);
        let now = Fields::of_form(&self.editor.form);
        if now == self.inner.borrow().saved && self.inner.borrow().unanswered.is_none() {
            let state = self.inner.borrow().state;
            if !state.waits() {
                self.keeping.drop_record();
                self.keeping.keep_base(&now);
                self.timer.clear();
            }
            if matches!(state, State::Saving | State::Unanswered | State::TooLong) {
                self.say(State::Saved);
            }
            return;
        }
        self.keep(now);
        let state = self.inner.borrow().state;
        match state {
            // The words may have to say that the browser does not keep it.
            state if state.waits() => self.say(state),
            State::Offline | State::Unanswered if self.timer.is_set() => self.say(state),
            _ => {
                self.say(State::Saving);
                self.send_after(SOON, false);
            }
        }
    }

    /// Keeps a text in the browser.
    fn keep(&self, fields: Fields) {
        let mut inner = self.inner.borrow_mut();
        let key = match &inner.unanswered {
            Some(Parcel {
                errand: Errand::Save { key },
                ..
            }) => key.clone(),
            _ => String::new(),
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "milliseconds since 1970 are a whole number"
        )]
        let at = js_sys::Date::now() as i64;
        inner.is_kept = self.keeping.keep(&Record {
            version: inner.version,
            fields,
            base: Fields::default(),
            key,
            at,
        });
    }

    /// Has the draft sent after a while, unless it is to be sent sooner already.
    fn send_after(self: &Rc<Self>, after: i32, anew: bool) {
        if self.timer.is_set() && !anew {
            return;
        }
        let saving = self.clone();
        self.timer.set(after, move || saving.send_now());
    }

    /// Sends what is not on the server yet.
    fn send_now(self: &Rc<Self>) {
        self.timer.clear();
        let parcel = {
            let mut inner = self.inner.borrow_mut();
            if inner.is_under_way || inner.state == State::Conflict {
                return;
            }
            let now = Fields::of_form(&self.editor.form);
            if inner.unanswered.is_none() && now == inner.saved {
                None
            } else {
                let version = inner.version;
                let parcel = inner.unanswered.get_or_insert_with(|| Parcel {
                    errand: Errand::Save {
                        key: page::random_word(),
                    },
                    version,
                    fields: now,
                });
                let parcel = parcel.clone();
                inner.is_under_way = true;
                Some(parcel)
            }
        };
        let Some(parcel) = parcel else {
            self.say(State::Saved);
            self.go_on();
            return;
        };
        // So that the record has the key, should this page not live to see the answer.
        self.keep(Fields::of_form(&self.editor.form));
        if !page::is_online() {
            self.answered(&parcel, Answer::NotReached);
            return;
        }
        // The way to the sign-in stays until it is not needed any more.
        if self.inner.borrow().state != State::SignedOut {
            self.say(State::Saving);
        }
        let saving = self.clone();
        spawn_local(async move {
            let answer = send(&saving.review, &parcel).await;
            saving.answered(&parcel, answer);
        });
    }

    fn answered(self: &Rc<Self>, parcel: &Parcel, answer: Answer) {
        self.inner.borrow_mut().is_under_way = false;
        match answer {
            Answer::Saved(version, suggested) => {
                self.address.suggest(&suggested);
                self.is_saved(parcel, version);
            }
            Answer::Conflict(theirs) => {
                let mut inner = self.inner.borrow_mut();
                inner.unanswered = None;
                inner.then = None;
                inner.theirs = Some(*theirs);
                drop(inner);
                self.show_conflict();
            }
            Answer::SignedOut => self.stand_still(State::SignedOut),
            Answer::NotYours => self.stand_still(State::NotYours),
            Answer::TooLong => {
                // What was refused was not saved under its key: what is shortened is another draft.
                self.inner.borrow_mut().unanswered = None;
                self.stand_still(State::TooLong);
            }
            Answer::NotReached | Answer::Busy => {
                let mut inner = self.inner.borrow_mut();
                inner.then = None;
                inner.failures += 1;
                let wait = waiting(inner.failures, js_sys::Math::random());
                drop(inner);
                self.say(if page::is_online() {
                    State::Unanswered
                } else {
                    State::Offline
                });
                self.send_after(wait, true);
            }
        }
    }

    fn is_saved(self: &Rc<Self>, parcel: &Parcel, version: i64) {
        let mut inner = self.inner.borrow_mut();
        inner.unanswered = None;
        inner.failures = 0;
        inner.version = version;
        inner.saved = parcel.fields.clone();
        inner.state = State::Saved;
        inner.theirs = None;
        drop(inner);
        self.editor.set_version(version);
        self.keeping.keep_base(&parcel.fields);
        self.panel.hide();
        let now = Fields::of_form(&self.editor.form);
        if now == parcel.fields {
            self.keeping.drop_record();
            self.keeping.keep_base(&parcel.fields);
            self.say(State::Saved);
            self.go_on();
        } else {
            self.keep(now);
            // A button waits for the newest text, and so does nobody else.
            let soon = if self.inner.borrow().then.is_some() {
                0
            } else {
                SOON
            };
            self.say(State::Saving);
            self.send_after(soon, true);
        }
    }

    /// Sends nothing until somebody has done something about it. The text is in the form and in the browser.
    fn stand_still(&self, state: State) {
        self.inner.borrow_mut().then = None;
        self.say(state);
    }

    /// Presses the button that was pressed while the draft was on its way.
    fn go_on(&self) {
        let button = self.inner.borrow_mut().then.take();
        if let Some(button) = button {
            let _ = self
                .editor
                .form
                .request_submit_with_submitter(Some(&button));
        }
    }

    fn say(&self, state: State) {
        let mut inner = self.inner.borrow_mut();
        inner.state = state;
        self.told.say(state, inner.is_kept);
    }

    /// Says whether something in the form is not on the server.
    fn is_behind(&self) -> bool {
        let inner = self.inner.borrow();
        inner.unanswered.is_some() || inner.saved != Fields::of_form(&self.editor.form)
    }
}

/// Returns how long to wait after so many failures, in milliseconds; spread, so that a server that comes back does not
/// hear from everybody at once.
fn waiting(failures: u32, chance: f64) -> i32 {
    let doubled = FIRST_WAIT.saturating_mul(1 << failures.saturating_sub(1).min(5));
    #[expect(clippy::cast_possible_truncation, reason = "less than a minute")]
    let spread = (f64::from(doubled.min(LONGEST_WAIT)) * (0.75 + chance / 2.0)) as i32;
    spread.min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_waits_longer_after_each_failure_and_never_long() {
        assert_eq!(waiting(1, 0.5), 1_000);
        assert_eq!(waiting(3, 0.5), 4_000);
        assert_eq!(waiting(60, 0.5), LONGEST_WAIT);
        assert_eq!(waiting(60, 1.0), LONGEST_WAIT);
        assert!(waiting(1, 0.0) < waiting(1, 0.9));
    }
}
