//! A tab among the others of its browser: one of them leads and holds the stream for all.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    time::Duration,
};

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{
    IntervalHandle, WindowListenerHandle, document, set_interval_with_handle, set_timeout, window,
    window_event_listener_untyped,
};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use super::{
    Event,
    source::{Source, covers},
};

/// The name of the lock and of the channel.
pub(super) const NAME: &str = "foyer-live";
/// How often the stream is looked after.
const LOOK: Duration = Duration::from_secs(4);
/// How long the other tabs have to say what they show, and new ones to gather.
const GATHER: Duration = Duration::from_millis(120);

/// A tab that follows a review.
pub(super) struct Tab {
    pub(super) review: i64,
    pub(super) slug: String,
    /// The number of the last event this page has taken.
    pub(super) after: Cell<i64>,
    pub(super) take: Box<dyn Fn(&Event)>,
    pub(super) channel: Option<BroadcastChannel>,
    /// Counts how often the tab was shown: an answer to an earlier request means nothing.
    pub(super) turn: Cell<u32>,
    pub(super) is_shown: Cell<bool>,
    pub(super) is_leading: Cell<bool>,
    pub(super) is_stopped: Cell<bool>,
    /// What gives the lock back.
    pub(super) release: RefCell<Option<Function>>,
    pub(super) source: RefCell<Option<Source>>,
    /// The reviews of all tabs, each with the last event and the roll call that it answered.
    pub(super) topics: RefCell<BTreeMap<i64, (i64, u32)>>,
    pub(super) round: Cell<u32>,
    pub(super) is_gathering: Cell<bool>,
    pub(super) failures: Cell<i32>,
    pub(super) heard: Cell<f64>,
    pub(super) count: Cell<u32>,
    pub(super) looks: RefCell<Option<IntervalHandle>>,
    pub(super) listeners: RefCell<Vec<WindowListenerHandle>>,
}

impl Tab {
    /// Makes a tab that takes no part yet.
    pub(super) fn new(
        review: i64,
        slug: String,
        after: i64,
        take: Box<dyn Fn(&Event)>,
    ) -> Rc<Self> {
        Rc::new(Self {
            review,
            slug,
            after: Cell::new(after),
            take,
            // Without locks, as on a site without TLS, every tab has a stream of its own.
            channel: locks().and_then(|_| BroadcastChannel::new(NAME).ok()),
            turn: Cell::new(0),
            is_shown: Cell::new(false),
            is_leading: Cell::new(false),
            is_stopped: Cell::new(false),
            release: RefCell::new(None),
            source: RefCell::new(None),
            topics: RefCell::new(BTreeMap::new()),
            round: Cell::new(0),
            is_gathering: Cell::new(false),
            failures: Cell::new(0),
            heard: Cell::new(0.0),
            count: Cell::new(0),
            looks: RefCell::new(None),
            listeners: RefCell::new(Vec::new()),
        })
    }

    /// Takes no part any more.
    pub(super) fn stop(&self) {
        self.let_go();
        self.is_stopped.set(true);
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
        if let Some(looks) = self.looks.take() {
            looks.clear();
        }
        for listener in self.listeners.take() {
            listener.remove();
        }
    }

    /// Hears of the other tabs, and of what becomes of this one.
    pub(super) fn listen(self: &Rc<Self>) {
        if let Some(channel) = &self.channel {
            let tab = Rc::downgrade(self);
            let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
                if let (Some(tab), Some(text)) = (tab.upgrade(), message.data().as_string()) {
                    tab.hear(&text);
                }
            });
            channel.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
        }
        // `visibilitychange` comes to the document and rises to the window.
        for name in ["visibilitychange", "pagehide", "pageshow", "online"] {
            let tab = SendWrapper::new(Rc::downgrade(self));
            let listener = window_event_listener_untyped(name, move |_| {
                let Some(tab) = tab.upgrade() else { return };
                if name == "pagehide" || document().hidden() {
                    tab.let_go();
                } else if name == "online" && tab.is_leading.get() {
                    tab.open();
                } else {
                    tab.join();
                }
            });
            self.listeners.borrow_mut().push(listener);
        }
        let tab = Rc::downgrade(self);
        let looks = set_interval_with_handle(
            move || {
                if let Some(tab) = tab.upgrade() {
                    tab.look();
                }
            },
            LOOK,
        );
        self.looks.replace(looks.ok());
    }

    /// Takes part: asks for the lock, and the tab that has it for this review.
    pub(super) fn join(self: &Rc<Self>) {
        if self.is_stopped.get() || self.is_shown.replace(true) {
            return;
        }
        self.turn.set(self.turn.get() + 1);
        let Some(locks) = locks().filter(|_| self.channel.is_some()) else {
            self.lead();
            return;
        };
        let (tab, turn) = (self.clone(), self.turn.get());
        let granted = Closure::once_into_js(move |_: JsValue| -> JsValue {
            let held = Promise::new(&mut |release, _| {
                if tab.is_shown.get() && tab.turn.get() == turn {
                    tab.release.replace(Some(release));
                    tab.lead();
                } else {
                    let _ = release.call0(&JsValue::NULL);
                }
            });
            held.into()
        });
        if let Ok(request) = Reflect::get(&locks, &"request".into())
            && let Some(request) = request.dyn_ref::<Function>()
        {
            let _ = request.call2(&locks, &NAME.into(), &granted);
        }
        self.ask();
    }

    /// Lets go of the lock and the stream.
    pub(super) fn let_go(&self) {
        self.is_shown.set(false);
        self.is_leading.set(false);
        self.source.replace(None);
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }

    /// Asks the leading tab for this review.
    pub(super) fn ask(&self) {
        self.tell(&format!("join {} {}", self.review, self.after.get()));
    }

    pub(super) fn tell(&self, text: &str) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&text.into());
        }
    }

    /// Opens the stream for all tabs.
    pub(super) fn lead(self: &Rc<Self>) {
        self.is_leading.set(true);
        let own = (self.review, (self.after.get(), 0));
        self.topics.replace(BTreeMap::from([own]));
        self.failures.set(0);
        self.call_roll();
        self.open();
    }

    /// Asks which reviews are open, and drops those that are not.
    pub(super) fn call_roll(self: &Rc<Self>) {
        self.round.set(self.round.get() + 1);
        self.tell("lead");
        self.gather();
    }

    /// Opens the stream again once the tabs that are about to ask have asked.
    pub(super) fn gather(self: &Rc<Self>) {
        if self.is_gathering.replace(true) {
            return;
        }
        let tab = self.clone();
        set_timeout(
            move || {
                tab.is_gathering.set(false);
                if !tab.is_leading.get() {
                    return;
                }
                let round = tab.round.get();
                tab.topics
                    .borrow_mut()
                    .retain(|review, (_, answered)| *review == tab.review || *answered == round);
                let wanted = tab.address();
                let is_open = tab
                    .source
                    .borrow()
                    .as_ref()
                    .is_some_and(|source| covers(&source.events.url(), &wanted));
                if !is_open {
                    tab.open();
                }
            },
            GATHER,
        );
    }

    pub(super) fn hear(self: &Rc<Self>, text: &str) {
        let (head, data) = text.split_once('\n').unwrap_or((text, ""));
        let words: Vec<&str> = head.split(' ').collect();
        let number = |at: usize| words.get(at).and_then(|word| word.parse::<i64>().ok());
        match (words.first().copied(), self.is_leading.get()) {
            (Some("lead"), false) if self.is_shown.get() => self.ask(),
            (Some("join"), true) => {
                if let (Some(review), Some(after)) = (number(1), number(2)) {
                    self.add(review, after);
                }
            }
            (Some("event"), false) if self.is_shown.get() => {
                if let (Some(kind), Some(id), Some(review)) = (words.get(1), number(2), number(3)) {
                    self.deliver(&Event {
                        kind: (*kind).to_owned(),
                        data: data.to_owned(),
                        id,
                        review,
                    });
                }
            }
            _ => {}
        }
    }

    /// Takes a review of another tab into the stream.
    pub(super) fn add(self: &Rc<Self>, review: i64, after: i64) {
        let known = {
            let mut topics = self.topics.borrow_mut();
            let known = topics.get(&review).map(|(known, _)| *known);
            let after = known.map_or(after, |known| known.min(after));
            topics.insert(review, (after, self.round.get()));
            known
        };
        if known.is_some_and(|known| known <= after) {
            return;
        }
        self.source.replace(None);
        self.gather();
    }
}

/// Returns what gives out locks among the tabs of a browser, where there is such a thing.
fn locks() -> Option<JsValue> {
    Reflect::get(&window().navigator(), &"locks".into())
        .ok()
        .filter(|locks| !locks.is_undefined())
}
