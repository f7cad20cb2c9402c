//! The deserializer that asks instead of answering.
//!
//! A run follows a path of field positions down from a type: at each struct it offers the one
//! field the path names, through options and into lists, and at the end of the path it takes down
//! what the type asks for. An error ends the run; the answer travels in it. Nothing needs to be a
//! valid value, since no run gets past the field it was made for.

use serde::de::Deserialize;

use super::Kind;
use crate::erased::de::{Ask, Entries, Found, Members, Planted, Reading, Source, Taker, Variant};
use crate::erased::fault::Fault;
use crate::scalar::{EMBEDDED, SECRET, SPELLED, is_decimal};

/// A run through a type; it gives what ended it.
pub(super) type Run = fn(&mut Probe<'_>) -> Option<Fault>;

/// The runs through `T`.
pub(super) fn run<T: for<'de> Deserialize<'de>>(probe: &mut Probe<'_>) -> Option<Fault> {
    T::deserialize(Reading(probe)).err()
}

/// What stands at the end of `path`, if anything does.
pub(super) fn node(run: Run, path: &[usize]) -> Option<Node> {
    let mut found = None;
    run(&mut Probe::new(path, &mut found));
    found
}

/// The name of the field before the last step of `path`, if that step is another name of it.
///
/// Serde lists the names of a field beside each other, in the order of the alphabet, and refuses
/// two of them together by the one that is not an alias.
pub(super) fn name_of_both(run: Run, path: &[usize]) -> Option<&'static str> {
    path.last().filter(|&&last| last > 0)?;
    let mut found = None;
    let mut probe = Probe {
        twice: true,
        ..Probe::new(path, &mut found)
    };
    run(&mut probe)?.duplicate()
}

/// What a type asked a deserializer for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) optional: bool,
    pub(super) list: bool,
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) type_path: &'static str,
    pub(super) fields: &'static [&'static str],
    /// The words of a vocabulary, the variants of an enum.
    pub(super) words: &'static [&'static str],
    pub(super) secret: bool,
}

/// The deserializer: what is left of the path, and what was met since the last struct.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an answer of its own"
)]
pub(super) struct Probe<'p> {
    path: &'p [usize],
    optional: bool,
    list: bool,
    /// Whether a secret was met.
    secret: bool,
    /// At the last struct, give the field before too.
    twice: bool,
    /// What stands at the end of the path.
    found: &'p mut Option<Node>,
}

impl<'p> Probe<'p> {
    fn new(path: &'p [usize], found: &'p mut Option<Node>) -> Self {
        Probe {
            path,
            optional: false,
            list: false,
            secret: false,
            twice: false,
            found,
        }
    }

    fn end(&mut self, kind: Kind, taker: &dyn Taker<'_>) -> Fault {
        self.end_with(kind, taker, "", &[])
    }

    /// Ends at something with names: a struct of its fields, another kind of its words.
    fn end_with(
        &mut self,
        kind: Kind,
        taker: &dyn Taker<'_>,
        name: &'static str,
        names: &'static [&'static str],
    ) -> Fault {
        if self.path.is_empty() {
            *self.found = Some(Node {
                optional: self.optional,
                list: self.list,
                kind,
                name,
                type_path: taker.type_path(),
                fields: if kind == Kind::Struct { names } else { &[] },
                words: if kind == Kind::Struct { &[] } else { names },
                secret: self.secret,
            });
        }
        Fault::by_reader()
    }

    /// Offers the field that the path goes on with.
    fn offer(
        &mut self,
        fields: &'static [&'static str],
        taker: &mut dyn Taker<'_>,
    ) -> Result<(), Fault> {
        let Some((&index, rest)) = self.path.split_first() else {
            return Err(Fault::by_reader());
        };
        let Some(&field) = fields.get(index) else {
            return Err(Fault::by_reader());
        };
        let before = index.checked_sub(1).and_then(|before| fields.get(before));
        taker.take(Found::Map(&mut Offer {
            before: before.copied().filter(|_| self.twice && rest.is_empty()),
            sample_due: false,
            field: Some(field),
            value: Probe {
                twice: self.twice,
                ..Probe::new(rest, self.found)
            },
        }))
    }
}

impl<'de> Source<'de> for Probe<'_> {
    fn read(&mut self, ask: Ask, taker: &mut dyn Taker<'de>) -> Result<(), Fault> {
        let kind = match ask {
            Ask::Str => {
                // A vocabulary answers as an enum would: that there is no variant but these.
                let words = taker.take(Found::Enum(&mut NoVariant)).err();
                let words = words.and_then(|fault| fault.variants()).unwrap_or_default();
                return Err(self.end_with(Kind::Text, taker, "", words));
            }
            Ask::Option => {
                self.optional = true;
                return taker.take(Found::Some(self));
            }
            Ask::Seq | Ask::Tuple(_) | Ask::TupleStruct(..) => {
                self.list = true;
                return taker.take(Found::Seq(&mut One(self)));
            }
            Ask::Enum(name, variants) => {
                return Err(self.end_with(Kind::Enum, taker, name, variants));
            }
            Ask::Struct(name, fields) if self.path.is_empty() => {
                return Err(self.end_with(Kind::Struct, taker, name, fields));
            }
            Ask::Struct(_, fields) => return self.offer(fields, taker),
            // Those of these names ask for whatever comes, and are a text.
            Ask::NewtypeStruct(name)
                if !matches!(name, SPELLED | EMBEDDED) && !is_decimal(name) =>
            {
                self.secret |= name == SECRET;
                return taker.take(Found::Newtype(self));
            }
            Ask::Any | Ask::IgnoredAny | Ask::Unit | Ask::UnitStruct(_) => Kind::Any,
            Ask::Bool => Kind::Bool,
            Ask::I8
            | Ask::I16
            | Ask::I32
            | Ask::I64
            | Ask::I128
            | Ask::U8
            | Ask::U16
            | Ask::U32
            | Ask::U64
            | Ask::U128 => Kind::Integer,
            Ask::F32 | Ask::F64 => Kind::Float,
            Ask::Char | Ask::String | Ask::Identifier | Ask::NewtypeStruct(_) => Kind::Text,
            Ask::Bytes | Ask::ByteBuf => Kind::Bytes,
            Ask::Map => Kind::Map,
        };
        Err(self.end(kind, taker))
    }
}

/// A list of one.
struct One<'a, 'p>(&'a mut Probe<'p>);

impl<'de> Entries<'de> for One<'_, '_> {
    fn next(&mut self, seed: &mut dyn Planted<'de>) -> Result<bool, Fault> {
        seed.read(self.0).map(|()| true)
    }
}

/// A struct with one field, or with two: a sample of the one before, then the one.
struct Offer<'p> {
    before: Option<&'static str>,
    sample_due: bool,
    field: Option<&'static str>,
    value: Probe<'p>,
}

impl<'de> Members<'de> for Offer<'_> {
    fn next_key(&mut self, seed: &mut dyn Planted<'de>) -> Result<bool, Fault> {
        let before = self.before.take();
        self.sample_due = before.is_some();
        match before.or_else(|| self.field.take()) {
            Some(name) => seed.read(&mut Text(name)).map(|()| true),
            None => Ok(false),
        }
    }

    fn value(&mut self, seed: &mut dyn Planted<'de>) -> Result<(), Fault> {
        if self.sample_due {
            return seed.read(&mut Sample);
        }
        seed.read(&mut self.value)
    }
}

/// A text, whatever is asked for.
struct Text(&'static str);

impl<'de> Source<'de> for Text {
    fn read(&mut self, _: Ask, taker: &mut dyn Taker<'de>) -> Result<(), Fault> {
        taker.take(Found::Borrowed(self.0))
    }
}

/// A value for a field that is only there to be given twice: nothing, no elements, a plain text.
struct Sample;

impl<'de> Source<'de> for Sample {
    fn read(&mut self, ask: Ask, taker: &mut dyn Taker<'de>) -> Result<(), Fault> {
        match ask {
            Ask::Option => taker.take(Found::None),
            Ask::Seq => taker.take(Found::Seq(&mut NoEntries)),
            Ask::NewtypeStruct(_) => taker.take(Found::Newtype(self)),
            _ => taker.take(Found::Str("0")),
        }
    }
}

struct NoEntries;

impl<'de> Entries<'de> for NoEntries {
    fn next(&mut self, _: &mut dyn Planted<'de>) -> Result<bool, Fault> {
        Ok(false)
    }
}

/// An enum that is at none of its variants.
struct NoVariant;

impl<'de> Variant<'de> for NoVariant {
    fn name(&mut self, seed: &mut dyn Planted<'de>) -> Result<(), Fault> {
        seed.read(&mut Text(""))
    }

    fn unit(&mut self) -> Result<(), Fault> {
        Err(Fault::by_reader())
    }

    fn newtype(&mut self, _: &mut dyn Planted<'de>) -> Result<(), Fault> {
        Err(Fault::by_reader())
    }

    fn tuple(&mut self, _: usize, _: &mut dyn Taker<'de>) -> Result<(), Fault> {
        Err(Fault::by_reader())
    }

    fn members(&mut self, _: &'static [&'static str], _: &mut dyn Taker<'de>) -> Result<(), Fault> {
        Err(Fault::by_reader())
    }
}
