//! Any body in any format: what it is, what it says, and how it goes into another format.

#![cfg(feature = "systems")]

#[path = "../common/needs.rs"]
mod needs;
#[path = "../common/strategies.rs"]
mod strategies;

mod convert;
mod corpus;
mod encoded;
mod every_message;
mod exact_amounts;
mod ipn;
mod ipn_documents;
mod middle;
mod read;
mod spelling;
#[cfg(feature = "capture")]
mod what_it_is;
