//! Errors of serde and of the types that are read and written.

use std::fmt;

use serde::{de, ser};

use super::kind::{BYTES, TEXT};
use super::{Error, ErrorKind};

impl de::Error for Error {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Error::new(ErrorKind::Custom(message.to_string().into()))
    }

    #[cold]
    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Error::new(ErrorKind::InvalidType {
            found: name_of(&found),
            expected: plain(expected.to_string()).into(),
        })
    }

    /// serde would quote the value here; what was expected is enough, and safe to log.
    #[cold]
    fn invalid_value(_found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Error::new(ErrorKind::InvalidValue(
            format!("invalid value, expected {expected}").into(),
        ))
    }

    #[cold]
    fn invalid_length(length: usize, expected: &dyn de::Expected) -> Self {
        Error::new(ErrorKind::InvalidLength(
            format!("found a length of {length}, expected {expected}").into(),
        ))
    }

    #[cold]
    fn unknown_variant(_variant: &str, expected: &'static [&'static str]) -> Self {
        Error::new(ErrorKind::UnknownVariant(expected))
    }

    #[cold]
    fn unknown_field(_field: &str, expected: &'static [&'static str]) -> Self {
        Error::new(ErrorKind::UnknownField(expected))
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        Error::new(ErrorKind::MissingField(field))
    }

    #[cold]
    fn duplicate_field(field: &'static str) -> Self {
        Error::new(ErrorKind::DuplicateField(field))
    }
}

impl ser::Error for Error {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Error::new(ErrorKind::Custom(message.to_string().into()))
    }
}

/// Rewrites serde's name for a struct into what the body must contain.
fn plain(expected: String) -> String {
    match expected.strip_prefix("struct ") {
        Some(name) => format!("the fields of {name}"),
        None => expected,
    }
}

fn name_of(found: &de::Unexpected<'_>) -> &'static str {
    match found {
        de::Unexpected::Bool(_) => "a boolean",
        de::Unexpected::Unsigned(_) | de::Unexpected::Signed(_) => "an integer",
        de::Unexpected::Float(_) => "a number",
        de::Unexpected::Char(_) | de::Unexpected::Str(_) => TEXT,
        de::Unexpected::Bytes(_) => BYTES,
        de::Unexpected::Unit => "nothing",
        de::Unexpected::Option => "an option",
        de::Unexpected::NewtypeStruct => "a newtype struct",
        de::Unexpected::Seq => "a list",
        de::Unexpected::Map => "named children",
        de::Unexpected::Enum
        | de::Unexpected::UnitVariant
        | de::Unexpected::NewtypeVariant
        | de::Unexpected::TupleVariant
        | de::Unexpected::StructVariant => "a variant",
        de::Unexpected::Other(_) => "something else",
    }
}
