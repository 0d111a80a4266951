//! What waits for one stream: a bounded queue that never holds the senders up.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use futures::task::AtomicWaker;

use super::Frame;

/// How many events wait for a slow reader before it is told to fetch everything again.
const LONGEST_QUEUE: usize = 64;

/// What a stream gets out of its mailbox.
#[derive(Clone, Debug)]
pub(crate) enum Delivery {
    /// An event.
    Frame(Frame),
    /// Events were dropped, because the reader is too slow.
    Lagged,
}

/// The queue of one stream.
#[derive(Debug, Default)]
pub(crate) struct Mailbox {
    state: Mutex<State>,
    waker: AtomicWaker,
}

#[derive(Debug, Default)]
struct State {
    queue: VecDeque<Frame>,
    has_lagged: bool,
    is_closed: bool,
}

impl Mailbox {
    /// Puts an event in. A queue that is full is emptied, and its reader told.
    pub(super) fn put(&self, frame: &Frame) {
        {
            let mut state = self.state();
            if state.queue.len() >= LONGEST_QUEUE {
                state.queue = VecDeque::new();
                state.has_lagged = true;
            }
            state.queue.push_back(frame.clone());
        }
        self.waker.wake();
    }

    /// Ends the stream once it has had what is in the queue.
    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.waker.wake();
    }

    /// Takes the next thing out; nothing once it is closed and empty.
    pub(crate) fn poll_next(&self, context: &mut Context<'_>) -> Poll<Option<Delivery>> {
        self.waker.register(context.waker());
        let mut state = self.state();
        if std::mem::take(&mut state.has_lagged) {
            return Poll::Ready(Some(Delivery::Lagged));
        }
        if let Some(frame) = state.queue.pop_front() {
            // An idle stream holds no memory for a queue.
            if state.queue.is_empty() {
                state.queue = VecDeque::new();
            }
            return Poll::Ready(Some(Delivery::Frame(frame)));
        }
        if state.is_closed {
            Poll::Ready(None)
        } else {
            Poll::Pending
        }
    }

    /// Takes the next thing out, waiting for it.
    pub(crate) async fn next(self: &Arc<Self>) -> Option<Delivery> {
        std::future::poll_fn(|context| self.poll_next(context)).await
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn frame(seq: i64) -> Frame {
        Frame {
            seq,
            bytes: Bytes::new(),
        }
    }

    #[tokio::test]
    async fn events_come_out_in_order_and_the_end_after_them() {
        let mailbox = Arc::new(Mailbox::default());
        mailbox.put(&frame(1));
        mailbox.put(&frame(2));
        mailbox.close();
        let mut seen = Vec::new();
        while let Some(Delivery::Frame(frame)) = mailbox.next().await {
            seen.push(frame.seq);
        }
        assert_eq!(seen, [1, 2]);
    }

    #[tokio::test]
    async fn a_slow_reader_is_told_to_begin_again_and_gets_what_is_newest() {
        let mailbox = Arc::new(Mailbox::default());
        for seq in 0..=64 {
            mailbox.put(&frame(seq));
        }
        assert!(matches!(mailbox.next().await, Some(Delivery::Lagged)));
        let next = mailbox.next().await;
        assert!(matches!(next, Some(Delivery::Frame(Frame { seq: 64, .. }))));
    }

    #[tokio::test]
    async fn a_waiting_stream_is_woken() {
        let mailbox = Arc::new(Mailbox::default());
        let waiting = tokio::spawn({
            let mailbox = mailbox.clone();
            async move { mailbox.next().await }
        });
        tokio::task::yield_now().await;
        mailbox.put(&frame(5));
        assert!(matches!(
            waiting.await.unwrap(),
            Some(Delivery::Frame(Frame { seq: 5, .. }))
        ));
    }
}
