//! `AliExpress`: the samples of its documents, and recorded bodies.

#[path = "common/recorded.rs"]
mod recorded;

#[test]
fn recorded_bodies() {
    recorded::hold("aliexpress", include_str!("ledger/aliexpress.txt"));
}
