//! What is written besides a message: the values that its type has no field for, at their places.

mod merged;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use super::path::{Step, steps};
use super::spelling::{Spelled, Spelling};
use super::{Format, Unknown};
use crate::error::{Error, ErrorKind, Result};
use crate::tree::{Ref, is_plain_text, is_word};
pub(super) use merged::{Merged, Wire};

/// Values by the steps that lead to them.
#[derive(Debug, Default)]
pub(super) struct Extra<'a> {
    text: Option<Text<'a>>,
    words: Words<'a>,
    entries: BTreeMap<usize, Extra<'a>>,
    /// How the message's own value is to be spelled.
    came: Option<Came<'a>>,
    /// Whether the message's list of one is to be written as its entry alone.
    bare: bool,
    /// Whether there is something here or below that the message does not have.
    strange: bool,
}

/// A spelling.
#[derive(Debug)]
struct Came<'a> {
    text: Text<'a>,
    /// The value it is a spelling of, in JSON. `None` is one that is not written.
    own: Option<&'a str>,
}

/// A single value, as its format writes it.
#[derive(Debug)]
enum Text<'a> {
    Text(&'a str),
    /// In the very digits; only JSON can write it.
    Literal(&'a RawValue),
}

impl<'a> Text<'a> {
    fn of(Unknown { value, literal, .. }: &'a Unknown, to: Format) -> Self {
        let is_literal = *literal && to == Format::Json;
        // What says it is a literal and is none can be written as text all the same.
        let literal = is_literal.then(|| serde_json::from_str(value).ok());
        literal.flatten().map_or(Text::Text(value), Text::Literal)
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Text::Text(text) => serializer.serialize_str(text),
            Text::Literal(literal) => literal.serialize(serializer),
        }
    }
}

/// Named children in the order in which they came.
#[derive(Debug, Default)]
struct Words<'a> {
    places: HashMap<Cow<'a, str>, usize>,
    children: Vec<(Cow<'a, str>, Extra<'a>)>,
}

impl<'a> Words<'a> {
    fn child(&mut self, word: Cow<'a, str>) -> &mut Extra<'a> {
        let next = self.children.len();
        let place = *self.places.entry(word.clone()).or_insert(next);
        if place == next {
            self.children.push((word, Extra::default()));
        }
        &mut self.children[place].1
    }

    fn place(&self, word: &str) -> Option<usize> {
        self.places.get(word).copied()
    }
}

impl<'a> Extra<'a> {
    /// The tree of these values, to be written in a format.
    ///
    /// # Errors
    ///
    /// A path is malformed, or occurs twice.
    pub(super) fn of(unknown: impl IntoIterator<Item = &'a Unknown>, to: Format) -> Result<Self> {
        let mut root = Extra::default();
        for value in unknown {
            let path = &value.path;
            let extra = root.at(path, true)?;
            if extra.text.replace(Text::of(value, to)).is_some() {
                let twice = ErrorKind::Unsupported("two values at one place");
                return Err(Error::new(twice).or_path(|| path.clone()));
            }
        }
        Ok(root)
    }

    /// The same, and how values of the message are spelled in JSON.
    ///
    /// # Errors
    ///
    /// A path is malformed.
    pub(super) fn spelled(mut self, spelling: &'a Spelling) -> Result<Self> {
        for path in &spelling.bare {
            self.at(path, false)?.bare = true;
        }
        for Spelled { came, own } in &spelling.values {
            self.at(&came.path, false)?.came = Some(Came {
                text: Text::of(came, Format::Json),
                own: own.as_deref(),
            });
        }
        Ok(self)
    }

    /// What is at a path.
    fn at(&mut self, path: &'a str, strange: bool) -> Result<&mut Self> {
        let mut extra = self;
        extra.strange |= strange;
        for step in steps(path).map_err(|error| error.or_path(|| path.to_owned()))? {
            extra = match step {
                Step::Word(word) => extra.words.child(word),
                Step::Index(index) => extra.entries.entry(index).or_default(),
            };
            extra.strange |= strange;
        }
        Ok(extra)
    }

    /// Whether there is something to write where the message writes nothing.
    fn is_left(&self) -> bool {
        self.strange || self.came.as_ref().is_some_and(|came| came.own.is_none())
    }

    fn is_empty(&self) -> bool {
        !self.bare
            && self.text.is_none()
            && self.words.children.is_empty()
            && self.entries.is_empty()
    }

    /// Whether a tree has a value wherever there is one here.
    pub(super) fn is_within(&self, tree: Ref<'_>) -> bool {
        let words = self.words.children.iter();
        let mut words = words.filter(|(_, child)| child.strange);
        let in_words = words.all(|(word, child)| {
            let inner = tree.get(word);
            inner.is_some_and(|inner| child.is_within(inner))
        });
        let entries = self.entries.iter().filter(|(_, entry)| entry.strange);
        let list: Vec<Ref<'_>> = tree.entries().collect();
        let mut entries = entries.map(|(index, entry)| (list.get(*index), entry));
        in_words && entries.all(|(inner, entry)| inner.is_some_and(|inner| entry.is_within(*inner)))
    }

    /// Whether every format can write these values, and reads them again as they are.
    pub(super) fn is_plain(&self) -> bool {
        let text = match &self.text {
            Some(Text::Text(text)) => !self.words.children.is_empty() || !is_plain_text(text),
            Some(Text::Literal(_)) => !self.words.children.is_empty(),
            None => false,
        };
        let mut words = self.words.children.iter();
        !text
            && words.all(|(word, child)| is_word(word) && child.is_plain())
            && self.entries.values().all(Extra::is_plain)
            && self.entries.keys().copied().eq(0..self.entries.len())
    }

    fn has_children(&self) -> bool {
        self.text.is_some() || !self.words.children.is_empty()
    }
}

/// Attributes come first: in XML they stand in the start tag, before anything inside.
fn is_attribute(word: &str) -> bool {
    word.starts_with('@')
}

/// Where there is no value of the message, the tree is written as it is.
impl Serialize for Extra<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.entries.is_empty() {
            let came = self.came.as_ref().map(|came| &came.text);
            return match self.text.as_ref().or(came) {
                Some(text) if self.words.children.is_empty() => text.serialize(serializer),
                _ => {
                    let mut map = serializer.serialize_map(None)?;
                    self.serialize_words(&mut map, |_| true)?;
                    map.end()
                }
            };
        }
        if self.has_children() {
            return Err(S::Error::custom(BOTH));
        }
        let mut list = serializer.serialize_seq(None)?;
        self.serialize_entries(&mut list, 0)?;
        list.end()
    }
}

/// The reason that two shapes cannot stand at one place.
const BOTH: &str = "named and indexed values at one place";

impl Extra<'_> {
    /// Writes the named children that are `wanted`, by their places, and the text between
    /// attributes and children.
    fn serialize_words<M: SerializeMap>(
        &self,
        map: &mut M,
        wanted: impl Fn(usize) -> bool,
    ) -> Result<(), M::Error> {
        self.serialize_attributes(map, &wanted)?;
        if let Some(text) = &self.text {
            map.serialize_entry("$text", text)?;
        }
        self.serialize_children(map, &wanted)
    }

    fn serialize_attributes<M: SerializeMap>(
        &self,
        map: &mut M,
        wanted: impl Fn(usize) -> bool,
    ) -> Result<(), M::Error> {
        self.serialize_some(map, |place, word| is_attribute(word) && wanted(place))
    }

    fn serialize_children<M: SerializeMap>(
        &self,
        map: &mut M,
        wanted: impl Fn(usize) -> bool,
    ) -> Result<(), M::Error> {
        self.serialize_some(map, |place, word| !is_attribute(word) && wanted(place))
    }

    fn serialize_some<M: SerializeMap>(
        &self,
        map: &mut M,
        wanted: impl Fn(usize, &str) -> bool,
    ) -> Result<(), M::Error> {
        for (place, (word, child)) in self.words.children.iter().enumerate() {
            if child.is_left() && wanted(place, word) {
                map.serialize_entry(word, child)?;
            }
        }
        Ok(())
    }

    /// Writes the entries from `next` on. Where a list had an entry without any text, there is a
    /// hole: to XML, which has no empty lists and objects, that is an element with `xsi:nil`.
    fn serialize_entries<L: SerializeSeq>(
        &self,
        list: &mut L,
        mut next: usize,
    ) -> Result<(), L::Error> {
        let left = self.entries.range(next..);
        for (&index, entry) in left.filter(|(_, entry)| entry.strange) {
            while next < index {
                list.serialize_element(&None::<()>)?;
                next += 1;
            }
            list.serialize_element(entry)?;
            next += 1;
        }
        Ok(())
    }
}
