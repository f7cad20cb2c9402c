//! Writing a value as the element of a name.

use std::fmt::Display;

use serde::ser::Serialize;

use super::Serializer;
use super::children::{Children, ElementListSerializer};
use super::scalar::{name_of, text_of};
use crate::error::{Error, ErrorKind, Result};
use crate::scalar::{ValueWriter, serializer};
use crate::xml::writer::Element;

const NO_LIST: &str = "a list in a list, which would be read back as one list";
const NO_ROOT_LIST: &str = "a list at the top level, where there can only be one element";
const NO_ROOT: &str = "no value at the top level, where there must be one element";

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

    /// Writes a text into an element that is begun with care.
    #[cold]
    fn whole(self, text: &str) -> Result<()> {
        let (ser, element) = self.begin()?;
        ser.writer.text(text)?;
        ser.writer.end(&element)
    }
}

serializer!(['s, 'a, 'k] Place<'s, 'a, 'k> => (), ElementListSerializer<'s, 'a, 'k>, Children<'s, 'a>);

impl<'s, 'a, 'k> ValueWriter for Place<'s, 'a, 'k> {
    /// What can stand in no element of this role.
    #[cold]
    fn refuse<T>(self) -> Result<T> {
        let what = match self.role {
            Role::Field | Role::Entry => NO_LIST,
            Role::Root => NO_ROOT_LIST,
        };
        Err(Error::new(ErrorKind::Unsupported(what)))
    }

    #[inline]
    fn text(self, text: &str) -> Result<()> {
        if self.role == Role::Root || self.is_foreign() {
            return self.whole(text);
        }
        self.ser.check_depth()?;
        self.ser.writer.leaf(self.key, text)
    }

    // A key that is known when this is compiled is copied faster.
    #[inline(always)]
    fn plain(self, text: &str) -> Result<()> {
        if self.role == Role::Root || self.is_foreign() {
            return self.whole(text);
        }
        self.ser.check_depth()?;
        self.ser.writer.plain_leaf(self.key, text);
        Ok(())
    }

    fn float(self, number: f64, text: &dyn Display) -> Result<()> {
        match name_of(number) {
            Some(name) => self.plain(name),
            None => self.plain(&text.to_string()),
        }
    }

    fn bytes(self, bytes: &[u8]) -> Result<()> {
        self.text(text_of(bytes)?)
    }

    #[inline]
    fn none(self) -> Result<()> {
        match self.role {
            Role::Field => Ok(()),
            Role::Entry if self.is_foreign() => self.unit(),
            Role::Entry => {
                self.ser.check_depth()?;
                self.ser.writer.nil(self.key);
                Ok(())
            }
            Role::Root => Err(Error::new(ErrorKind::Unsupported(NO_ROOT))),
        }
    }

    fn unit(self) -> Result<()> {
        let (ser, element) = self.begin()?;
        ser.writer.end(&element)
    }

    fn variant<T: Serialize + ?Sized>(self, variant: &'static str, value: &T) -> Result<()> {
        let (ser, element) = self.begin()?;
        ser.check_variant(variant)?;
        value
            .serialize(Place::field(&mut *ser, variant))
            .map_err(|error| error.within(variant))?;
        ser.end_variant(&element, variant)
    }

    #[inline]
    fn list(self) -> Result<ElementListSerializer<'s, 'a, 'k>> {
        match self.role {
            Role::Field => Ok(ElementListSerializer::new(self.ser, self.key)),
            Role::Entry | Role::Root => self.refuse(),
        }
    }

    fn list_variant(self, variant: &'static str) -> Result<ElementListSerializer<'s, 'a, 'k>> {
        let (ser, element) = self.begin()?;
        ser.check_variant(variant)?;
        Ok(ElementListSerializer::new(ser, variant).of_variant(element))
    }

    #[inline]
    fn map(self) -> Result<Children<'s, 'a>> {
        let (ser, element) = self.begin()?;
        Ok(Children::new(ser, element))
    }

    fn map_variant(self, variant: &'static str) -> Result<Children<'s, 'a>> {
        let (ser, outer) = self.begin()?;
        ser.check_variant(variant)?;
        let (ser, element) = Place::field(ser, variant).begin()?;
        Ok(Children::new(ser, element).of_variant(outer))
    }
}
