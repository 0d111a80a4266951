//! The round trip, on both engines and across them, and what is refused.

mod hostile;
mod house;
mod round;
mod secrets;
mod wild;
