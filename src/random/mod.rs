//! Random messages, for tests of this crate and of its users.
//!
//! A [`Plan`](plan::Plan) says which values a message can have. It is made from the shape of the message's type, so a
//! new message or field needs no line here. The strategies of `proptest` and the inputs of fuzzers are two ways to
//! choose values for a plan: as a JSON value, which is read into the message.

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod plan;
#[cfg(feature = "proptest")]
pub mod proptest;
