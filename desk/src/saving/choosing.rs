//! Two texts of one draft: showing them, and doing what somebody chooses.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::{Answer, Errand, Parcel, Saving, Theirs, send};
use crate::{conflict::Choice, fields::Fields, page, told::State};

impl Saving {
    pub(super) fn show_conflict(self: &Rc<Self>) {
        let (base, theirs) = {
            let inner = self.inner.borrow();
            let Some(theirs) = inner.theirs.clone() else {
                return;
            };
            (inner.saved.clone(), theirs)
        };
        let mine = Fields::of_form(&self.editor.form);
        if mine == theirs.fields {
            // Both wrote the same.
            self.inner.borrow_mut().saved = mine;
            self.begin_at(theirs.version);
            return;
        }
        self.say(State::Conflict);
        let saving = self.clone();
        let choose = move |choice| saving.choose(choice);
        self.panel
            .show(&self.editor, (&base, &mine), &theirs, choose);
    }

    /// Goes on from a version whose text stands in the form.
    fn begin_at(self: &Rc<Self>, version: i64) {
        self.inner.borrow_mut().version = version;
        self.editor.set_version(version);
        self.keeping.drop_record();
        self.keeping.keep_base(&Fields::of_form(&self.editor.form));
        self.say(State::Saved);
    }

    /// Does what was chosen between two texts. The server puts the other one among the revisions first.
    fn choose(self: &Rc<Self>, choice: Choice) {
        let Some(theirs) = self.inner.borrow().theirs.clone() else {
            return;
        };
        if self.inner.borrow().is_under_way {
            return;
        }
        let errand = match choice {
            Choice::Theirs => Errand::TakeTheirs,
            Choice::Mine | Choice::Merged(_) => Errand::KeepMine,
        };
        if let Choice::Merged(fields) = &choice {
            fields.fill(&self.editor.form);
            self.editor.say_filled();
        }
        let parcel = Parcel {
            errand,
            version: theirs.version,
            fields: Fields::of_form(&self.editor.form),
        };
        self.keep(parcel.fields.clone());
        self.inner.borrow_mut().is_under_way = true;
        let saving = self.clone();
        spawn_local(async move {
            let answer = send(&saving.review, &parcel).await;
            saving.chosen(&parcel, &theirs, answer);
        });
    }

    fn chosen(self: &Rc<Self>, parcel: &Parcel, theirs: &Theirs, answer: Answer) {
        match answer {
            Answer::Saved(version, _) if parcel.errand == Errand::TakeTheirs => {
                self.inner.borrow_mut().is_under_way = false;
                if version != theirs.version {
                    // Somebody saved once more: what stands there now is better loaded than guessed.
                    self.keeping.drop_record();
                    self.inner.borrow_mut().is_leaving = true;
                    page::load_again();
                    return;
                }
                theirs.fields.fill(&self.editor.form);
                self.editor.say_filled();
                let parcel = Parcel {
                    fields: Fields::of_form(&self.editor.form),
                    ..parcel.clone()
                };
                self.is_saved(&parcel, version);
                let _ = self.editor.body.focus();
            }
            Answer::Saved(..) => {
                self.answered(parcel, answer);
                let _ = self.editor.body.focus();
            }
            Answer::NotReached | Answer::Busy => {
                // Nothing was changed, or it was and can be done again: the choice stands open.
                self.inner.borrow_mut().is_under_way = false;
                self.panel.focus();
            }
            answer => self.answered(parcel, answer),
        }
    }
}
