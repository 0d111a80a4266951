//! Where the draft stands, in words that are always in sight.

use web_sys::{Element, HtmlElement};

use crate::page;

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// The server has everything.
    Saved,
    /// Something typed is on its way, or about to be.
    Saving,
    /// There is no network.
    Offline,
    /// The server does not answer, or cannot.
    Unanswered,
    /// Nobody is signed in any more.
    SignedOut,
    /// Somebody else saved meanwhile.
    Conflict,
    /// The review is not the viewer's to change any more.
    NotYours,
    /// The server does not take it.
    TooLong,
}

impl State {
    /// Says whether nothing is sent until somebody has done something about it.
    pub(crate) fn waits(self) -> bool {
        matches!(self, Self::SignedOut | Self::Conflict | Self::NotYours)
    }

    fn words(self, is_kept: bool) -> String {
        let kept = if is_kept {
            "What you type is kept in this browser"
        } else {
            // Storage is full or forbidden.
            "This browser keeps nothing: leave this page open"
        };
        match self {
            Self::Saved => format!("Saved at {}", page::time_of_day()),
            Self::Saving => "Saving…".to_owned(),
            Self::Offline => format!("Offline. {kept}, and sent when the network is back"),
            Self::Unanswered => {
                format!("Not saved: the server does not answer. {kept}, and sent again")
            }
            Self::SignedOut => format!("Not saved: you are signed out. {kept}"),
            Self::Conflict => {
                "Not saved: somebody else saved meanwhile. Both texts stand above the form"
                    .to_owned()
            }
            Self::NotYours => {
                format!("Not saved: this review is not there for you any more. {kept}")
            }
            Self::TooLong => format!("Not saved: the server does not take so long a text. {kept}"),
        }
    }

    /// Returns what the style sheet knows it by.
    fn class(self) -> &'static str {
        match self {
            Self::Saved => "",
            Self::Saving => "autosave--saving",
            _ => "autosave--offline",
        }
    }
}

/// The line in the bar.
#[derive(Clone)]
pub(crate) struct Told {
    line: Element,
    words: Element,
    link: Option<HtmlElement>,
}

impl Told {
    /// Takes the line that the server drew.
    pub(crate) fn find(link: Option<HtmlElement>) -> Option<Self> {
        let bar: Element = page::by_id("editor-state")?;
        Some(Self {
            words: page::within(&bar, "span:not(.cue)")?,
            line: bar,
            link,
        })
    }

    /// Says where the draft stands, and whether the browser keeps what is typed.
    pub(crate) fn say(&self, state: State, is_kept: bool) {
        let classes = self.line.class_list();
        let _ = classes.remove_2("autosave--saving", "autosave--offline");
        if !state.class().is_empty() {
            let _ = classes.add_1(state.class());
        }
        let mut words = state.words(is_kept);
        if state == State::Saved
            && let Some(note) = self.line.get_attribute("data-note")
        {
            words = format!("{words}. {note}");
        }
        // The same words again would be read aloud again.
        if self.words.text_content().as_deref() != Some(&words) {
            self.words.set_text_content(Some(&words));
        }
        if let Some(link) = &self.link {
            let is_wanted = state == State::SignedOut;
            // Moved while it is pressed, it would not hear of the click.
            if is_wanted && !link.is_connected() {
                let _ = self.words.after_with_node_1(link);
            } else if !is_wanted {
                link.remove();
            }
        }
    }
}
