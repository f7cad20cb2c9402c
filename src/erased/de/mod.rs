//! Reading: what a type asks for goes to the reader through one pointer, what the reader finds comes
//! back through another.

mod types;

use std::fmt;

use serde::de::Error;

use super::fault::Fault;
pub(crate) use types::Reading;

type Done = Result<(), Fault>;

/// What a type asks a deserializer for.
#[derive(Clone, Copy)]
pub(crate) enum Ask {
    Any,
    Bool,
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
    F32,
    F64,
    Char,
    Str,
    String,
    Bytes,
    ByteBuf,
    Option,
    Unit,
    UnitStruct(&'static str),
    NewtypeStruct(&'static str),
    Seq,
    Tuple(usize),
    TupleStruct(&'static str, usize),
    Map,
    Struct(&'static str, &'static [&'static str]),
    Enum(&'static str, &'static [&'static str]),
    Identifier,
    IgnoredAny,
}

/// What a reader found.
pub(crate) enum Found<'a, 'de> {
    Bool(bool),
    I64(i64),
    U64(u64),
    F64(f64),
    Str(&'a str),
    Borrowed(&'de str),
    String(String),
    Bytes(&'a [u8]),
    None,
    Unit,
    Some(&'a mut dyn Source<'de>),
    Newtype(&'a mut dyn Source<'de>),
    Seq(&'a mut dyn Entries<'de>),
    Map(&'a mut dyn Members<'de>),
    Enum(&'a mut dyn Variant<'de>),
}

/// A deserializer, for one value.
pub(crate) trait Source<'de> {
    fn read(&mut self, ask: Ask, taker: &mut dyn Taker<'de>) -> Done;

    fn is_human_readable(&self) -> bool {
        true
    }
}

/// A visitor, for one value.
pub(crate) trait Taker<'de> {
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn take(&mut self, found: Found<'_, 'de>) -> Done;

    /// The Rust path of what is made of the value.
    fn type_path(&self) -> &'static str;
}

/// A seed, for one value.
pub(crate) trait Planted<'de> {
    fn read(&mut self, source: &mut dyn Source<'de>) -> Done;
}

/// The entries of a list.
pub(crate) trait Entries<'de> {
    /// Reads the next one, and says whether there was one.
    fn next(&mut self, seed: &mut dyn Planted<'de>) -> Result<bool, Fault>;

    fn size_hint(&self) -> Option<usize> {
        None
    }
}

/// The members of a map or struct.
pub(crate) trait Members<'de> {
    /// Reads the name of the next one, and says whether there was one.
    fn next_key(&mut self, seed: &mut dyn Planted<'de>) -> Result<bool, Fault>;
    fn value(&mut self, seed: &mut dyn Planted<'de>) -> Done;

    fn size_hint(&self) -> Option<usize> {
        None
    }
}

/// A variant of an enum: its name, then its content.
pub(crate) trait Variant<'de> {
    fn name(&mut self, seed: &mut dyn Planted<'de>) -> Done;
    fn unit(&mut self) -> Done;
    fn newtype(&mut self, seed: &mut dyn Planted<'de>) -> Done;
    fn tuple(&mut self, length: usize, taker: &mut dyn Taker<'de>) -> Done;
    fn members(&mut self, fields: &'static [&'static str], taker: &mut dyn Taker<'de>) -> Done;
}

/// What no `Deserialize` does, nor any format.
#[cold]
fn misused() -> Fault {
    Fault::custom("a value that is read twice or not at all")
}
