//! NVP by itself: names, values, types, errors, limits, and the suites for forms.

#[path = "../common/clock.rs"]
mod clock;
#[cfg(feature = "api")]
#[path = "../common/needs.rs"]
mod needs;

#[cfg(feature = "api")]
mod allocations;
mod append;
#[cfg(feature = "api")]
mod conformance;
#[cfg(feature = "api")]
mod converted;
#[cfg(feature = "api")]
mod errors;
#[cfg(feature = "api")]
mod lenient;
mod limits;
mod names;
#[cfg(feature = "charsets")]
mod properties;
mod regressions;
#[cfg(feature = "api")]
mod shapes;
mod types;
#[cfg(feature = "api")]
mod users;
mod value;
