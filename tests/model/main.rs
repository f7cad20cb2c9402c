//! The messages: their fields, words and rules, held to documents, schemas and recorded bodies.

#![cfg(feature = "systems")]

#[path = "../common/needs.rs"]
mod needs;

mod adaptive_payments_documents;
mod aliexpress;
mod clients;
#[cfg(feature = "proptest")]
mod described;
mod errors;
#[cfg(feature = "proptest")]
mod facts;
mod multisafepay;
mod orders_v1;
mod orders_v1_documents;
mod orders_v1_rules;
mod outcome;
mod recorded;
mod schema_walk;
mod service;
#[cfg(feature = "proptest")]
mod validate;
mod values;
