//! Reading the node at the current place.

use serde::de::{self, Expected, Unexpected, Visitor};

use super::access::{ElementAccess, ElementListAccess, One};
use super::enums::Variant;
use super::lexical::{Lexical, Words, is_odd_boolean};
use super::{Cursor, TEXT};
use crate::error::{Error, ErrorKind};
use crate::policy::Duplicates;
use crate::scalar::{
    Exponent, Number, Scalar, ValueReader, WHOLE, deserializer, is_decimal, without_exponent,
};
use crate::xml::chars;
use crate::xml::tape::{flag, leaf};
use crate::xml::warning::{Warning, WarningKind};

const ROOT_VARIANT: &str = "an enum at the root: its variant is the name of the element inside of the root, not of \
    the root (read the variant's own type, or choose by `Document::root`)";

/// The node at the cursor's place. Reading it moves the place after its subtree.
pub(super) struct Value<'a, 'doc, 'de> {
    pub(super) cursor: &'a mut Cursor<'doc, 'de>,
    /// It is read by itself, whatever other elements have its name: an entry of a list, or the
    /// element that is read as a whole.
    alone: bool,
}

impl<'a, 'doc, 'de> Value<'a, 'doc, 'de> {
    /// A field, which is a list if there are several elements of the name.
    #[inline(always)]
    pub(super) fn field(cursor: &'a mut Cursor<'doc, 'de>) -> Self {
        Value {
            cursor,
            alone: false,
        }
    }

    /// Just the one node.
    #[inline(always)]
    pub(super) fn only(cursor: &'a mut Cursor<'doc, 'de>) -> Self {
        Value {
            cursor,
            alone: true,
        }
    }

    /// Whether there are more elements of the name that belong to the value.
    #[inline(always)]
    fn is_list(&self) -> bool {
        let node = self.cursor.node();
        !self.alone && (node.next != 0 || (node.has(flag::TWIN) && self.is_twin()))
    }

    #[cold]
    fn is_twin(&self) -> bool {
        self.cursor.twin(self.cursor.at).is_some()
    }

    /// Refuses several elements where the type takes one, or goes to the last of them.
    #[inline(always)]
    fn single(&mut self) -> Result<(), Error> {
        if self.is_list() {
            return self.repeated();
        }
        Ok(())
    }

    #[cold]
    fn repeated(&mut self) -> Result<(), Error> {
        let cursor = &mut *self.cursor;
        let kind = match cursor.document.switches.duplicates {
            Duplicates::Error => return Err(cursor.twice()),
            Duplicates::First => WarningKind::FirstOfDuplicates,
            Duplicates::Last => WarningKind::LastOfDuplicates,
        };
        let tape = &cursor.document.tape;
        let first = cursor.at;
        let mut named = tape.named(first, cursor.home);
        while let Some(at) = named.step(&tape.nodes) {
            let counts = match kind {
                WarningKind::FirstOfDuplicates => at == first,
                _ => named.peek().is_none(),
            };
            if counts {
                cursor.at = at;
                continue;
            }
            let node = &tape.nodes[at];
            let leaf = !node.has(flag::PARENT) && node.value_end > node.value;
            let holds = leaf || node.after as usize > at + 1;
            let span = if leaf {
                node.value()
            } else if holds {
                tape.span(cursor.text(), at)
            } else {
                node.name()
            };
            if holds {
                cursor.leave_out(kind, span, at);
            } else {
                cursor.warn_of(Warning::new(kind, Some(span)), at);
            }
        }
        self.alone = true;
        Ok(())
    }

    /// Refuses a list whose entries other readers would take for two, each with some of them, or
    /// says that it was read as one.
    #[cold]
    fn check_kinds(&mut self) -> Result<(), Error> {
        let cursor = &mut *self.cursor;
        let Some(twin) = cursor.twin(cursor.at) else {
            return Ok(());
        };
        if cursor.document.switches.duplicates == Duplicates::Error {
            return Err(cursor.twice());
        }
        // There may be as many as there are elements, and a path takes time.
        if std::mem::replace(&mut cursor.told_twins, true) {
            return Ok(());
        }
        let path = cursor.path(cursor.at);
        let path = path.strip_suffix("(0)").unwrap_or(&path).to_owned();
        let span = cursor.document.tape.nodes[twin].name();
        let mut warning = Warning::new(WarningKind::ListOfTwins, Some(span));
        warning.set_path(path);
        cursor.warnings.push(warning);
        Ok(())
    }

    /// The text of a node without children.
    #[inline(always)]
    fn scalar(mut self, expected: &dyn Expected) -> Result<Scalar<'de, 'a>, Error> {
        let mut node = self.cursor.node();
        if node.has(flag::PARENT | flag::NIL) || self.is_list() {
            self.check_scalar(expected)?;
            node = self.cursor.node();
        }
        self.cursor.at = node.after as usize;
        Ok(self.cursor.leaf(node))
    }

    #[cold]
    #[inline(never)]
    fn check_scalar(&mut self, expected: &dyn Expected) -> Result<(), Error> {
        self.single()?;
        let node = self.cursor.node();
        let found = if node.has(flag::NIL) {
            Unexpected::Unit
        } else if node.has(flag::PARENT) {
            Unexpected::Map
        } else {
            return Ok(());
        };
        Err(de::Error::invalid_type(found, expected))
    }

    /// Like [`Value::scalar`], without whitespace around it.
    #[inline(always)]
    fn trimmed(self, expected: &dyn Expected) -> Result<Scalar<'de, 'a>, Error> {
        Ok(self.lexical(expected)?.0)
    }

    /// A decimal number, whose exponent may have to be written out.
    #[inline]
    fn decimal<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if !self.cursor.document.switches.exponents {
            return self.scalar(&visitor)?.visit(visitor);
        }
        let Value { cursor, alone } = self;
        let at = cursor.at;
        let value = Value {
            cursor: &mut *cursor,
            alone,
        };
        let text = value.scalar(&visitor)?;
        match without_exponent(text.as_str()) {
            Exponent::WrittenOut(digits) => {
                cursor.warn(WarningKind::Exponent, at);
                visitor.visit_str(&digits)
            }
            Exponent::None | Exponent::TooLong => text.visit(visitor),
        }
    }

    #[inline(always)]
    fn lexical(self, expected: &dyn Expected) -> Result<Lexical<'de, 'a>, Error> {
        self.scalar(expected).map(Lexical::of)
    }

    /// Whether the own text of a node without children is nothing but whitespace.
    fn is_blank(&mut self) -> bool {
        let node = self.cursor.node();
        match self.cursor.leaf(node) {
            Scalar::Borrowed(text) | Scalar::Transient(text) => chars::is_blank(text.as_bytes()),
        }
    }

    /// Whether a map of what stands here has an entry for the own text.
    fn has_text(&mut self) -> bool {
        let node = self.cursor.node();
        if node.has(flag::PARENT) {
            return node.has(flag::MIXED);
        }
        !self.is_blank()
    }

    /// Reads the attributes, the text if `text` says so, and the children as fields or entries.
    #[inline(always)]
    fn members<V: Visitor<'de>>(
        self,
        visitor: V,
        text: bool,
        asked: &'static [&'static str],
    ) -> Result<V::Value, Error> {
        let at = self.cursor.at;
        let end = self.cursor.node().after as usize;
        self.cursor.at += 1;
        let mut fields = ElementAccess::new(self.cursor, at, end, text).asked(asked);
        let value = match visitor.visit_map(&mut fields) {
            Ok(value) => value,
            Err(error) => return Err(fields.cursor.explained(error, at)),
        };
        if !fields.is_ended() {
            let at = fields.cursor.at.min(end - 1);
            return Err(fields.cursor.fault(ErrorKind::TrailingElements, at));
        }
        self.cursor.at = end;
        Ok(value)
    }

    /// Whether a type without a place for text between elements can do without this one.
    #[cold]
    fn stray(&mut self) -> Result<(), Error> {
        let cursor = &mut *self.cursor;
        let at = cursor.at;
        let span = cursor.document.tape.stray(cursor.text(), at);
        let span = span.unwrap_or_else(|| cursor.node().name());
        if cursor.document.switches.stray_text {
            cursor.leave_out(WarningKind::StrayText, span, at);
            return Ok(());
        }
        Err(cursor.locate(Error::at(ErrorKind::StrayText, span), at))
    }

    #[cold]
    fn nil<T>(&self, expected: &dyn Expected) -> Result<T, Error> {
        let error = de::Error::invalid_type(Unexpected::Unit, expected);
        Err(self.cursor.locate(error, self.cursor.at))
    }
}

deserializer!(Value<'_, '_, 'de>);

impl<'de> ValueReader<'de> for Value<'_, '_, 'de> {
    #[inline]
    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.lexical(&visitor)?.number::<N, V>(visitor)
    }

    #[inline]
    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar(&visitor)?.visit(visitor)
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.cursor.at;
        let Value { cursor, alone } = self;
        let value = Value {
            cursor: &mut *cursor,
            alone,
        };
        let text = value.trimmed(&visitor)?;
        if !is_odd_boolean(text.as_str()) {
            return text.boolean(visitor);
        }
        let said = text.as_str().len() == "true".len();
        visitor.visit_bool(cursor.odd_boolean(said, at)?)
    }

    /// As a text, but what has to be decoded is decoded where it is to stay.
    #[inline]
    fn string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let node = self.cursor.node();
        if !node.has(flag::ESCAPED) || node.has(flag::PARENT | flag::NIL) || self.is_list() {
            return self.text(visitor);
        }
        self.cursor.at = node.after as usize;
        visitor.visit_string(leaf(self.cursor.text(), node).into_owned())
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.cursor.node().has(flag::NIL) && !self.is_list() {
            return self.option(visitor);
        }
        self.trimmed(&visitor)?.unit(visitor)
    }

    fn any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        if self.is_list() {
            return self.list(visitor);
        }
        let node = self.cursor.node();
        if node.has(flag::NIL) {
            self.cursor.at = node.after as usize;
            return visitor.visit_unit();
        }
        if !node.has(flag::PARENT | flag::ATTRIBUTES) {
            return self.text(visitor);
        }
        // Not by way of `map`: the deepest document is to fit into any stack.
        let text = self.has_text();
        self.members(visitor, text, &[])
    }

    fn bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar(&visitor)?.visit_bytes(visitor)
    }

    #[inline]
    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let node = self.cursor.node();
        // Of several it is the type that says whether they are a list.
        if node.has(flag::NIL) && !self.is_list() {
            self.cursor.at = node.after as usize;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    #[inline]
    fn newtype<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if is_decimal(name) {
            return self.decimal(visitor);
        }
        let node = self.cursor.node();
        let is_leaf = node.has(flag::ATTRIBUTES) && !node.has(flag::PARENT | flag::NIL);
        if name == WHOLE && is_leaf && !self.is_list() {
            return self.members(visitor, true, &[]);
        }
        visitor.visit_newtype_struct(self)
    }

    fn list<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let at = self.cursor.at;
        if self.alone {
            // An entry of a list, or the root: what else could its entries be but its children,
            // and which of them? Only one text can be a list of one.
            let what = "a list of lists, or one at the top level: name the elements of each list";
            return Err(self.cursor.fault(ErrorKind::Unsupported(what), at));
        }
        let node = self.cursor.node();
        if node.has(flag::ATTRIBUTE) {
            let after = node.after as usize;
            let most = self.cursor.document.switches.list;
            self.cursor.at = after;
            return Words::new(self.cursor.leaf(node), most).read(visitor);
        }
        if node.has(flag::TWIN) {
            self.check_kinds()?;
        }
        if !self.is_list() {
            let value = visitor.visit_seq(One::new(&mut *self.cursor))?;
            if self.cursor.at == at {
                return Err(self.cursor.fault(ErrorKind::TrailingElements, at));
            }
            return Ok(value);
        }
        let mut entries = ElementListAccess::new(&mut *self.cursor, at);
        let value = visitor.visit_seq(&mut entries)?;
        if let Some(left) = entries.left() {
            return Err(self.cursor.fault(ErrorKind::TrailingElements, left));
        }
        Ok(value)
    }

    fn map<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        self.single()?;
        let node = self.cursor.node();
        if node.has(flag::NIL) {
            return self.nil(&visitor);
        }
        let text = self.has_text();
        self.members(visitor, text, &[])
    }

    #[inline]
    fn fields<V: Visitor<'de>>(
        mut self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.cursor.check_fields(fields)?;
        let node = self.cursor.node();
        if node.has(flag::NIL | flag::MIXED) || !node.has(flag::PARENT) || self.is_list() {
            self.single()?;
            let node = self.cursor.node();
            if node.has(flag::NIL) {
                return self.nil(&visitor);
            }
            let text = node.has(flag::MIXED) || !node.has(flag::PARENT);
            if text && fields.contains(&TEXT) {
                return self.members(visitor, true, fields);
            }
            if node.has(flag::MIXED) {
                self.stray()?;
            } else if !node.has(flag::PARENT) && !self.is_blank() {
                return Err(de::Error::invalid_type(Unexpected::Str(""), &visitor));
            }
        }
        self.members(visitor, false, fields)
    }

    fn one_of<V: Visitor<'de>>(
        mut self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.single()?;
        let node = self.cursor.node();
        if self.cursor.is_called_as_variant(variants) {
            return Err(self
                .cursor
                .fault(ErrorKind::Unsupported(ROOT_VARIANT), self.cursor.at));
        }
        if !node.has(flag::PARENT) {
            return self.trimmed(&visitor)?.one_of(variants, visitor);
        }
        if node.has(flag::MIXED) {
            self.stray()?;
        }
        let at = self.cursor.at;
        let cursor = &mut *self.cursor;
        let nodes = &cursor.document.tape.nodes;
        let mut own = cursor
            .document
            .tape
            .children(at)
            .filter(|child| cursor.is_own(&nodes[*child]));
        let first = own.next();
        // More of the same name are the entries of a list.
        let twin = first.and_then(|first| cursor.document.tape.twin(first, cursor.home));
        let second = own.find(|child| !nodes[*child].has(flag::LATER) && Some(*child) != twin);
        if let Some(second) = second {
            return Err(cursor.fault(ErrorKind::TrailingElements, second));
        }
        let Some(variant) = first else {
            return Err(de::Error::invalid_type(Unexpected::Map, &visitor));
        };
        cursor.at = variant;
        let value = visitor.visit_enum(Variant {
            cursor: &mut *cursor,
        })?;
        cursor.at = node.after as usize;
        Ok(value)
    }

    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // All of it was checked when the document was read.
        self.cursor.at = self.cursor.node().after as usize;
        visitor.visit_unit()
    }
}
