//! XML and SOAP by themselves: documents and envelopes, read and written.

#[cfg(feature = "systems")]
#[path = "../common/clock.rs"]
mod clock;
#[path = "../common/needs.rs"]
mod needs;
#[path = "../common/tally.rs"]
mod tally;

mod allocations;
#[cfg(all(feature = "systems", feature = "proptest"))]
mod both_ways;
mod conformance;
#[cfg(feature = "systems")]
mod errors;
#[cfg(feature = "systems")]
mod fields;
mod judges;
#[cfg(feature = "systems")]
mod limits;
#[cfg(feature = "systems")]
mod messages;
mod properties;
#[cfg(feature = "systems")]
mod read;
#[cfg(feature = "systems")]
mod schemas;
mod soap;
mod soap_faults;
mod soap_rules;
mod write;
#[cfg(all(feature = "systems", feature = "proptest"))]
mod written_is_read;
