//! The events of a review. All tabs of a browser share one stream, because a browser holds at most
//! six connections to a site: the tab that holds a lock opens it for all reviews that are open, and
//! passes on what it hears. A tab out of sight lets go of both, and catches up when it is shown.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    time::Duration,
};

use js_sys::{Date, Function, Math, Promise, Reflect};
use leptos::prelude::{
    IntervalHandle, WindowListenerHandle, document, set_interval_with_handle, set_timeout, window,
    window_event_listener_untyped,
};
use miniserde::Deserialize;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, EventSource, MessageEvent};

use super::{decode, page};
use crate::model::{ReviewId, Slug};

/// The name of the lock and of the channel.
const NAME: &str = "foyer-live";
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
/// How often the stream is looked after.
const LOOK: Duration = Duration::from_secs(4);
/// A stream that is silent for longer is dead, in milliseconds; the server's beat comes thrice.
const SILENCE: f64 = 45_000.0;
/// After so many looks the leading tab asks which reviews are still open.
const ROLL_CALL: u32 = 15;
/// How long the other tabs have to answer that, and new ones to gather.
const GATHER: Duration = Duration::from_millis(120);

/// An event as the stream brings it.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// What it tells of.
    pub(crate) kind: String,
    /// Its data, JSON.
    pub(crate) data: String,
    id: i64,
    review: i64,
}

#[derive(Deserialize)]
struct Numbers {
    review: Option<i64>,
    comments: Option<BTreeMap<String, i64>>,
}

#[derive(Deserialize)]
struct About {
    #[serde(rename = "in")]
    review: Option<i64>,
    build: Option<String>,
}

impl Event {
    /// Returns the numbers of an event of likes: of the review, or of a comment.
    pub(crate) fn likes(&self) -> Vec<(Option<i64>, i64)> {
        let Some(numbers) = decode::<Numbers>(&self.data) else {
            return Vec::new();
        };
        let review = numbers.review.map(|number| (None, number));
        let comments = numbers.comments.unwrap_or_default().into_iter();
        let comments = comments.filter_map(|(id, number)| Some((Some(id.parse().ok()?), number)));
        review.into_iter().chain(comments).collect()
    }
}

/// A review that is followed; it is until it is told to stop.
#[derive(Clone)]
pub(crate) struct Following(SendWrapper<Rc<Tab>>);

impl Following {
    /// Follows the review no longer.
    pub(crate) fn stop(&self) {
        self.0.let_go();
        self.0.is_stopped.set(true);
        if let Some(channel) = &self.0.channel {
            channel.set_onmessage(None);
            channel.close();
        }
        if let Some(looks) = self.0.looks.take() {
            looks.clear();
        }
        for listener in self.0.listeners.take() {
            listener.remove();
        }
    }
}

struct Tab {
    review: i64,
    slug: String,
    /// The number of the last event this page has taken.
    after: Cell<i64>,
    take: Box<dyn Fn(&Event)>,
    channel: Option<BroadcastChannel>,
    /// Counts how often the tab was shown: an answer to an earlier request means nothing.
    turn: Cell<u32>,
    is_shown: Cell<bool>,
    is_leading: Cell<bool>,
    is_stopped: Cell<bool>,
    /// What gives the lock back.
    release: RefCell<Option<Function>>,
    source: RefCell<Option<Source>>,
    /// The reviews of all tabs, each with the last event and the roll call that it answered.
    topics: RefCell<BTreeMap<i64, (i64, u32)>>,
    round: Cell<u32>,
    is_gathering: Cell<bool>,
    failures: Cell<i32>,
    heard: Cell<f64>,
    count: Cell<u32>,
    looks: RefCell<Option<IntervalHandle>>,
    listeners: RefCell<Vec<WindowListenerHandle>>,
}

struct Source {
    source: EventSource,
    _on_event: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut()>,
}

impl Drop for Source {
    fn drop(&mut self) {
        self.source.set_onerror(None);
        self.source.close();
    }
}

/// Follows a review from an event on.
pub(crate) fn follow(
    review: ReviewId,
    slug: &Slug,
    after: i64,
    take: impl Fn(&Event) + 'static,
) -> Following {
    // Without locks, as on a site without TLS, every tab has a stream of its own.
    let channel = locks().and_then(|_| BroadcastChannel::new(NAME).ok());
    let tab = Rc::new(Tab {
        review: review.0,
        slug: slug.to_string(),
        after: Cell::new(after),
        take: Box::new(take),
        channel,
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
    });
    tab.listen();
    if !document().hidden() {
        tab.join();
    }
    Following(SendWrapper::new(tab))
}

impl Tab {
    /// Hears of the other tabs, and of what becomes of this one.
    fn listen(self: &Rc<Self>) {
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
    fn join(self: &Rc<Self>) {
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
    fn let_go(&self) {
        self.is_shown.set(false);
        self.is_leading.set(false);
        self.source.replace(None);
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }

    /// Asks the leading tab for this review.
    fn ask(&self) {
        self.tell(&format!("join {} {}", self.review, self.after.get()));
    }

    fn tell(&self, text: &str) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&text.into());
        }
    }

    /// Opens the stream for all tabs.
    fn lead(self: &Rc<Self>) {
        self.is_leading.set(true);
        let own = (self.review, (self.after.get(), 0));
        self.topics.replace(BTreeMap::from([own]));
        self.failures.set(0);
        self.call_roll();
        self.open();
    }

    /// Asks which reviews are open, and drops those that are not.
    fn call_roll(self: &Rc<Self>) {
        self.round.set(self.round.get() + 1);
        self.tell("lead");
        self.gather();
    }

    /// Opens the stream again once the tabs that are about to ask have asked.
    fn gather(self: &Rc<Self>) {
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
                    .is_some_and(|source| covers(&source.source.url(), &wanted));
                if !is_open {
                    tab.open();
                }
            },
            GATHER,
        );
    }

    fn hear(self: &Rc<Self>, text: &str) {
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
    fn add(self: &Rc<Self>, review: i64, after: i64) {
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

    fn address(&self) -> String {
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

    fn open(self: &Rc<Self>) {
        self.heard.set(Date::now());
        let Ok(source) = EventSource::new(&self.address()) else {
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
                source.add_event_listener_with_callback(kind, on_event.as_ref().unchecked_ref());
        }
        let tab = Rc::downgrade(self);
        let on_error = Closure::<dyn FnMut()>::new(move || {
            if let Some(tab) = tab.upgrade() {
                tab.failed();
            }
        });
        source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.source.replace(Some(Source {
            source,
            _on_event: on_event,
            _on_error: on_error,
        }));
    }

    /// Tries again after a while: longer after each failure, and never all browsers at once.
    fn failed(self: &Rc<Self>) {
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
            source.source.close();
        }
    }

    fn arrived(&self, message: &MessageEvent) {
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
    fn deliver(&self, event: &Event) {
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
    fn look(self: &Rc<Self>) {
        if !self.is_leading.get() {
            return;
        }
        if Date::now() - self.heard.get() > SILENCE {
            self.open();
        }
        self.count.set(self.count.get() + 1);
        if self.count.get() % ROLL_CALL == 0 && self.channel.is_some() {
            self.call_roll();
        }
    }
}

/// Says whether a stream carries the reviews of an address, no others, from wherever it began.
fn covers(url: &str, address: &str) -> bool {
    let reviews = |address: &str| -> Vec<String> {
        let with = address.split_once("&with=").map_or("", |(_, with)| with);
        with.split(',')
            .map(|pair| pair.split('.').next().unwrap_or_default().to_owned())
            .collect()
    };
    reviews(url) == reviews(address)
}

/// Returns what gives out locks among the tabs of a browser, where there is such a thing.
fn locks() -> Option<JsValue> {
    Reflect::get(&window().navigator(), &"locks".into())
        .ok()
        .filter(|locks| !locks.is_undefined())
}
