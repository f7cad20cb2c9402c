//! `MultiSafepay`: the samples of its reference, and recorded bodies.

#[path = "common/recorded.rs"]
mod recorded;

#[test]
fn recorded_bodies() {
    recorded::hold("multisafepay", include_str!("ledger/multisafepay.txt"));
}
