//! A serializer around another one that leaves out what must not be shown.
//!
//! A value goes straight through, field by field. Only what cannot be told on the way becomes a
//! [`Tree`] first: members behind a value whose name is still to come, and a list within a list.

use std::borrow::Cow;

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::hide::{Hiding, is_plain};
use super::verdict::{Place, Verdict};
use super::write::{Writer, key_of, within};
use super::{HIDDEN, Hidden, Redactor, Tree};
use crate::scalar::{SECRET, SPELLED};

/// A value of a type, to be written without what must not be shown.
pub(super) struct Part<'a, T: ?Sized> {
    context: Context<'a>,
    value: &'a T,
}

impl<'a, T: ?Sized> Part<'a, T> {
    /// A whole value.
    pub(super) fn whole(redactor: &'a Redactor, value: &'a T) -> Self {
        let context = Context {
            redactor,
            place: None,
            hide: Hide::Nothing,
            is_id: false,
            is_entry: false,
        };
        Part { context, value }
    }
}

impl<T: Serialize + ?Sized> Serialize for Part<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Redacting {
            context: self.context,
            inner: serializer,
        })
    }
}

/// What of a value is not shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hide {
    /// What stands in it may be shown, as far as it is no secret itself.
    Nothing,
    /// It stands under the name of a secret.
    Secret,
    /// Somebody named the field.
    All,
}

/// What is known of a value before it is met.
#[derive(Clone, Copy)]
struct Context<'a> {
    redactor: &'a Redactor,
    place: Option<&'a Place<'a>>,
    hide: Hide,
    is_id: bool,
    /// Whether it is an entry of a list.
    is_entry: bool,
}

impl Context<'_> {
    fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.hide {
            Hide::All => Cow::Borrowed(HIDDEN),
            Hide::Secret if !is_plain(text) => Cow::Borrowed(HIDDEN),
            _ if self.is_id => self.redactor.id(text),
            _ => self.redactor.text(text),
        }
    }

    /// Hides in what became a tree.
    fn hide(&self, hide: impl FnOnce(&mut Hiding<'_>)) {
        if !self.redactor.shows_all() {
            hide(&mut Hiding {
                redactor: self.redactor,
                typed: true,
                hidden: &mut Hidden::default(),
            });
        }
    }

    /// The digits of a literal as they can be shown, if that is otherwise.
    fn literal(&self, digits: &str) -> Option<String> {
        match (self.hide, self.text(digits)) {
            (Hide::Nothing, Cow::Borrowed(_)) => None,
            (_, shown) => Some(shown.into_owned()),
        }
    }

    fn tree(&self, mut tree: Tree) -> Tree {
        if self.hide != Hide::Nothing {
            return Tree::Text(HIDDEN.to_owned());
        }
        self.hide(|hiding| hiding.entry(self.place, &mut tree, self.is_entry));
        tree
    }
}

struct Redacting<'a, S> {
    context: Context<'a>,
    inner: S,
}

impl<S: Serializer> Redacting<'_, S> {
    /// Writes what can be neither a secret nor have one in it, unless somebody named its field.
    fn plain(self, write: impl FnOnce(S) -> Result<S::Ok, S::Error>) -> Result<S::Ok, S::Error> {
        match self.context.hide {
            Hide::All => self.inner.serialize_str(HIDDEN),
            _ => write(self.inner),
        }
    }

    fn tree(self, tree: Tree) -> Result<S::Ok, S::Error> {
        self.context.tree(tree).serialize(self.inner)
    }
}

macro_rules! plain {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method(self, value: $ty) -> Result<S::Ok, S::Error> {
            self.plain(|inner| inner.$method(value))
        }
    )*};
}

impl<'a, S: Serializer> Serializer for Redacting<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Entries<'a, S>;
    type SerializeTuple = Entries<'a, S>;
    type SerializeTupleStruct = Entries<'a, S>;
    type SerializeTupleVariant = Entries<'a, S>;
    type SerializeMap = Members<'a, S>;
    type SerializeStruct = Members<'a, S>;
    type SerializeStructVariant = Members<'a, S>;

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }

    plain! {
        serialize_bool bool;
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
        serialize_f32 f32;
        serialize_f64 f64;
    }

    fn serialize_char(self, value: char) -> Result<S::Ok, S::Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<S::Ok, S::Error> {
        self.inner.serialize_str(&self.context.text(value))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<S::Ok, S::Error> {
        self.serialize_str(&String::from_utf8_lossy(value))
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        match name {
            SECRET if !self.context.redactor.show_secrets => self.inner.serialize_str(HIDDEN),
            SPELLED => {
                let tree = value.serialize(Writer::of_literal());
                match tree.map_err(S::Error::custom)? {
                    Tree::Bool(value) => self.serialize_bool(value),
                    Tree::Literal(digits) => match self.context.literal(&digits) {
                        Some(shown) => self.inner.serialize_str(&shown),
                        None => Tree::Literal(digits).serialize(self.inner),
                    },
                    tree => self.tree(tree),
                }
            }
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = Tree::of(value).map_err(S::Error::custom)?;
        self.tree(within(Some(variant), value))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Entries::new(self, length, None)
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        Entries::new(self, Some(length), None)
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        Entries::new(self, Some(length), None)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        Entries::new(self, Some(length), Some(variant))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Members::new(self, length, None)
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        Members::new(self, Some(length), None)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        Members::new(self, Some(length), Some(variant))
    }
}

/// Entries of a list.
enum Entries<'a, S: Serializer> {
    /// The list is hidden as a whole, and is written already.
    Hidden(S::Ok),
    Through(Context<'a>, S::SerializeSeq),
    /// They are looked at together, or stand under the name of a variant.
    Held(Redacting<'a, S>, Option<&'static str>, Vec<Tree>),
}

impl<'a, S: Serializer> Entries<'a, S> {
    fn new(
        list: Redacting<'a, S>,
        length: Option<usize>,
        variant: Option<&'static str>,
    ) -> Result<Self, S::Error> {
        let context = list.context;
        if context.hide != Hide::Nothing {
            return list.inner.serialize_str(HIDDEN).map(Entries::Hidden);
        }
        if variant.is_some() || context.is_entry {
            return Ok(Entries::Held(list, variant, Vec::new()));
        }
        let context = Context {
            is_entry: true,
            ..context
        };
        let inner = list.inner.serialize_seq(length)?;
        Ok(Entries::Through(context, inner))
    }

    fn add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        match self {
            Entries::Hidden(_) => Ok(()),
            Entries::Through(context, inner) => inner.serialize_element(&Part {
                context: *context,
                value,
            }),
            Entries::Held(_, _, entries) => {
                entries.push(Tree::of(value).map_err(S::Error::custom)?);
                Ok(())
            }
        }
    }

    fn finish(self) -> Result<S::Ok, S::Error> {
        match self {
            Entries::Hidden(written) => Ok(written),
            Entries::Through(_, inner) => inner.end(),
            Entries::Held(list, variant, entries) => {
                list.tree(within(variant, Tree::List(entries)))
            }
        }
    }
}

macro_rules! entries {
    ($($one:ident $method:ident;)*) => {$(
        impl<S: Serializer> $one for Entries<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                self.add(value)
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.finish()
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

/// Members of an object.
enum Members<'a, S: Serializer> {
    /// The object is hidden as a whole, and is written already.
    Hidden(S::Ok),
    Through(Object<'a, S::SerializeMap>),
    /// They stand under the name of a variant.
    Held(Redacting<'a, S>, &'static str, Vec<(String, Tree)>),
}

struct Object<'a, M> {
    context: Context<'a>,
    inner: M,
    key: Option<String>,
    /// How many names are shown otherwise.
    renamed: usize,
    /// Whether the name of a secret was met, whose value stands beside it.
    named: bool,
    /// A value whose name is still to come, and all behind it.
    held: Vec<(String, Tree)>,
}

impl<'a, S: Serializer> Members<'a, S> {
    fn new(
        object: Redacting<'a, S>,
        length: Option<usize>,
        variant: Option<&'static str>,
    ) -> Result<Self, S::Error> {
        if object.context.hide != Hide::Nothing {
            return object.inner.serialize_str(HIDDEN).map(Members::Hidden);
        }
        if let Some(variant) = variant {
            return Ok(Members::Held(object, variant, Vec::new()));
        }
        Ok(Members::Through(Object {
            context: object.context,
            inner: object.inner.serialize_map(length)?,
            key: None,
            renamed: 0,
            named: false,
            held: Vec::new(),
        }))
    }

    fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        match self {
            Members::Hidden(_) => Ok(()),
            Members::Through(object) => {
                let verdict = Verdict::of_field(object.context.redactor, name);
                object.member(name, verdict, value)
            }
            Members::Held(_, _, members) => {
                let value = Tree::of(value).map_err(S::Error::custom)?;
                members.push((name.to_owned(), value));
                Ok(())
            }
        }
    }

    fn finish(self) -> Result<S::Ok, S::Error> {
        match self {
            Members::Hidden(written) => Ok(written),
            Members::Through(object) => object.finish(),
            Members::Held(object, variant, members) => {
                object.tree(within(Some(variant), Tree::Object(members)))
            }
        }
    }
}

impl<M: SerializeMap> Object<'_, M> {
    fn member<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        verdict: Verdict,
        value: &T,
    ) -> Result<(), M::Error> {
        let redactor = self.context.redactor;
        if !self.named && verdict.has(Verdict::NAMED | Verdict::NAMING) || !self.held.is_empty() {
            let tree = Tree::of(value).map_err(M::Error::custom)?;
            if verdict.has(Verdict::NAMED) || !self.held.is_empty() {
                self.held.push((name.to_owned(), tree));
                return Ok(());
            }
            self.named = tree
                .as_str()
                .is_some_and(|text| redactor.names_hidden(text));
        }
        let place = Place {
            name,
            above: self.context.place,
        };
        let is_named = self.named && verdict.has(Verdict::NAMED);
        let hide = if place.is_redacted(redactor) {
            Hide::All
        } else if is_named || verdict.hides_in(&place) {
            Hide::Secret
        } else {
            Hide::Nothing
        };
        let context = Context {
            redactor,
            place: Some(&place),
            hide,
            is_id: verdict.has(Verdict::ID),
            is_entry: false,
        };
        let part = Part { context, value };
        match verdict.renamed(redactor, name) {
            None => self.inner.serialize_entry(name, &part),
            Some(mut shown) => {
                self.renamed += 1;
                if self.renamed > 1 {
                    // No name may occur twice.
                    shown.push_str(&self.renamed.to_string());
                }
                self.inner.serialize_entry(&shown, &part)
            }
        }
    }

    fn finish(mut self) -> Result<M::Ok, M::Error> {
        if !self.held.is_empty() {
            let (context, held) = (self.context, &mut self.held);
            context.hide(|hiding| hiding.members(context.place, held));
        }
        for (name, value) in &self.held {
            self.inner.serialize_entry(name, value)?;
        }
        self.inner.end()
    }
}

impl<S: Serializer> SerializeMap for Members<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        if let Members::Through(object) = self {
            object.key = Some(key_of(key).map_err(S::Error::custom)?);
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        let Members::Through(object) = self else {
            return Ok(());
        };
        let key = object.key.take().unwrap_or_default();
        let verdict = Verdict::of(object.context.redactor, &key);
        object.member(&key, verdict, value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.finish()
    }
}

macro_rules! members {
    ($($one:ident)*) => {$(
        impl<S: Serializer> $one for Members<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), S::Error> {
                self.field(name, value)
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.finish()
            }
        }
    )*};
}

members! { SerializeStruct SerializeStructVariant }

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::json;
    use crate::value::{Amount, Loose, Secret};

    /// Something with all that is looked at on the way.
    #[derive(serde::Serialize)]
    struct Sample {
        memo: &'static str,
        order_id: &'static str,
        pin: u16,
        password: Option<&'static str>,
        secret: Vec<u8>,
        card: Card,
        key: Secret<Option<u8>>,
        rate: Loose<Amount>,
        token: Loose<Amount>,
        header: Vec<Header>,
        pairs: Vec<(&'static str, &'static str)>,
        map: BTreeMap<&'static str, Kind>,
        unit: (),
        float: f32,
    }

    #[derive(serde::Serialize)]
    struct Card {
        number: &'static str,
        cvc: bool,
    }

    #[derive(serde::Serialize)]
    struct Header {
        value: &'static str,
        name: &'static str,
        data: Vec<&'static str>,
        last: u8,
    }

    #[derive(serde::Serialize)]
    enum Kind {
        Unit,
        Pin(u8),
        Other { token: char, value: &'static str },
        Two(u8, &'static str),
    }

    fn sample() -> Sample {
        let header = |name, value| Header {
            value,
            name,
            data: vec![value],
            last: 1,
        };
        Sample {
            memo: "see https://me:S@a.example/?pin=S",
            order_id: "4111111111111111",
            pin: 9041,
            password: Some("S"),
            secret: vec![1],
            card: Card {
                number: "S",
                cvc: true,
            },
            key: Secret::new(Some(7)),
            rate: json::from_str("0.500").unwrap(),
            token: json::from_str("12.5").unwrap(),
            header: vec![header("X-Api-Key", "S"), header("Host", "a")],
            pairs: vec![("pin", "S"), ("a", "4111 1111 1111 1111")],
            map: [
                ("4111111111111111", Kind::Unit),
                ("4012888888881881", Kind::Pin(1)),
                (
                    "b",
                    Kind::Other {
                        token: 'S',
                        value: "",
                    },
                ),
                ("password", Kind::Unit),
                ("c", Kind::Two(1, "4111111111111111")),
            ]
            .into(),
            unit: (),
            float: 0.1,
        }
    }

    #[test]
    fn what_goes_through_is_what_a_tree_shows() {
        let redactors = [
            Redactor::new(),
            Redactor::new().show_secrets(true),
            Redactor::new()
                .show_secrets(true)
                .field("pin")
                .field("card.cvc"),
            Redactor::new()
                .field("memo")
                .field("header.name")
                .field("unit"),
            Redactor::new().field("rate").field("pairs").field("map"),
        ];
        for redactor in redactors {
            let tree = redactor.tree(&sample()).unwrap();
            let shown = json::to_string(&tree).unwrap();
            assert_eq!(redactor.show(&sample()).to_string(), shown);
        }
        let shown = Redactor::new().show(&sample()).to_string();
        assert!(!shown.contains('S') && shown.contains("0.500"), "{shown}");
    }
}
