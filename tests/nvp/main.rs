//! NVP by itself: names, values, types, errors, limits, and the suites for forms.

#[path = "../common/clock.rs"]
mod clock;
#[cfg(feature = "systems")]
#[path = "../common/needs.rs"]
mod needs;
#[cfg(feature = "systems")]
#[path = "../common/tally.rs"]
mod tally;

#[cfg(feature = "systems")]
mod allocations;
mod append;
#[cfg(feature = "systems")]
mod conformance;
#[cfg(feature = "systems")]
mod converted;
#[cfg(feature = "systems")]
mod errors;
#[cfg(feature = "systems")]
mod lenient;
mod limits;
mod names;
#[cfg(feature = "charsets")]
mod properties;
#[cfg(feature = "charsets")]
mod regressions;
#[cfg(feature = "systems")]
mod shapes;
mod types;
#[cfg(feature = "systems")]
mod users;
mod value;
