//! The messages: their fields, words and rules, held to documents, schemas and recorded bodies.

#![cfg(feature = "systems")]

#[path = "../common/needs.rs"]
mod needs;
#[path = "../common/strategies.rs"]
mod strategies;

mod adaptive_payments_documents;
mod aliexpress;
mod clients;
mod described;
mod errors;
mod facts;
mod multisafepay;
mod orders_v1;
mod orders_v1_documents;
mod orders_v1_rules;
mod outcome;
mod recorded;
mod schema_walk;
mod service;
mod validate;
mod values;
