//! Who listens to which review, and the task that tells them what was committed.
//!
//! Numbers of likes are held back so that a review sends at most four of them a second; the last
//! one is always sent. Everything else goes out at once.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use app::model::ReviewId;
use tokio::{
    sync::{
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
        watch,
    },
    time::{Instant, sleep_until},
};

use super::{Frame, Mailbox, frame::Likes};
use crate::{
    config::LimitConfig,
    store::{
        CommitObserver,
        events::{Event, EventKind},
    },
};

/// The least time between two events of likes of one review: five of them take more than a second.
const LIKES_EVERY: Duration = Duration::from_millis(255);

/// Why no further stream is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HubFull {
    /// The address holds as many as it may.
    ForAddress,
    /// There are as many as there may be, or the server is about to stop.
    ForAll,
}

/// The way from the writer to the open streams.
pub(crate) struct Hub {
    told: UnboundedSender<Event>,
    listeners: Arc<Listeners>,
    /// Changes whenever sessions have ended.
    sessions: watch::Sender<()>,
}

/// Everybody who listens.
struct Listeners {
    reviews: Mutex<HashMap<ReviewId, Vec<Arc<Mailbox>>>>,
    places: Mutex<Places>,
    per_address: usize,
    in_all: usize,
    is_closed: AtomicBool,
}

#[derive(Default)]
struct Places {
    taken: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// A stream's place; given back when it is dropped.
pub(crate) struct Place {
    listeners: Arc<Listeners>,
    address: Option<IpAddr>,
    reviews: Vec<ReviewId>,
    /// What waits for the stream.
    pub(crate) mailbox: Arc<Mailbox>,
}

impl Hub {
    /// Starts the task that tells the streams.
    pub(crate) fn start(limits: &LimitConfig) -> Self {
        let (told, events) = unbounded_channel();
        let at_most = |limit: u32| match limit {
            0 => usize::MAX,
            limit => limit as usize,
        };
        let listeners = Arc::new(Listeners {
            reviews: Mutex::default(),
            places: Mutex::default(),
            per_address: at_most(limits.streams_per_address),
            in_all: at_most(limits.streams),
            is_closed: AtomicBool::new(false),
        });
        tokio::spawn(tell(events, listeners.clone()));
        Self {
            told,
            listeners,
            sessions: watch::Sender::new(()),
        }
    }

    /// Gives a stream a place from which it hears of some reviews.
    ///
    /// # Errors
    /// [`HubFull`] when there are too many.
    pub(crate) fn listen(
        &self,
        reviews: &[ReviewId],
        address: Option<IpAddr>,
    ) -> Result<Place, HubFull> {
        let listeners = &self.listeners;
        {
            let mut places = locked(&listeners.places);
            if listeners.is_closed.load(Ordering::SeqCst) || places.taken >= listeners.in_all {
                return Err(HubFull::ForAll);
            }
            if let Some(address) = address {
                let taken = places.by_address.entry(address).or_default();
                if *taken >= listeners.per_address {
                    return Err(HubFull::ForAddress);
                }
                *taken += 1;
            }
            places.taken += 1;
        }
        let mailbox = Arc::new(Mailbox::default());
        let mut by_review = locked(&listeners.reviews);
        for review in reviews {
            by_review.entry(*review).or_default().push(mailbox.clone());
        }
        Ok(Place {
            listeners: listeners.clone(),
            address,
            reviews: reviews.to_vec(),
            mailbox,
        })
    }

    /// Returns what tells that sessions have ended, for streams of somebody who is signed in.
    pub(crate) fn sessions(&self) -> watch::Receiver<()> {
        self.sessions.subscribe()
    }

    /// Returns how many streams are open.
    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        locked(&self.listeners.places).taken
    }

    /// Ends all streams and opens no others: their readers come back to the server that is next.
    pub(crate) fn close(&self) {
        self.listeners.is_closed.store(true, Ordering::SeqCst);
        for mailbox in locked(&self.listeners.reviews).values().flatten() {
            mailbox.close();
        }
    }
}

impl CommitObserver for Hub {
    /// Only notes the events: writers are answered before anybody else is told.
    fn committed(&self, events: &[Event]) {
        let reviews = locked(&self.listeners.reviews);
        if events.iter().any(|event| event.kind == EventKind::Sessions) {
            self.sessions.send_replace(());
        }
        for event in events {
            if event.review.is_some_and(|id| reviews.contains_key(&id)) {
                // The task ends with the hub alone.
                let _ = self.told.send(event.clone());
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut reviews = locked(&self.listeners.reviews);
        for review in &self.reviews {
            if let Some(mailboxes) = reviews.get_mut(review) {
                if let Some(at) = mailboxes.iter().position(|m| Arc::ptr_eq(m, &self.mailbox)) {
                    mailboxes.swap_remove(at);
                }
                if mailboxes.is_empty() {
                    reviews.remove(review);
                }
            }
        }
        drop(reviews);
        let mut places = locked(&self.listeners.places);
        places.taken -= 1;
        if let Some(address) = self.address
            && let Some(taken) = places.by_address.get_mut(&address)
        {
            *taken -= 1;
            if *taken == 0 {
                places.by_address.remove(&address);
            }
        }
    }
}

impl Listeners {
    fn send(&self, review: ReviewId, frame: &Frame) {
        if let Some(mailboxes) = locked(&self.reviews).get(&review) {
            for mailbox in mailboxes {
                mailbox.put(frame);
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The likes of a review between two sendings.
struct Held {
    likes: Option<(Likes, i64)>,
    due: Instant,
}

async fn tell(mut events: UnboundedReceiver<Event>, listeners: Arc<Listeners>) {
    let mut held: HashMap<ReviewId, Held> = HashMap::new();
    loop {
        let due = held.values().map(|held| held.due).min();
        tokio::select! {
            event = events.recv() => match event {
                Some(event) => take(event, &mut held, &listeners),
                None => return,
            },
            () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {
                let now = Instant::now();
                held.retain(|review, held| held.due > now || release(*review, held, &listeners));
            }
        }
    }
}

fn take(event: Event, held: &mut HashMap<ReviewId, Held>, listeners: &Listeners) {
    let Some(review) = event.review else { return };
    if event.kind != EventKind::Likes {
        // What a stream has seen is told by the last number it got, so nothing older stays behind.
        if let Some(held) = held.get_mut(&review) {
            release(review, held, listeners);
        }
        listeners.send(review, &Frame::of(&event, review));
        return;
    }
    let newer = Likes::parse(&event.payload);
    if let Some(held) = held.get_mut(&review) {
        let (likes, seq) = held.likes.get_or_insert_default();
        likes.merge(newer);
        *seq = event.seq;
    } else {
        listeners.send(review, &newer.frame(review, event.seq));
        held.insert(
            review,
            Held {
                likes: None,
                due: Instant::now() + LIKES_EVERY,
            },
        );
    }
}

/// Sends the likes that were held back; says whether there were any, after which the next wait.
fn release(review: ReviewId, held: &mut Held, listeners: &Listeners) -> bool {
    let Some((likes, seq)) = held.likes.take() else {
        return false;
    };
    held.due = Instant::now() + LIKES_EVERY;
    listeners.send(review, &likes.frame(review, seq));
    true
}

#[cfg(test)]
mod tests;
