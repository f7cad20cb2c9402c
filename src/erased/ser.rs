//! Writing: a value says what it is through one pointer, and is shown to the writer as another.

use std::fmt::{self, Display};

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// Why a value could not be written: in words, or by an error that the writer has.
#[derive(Debug)]
pub(crate) struct Failed(Option<Box<str>>);

impl Failed {
    #[cold]
    fn by_writer() -> Self {
        Failed(None)
    }

    #[cold]
    fn into_error<E: Error>(self, own: Option<E>) -> E {
        match (self.0, own) {
            (Some(text), _) => E::custom(text),
            (None, Some(own)) => own,
            (None, None) => E::custom("an error that was not passed on"),
        }
    }
}

impl Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_deref().unwrap_or("the value cannot be written"))
    }
}

impl std::error::Error for Failed {}

impl Error for Failed {
    #[cold]
    fn custom<T: Display>(message: T) -> Self {
        Failed(Some(message.to_string().into()))
    }
}

type Done = Result<(), Failed>;

/// Writes a value with any serializer, as it would without anything between.
pub(crate) fn write<T: Serialize + ?Sized, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Shown(&Whole(value)).serialize(serializer)
}

/// A value of any type.
trait Value {
    fn show(&self, to: &mut dyn Target) -> Done;
}

struct Whole<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> Value for Whole<'_, T> {
    fn show(&self, to: &mut dyn Target) -> Done {
        self.0.serialize(Writing(to))
    }
}

/// The value that formats meet.
struct Shown<'a>(&'a dyn Value);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut state = State::Ready(serializer);
        match self.0.show(&mut state) {
            Ok(()) => match state {
                State::Written(done) => Ok(done),
                _ => Err(S::Error::custom(MISUSED)),
            },
            Err(failed) => Err(failed.into_error(match state {
                State::Failed(error) => Some(error),
                _ => None,
            })),
        }
    }
}

/// What no `Serialize` does.
const MISUSED: &str = "a value that is written twice or not at all";

/// A single value of a type that formats tell from others.
#[derive(Clone, Copy)]
enum Single<'a> {
    Bool(bool),
    I8(i8),
    I16(i16),
    I32(i32),
    I64(i64),
    I128(i128),
    U8(u8),
    U16(u16),
    U32(u32),
    U64(u64),
    U128(u128),
    F32(f32),
    F64(f64),
    Char(char),
    Str(&'a str),
    Bytes(&'a [u8]),
    Displayed(&'a dyn Display),
    None,
    Unit,
    UnitStruct(&'static str),
    UnitVariant(&'static str, u32, &'static str),
}

/// A variant of an enum: the enum's name, the variant's place and name.
type VariantName = (&'static str, u32, &'static str);

/// What has parts that come one after another.
#[derive(Clone, Copy)]
enum Whose {
    Seq(Option<usize>),
    Tuple(usize),
    TupleStruct(&'static str, usize),
    TupleVariant(VariantName, usize),
    Map(Option<usize>),
    Struct(&'static str, usize),
    StructVariant(VariantName, usize),
}

/// One of the parts.
#[derive(Clone, Copy)]
enum Part<'a> {
    Entry(&'a dyn Value),
    Key(&'a dyn Value),
    MapValue(&'a dyn Value),
    Field(&'static str, &'a dyn Value),
    Skipped(&'static str),
}

/// A serializer, for one value.
trait Target {
    fn is_human_readable(&self) -> bool;
    fn single(&mut self, value: Single<'_>) -> Done;
    fn some(&mut self, value: &dyn Value) -> Done;
    fn newtype(&mut self, name: &'static str, value: &dyn Value) -> Done;
    fn newtype_variant(&mut self, variant: VariantName, value: &dyn Value) -> Done;
    fn begin(&mut self, whose: Whose) -> Done;
    fn part(&mut self, part: Part<'_>) -> Done;
    fn end(&mut self) -> Done;
}

/// How far a serializer has come.
enum State<S: Serializer> {
    Ready(S),
    Seq(S::SerializeSeq),
    Tuple(S::SerializeTuple),
    TupleStruct(S::SerializeTupleStruct),
    TupleVariant(S::SerializeTupleVariant),
    Map(S::SerializeMap),
    Struct(S::SerializeStruct),
    StructVariant(S::SerializeStructVariant),
    Written(S::Ok),
    Failed(S::Error),
    Taken,
}

impl<S: Serializer> State<S> {
    fn take(&mut self) -> Result<S, Failed> {
        match std::mem::replace(self, State::Taken) {
            State::Ready(serializer) => Ok(serializer),
            _ => Err(Failed::custom(MISUSED)),
        }
    }

    fn finish(&mut self, result: Result<S::Ok, S::Error>) -> Done {
        match result {
            Ok(done) => {
                *self = State::Written(done);
                Ok(())
            }
            Err(error) => self.fail(error),
        }
    }

    #[cold]
    fn fail(&mut self, error: S::Error) -> Done {
        *self = State::Failed(error);
        Err(Failed::by_writer())
    }
}

impl<S: Serializer> Target for State<S> {
    fn is_human_readable(&self) -> bool {
        match self {
            State::Ready(serializer) => serializer.is_human_readable(),
            _ => true,
        }
    }

    fn single(&mut self, value: Single<'_>) -> Done {
        let to = self.take()?;
        let result = match value {
            Single::Bool(value) => to.serialize_bool(value),
            Single::I8(value) => to.serialize_i8(value),
            Single::I16(value) => to.serialize_i16(value),
            Single::I32(value) => to.serialize_i32(value),
            Single::I64(value) => to.serialize_i64(value),
            Single::I128(value) => to.serialize_i128(value),
            Single::U8(value) => to.serialize_u8(value),
            Single::U16(value) => to.serialize_u16(value),
            Single::U32(value) => to.serialize_u32(value),
            Single::U64(value) => to.serialize_u64(value),
            Single::U128(value) => to.serialize_u128(value),
            Single::F32(value) => to.serialize_f32(value),
            Single::F64(value) => to.serialize_f64(value),
            Single::Char(value) => to.serialize_char(value),
            Single::Str(value) => to.serialize_str(value),
            Single::Bytes(value) => to.serialize_bytes(value),
            Single::Displayed(value) => to.collect_str(value),
            Single::None => to.serialize_none(),
            Single::Unit => to.serialize_unit(),
            Single::UnitStruct(name) => to.serialize_unit_struct(name),
            Single::UnitVariant(name, index, variant) => {
                to.serialize_unit_variant(name, index, variant)
            }
        };
        self.finish(result)
    }

    fn some(&mut self, value: &dyn Value) -> Done {
        let result = self.take()?.serialize_some(&Shown(value));
        self.finish(result)
    }

    fn newtype(&mut self, name: &'static str, value: &dyn Value) -> Done {
        let to = self.take()?;
        let result = to.serialize_newtype_struct(name, &Shown(value));
        self.finish(result)
    }

    fn newtype_variant(&mut self, (name, index, variant): VariantName, value: &dyn Value) -> Done {
        let to = self.take()?;
        let result = to.serialize_newtype_variant(name, index, variant, &Shown(value));
        self.finish(result)
    }

    fn begin(&mut self, whose: Whose) -> Done {
        let to = self.take()?;
        let begun = match whose {
            Whose::Seq(length) => to.serialize_seq(length).map(State::Seq),
            Whose::Tuple(length) => to.serialize_tuple(length).map(State::Tuple),
            Whose::TupleStruct(name, length) => to
                .serialize_tuple_struct(name, length)
                .map(State::TupleStruct),
            Whose::TupleVariant((name, index, variant), length) => to
                .serialize_tuple_variant(name, index, variant, length)
                .map(State::TupleVariant),
            Whose::Map(length) => to.serialize_map(length).map(State::Map),
            Whose::Struct(name, length) => to.serialize_struct(name, length).map(State::Struct),
            Whose::StructVariant((name, index, variant), length) => to
                .serialize_struct_variant(name, index, variant, length)
                .map(State::StructVariant),
        };
        match begun {
            Ok(begun) => {
                *self = begun;
                Ok(())
            }
            Err(error) => self.fail(error),
        }
    }

    fn part(&mut self, part: Part<'_>) -> Done {
        let result = match (&mut *self, part) {
            (State::Struct(to), Part::Field(name, value)) => {
                to.serialize_field(name, &Shown(value))
            }
            (State::Struct(to), Part::Skipped(name)) => to.skip_field(name),
            (State::Seq(to), Part::Entry(value)) => to.serialize_element(&Shown(value)),
            (State::Map(to), Part::Key(value)) => to.serialize_key(&Shown(value)),
            (State::Map(to), Part::MapValue(value)) => to.serialize_value(&Shown(value)),
            (State::Tuple(to), Part::Entry(value)) => to.serialize_element(&Shown(value)),
            (State::TupleStruct(to), Part::Entry(value)) => to.serialize_field(&Shown(value)),
            (State::TupleVariant(to), Part::Entry(value)) => to.serialize_field(&Shown(value)),
            (State::StructVariant(to), Part::Field(name, value)) => {
                to.serialize_field(name, &Shown(value))
            }
            (State::StructVariant(to), Part::Skipped(name)) => to.skip_field(name),
            _ => Err(S::Error::custom(MISUSED)),
        };
        match result {
            Ok(()) => Ok(()),
            Err(error) => self.fail(error),
        }
    }

    fn end(&mut self) -> Done {
        let result = match std::mem::replace(self, State::Taken) {
            State::Seq(to) => to.end(),
            State::Tuple(to) => to.end(),
            State::TupleStruct(to) => to.end(),
            State::TupleVariant(to) => to.end(),
            State::Map(to) => to.end(),
            State::Struct(to) => to.end(),
            State::StructVariant(to) => to.end(),
            _ => Err(S::Error::custom(MISUSED)),
        };
        self.finish(result)
    }
}

/// The serializer that types meet, and what has parts.
struct Writing<'a>(&'a mut dyn Target);

impl Writing<'_> {
    fn begin(self, whose: Whose) -> Result<Self, Failed> {
        self.0.begin(whose)?;
        Ok(self)
    }
}

macro_rules! single {
    ($($method:ident($ty:ty) $single:ident;)*) => {$(
        fn $method(self, value: $ty) -> Done {
            self.0.single(Single::$single(value))
        }
    )*};
}

impl Serializer for Writing<'_> {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    single! {
        serialize_bool(bool) Bool;
        serialize_i8(i8) I8;
        serialize_i16(i16) I16;
        serialize_i32(i32) I32;
        serialize_i64(i64) I64;
        serialize_i128(i128) I128;
        serialize_u8(u8) U8;
        serialize_u16(u16) U16;
        serialize_u32(u32) U32;
        serialize_u64(u64) U64;
        serialize_u128(u128) U128;
        serialize_f32(f32) F32;
        serialize_f64(f64) F64;
        serialize_char(char) Char;
        serialize_str(&str) Str;
        serialize_bytes(&[u8]) Bytes;
        serialize_unit_struct(&'static str) UnitStruct;
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Done {
        self.0.single(Single::Displayed(&value))
    }

    fn serialize_none(self) -> Done {
        self.0.single(Single::None)
    }

    fn serialize_unit(self) -> Done {
        self.0.single(Single::Unit)
    }

    fn serialize_unit_variant(self, name: &'static str, index: u32, variant: &'static str) -> Done {
        self.0.single(Single::UnitVariant(name, index, variant))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        self.0.some(&Whole(value))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Done {
        self.0.newtype(name, &Whole(value))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        self.0
            .newtype_variant((name, index, variant), &Whole(value))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self, Failed> {
        self.begin(Whose::Seq(length))
    }

    fn serialize_tuple(self, length: usize) -> Result<Self, Failed> {
        self.begin(Whose::Tuple(length))
    }

    fn serialize_tuple_struct(self, name: &'static str, length: usize) -> Result<Self, Failed> {
        self.begin(Whose::TupleStruct(name, length))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self, Failed> {
        self.begin(Whose::TupleVariant((name, index, variant), length))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self, Failed> {
        self.begin(Whose::Map(length))
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Self, Failed> {
        self.begin(Whose::Struct(name, length))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self, Failed> {
        self.begin(Whose::StructVariant((name, index, variant), length))
    }
}

macro_rules! entries {
    ($($trait:ident $method:ident;)*) => {$(
        impl $trait for Writing<'_> {
            type Ok = ();
            type Error = Failed;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
                self.0.part(Part::Entry(&Whole(value)))
            }

            fn end(self) -> Done {
                self.0.end()
            }
        }
    )*};
}

entries! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

impl SerializeMap for Writing<'_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        self.0.part(Part::Key(&Whole(key)))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.0.part(Part::MapValue(&Whole(value)))
    }

    fn end(self) -> Done {
        self.0.end()
    }
}

macro_rules! fields {
    ($($trait:ident;)*) => {$(
        impl $trait for Writing<'_> {
            type Ok = ();
            type Error = Failed;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Done {
                self.0.part(Part::Field(name, &Whole(value)))
            }

            fn skip_field(&mut self, name: &'static str) -> Done {
                self.0.part(Part::Skipped(name))
            }

            fn end(self) -> Done {
                self.0.end()
            }
        }
    )*};
}

fields! {
    SerializeStruct;
    SerializeStructVariant;
}
