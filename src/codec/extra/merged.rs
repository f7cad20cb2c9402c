//! What a message writes, with what stands besides at each place.

use std::cell::Cell;

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::BOTH;
use crate::api::MessageKind;
use crate::codec::{Format, embedded};
use crate::scalar::{Exponent, without_exponent};
use crate::tree::{Kind, Members, Ref, Shape, Spot, flag, serialize_number};

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
    /// How a message goes in a format, or what is no known message.
    pub(in crate::codec) fn of(kind: Option<MessageKind>, format: Format) -> Self {
        let texts = kind.is_some_and(|kind| kind.info().writes_texts());
        Wire {
            format,
            texts: texts && format == Format::Json,
            beside: Cell::new(false),
        }
    }

    /// Whether something was written beside a single value, which not every format can read again.
    pub(in crate::codec) fn wrote_beside(&self) -> bool {
        self.beside.get()
    }
}

/// A value with nothing inside.
struct Single<'a> {
    kind: Kind,
    text: &'a str,
    /// Whether it is a number of a type that knows it as one.
    is_typed: bool,
    /// Whether it may be a literal.
    literals: bool,
}

impl<'a> Single<'a> {
    fn of(value: Ref<'a>, literals: bool) -> Self {
        Single {
            kind: value.kind(),
            text: value.text(),
            is_typed: value.has(flag::TYPED),
            literals,
        }
    }
}

impl Serialize for Single<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind {
            Kind::Null => serializer.serialize_none(),
            Kind::List => serializer.serialize_seq(Some(0))?.end(),
            Kind::Object => serializer.serialize_map(Some(0))?.end(),
            Kind::Bool if self.literals => serializer.serialize_bool(self.text == "true"),
            Kind::Number if self.literals => serialize_number(self.text, self.is_typed, serializer),
            Kind::Text | Kind::Bool | Kind::Number => serializer.serialize_str(self.text),
        }
    }
}

/// What is left at a place where the message has no value.
pub(in crate::codec) struct Strange<'a> {
    pub(in crate::codec) spot: Spot<'a>,
    pub(in crate::codec) to: Format,
}

impl<'a> Strange<'a> {
    fn inside(&self, spot: Spot<'a>) -> Self {
        Strange { spot, to: self.to }
    }

    fn value(&self) -> Option<Single<'a>> {
        let literals = self.to == Format::Json;
        Some(Single::of(self.spot.value()?, literals))
    }

    /// Writes what comes first: attributes, and the text beside members.
    fn first<M: SerializeMap>(&self, map: &mut M, met: &[usize]) -> Result<(), M::Error> {
        self.members(map, true, met)?;
        match self.value() {
            Some(value) => map.serialize_entry("$text", &value),
            None => Ok(()),
        }
    }

    /// Writes the attributes or else the other members, but for those that were `met`.
    fn members<M: SerializeMap>(
        &self,
        map: &mut M,
        attributes: bool,
        met: &[usize],
    ) -> Result<(), M::Error> {
        for member in self.spot.members().filter(|member| member.is_left()) {
            let is_attribute = member.name().starts_with('@');
            if is_attribute == attributes && met.binary_search(&member.place()).is_err() {
                map.serialize_entry(member.name(), &self.inside(member))?;
            }
        }
        Ok(())
    }

    /// Writes what is left of these entries. Where a list had an entry without any text, there is a hole: to XML, which
    /// has no empty lists and objects, that is an element with `xsi:nil`.
    fn entries<L: SerializeSeq>(
        &self,
        list: &mut L,
        entries: impl Iterator<Item = Spot<'a>>,
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

impl Serialize for Strange<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.spot.shape() == Shape::Entries {
            let mut list = serializer.serialize_seq(None)?;
            self.entries(&mut list, self.spot.entries())?;
            return list.end();
        }
        let is_alone = !self.spot.members().any(Spot::is_left);
        if let Some(value) = self.value().filter(|_| is_alone) {
            return value.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        self.first(&mut map, &[])?;
        self.members(&mut map, false, &[])?;
        map.end()
    }
}

/// How a value came, which is how it is written again as long as it is the same.
#[derive(Clone, Copy)]
pub(in crate::codec) struct Came<'a> {
    /// What the message wrote there when it was read, if it may write something else now.
    pub(in crate::codec) own: Option<Ref<'a>>,
    /// What stood there in the body.
    pub(in crate::codec) body: Spot<'a>,
}

impl<'a> Came<'a> {
    /// How a single value is spelled, if it is the one that came.
    fn spelled(self, value: Ref<'a>) -> Option<Single<'a>> {
        let (own, came) = (self.own.unwrap_or(value), self.body.node());
        let is_single = |value: Ref<'_>| value.children().next().is_none();
        let is_same = own.kind() == value.kind() && own.text() == value.text();
        let is_strange = self.body.shape() != Shape::Single || self.body.is_left();
        if !is_same || is_strange || !is_single(own) || !is_single(value) {
            return None;
        }
        // An exponent that was written out stays so: only a lenient preset reads it.
        let has_exponent = |text| without_exponent(text) != Exponent::None;
        let mended = has_exponent(came.text()) && !has_exponent(own.text());
        let text = if mended { own.text() } else { came.text() };
        let single = Single::of(came, true);
        Some(Single { text, ..single })
    }

    /// Whether the entry of a list came alone.
    fn is_bare(self, list: Ref<'a>) -> bool {
        let was_list = self.own.unwrap_or(list).kind() == Kind::List;
        was_list && self.body.node().kind() != Kind::List
    }

    /// How a part of it came, of which there may be something in the message that was read.
    fn part(self, own: Option<Ref<'a>>, body: Option<Spot<'a>>) -> Option<Self> {
        let is_there = self.own.is_none() || own.is_some();
        body.filter(|_| is_there).map(|body| Came { own, body })
    }

    /// Writes what came empty, and what the message has nothing for.
    fn empties<M: SerializeMap>(self, value: Ref<'a>, map: &mut M) -> Result<(), M::Error> {
        let own = self.own.unwrap_or(value);
        let empty = |member: &Spot<'_>| member.node().is_empty() && !member.is_left();
        for member in self.body.members().filter(empty) {
            let there = own.get(member.name()).or(value.get(member.name()));
            if own.is_object() && there.is_none() {
                map.serialize_entry(member.name(), &Single::of(member.node(), true))?;
            }
        }
        Ok(())
    }
}

/// What there is to write beyond a value, or to know for it.
#[derive(Clone, Copy, Default)]
pub(in crate::codec) struct Beyond<'a> {
    /// What stands besides.
    pub(in crate::codec) besides: Option<Spot<'a>>,
    /// How it came.
    pub(in crate::codec) came: Option<Came<'a>>,
}

/// A value, and what is to be written besides.
#[derive(Clone, Copy)]
pub(in crate::codec) struct Merged<'a> {
    pub(in crate::codec) value: Ref<'a>,
    pub(in crate::codec) beyond: Beyond<'a>,
    pub(in crate::codec) wire: &'a Wire,
}

impl<'a> Merged<'a> {
    fn inside(self, value: Ref<'a>, beyond: Beyond<'a>) -> Self {
        let wire = self.wire;
        Merged {
            value,
            beyond,
            wire,
        }
    }

    fn strange(self, spot: Spot<'a>) -> Strange<'a> {
        let to = self.wire.format;
        Strange { spot, to }
    }

    fn single(self) -> Single<'a> {
        let literals = self.wire.format == Format::Json && !self.wire.texts;
        Single::of(self.value, literals)
    }

    /// The name of a member. Attributes have no mark in NVP.
    fn name(self, member: Ref<'a>) -> &'a str {
        let name = member.name();
        if self.wire.format == Format::Nvp && member.has(flag::ATTRIBUTE) {
            return name.strip_prefix('@').unwrap_or(name);
        }
        name
    }

    /// A single value, and beside it what else stands at its name.
    fn beside<S: Serializer>(self, spot: Spot<'a>, serializer: S) -> Result<S::Ok, S::Error> {
        if spot.shape() != Shape::Members || spot.single().is_some() {
            return Err(S::Error::custom("an unknown value in the place of a field"));
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
        let Beyond { besides, came } = self.beyond;
        if besides.is_some_and(|spot| spot.shape() != Shape::Entries) {
            return Err(S::Error::custom(BOTH));
        }
        let mut spots = besides.into_iter().flat_map(Spot::entries);
        let own = came.and_then(|came| came.own);
        let mut owns = own.into_iter().flat_map(Ref::children);
        let mut bodies = came.into_iter().flat_map(|came| came.body.entries());
        let mut inside = |value| {
            let came = came.and_then(|came| came.part(owns.next(), bodies.next()));
            let besides = spots.next();
            self.inside(value, Beyond { besides, came })
        };
        let is_only = |list: Ref<'_>| list.children().nth(1).is_none();
        let others = besides.into_iter().flat_map(|spot| spot.entries().skip(1));
        let is_bare = came.is_some_and(|came| came.is_bare(self.value));
        if is_bare
            && is_only(self.value)
            && !others.into_iter().any(Spot::is_left)
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
        let Beyond { besides, came } = self.beyond;
        if besides.is_some_and(|spot| spot.shape() == Shape::Entries) {
            return Err(S::Error::custom(BOTH));
        }
        let spots = Members::of(besides);
        let members = self.value.children().filter(|_| besides.is_some());
        let met = members.filter_map(|member| spots.get(member.name()));
        let mut met: Vec<usize> = met.map(Spot::place).collect();
        met.sort_unstable();
        let strange = besides.map(|spot| self.strange(spot));
        let mut map = serializer.serialize_map(None)?;
        if let Some(strange) = &strange {
            strange.first(&mut map, &met)?;
        }
        let bodies = Members::of(came.map(|came| came.body));
        for member in self.value.children() {
            let name = member.name();
            let came = came.and_then(|came| {
                let own = came.own.and_then(|own| own.get(name));
                came.part(own, bodies.get(name))
            });
            let besides = spots.get(name);
            let inside = self.inside(member, Beyond { besides, came });
            map.serialize_entry(self.name(member), &inside)?;
        }
        if let Some(strange) = &strange {
            strange.members(&mut map, false, &met)?;
        }
        if let Some(came) = came {
            came.empties(self.value, &mut map)?;
        }
        map.end()
    }
}

impl Serialize for Merged<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (value, mut merged) = (self.value, *self);
        merged.beyond.besides = self.beyond.besides.filter(|spot| spot.is_left());
        if let Some(spelled) = self.beyond.came.and_then(|came| came.spelled(value)) {
            return spelled.serialize(serializer);
        }
        match (value.kind(), merged.beyond.besides) {
            // A document in a text has everything in it already.
            (_, Some(spot)) if value.has(flag::EMBEDDED) && embedded::has(value.text(), spot)? => {
                self.single().serialize(serializer)
            }
            (Kind::List, _) => merged.list(serializer),
            (Kind::Object, _) => merged.object(serializer),
            (_, None) => self.single().serialize(serializer),
            // Where the message has nothing, what stands besides is all there is.
            (Kind::Null, Some(spot)) => self.strange(spot).serialize(serializer),
            (_, Some(spot)) => self.beside(spot, serializer),
        }
    }
}
