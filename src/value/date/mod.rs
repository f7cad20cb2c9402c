//! Dates, times and durations that keep their text.

mod cursor;
mod date_time;
mod day;
mod duration;
mod error;
mod fields;
mod iso;
mod lengths;
mod other_shapes;

#[cfg(test)]
mod tests;

pub use date_time::DateTime;
pub use day::Date;
pub use duration::Duration;
pub use error::DateError;

/// Implements what the types that keep their text have in common.
macro_rules! kept_text {
    ($name:ident, $expecting:literal) => {
        impl $name {
            /// The text, unchanged.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether [`check`](Self::check) succeeds.
            #[must_use]
            pub fn is_valid(&self) -> bool {
                self.check().is_ok()
            }
        }

        /// Keeps any text. To check it at once, use `parse()`.
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name(text.into())
            }
        }

        /// Keeps any text. To check it at once, use `parse()`.
        impl From<String> for $name {
            fn from(text: String) -> Self {
                $name(text.into())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::value::text::deserialize(deserializer, $expecting)
            }
        }
    };
}
use kept_text;
