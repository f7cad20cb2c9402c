//! Character encodings, for the formats that come in several.
//!
//! With the feature `charsets` they are those of the WHATWG Encoding Standard. Without it they are the few that need no
//! tables; each of them is the same in both.

mod charset;
#[cfg(any(test, not(feature = "charsets")))]
mod few;
#[cfg(feature = "charsets")]
mod standard;

pub use charset::Charset;
#[cfg(not(feature = "charsets"))]
pub(crate) use few::Encoding;
#[cfg(feature = "charsets")]
pub(crate) use standard::Encoding;

#[cfg(all(test, feature = "charsets"))]
mod tests;
