//! XML and SOAP by themselves: documents and envelopes, read and written.

#[cfg(feature = "api")]
#[path = "../common/clock.rs"]
mod clock;
#[path = "../common/needs.rs"]
mod needs;
#[cfg(feature = "api")]
#[path = "../common/strategies.rs"]
mod strategies;

mod allocations;
mod conformance;
#[cfg(feature = "api")]
mod errors;
#[cfg(feature = "api")]
mod fields;
mod judges;
#[cfg(feature = "api")]
mod limits;
#[cfg(feature = "api")]
mod messages;
mod properties;
#[cfg(feature = "api")]
mod read;
#[cfg(feature = "api")]
mod schemas;
mod soap;
mod soap_faults;
mod soap_rules;
mod write;
#[cfg(feature = "api")]
mod written_is_read;
