//! What the router answers.

mod conversation;
mod events;
mod feeds;
mod layers;
mod likes;
mod machines;
mod pages;
mod refusals;
mod threads;
