//! Writing: fields in the order of the type, no white space, numbers in their digits.

use std::fmt::Display;
use std::io::Write;

use serde::Serialize;
use serde::ser::{
    Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant,
};
use serde_json::value::RawValue;

use super::lexer::is_plain;
use crate::error::{Error, Result};
use crate::scalar::{SPELLED, ValueWriter, serializer};

/// Writes a value as JSON on one line.
///
/// ```
/// assert_eq!(paywire::json::to_string(&("100.10", true))?, r#"["100.10",true]"#);
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    text(to_vec(value)?)
}

/// Writes a value as JSON on many lines, indented by two spaces.
pub fn to_string_pretty<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    let mut bytes = Vec::new();
    let mut out = Out::new(&mut bytes);
    out.depth = Some(0);
    value.serialize(Place::new(&mut out))?;
    text(bytes)
}

/// Writes a value as JSON into bytes.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(128);
    append(&mut bytes, value)?;
    Ok(bytes)
}

/// Writes a value as JSON behind bytes that are there. What was written before an error stays.
///
/// ```
/// let mut line = b"sent ".to_vec();
/// paywire::json::append(&mut line, &["100.10"])?;
/// assert_eq!(line, b"sent [\"100.10\"]");
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn append<T: Serialize + ?Sized>(bytes: &mut Vec<u8>, value: &T) -> Result<()> {
    value.serialize(Place::new(&mut Out::new(bytes)))
}

/// Writes a value as JSON to a stream, piece by piece.
pub fn to_writer<W: Write, T: Serialize + ?Sized>(mut writer: W, value: &T) -> Result<()> {
    let mut bytes = Vec::new();
    let mut out = Out::new(&mut bytes);
    out.sink = Some(&mut writer);
    value.serialize(Place::new(&mut out))?;
    Ok(writer.write_all(&bytes)?)
}

fn text(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(Error::custom)
}

/// So many bytes are a piece for a stream.
const PIECE: usize = 32 << 10;

/// What is written to.
struct Out<'a> {
    bytes: &'a mut Vec<u8>,
    /// Where the bytes go once they are a piece.
    sink: Option<&'a mut dyn Write>,
    /// How deep the parts stand that come next, if each has a line of its own.
    depth: Option<usize>,
}

impl<'a> Out<'a> {
    fn new(bytes: &'a mut Vec<u8>) -> Self {
        Out {
            bytes,
            sink: None,
            depth: None,
        }
    }

    #[inline(always)]
    fn put(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    #[inline(always)]
    fn string(&mut self, text: &str) {
        if !is_plain(text.as_bytes()) {
            return self.odd_string(text);
        }
        self.bytes.reserve(text.len() + 2);
        self.bytes.push(b'"');
        self.put(text);
        self.bytes.push(b'"');
    }

    #[cold]
    fn odd_string(&mut self, text: &str) {
        self.put("\"");
        for piece in text.split_inclusive(|letter| letter < ' ' || letter == '"' || letter == '\\')
        {
            let odd = piece
                .as_bytes()
                .last()
                .copied()
                .filter(|last| !is_plain(&[*last]));
            self.put(&piece[..piece.len() - usize::from(odd.is_some())]);
            match odd {
                Some(byte @ (b'"' | b'\\')) => self.bytes.extend([b'\\', byte]),
                Some(0x08) => self.put("\\b"),
                Some(0x09) => self.put("\\t"),
                Some(0x0a) => self.put("\\n"),
                Some(0x0c) => self.put("\\f"),
                Some(0x0d) => self.put("\\r"),
                Some(control) => self.put(&format!("\\u{control:04x}")),
                None => {}
            }
        }
        self.put("\"");
    }

    fn open(&mut self, sign: Option<u8>) {
        self.bytes.extend(sign);
        if let Some(depth) = &mut self.depth {
            *depth += 1;
        }
    }

    /// Goes on to the next part.
    #[inline(always)]
    fn next(&mut self, is_first: bool) -> Result<()> {
        if !is_first {
            self.bytes.push(b',');
        }
        if self.depth.is_some() || self.sink.is_some() {
            self.line();
            self.pass_on()?;
        }
        Ok(())
    }

    /// A member's name, behind which its value comes.
    fn name(&mut self, name: &str) {
        self.string(name);
        self.colon();
    }

    fn colon(&mut self) {
        self.bytes.push(b':');
        if self.depth.is_some() {
            self.bytes.push(b' ');
        }
    }

    fn close(&mut self, is_empty: bool, sign: Option<u8>) {
        if let Some(depth) = &mut self.depth {
            *depth -= 1;
            if !is_empty {
                self.line();
            }
        }
        self.bytes.extend(sign);
    }

    /// Begins a line, if parts have lines of their own.
    fn line(&mut self) {
        if let Some(depth) = self.depth {
            self.put("\n");
            (0..depth).for_each(|_| self.put("  "));
        }
    }

    fn pass_on(&mut self) -> Result<()> {
        if self.bytes.len() >= PIECE
            && let Some(sink) = &mut self.sink
        {
            sink.write_all(self.bytes)?;
            self.bytes.clear();
        }
        Ok(())
    }
}

/// How texts are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum As {
    Strings,
    /// As a literal, if it is one.
    Literals,
    /// As they are, which is JSON.
    Json,
}

/// A place for a value.
struct Place<'o, 'a> {
    out: &'o mut Out<'a>,
    texts: As,
}

impl<'o, 'a> Place<'o, 'a> {
    #[inline(always)]
    fn new(out: &'o mut Out<'a>) -> Self {
        let texts = As::Strings;
        Place { out, texts }
    }

    #[inline(always)]
    fn parts(self, [open, close]: Signs) -> Parts<'o, 'a> {
        self.out.open(open);
        Parts {
            out: self.out,
            close,
            is_empty: true,
            is_variant: false,
            texts: As::Strings,
        }
    }

    /// The parts of a variant, which stand under its name.
    fn parts_of(self, variant: &str, signs: Signs) -> Result<Parts<'o, 'a>> {
        self.out.open(OBJECT[0]);
        self.out.next(true)?;
        self.out.name(variant);
        Ok(Parts {
            is_variant: true,
            ..self.parts(signs)
        })
    }
}

/// What stands around parts.
type Signs = [Option<u8>; 2];
const LIST: Signs = [Some(b'['), Some(b']')];
const OBJECT: Signs = [Some(b'{'), Some(b'}')];

/// The names by which `serde_json` knows values that are their own text.
const OWN_TEXTS: [&str; 2] = [
    "$serde_json::private::RawValue",
    "$serde_json::private::Number",
];

serializer!(['o, 'a] Place<'o, 'a> => (), Parts<'o, 'a>, Parts<'o, 'a>);

impl<'o, 'a> ValueWriter for Place<'o, 'a> {
    fn refuse<T>(self) -> Result<T> {
        Err(Error::custom("no value of JSON"))
    }

    #[inline]
    fn text(self, text: &str) -> Result<()> {
        match self.texts {
            As::Strings => self.out.string(text),
            As::Json => self.out.put(text),
            As::Literals => match serde_json::from_str::<&RawValue>(text) {
                Ok(literal) => self.out.put(literal.get()),
                Err(_) => self.out.string(text),
            },
        }
        Ok(())
    }

    #[inline]
    fn plain(self, text: &str) -> Result<()> {
        self.out.put(text);
        Ok(())
    }

    fn float(self, number: f64, text: &dyn Display) -> Result<()> {
        // The shortest text of its type, as `serde_json` spells it.
        let own = text.to_string();
        let spelled = if own.parse() == Ok(number) {
            serde_json::to_string(&number)
        } else {
            serde_json::to_string(&own.parse::<f32>().unwrap_or(f32::NAN))
        };
        self.plain(&spelled.map_err(Error::custom)?)
    }

    fn bytes(self, bytes: &[u8]) -> Result<()> {
        bytes.serialize(self)
    }

    fn none(self) -> Result<()> {
        self.plain("null")
    }

    fn unit(self) -> Result<()> {
        self.plain("null")
    }

    #[inline(always)]
    fn newtype<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<()> {
        let texts = if name == SPELLED {
            As::Literals
        } else {
            self.texts
        };
        value.serialize(Place { texts, ..self })
    }

    fn variant<T: Serialize + ?Sized>(self, variant: &'static str, value: &T) -> Result<()> {
        let mut object = self.parts(OBJECT);
        object.member(variant, value)?;
        object.finish()
    }

    #[inline]
    fn list(self) -> Result<Parts<'o, 'a>> {
        Ok(self.parts(LIST))
    }

    fn list_variant(self, variant: &'static str) -> Result<Parts<'o, 'a>> {
        self.parts_of(variant, LIST)
    }

    #[inline]
    fn map(self) -> Result<Parts<'o, 'a>> {
        Ok(self.parts(OBJECT))
    }

    #[inline]
    fn structure(self, name: &'static str) -> Result<Parts<'o, 'a>> {
        if !OWN_TEXTS.contains(&name) {
            return self.map();
        }
        Ok(Parts {
            texts: As::Json,
            ..self.parts([None; 2])
        })
    }

    fn map_variant(self, variant: &'static str) -> Result<Parts<'o, 'a>> {
        self.parts_of(variant, OBJECT)
    }
}

/// Parts that come one after another.
struct Parts<'o, 'a> {
    out: &'o mut Out<'a>,
    close: Option<u8>,
    is_empty: bool,
    /// Whether there is an object around them.
    is_variant: bool,
    texts: As,
}

impl Parts<'_, '_> {
    #[inline(always)]
    fn next(&mut self) -> Result<()> {
        let is_first = std::mem::replace(&mut self.is_empty, false);
        self.out.next(is_first)
    }

    #[inline(always)]
    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.next()?;
        value.serialize(Place::new(self.out))
    }

    #[inline(always)]
    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<()> {
        if self.texts == As::Json {
            let Parts { texts, .. } = *self;
            return value.serialize(Place {
                out: self.out,
                texts,
            });
        }
        self.next()?;
        self.out.name(name);
        value.serialize(Place::new(self.out))
    }

    #[expect(clippy::unnecessary_wraps, reason = "as a serializer returns it")]
    fn finish(self) -> Result<()> {
        self.out.close(self.is_empty, self.close);
        if self.is_variant {
            self.out.close(false, OBJECT[1]);
        }
        Ok(())
    }
}

macro_rules! parts {
    ($($trait:ident $method:ident($($key:ident: $ty:ty)?) $add:ident;)*) => {$(
        impl $trait for Parts<'_, '_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, $($key: $ty,)? value: &T) -> Result<()> {
                self.$add($($key,)? value)
            }

            fn end(self) -> Result<()> {
                self.finish()
            }
        }
    )*};
}

parts! {
    SerializeSeq serialize_element() entry;
    SerializeTuple serialize_element() entry;
    SerializeTupleStruct serialize_field() entry;
    SerializeTupleVariant serialize_field() entry;
    SerializeStruct serialize_field(key: &'static str) member;
    SerializeStructVariant serialize_field(key: &'static str) member;
}

impl SerializeMap for Parts<'_, '_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.next()?;
        key.serialize(Name(self.out))?;
        self.out.colon();
        Ok(())
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(Place::new(self.out))
    }

    fn end(self) -> Result<()> {
        self.finish()
    }
}

/// The name of a member, of a key that is a single value.
struct Name<'o, 'a>(&'o mut Out<'a>);

type No = Impossible<(), Error>;

serializer!([] Name<'_, '_> => (), No, No);

impl ValueWriter for Name<'_, '_> {
    fn refuse<T>(self) -> Result<T> {
        Err(Error::custom("key must be a string"))
    }

    #[inline]
    fn text(self, text: &str) -> Result<()> {
        self.0.string(text);
        Ok(())
    }
}
