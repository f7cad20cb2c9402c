//! Serializes a message together with its unknown values.

use std::cell::Cell;

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::BOTH;
use crate::api::MessageKind;
use crate::codec::{Format, embedded};
use crate::scalar::{Exponent, without_exponent};
use crate::tree::{Leftover, LeftoverShape, MemberIndex, NodeKind, Ref, flag, serialize_number};

/// How a tree is written in a format.
#[derive(Clone)]
pub(in crate::codec) struct Wire {
    format: Format,
    /// Whether all values of the message are strings in JSON.
    texts: bool,
    /// Whether a value was written beside a single value.
    beside: Cell<bool>,
}

impl Wire {
    /// The style of a message in a format; `None` for a body that is not a known message.
    pub(in crate::codec) fn of(kind: Option<MessageKind>, format: Format) -> Self {
        let texts = kind.is_some_and(|kind| kind.info().writes_texts());
        Wire {
            format,
            texts: texts && format == Format::Json,
            beside: Cell::new(false),
        }
    }

    /// Whether a value was written beside a single value, which not every format can read back.
    pub(in crate::codec) fn wrote_beside(&self) -> bool {
        self.beside.get()
    }
}

/// A value without children.
struct LeafValue<'a> {
    kind: NodeKind,
    text: &'a str,
    /// Whether it is a number by its type.
    is_typed: bool,
    /// Whether numbers and booleans are literals.
    literals: bool,
}

impl<'a> LeafValue<'a> {
    fn of(value: Ref<'a>, literals: bool) -> Self {
        LeafValue {
            kind: value.kind(),
            text: value.text(),
            is_typed: value.has(flag::TYPED),
            literals,
        }
    }
}

impl Serialize for LeafValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind {
            NodeKind::Null => serializer.serialize_none(),
            NodeKind::List => serializer.serialize_seq(Some(0))?.end(),
            NodeKind::Object => serializer.serialize_map(Some(0))?.end(),
            NodeKind::Bool if self.literals => serializer.serialize_bool(self.text == "true"),
            NodeKind::Number if self.literals => {
                serialize_number(self.text, self.is_typed, serializer)
            }
            NodeKind::Text | NodeKind::Bool | NodeKind::Number => {
                serializer.serialize_str(self.text)
            }
        }
    }
}

/// Unknown values at a place where the message has none.
pub(in crate::codec) struct UnknownPart<'a> {
    pub(in crate::codec) spot: Leftover<'a>,
    pub(in crate::codec) to: Format,
}

impl<'a> UnknownPart<'a> {
    fn inside(&self, spot: Leftover<'a>) -> Self {
        UnknownPart { spot, to: self.to }
    }

    fn value(&self) -> Option<LeafValue<'a>> {
        let literals = self.to == Format::Json;
        Some(LeafValue::of(self.spot.value()?, literals))
    }

    /// Writes attributes and own text, which come first.
    fn first<M: SerializeMap>(&self, map: &mut M, known: &[usize]) -> Result<(), M::Error> {
        self.members(map, true, known)?;
        match self.value() {
            Some(value) => map.serialize_entry("$text", &value),
            None => Ok(()),
        }
    }

    /// Writes the attributes or the other members, except those at the places `known`.
    fn members<M: SerializeMap>(
        &self,
        map: &mut M,
        attributes: bool,
        known: &[usize],
    ) -> Result<(), M::Error> {
        for member in self.spot.members().filter(|member| member.is_left()) {
            let is_attribute = member.name().starts_with('@');
            if is_attribute == attributes && known.binary_search(&member.place()).is_err() {
                map.serialize_entry(member.name(), &self.inside(member))?;
            }
        }
        Ok(())
    }

    /// Writes what is left of these entries. An entry without any text becomes a hole: `null`, or in XML an element
    /// with `xsi:nil`.
    fn entries<L: SerializeSeq>(
        &self,
        list: &mut L,
        entries: impl Iterator<Item = Leftover<'a>>,
    ) -> Result<(), L::Error> {
        let mut holes = 0;
        for entry in entries {
            if !entry.is_left() {
                holes += 1;
                continue;
            }
            for _ in 0..std::mem::take(&mut holes) {
                list.serialize_element(&None::<()>)?;
            }
            list.serialize_element(&self.inside(entry))?;
        }
        Ok(())
    }
}

impl Serialize for UnknownPart<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.spot.shape() == LeftoverShape::Entries {
            let mut list = serializer.serialize_seq(None)?;
            self.entries(&mut list, self.spot.entries())?;
            return list.end();
        }
        let is_alone = !self.spot.members().any(Leftover::is_left);
        if let Some(value) = self.value().filter(|_| is_alone) {
            return value.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        self.first(&mut map, &[])?;
        self.members(&mut map, false, &[])?;
        map.end()
    }
}

/// How a value was spelled in the body; it is kept if the value did not change.
#[derive(Clone, Copy)]
pub(in crate::codec) struct Origin<'a> {
    /// What the message wrote when it was read, if it may have changed since.
    pub(in crate::codec) own: Option<Ref<'a>>,
    /// The node in the body.
    pub(in crate::codec) body: Leftover<'a>,
}

impl<'a> Origin<'a> {
    /// The spelling of a single value, if the value did not change.
    fn spelled(self, value: Ref<'a>) -> Option<LeafValue<'a>> {
        let (own, came) = (self.own.unwrap_or(value), self.body.node());
        let is_single = |value: Ref<'_>| value.children().next().is_none();
        let is_same = own.kind() == value.kind() && own.text() == value.text();
        let is_strange = self.body.shape() != LeftoverShape::Single || self.body.is_left();
        if !is_same || is_strange || !is_single(own) || !is_single(value) {
            return None;
        }
        // An exponent stays written out: only a lenient preset reads it.
        let has_exponent = |text| without_exponent(text) != Exponent::None;
        let mended = has_exponent(came.text()) && !has_exponent(own.text());
        let text = if mended { own.text() } else { came.text() };
        let single = LeafValue::of(came, true);
        Some(LeafValue { text, ..single })
    }

    /// Whether the only entry of a list came without the list.
    fn is_unlisted(self, list: Ref<'a>) -> bool {
        let was_list = self.own.unwrap_or(list).kind() == NodeKind::List;
        was_list && self.body.node().kind() != NodeKind::List
    }

    /// The same for a part of the value, if the message had it when it was read.
    fn part(self, own: Option<Ref<'a>>, body: Option<Leftover<'a>>) -> Option<Self> {
        let is_there = self.own.is_none() || own.is_some();
        body.filter(|_| is_there).map(|body| Origin { own, body })
    }

    /// Writes empty members of the body for which the message has nothing.
    fn empty_members<M: SerializeMap>(self, value: Ref<'a>, map: &mut M) -> Result<(), M::Error> {
        let own = self.own.unwrap_or(value);
        let empty = |member: &Leftover<'_>| member.node().is_empty() && !member.is_left();
        for member in self.body.members().filter(empty) {
            let there = own.get(member.name()).or(value.get(member.name()));
            if own.is_object() && there.is_none() {
                map.serialize_entry(member.name(), &LeafValue::of(member.node(), true))?;
            }
        }
        Ok(())
    }
}

/// What to add to a value when it is written.
#[derive(Clone, Copy, Default)]
pub(in crate::codec) struct Overlay<'a> {
    /// The unknown values.
    pub(in crate::codec) besides: Option<Leftover<'a>>,
    /// The original spelling.
    pub(in crate::codec) came: Option<Origin<'a>>,
}

impl Overlay<'_> {
    pub(in crate::codec) fn is_empty(&self) -> bool {
        self.besides.is_none() && self.came.is_none()
    }
}

/// A value with its unknown values.
#[derive(Clone, Copy)]
pub(in crate::codec) struct WithUnknown<'a> {
    pub(in crate::codec) value: Ref<'a>,
    pub(in crate::codec) overlay: Overlay<'a>,
    pub(in crate::codec) wire: &'a Wire,
}

impl<'a> WithUnknown<'a> {
    fn inside(self, value: Ref<'a>, overlay: Overlay<'a>) -> Self {
        let wire = self.wire;
        WithUnknown {
            value,
            overlay,
            wire,
        }
    }

    fn strange(self, spot: Leftover<'a>) -> UnknownPart<'a> {
        let to = self.wire.format;
        UnknownPart { spot, to }
    }

    fn single(self) -> LeafValue<'a> {
        let literals = self.wire.format == Format::Json && !self.wire.texts;
        LeafValue::of(self.value, literals)
    }

    /// The name of a member. NVP has no mark for attributes.
    fn name(self, member: Ref<'a>) -> &'a str {
        let name = member.name();
        if self.wire.format == Format::Nvp && member.has(flag::ATTRIBUTE) {
            return name.strip_prefix('@').unwrap_or(name);
        }
        name
    }

    /// Writes a single value with the unknown values beside it.
    fn beside<S: Serializer>(self, spot: Leftover<'a>, serializer: S) -> Result<S::Ok, S::Error> {
        if spot.shape() != LeftoverShape::Members || spot.single().is_some() {
            return Err(S::Error::custom("an unknown value has the path of a field"));
        }
        self.wire.beside.set(true);
        let strange = self.strange(spot);
        let mut map = serializer.serialize_map(None)?;
        strange.first(&mut map, &[])?;
        map.serialize_entry("$text", &self.single())?;
        strange.members(&mut map, false, &[])?;
        map.end()
    }

    fn list<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        let Overlay { besides, came } = self.overlay;
        if besides.is_some_and(|spot| spot.shape() != LeftoverShape::Entries) {
            return Err(S::Error::custom(BOTH));
        }
        let mut spots = besides.into_iter().flat_map(Leftover::entries);
        let own = came.and_then(|came| came.own);
        let mut owns = own.into_iter().flat_map(Ref::children);
        let mut bodies = came.into_iter().flat_map(|came| came.body.entries());
        let mut inside = |value| {
            let came = came.and_then(|came| came.part(owns.next(), bodies.next()));
            let besides = spots.next();
            self.inside(value, Overlay { besides, came })
        };
        let is_only = |list: Ref<'_>| list.children().nth(1).is_none();
        let others = besides.into_iter().flat_map(|spot| spot.entries().skip(1));
        let is_unlisted = came.is_some_and(|came| came.is_unlisted(self.value));
        if is_unlisted
            && is_only(self.value)
            && !others.into_iter().any(Leftover::is_left)
            && let Some(only) = self.value.children().next()
        {
            return inside(only).serialize(serializer);
        }
        let mut list = serializer.serialize_seq(None)?;
        for value in self.value.children() {
            list.serialize_element(&inside(value))?;
        }
        if let Some(spot) = besides {
            self.strange(spot).entries(&mut list, spots)?;
        }
        list.end()
    }

    fn object<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        let Overlay { besides, came } = self.overlay;
        if besides.is_some_and(|spot| spot.shape() == LeftoverShape::Entries) {
            return Err(S::Error::custom(BOTH));
        }
        let spots = MemberIndex::of(besides);
        let members = self.value.children().filter(|_| besides.is_some());
        let known = members.filter_map(|member| spots.get(member.name()));
        let mut known: Vec<usize> = known.map(Leftover::place).collect();
        known.sort_unstable();
        let strange = besides.map(|spot| self.strange(spot));
        let mut map = serializer.serialize_map(None)?;
        if let Some(strange) = &strange {
            strange.first(&mut map, &known)?;
        }
        let bodies = MemberIndex::of(came.map(|came| came.body));
        for member in self.value.children() {
            let name = member.name();
            let came = came.and_then(|came| {
                let own = came.own.and_then(|own| own.get(name));
                came.part(own, bodies.get(name))
            });
            let besides = spots.get(name);
            let inside = self.inside(member, Overlay { besides, came });
            map.serialize_entry(self.name(member), &inside)?;
        }
        if let Some(strange) = &strange {
            strange.members(&mut map, false, &known)?;
        }
        if let Some(came) = came {
            came.empty_members(self.value, &mut map)?;
        }
        map.end()
    }
}

impl Serialize for WithUnknown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (value, mut merged) = (self.value, *self);
        merged.overlay.besides = self.overlay.besides.filter(|spot| spot.is_left());
        if let Some(spelled) = self.overlay.came.and_then(|came| came.spelled(value)) {
            return spelled.serialize(serializer);
        }
        match (value.kind(), merged.overlay.besides) {
            // The text of a document has its unknown values already.
            (_, Some(spot)) if value.has(flag::EMBEDDED) && embedded::has(value.text(), spot)? => {
                self.single().serialize(serializer)
            }
            (NodeKind::List, _) => merged.list(serializer),
            (NodeKind::Object, _) => merged.object(serializer),
            (_, None) => self.single().serialize(serializer),
            // Where the message has nothing, only unknown values are written.
            (NodeKind::Null, Some(spot)) => self.strange(spot).serialize(serializer),
            (_, Some(spot)) => self.beside(spot, serializer),
        }
    }
}
