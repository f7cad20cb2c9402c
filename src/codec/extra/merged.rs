//! What a message writes, with what stands besides at each place.

use std::cell::Cell;

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{BOTH, Came, Extra};
use crate::api::MessageKind;
use crate::codec::{Format, embedded};
use crate::tree::{Kind, Ref, flag};

/// How a tree goes over the wire.
#[derive(Clone)]
pub(in crate::codec) struct Wire {
    format: Format,
    /// Whether JSON has each value of the message as a text.
    texts: bool,
    /// Whether something was written beside a single value.
    beside: Cell<bool>,
}

impl Wire {
    /// How a message goes in a format.
    pub(in crate::codec) fn of(kind: MessageKind, format: Format) -> Self {
        let texts = format == Format::Json && kind.info().writes_texts();
        let untyped = Wire::untyped(format);
        Wire { texts, ..untyped }
    }

    /// How what is no known message goes in a format.
    pub(in crate::codec) fn untyped(format: Format) -> Self {
        Wire {
            format,
            texts: false,
            beside: Cell::new(false),
        }
    }

    /// Whether something was written beside a single value, which not every format can read again.
    pub(in crate::codec) fn wrote_beside(&self) -> bool {
        self.beside.get()
    }
}

/// A value, and what is to be written besides.
#[derive(Clone, Copy)]
pub(in crate::codec) struct Merged<'a> {
    pub(in crate::codec) value: Ref<'a>,
    pub(in crate::codec) extra: Option<&'a Extra<'a>>,
    pub(in crate::codec) wire: &'a Wire,
}

impl<'a> Merged<'a> {
    fn inside(self, value: Ref<'a>, extra: Option<&'a Extra<'a>>) -> Self {
        Merged {
            value,
            extra,
            wire: self.wire,
        }
    }

    /// The name of a member. Attributes have no mark in NVP.
    fn name(self, member: Ref<'a>) -> &'a str {
        let name = member.name();
        if self.wire.format == Format::Nvp && member.has(flag::ATTRIBUTE) {
            return name.strip_prefix('@').unwrap_or(name);
        }
        name
    }

    /// The value alone.
    fn plain<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.value;
        match value.kind() {
            Kind::Number | Kind::Bool if self.wire.texts || self.wire.format != Format::Json => {
                serializer.serialize_str(value.text())
            }
            Kind::Text | Kind::Null | Kind::Number | Kind::Bool => {
                value.serialize_single(serializer)
            }
            Kind::List => {
                serializer.collect_seq(value.children().map(|entry| self.inside(entry, None)))
            }
            Kind::Object => {
                let mut map = serializer.serialize_map(None)?;
                for member in value.children() {
                    map.serialize_entry(self.name(member), &self.inside(member, None))?;
                }
                map.end()
            }
        }
    }

    /// A single value, and beside it what else stands at its name.
    fn scalar<S: Serializer>(self, extra: &Extra<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        if extra.text.is_some() || !extra.entries.is_empty() {
            return Err(S::Error::custom("an unknown value in the place of a field"));
        }
        self.wire.beside.set(true);
        let mut map = serializer.serialize_map(None)?;
        extra.serialize_attributes(&mut map, |_| true)?;
        map.serialize_entry("$text", &self.inside(self.value, None))?;
        extra.serialize_children(&mut map, |_| true)?;
        map.end()
    }

    fn list<S: Serializer>(self, extra: &'a Extra<'a>, serializer: S) -> Result<S::Ok, S::Error> {
        if extra.has_children() {
            return Err(S::Error::custom(BOTH));
        }
        let entry = |index: usize, entry| self.inside(entry, extra.entries.get(&index));
        let mut entries = self.value.children();
        let more = || {
            let mut more = extra.entries.range(1..);
            more.any(|(_, entry)| entry.strange)
        };
        if extra.bare
            && let (Some(only), None) = (entries.next(), entries.next())
            && !more()
        {
            return entry(0, only).serialize(serializer);
        }
        let mut list = serializer.serialize_seq(None)?;
        let mut next = 0;
        for value in self.value.children() {
            list.serialize_element(&entry(next, value))?;
            next += 1;
        }
        extra.serialize_entries(&mut list, next)?;
        list.end()
    }

    fn object<S: Serializer>(self, extra: &'a Extra<'a>, serializer: S) -> Result<S::Ok, S::Error> {
        if !extra.entries.is_empty() {
            return Err(S::Error::custom(BOTH));
        }
        let mut map = serializer.serialize_map(None)?;
        extra.serialize_attributes(&mut map, |_| true)?;
        if let Some(text) = &extra.text {
            map.serialize_entry("$text", text)?;
        }
        let mut written = Vec::new();
        for member in self.value.children() {
            let name = self.name(member);
            let place = extra.words.place(name);
            written.extend(place);
            let inside = place.map(|place| &extra.words.children[place].1);
            map.serialize_entry(name, &self.inside(member, inside))?;
        }
        written.sort_unstable();
        extra.serialize_children(&mut map, |place| written.binary_search(&place).is_err())?;
        map.end()
    }
}

impl Came<'_> {
    /// Whether it is a spelling of this value.
    fn spells(&self, value: Ref<'_>) -> bool {
        self.own.is_some_and(|own| value.is_json(own))
    }
}

impl Serialize for Merged<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(extra) = self.extra else {
            return self.plain(serializer);
        };
        match &extra.came {
            Some(came) if came.spells(self.value) => return came.text.serialize(serializer),
            _ if extra.is_empty() => return self.plain(serializer),
            _ => {}
        }
        if self.value.has(flag::EMBEDDED) && embedded::has(self.value.text(), extra)? {
            // A document in a text has everything in it already.
            return self.plain(serializer);
        }
        match self.value.kind() {
            // Where the message has nothing, what stands besides is all there is.
            Kind::Null if extra.strange => extra.serialize(serializer),
            Kind::Null => self.plain(serializer),
            Kind::Text | Kind::Number | Kind::Bool => self.scalar(extra, serializer),
            Kind::List => self.list(extra, serializer),
            Kind::Object => self.object(extra, serializer),
        }
    }
}
