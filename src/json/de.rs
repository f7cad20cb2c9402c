//! The serde half of reading: deserializes types from JSON values.

use std::borrow::Cow;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

use super::config::Config;
use super::lexer::Token;
use super::reader::{List, Object, Reader};
use super::scalar::Scalar;
use super::stream::StreamDeserializer;
use super::{Warning, WarningKind};
use crate::error::{Error, ErrorKind, Result};
use crate::scalar::{
    self, BorrowedKey, DECIMAL, Exponent, LISTED, MapKey, Number, SPELLED, SPELLED_DECIMAL,
    SeenVariants, ValueReader, deserializer,
};

/// The field of a struct that holds the struct's own text.
const OWN_TEXT: &str = "$text";

/// Deserializes a value from a JSON document.
///
/// ```
/// use paywire::json;
/// use serde::Deserialize;
///
/// let mut deserializer = json::Deserializer::from_slice(br#"{"amount": 100.10}"#)?;
/// let value = serde_json::Value::deserialize(&mut deserializer)?;
/// deserializer.end()?;
/// assert_eq!(value["amount"], 100.1);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Debug)]
pub struct Deserializer<'de> {
    pub(super) reader: Reader<'de>,
    scratch: String,
    text_scalars: bool,
    exponents: bool,
}

impl<'de> Deserializer<'de> {
    /// A deserializer over a text, with [`Config::strict`].
    #[expect(
        clippy::should_implement_trait,
        reason = "the name serde formats share"
    )]
    pub fn from_str(input: &'de str) -> Result<Self> {
        Deserializer::from_str_with(input, Config::strict())
    }

    /// A deserializer over bytes, which must be UTF-8, with [`Config::strict`].
    pub fn from_slice(input: &'de [u8]) -> Result<Self> {
        Deserializer::from_slice_with(input, Config::strict())
    }

    /// Like [`Deserializer::from_str`], with a configuration.
    // Inlined, so that the deserializer is built in place and not moved.
    #[inline(always)]
    pub fn from_str_with(input: &'de str, config: Config) -> Result<Self> {
        Ok(Deserializer {
            reader: Reader::new(input, &config)?,
            scratch: String::new(),
            text_scalars: config.text_scalars,
            exponents: config.exponents,
        })
    }

    /// Like [`Deserializer::from_slice`], with a configuration.
    pub fn from_slice_with(input: &'de [u8], config: Config) -> Result<Self> {
        Deserializer::from_str_with(config.checked_text(input)?, config)
    }

    /// Reads the input as several documents, one after another.
    #[expect(
        clippy::should_implement_trait,
        reason = "the name serde formats share"
    )]
    #[must_use]
    pub fn into_iter<T: Deserialize<'de>>(self) -> StreamDeserializer<'de, T> {
        StreamDeserializer::new(self)
    }

    /// Returns an error if anything but whitespace follows the document.
    pub fn end(&mut self) -> Result<()> {
        let end = self.reader.end();
        end.map_err(|error| self.reader.locate(error))
    }

    /// The repairs made so far. Empty with the strict preset.
    #[must_use]
    pub fn warnings(&mut self) -> &[Warning] {
        self.reader.warnings()
    }

    pub(super) fn into_warnings(self) -> Vec<Warning> {
        self.reader.into_warnings()
    }

    /// Adds the position to an error that a type returned, if it has none.
    ///
    /// Errors from within a struct, map or list have one already.
    #[must_use]
    pub fn locate(&self, error: Error) -> Error {
        self.reader.locate(error)
    }

    pub(super) fn read_whole<T: Deserialize<'de>>(&mut self) -> Result<T> {
        let value = T::deserialize(&mut *self).map_err(|error| self.locate(error))?;
        self.end()?;
        Ok(value)
    }

    /// Reads the next scalar; an object or list is a type error that names `wanted`.
    #[inline]
    fn scalar(&mut self, wanted: &dyn de::Expected) -> Result<Scalar<'de, '_>> {
        let first = self.reader.peek()?;
        if matches!(first, b'{' | b'[') {
            return Err(self.container_instead(first, wanted));
        }
        let token = self.reader.token(first)?;
        Ok(Scalar::new(token, &mut self.scratch))
    }

    #[cold]
    fn container_instead(&mut self, first: u8, wanted: &dyn de::Expected) -> Error {
        let found = match first {
            b'{' => Unexpected::Map,
            _ => Unexpected::Seq,
        };
        // Skipping the value gives the error a span, and finds syntax errors in it first.
        match self.reader.ignore() {
            Ok(()) => Error::invalid_type(found, wanted),
            Err(error) => error,
        }
    }

    #[inline]
    fn object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let mut object = Object::default();
        self.reader.open_object(&mut object)?;
        let value = visitor.visit_map(Members {
            de: self,
            object: &mut object,
            met: SeenVariants::default(),
        })?;
        if !object.ended() && self.reader.next_member(&mut object)?.is_some() {
            self.reader.ignore()?;
            return Err(Error::new(ErrorKind::TrailingElements));
        }
        Ok(value)
    }

    #[inline]
    fn entries<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let mut list = self.reader.open_list()?;
        let value = visitor.visit_seq(ArrayAccess {
            de: self,
            list: &mut list,
        })?;
        // A tuple stops asking after its last entry.
        if !list.ended() && self.reader.next_entry(&mut list)? {
            self.reader.ignore()?;
            return Err(Error::new(ErrorKind::TrailingElements));
        }
        Ok(value)
    }

    /// A single value, with its original spelling.
    fn spelled<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        if self.reader.peek()? == b'"' {
            return self.text(visitor);
        }
        self.scalar(&visitor)?.visit_literal(visitor)
    }

    /// A decimal number whose exponent is to be written out.
    fn decimal<V: Visitor<'de>>(&mut self, name: &str, visitor: V) -> Result<V::Value> {
        let spelled = name == SPELLED_DECIMAL;
        let scalar = self.scalar(&visitor)?;
        let literal = spelled && scalar.is_number();
        match scalar.without_exponent() {
            Exponent::WrittenOut(digits) => {
                self.reader.warn_of_last(WarningKind::Exponent);
                if literal {
                    return visitor.visit_some(StrDeserializer::new(&digits));
                }
                visitor.visit_str(&digits)
            }
            _ if spelled => scalar.visit_literal(visitor),
            _ => scalar.text(visitor),
        }
    }

    /// A list of one, from a value without brackets.
    fn single<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let mut list = self.reader.single()?;
        let value = visitor.visit_seq(Single {
            de: self,
            list: Some(&mut list),
        })?;
        self.reader.leave(&list);
        Ok(value)
    }

    /// The `$text` of a struct, from a scalar in place of the struct.
    fn own_text<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        // Bounds the recursion of a type that contains itself in `$text`.
        let list = self.reader.single()?;
        let value = visitor.visit_map(OwnText {
            de: self,
            asked: false,
        })?;
        self.reader.leave(&list);
        Ok(value)
    }

    fn map_or_empty<V: Visitor<'de>>(&mut self, first: u8, visitor: V) -> Result<V::Value> {
        match first {
            b'{' => self.object(visitor),
            b'[' if self.reader.empty_list()? => visitor.visit_map(NoMembers),
            b'[' => Err(self.container_instead(first, &visitor)),
            _ => self.scalar_instead(first, &visitor),
        }
    }

    #[cold]
    fn scalar_instead<T>(&mut self, first: u8, wanted: &dyn de::Expected) -> Result<T> {
        let token = self.reader.token(first)?;
        Err(Scalar::new(token, &mut self.scratch).mismatch(wanted))
    }
}

deserializer!(&mut Deserializer<'de>);

impl<'de> ValueReader<'de> for &mut Deserializer<'de> {
    #[inline]
    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.scalar(&visitor)?.number::<N, V>(visitor)
    }

    #[inline]
    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.scalar(&visitor)?.boolean(visitor)
    }

    #[inline]
    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.scalar(&visitor)?.unit(visitor)
    }

    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.reader.peek()? {
            b'{' => self.object(visitor),
            b'[' => self.entries(visitor),
            _ if self.text_scalars => self.scalar(&visitor)?.visit_as_text(visitor),
            _ => self.scalar(&visitor)?.any(visitor),
        }
    }

    #[inline]
    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        // Nearly every value of these APIs is a string without escapes.
        if self.reader.peek()? == b'"' {
            let string = self.reader.string()?;
            if !string.escaped {
                return visitor.visit_borrowed_str(string.raw);
            }
            let token = Token::String(string);
            return Scalar::new(token, &mut self.scratch).text(visitor);
        }
        self.scalar(&visitor)?.text(visitor)
    }

    fn bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.reader.peek()? {
            b'[' => self.entries(visitor),
            _ => self.scalar(&visitor)?.bytes(visitor),
        }
    }

    #[inline]
    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.reader.peek()? == b'n' {
            self.reader.token(b'n')?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    #[inline]
    fn newtype<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        match name {
            SPELLED => self.spelled(visitor),
            DECIMAL if !self.exponents => self.text(visitor),
            SPELLED_DECIMAL if !self.exponents => self.spelled(visitor),
            DECIMAL | SPELLED_DECIMAL => self.decimal(name, visitor),
            LISTED if self.reader.peek()? != b'{' => self.list(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    #[inline]
    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.reader.peek()? {
            b'[' => self.entries(visitor),
            b'n' => {
                self.reader.token(b'n')?;
                visitor.visit_seq(NoMembers)
            }
            _ => self.single(visitor),
        }
    }

    fn map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let first = self.reader.peek()?;
        self.map_or_empty(first, visitor)
    }

    #[inline]
    fn fields<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.reader.peek()? {
            b'{' => self.object(visitor),
            first @ (b'[' | b'n') => self.map_or_empty(first, visitor),
            _ if fields.contains(&OWN_TEXT) => self.own_text(visitor),
            first => self.map_or_empty(first, visitor),
        }
    }

    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        if self.reader.peek()? != b'{' {
            return self.scalar(&visitor)?.one_of(variants, visitor);
        }
        let mut object = Object::default();
        self.reader.open_object(&mut object)?;
        let Some(variant) = self.reader.next_member(&mut object)? else {
            return Err(Error::invalid_length(0, &"one variant"));
        };
        let value = visitor.visit_enum(Variant {
            de: self,
            name: variant.text(),
        })?;
        if self.reader.next_member(&mut object)?.is_some() {
            return Err(Error::invalid_length(2, &"one variant"));
        }
        Ok(value)
    }

    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.reader.ignore()?;
        visitor.visit_unit()
    }
}

struct Members<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    object: &'a mut Object<'de>,
    met: SeenVariants,
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        if self.object.ended() {
            return Ok(None);
        }
        let next = self.de.reader.next_member(self.object);
        let key = match next {
            Ok(Some(name)) if !name.escaped => {
                seed.deserialize(BorrowedKey::new(name.raw, &mut self.met))
            }
            Ok(Some(name)) => {
                let name = name.text();
                let name = scalar::Scalar::Transient(&name);
                seed.deserialize(MapKey::new(name, &mut self.met))
            }
            Ok(None) => return Ok(None),
            Err(error) => Err(error),
        };
        key.map(Some).map_err(|error| self.de.locate(error))
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        let value = seed.deserialize(&mut *self.de);
        value.map_err(|error| self.de.locate(error))
    }
}

struct ArrayAccess<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    list: &'a mut List,
}

impl<'de> SeqAccess<'de> for ArrayAccess<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        if self.list.ended() {
            return Ok(None);
        }
        let value = match self.de.reader.next_entry(self.list) {
            Ok(true) => seed.deserialize(&mut *self.de),
            Ok(false) => return Ok(None),
            Err(error) => Err(error),
        };
        value.map(Some).map_err(|error| self.de.locate(error))
    }
}

struct Single<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    list: Option<&'a mut List>,
}

impl<'de> SeqAccess<'de> for Single<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        let Some(list) = self.list.take() else {
            return Ok(None);
        };
        self.de.reader.entry(list)?;
        let value = seed.deserialize(&mut *self.de);
        value.map(Some).map_err(|error| self.de.locate(error))
    }
}

struct OwnText<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    asked: bool,
}

impl<'de> MapAccess<'de> for OwnText<'_, 'de> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        if self.asked {
            return Ok(None);
        }
        self.asked = true;
        seed.deserialize(scalar::Scalar::Borrowed(OWN_TEXT))
            .map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        let value = seed.deserialize(&mut *self.de);
        value.map_err(|error| self.de.locate(error))
    }
}

/// The content of an empty object or list.
struct NoMembers;

impl<'de> MapAccess<'de> for NoMembers {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, _: S) -> Result<Option<S::Value>> {
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, _: S) -> Result<S::Value> {
        Err(Error::custom("a value was asked for without a name"))
    }
}

impl<'de> SeqAccess<'de> for NoMembers {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, _: S) -> Result<Option<S::Value>> {
        Ok(None)
    }
}

struct Variant<'a, 'de> {
    de: &'a mut Deserializer<'de>,
    name: Cow<'de, str>,
}

impl<'a, 'de> EnumAccess<'de> for Variant<'a, 'de> {
    type Error = Error;
    type Variant = &'a mut Deserializer<'de>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant)> {
        let value = seed.deserialize(Scalar::name(&self.name))?;
        Ok((value, self.de))
    }
}

impl<'de> VariantAccess<'de> for &mut Deserializer<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<()> {
        Deserialize::deserialize(self)
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.list(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.fields(fields, visitor)
    }
}
