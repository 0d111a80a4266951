//! What the router answers.

mod conversation;
mod events;
mod layers;
mod likes;
mod pages;
mod refusals;
mod threads;
