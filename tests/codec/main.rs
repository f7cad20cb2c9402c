//! Any body in any format: what it is, what it says, and how it goes into another format.

#![cfg(feature = "systems")]

#[path = "../common/needs.rs"]
mod needs;

#[cfg(feature = "proptest")]
mod convert;
mod corpus;
#[cfg(feature = "proptest")]
mod encoded;
#[cfg(feature = "proptest")]
mod every_message;
mod exact_amounts;
mod ipn;
mod ipn_documents;
mod middle;
mod read;
#[cfg(feature = "proptest")]
mod spelling;
#[cfg(feature = "capture")]
mod what_it_is;
