//! The stream that the leading tab holds: opened again after every failure, looked after, and passed
//! on to the others.

use std::{rc::Rc, time::Duration};

use js_sys::{Date, Math};
use leptos::prelude::set_timeout;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use super::{About, Event, tab::Tab};
use crate::client::{decode, page};

/// The events that a stream has.
const KINDS: [&str; 7] = [
    "likes",
    "comment",
    "comment-changed",
    "comment-removed",
    "resync",
    "build",
    "beat",
];
/// A stream that is silent for longer is dead, in milliseconds; the server's beat comes thrice.
const SILENCE: f64 = 45_000.0;
/// After so many looks the leading tab asks which reviews are still open.
const ROLL_CALL: u32 = 15;

/// An open stream.
pub(super) struct Source {
    pub(super) events: EventSource,
    _on_event: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut()>,
}

impl Drop for Source {
    fn drop(&mut self) {
        self.events.set_onerror(None);
        self.events.close();
    }
}

impl Tab {
    pub(super) fn address(&self) -> String {
        let topics = self.topics.borrow();
        let own = topics.get(&self.review).map_or(0, |(after, _)| *after);
        let others: Vec<String> = topics
            .iter()
            .filter(|(review, _)| **review != self.review)
            .map(|(review, (after, _))| format!("{review}.{after}"))
            .collect();
        let with = if others.is_empty() {
            String::new()
        } else {
            format!("&with={}", others.join(","))
        };
        format!("/reviews/{}/events?after={own}{with}", self.slug)
    }

    pub(super) fn open(self: &Rc<Self>) {
        self.heard.set(Date::now());
        let Ok(events) = EventSource::new(&self.address()) else {
            return;
        };
        let tab = Rc::downgrade(self);
        let on_event = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            if let Some(tab) = tab.upgrade() {
                tab.arrived(&message);
            }
        });
        for kind in KINDS {
            let _ =
                events.add_event_listener_with_callback(kind, on_event.as_ref().unchecked_ref());
        }
        let tab = Rc::downgrade(self);
        let on_error = Closure::<dyn FnMut()>::new(move || {
            if let Some(tab) = tab.upgrade() {
                tab.failed();
            }
        });
        events.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.source.replace(Some(Source {
            events,
            _on_event: on_event,
            _on_error: on_error,
        }));
    }

    /// Tries again after a while: longer after each failure, and never all browsers at once.
    pub(super) fn failed(self: &Rc<Self>) {
        let failures = self.failures.get();
        self.failures.set((failures + 1).min(40));
        let longest = if failures > 30 { 20_000.0 } else { 3_000.0 };
        let wait = (300.0 * 1.6_f64.powi(failures)).min(longest) * (0.5 + Math::random());
        let (tab, turn) = (self.clone(), self.turn.get());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "milliseconds up to half a minute"
        )]
        let wait = Duration::from_millis(wait as u64);
        // Dropping the source inside its own event would free the code that is running.
        set_timeout(
            move || {
                if tab.is_leading.get() && tab.turn.get() == turn {
                    tab.open();
                }
            },
            wait,
        );
        if let Some(source) = &*self.source.borrow() {
            source.events.close();
        }
    }

    pub(super) fn arrived(&self, message: &MessageEvent) {
        self.heard.set(Date::now());
        self.failures.set(0);
        let kind = message.type_();
        if kind == "beat" {
            return;
        }
        let data = message.data().as_string().unwrap_or_default();
        let review = decode::<About>(&data)
            .and_then(|about| about.review)
            .unwrap_or(0);
        let event = Event {
            id: message.last_event_id().parse().unwrap_or_default(),
            kind,
            data,
            review,
        };
        if let Some((after, _)) = self.topics.borrow_mut().get_mut(&review) {
            *after = (*after).max(event.id);
        }
        self.tell(&format!(
            "event {} {} {}\n{}",
            event.kind, event.id, event.review, event.data
        ));
        self.deliver(&event);
    }

    /// Gives an event to the page, if it is about this review and new.
    pub(super) fn deliver(&self, event: &Event) {
        if event.kind == "build" {
            if let Some(build) = decode::<About>(&event.data).and_then(|about| about.build) {
                page::renew(build);
            }
        } else if event.review == self.review && event.id > self.after.get() {
            self.after.set(event.id);
            (self.take)(event);
        }
    }

    /// Looks after the stream: after a sleep it may be dead without having said so.
    pub(super) fn look(self: &Rc<Self>) {
        if !self.is_leading.get() {
            return;
        }
        if Date::now() - self.heard.get() > SILENCE {
            self.open();
        }
        self.count.set(self.count.get() + 1);
        if self.count.get().is_multiple_of(ROLL_CALL) && self.channel.is_some() {
            self.call_roll();
        }
    }
}

/// Says whether a stream carries the reviews of an address, no others, from wherever it began.
pub(super) fn covers(url: &str, address: &str) -> bool {
    let reviews = |address: &str| -> Vec<String> {
        let with = address.split_once("&with=").map_or("", |(_, with)| with);
        with.split(',')
            .map(|pair| pair.split('.').next().unwrap_or_default().to_owned())
            .collect()
    };
    reviews(url) == reviews(address)
}
