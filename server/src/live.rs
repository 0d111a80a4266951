//! What open pages hear of: committed events, written once and shared by all streams.
//!
//! - [`hub`]: who listens to which review, and the task that tells them
//! - [`mailbox`]: what waits for one stream
//! - [`frame`]: an event as it goes over the wire

pub(crate) mod frame;
pub(crate) mod hub;
pub(crate) mod mailbox;

pub(crate) use frame::Frame;
pub(crate) use hub::{Hub, HubFull};
pub(crate) use mailbox::{Delivery, Mailbox};
