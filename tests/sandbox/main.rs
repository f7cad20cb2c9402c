//! The sandbox: what it answers, what it keeps, and that its money adds up.

#![cfg(feature = "mock")]

mod adds_up;
mod aliexpress;
mod calls;
mod failures;
mod journal;
#[cfg(unix)]
mod kills;
#[cfg(target_os = "linux")]
mod memory;
mod model;
mod multisafepay;
mod notifications;
mod orders_v1;
mod other_operations;
mod payments;
mod preapprovals;
mod refunds;
mod requests;
mod setup;
mod store;
mod visits;
