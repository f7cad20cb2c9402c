//! Writing a value as the element of a name.

use serde::ser::{self, Serialize};

use super::Serializer;
use super::children::{Children, Entries};
use super::scalar::{Sink, not_text, scalars};
use crate::error::{Error, ErrorKind, Result};
use crate::xml::writer::Element;

const NO_LIST: &str = "a list in a list, which would be read as one";
const NO_ROOT_LIST: &str = "a list at the top, where there is only one element";
const NO_ROOT: &str = "nothing at the top, where there must be an element";

/// Whose element it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A field's: none, one or many.
    Field,
    /// A list entry's: exactly one.
    Entry,
    /// The document's: exactly one, in the namespace that the config says.
    Root,
}

/// The place of a value below a name, which has been checked.
pub(super) struct Place<'s, 'a, 'k> {
    pub(super) ser: &'s mut Serializer<'a>,
    pub(super) key: &'k str,
    pub(super) role: Role,
}

impl<'s, 'a, 'k> Place<'s, 'a, 'k> {
    #[inline]
    pub(super) fn field(ser: &'s mut Serializer<'a>, key: &'k str) -> Self {
        Place {
            ser,
            key,
            role: Role::Field,
        }
    }

    /// Begins the element.
    #[inline]
    fn begin(self) -> Result<(&'s mut Serializer<'a>, Element)> {
        self.ser.check_depth()?;
        let element = match self.role {
            Role::Root => self.ser.begin_root(self.key)?,
            Role::Field | Role::Entry if self.is_foreign() => {
                self.ser.writer.begin_foreign(self.key)?
            }
            Role::Field | Role::Entry => self.ser.writer.begin(self.key),
        };
        Ok((self.ser, element))
    }

    /// Whether the element says its own namespace, as `{urn:example}name`.
    #[inline]
    fn is_foreign(&self) -> bool {
        self.key.starts_with('{')
    }

    fn empty(self) -> Result<()> {
        let (ser, element) = self.begin()?;
        ser.writer.end(&element)
    }

    /// Writes a text into an element that is begun with care.
    #[cold]
    fn whole(self, text: &str) -> Result<()> {
        let (ser, element) = self.begin()?;
        ser.writer.text(text)?;
        ser.writer.end(&element)
    }

    #[inline]
    fn children(self) -> Result<Children<'s, 'a>> {
        let (ser, element) = self.begin()?;
        Ok(Children::new(ser, element))
    }

    #[inline]
    fn entries(self) -> Result<Entries<'s, 'a, 'k>> {
        match self.role {
            Role::Field => Ok(Entries::new(self.ser, self.key)),
            Role::Entry => Err(Error::new(ErrorKind::Unsupported(NO_LIST))),
            Role::Root => Err(Error::new(ErrorKind::Unsupported(NO_ROOT_LIST))),
        }
    }
}

impl Sink for Place<'_, '_, '_> {
    #[inline]
    fn text(self, text: &str) -> Result<()> {
        if self.role == Role::Root || self.is_foreign() {
            return self.whole(text);
        }
        self.ser.check_depth()?;
        self.ser.writer.leaf(self.key, text)
    }

    #[inline]
    fn plain(self, text: &str) -> Result<()> {
        if self.role == Role::Root || self.is_foreign() {
            return self.whole(text);
        }
        self.ser.check_depth()?;
        self.ser.writer.plain_leaf(self.key, text);
        Ok(())
    }
}

impl<'s, 'a, 'k> ser::Serializer for Place<'s, 'a, 'k> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Entries<'s, 'a, 'k>;
    type SerializeTuple = Entries<'s, 'a, 'k>;
    type SerializeTupleStruct = Entries<'s, 'a, 'k>;
    type SerializeTupleVariant = Entries<'s, 'a, 'k>;
    type SerializeMap = Children<'s, 'a>;
    type SerializeStruct = Children<'s, 'a>;
    type SerializeStructVariant = Children<'s, 'a>;

    scalars!();

    #[inline]
    fn serialize_none(self) -> Result<()> {
        match self.role {
            Role::Field => Ok(()),
            Role::Entry if self.is_foreign() => self.empty(),
            Role::Entry => {
                self.ser.check_depth()?;
                self.ser.writer.nil(self.key);
                Ok(())
            }
            Role::Root => Err(Error::new(ErrorKind::Unsupported(NO_ROOT))),
        }
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.empty()
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<()> {
        self.empty()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<()> {
        self.text(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        let (ser, element) = self.begin()?;
        ser.check_variant(variant)?;
        value
            .serialize(Place::field(&mut *ser, variant))
            .map_err(|error| error.within(variant))?;
        ser.end_variant(&element, variant)
    }

    #[inline]
    fn serialize_seq(self, _len: Option<usize>) -> Result<Entries<'s, 'a, 'k>> {
        self.entries()
    }

    fn serialize_tuple(self, _len: usize) -> Result<Entries<'s, 'a, 'k>> {
        self.entries()
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<Entries<'s, 'a, 'k>> {
        self.entries()
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Entries<'s, 'a, 'k>> {
        let (ser, element) = self.begin()?;
        ser.check_variant(variant)?;
        Ok(Entries::new(ser, variant).of_variant(element))
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Children<'s, 'a>> {
        self.children()
    }

    #[inline]
    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Children<'s, 'a>> {
        self.children()
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Children<'s, 'a>> {
        let (ser, outer) = self.begin()?;
        ser.check_variant(variant)?;
        let (ser, element) = Place::field(ser, variant).begin()?;
        Ok(Children::new(ser, element).of_variant(outer))
    }
}
