//! The sandbox: what it answers, what it keeps, and that its money adds up.

#![cfg(feature = "sandbox")]

mod notifications;
mod payments;
mod preapprovals;
mod refunds;
mod setup;
