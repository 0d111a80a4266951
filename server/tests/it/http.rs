//! What the router answers.

mod accounts;
mod canaries;
mod conversation;
mod desk;
mod events;
mod factors;
mod feeds;
mod layers;
mod likers;
mod likes;
mod machines;
mod mail;
mod moderation;
mod pages;
mod people;
mod refusals;
mod search;
mod setup;
mod threads;
mod wander;
