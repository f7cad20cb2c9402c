//! What goes wrong between a type and a reader behind a pointer.

use std::fmt::{self, Display};

use serde::de::{self, Expected, Unexpected};

/// Why a type could not be read: by what was said, or by an error that the reader has.
#[derive(Debug)]
pub(crate) struct Fault(Option<Box<Said>>);

/// What was said to be wrong, in its parts.
enum Said {
    Custom(String),
    InvalidType(Found, String),
    InvalidValue(Found, String),
    InvalidLength(usize, String),
    UnknownVariant(String, &'static [&'static str]),
    UnknownField(String, &'static [&'static str]),
    MissingField(&'static str),
    DuplicateField(&'static str),
}

impl fmt::Debug for Said {
    /// Without the values that it was said of.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Said")
    }
}

/// [`Unexpected`] without its lifetime.
enum Found {
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Char(char),
    Str(String),
    Bytes(Vec<u8>),
    Unit,
    Option,
    NewtypeStruct,
    Seq,
    Map,
    Enum,
    UnitVariant,
    NewtypeVariant,
    TupleVariant,
    StructVariant,
    Other(String),
}

impl Found {
    fn of(found: &Unexpected<'_>) -> Self {
        match *found {
            Unexpected::Bool(value) => Found::Bool(value),
            Unexpected::Unsigned(value) => Found::Unsigned(value),
            Unexpected::Signed(value) => Found::Signed(value),
            Unexpected::Float(value) => Found::Float(value),
            Unexpected::Char(value) => Found::Char(value),
            Unexpected::Str(value) => Found::Str(value.to_owned()),
            Unexpected::Bytes(value) => Found::Bytes(value.to_owned()),
            Unexpected::Unit => Found::Unit,
            Unexpected::Option => Found::Option,
            Unexpected::NewtypeStruct => Found::NewtypeStruct,
            Unexpected::Seq => Found::Seq,
            Unexpected::Map => Found::Map,
            Unexpected::Enum => Found::Enum,
            Unexpected::UnitVariant => Found::UnitVariant,
            Unexpected::NewtypeVariant => Found::NewtypeVariant,
            Unexpected::TupleVariant => Found::TupleVariant,
            Unexpected::StructVariant => Found::StructVariant,
            Unexpected::Other(what) => Found::Other(what.to_owned()),
        }
    }

    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Found::Bool(value) => Unexpected::Bool(*value),
            Found::Unsigned(value) => Unexpected::Unsigned(*value),
            Found::Signed(value) => Unexpected::Signed(*value),
            Found::Float(value) => Unexpected::Float(*value),
            Found::Char(value) => Unexpected::Char(*value),
            Found::Str(value) => Unexpected::Str(value),
            Found::Bytes(value) => Unexpected::Bytes(value),
            Found::Unit => Unexpected::Unit,
            Found::Option => Unexpected::Option,
            Found::NewtypeStruct => Unexpected::NewtypeStruct,
            Found::Seq => Unexpected::Seq,
            Found::Map => Unexpected::Map,
            Found::Enum => Unexpected::Enum,
            Found::UnitVariant => Unexpected::UnitVariant,
            Found::NewtypeVariant => Unexpected::NewtypeVariant,
            Found::TupleVariant => Unexpected::TupleVariant,
            Found::StructVariant => Unexpected::StructVariant,
            Found::Other(what) => Unexpected::Other(what),
        }
    }
}

impl Fault {
    #[cold]
    fn said(said: Said) -> Self {
        Fault(Some(Box::new(said)))
    }

    /// The reader has an error of its own.
    pub(crate) fn by_reader() -> Self {
        Fault(None)
    }

    /// The reader's own error if it has one, or one of its kind that says the same.
    #[cold]
    pub(crate) fn into_error<E: de::Error>(self, own: Option<E>) -> E {
        let Some(said) = self.0 else {
            return own.unwrap_or_else(|| E::custom("an error that was not passed on"));
        };
        match *said {
            Said::Custom(text) => E::custom(text),
            Said::InvalidType(found, expected) => {
                E::invalid_type(found.unexpected(), &expected.as_str())
            }
            Said::InvalidValue(found, expected) => {
                E::invalid_value(found.unexpected(), &expected.as_str())
            }
            Said::InvalidLength(length, expected) => E::invalid_length(length, &expected.as_str()),
            Said::UnknownVariant(variant, known) => E::unknown_variant(&variant, known),
            Said::UnknownField(field, known) => E::unknown_field(&field, known),
            Said::MissingField(field) => E::missing_field(field),
            Said::DuplicateField(field) => E::duplicate_field(field),
        }
    }

    /// The field that was there twice, if that is what was wrong.
    pub(crate) fn duplicate(&self) -> Option<&'static str> {
        match *self.0.as_deref()? {
            Said::DuplicateField(field) => Some(field),
            _ => None,
        }
    }

    /// The variants there are, if another was what was wrong.
    pub(crate) fn variants(&self) -> Option<&'static [&'static str]> {
        match *self.0.as_deref()? {
            Said::UnknownVariant(_, known) => Some(known),
            _ => None,
        }
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value cannot be read")
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    #[cold]
    fn custom<T: Display>(message: T) -> Self {
        Fault::said(Said::Custom(message.to_string()))
    }

    #[cold]
    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Fault::said(Said::InvalidType(Found::of(&found), expected.to_string()))
    }

    #[cold]
    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Fault::said(Said::InvalidValue(Found::of(&found), expected.to_string()))
    }

    #[cold]
    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Fault::said(Said::InvalidLength(length, expected.to_string()))
    }

    #[cold]
    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        Fault::said(Said::UnknownVariant(variant.to_owned(), known))
    }

    #[cold]
    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Fault::said(Said::UnknownField(field.to_owned(), known))
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        Fault::said(Said::MissingField(field))
    }

    #[cold]
    fn duplicate_field(field: &'static str) -> Self {
        Fault::said(Said::DuplicateField(field))
    }
}
