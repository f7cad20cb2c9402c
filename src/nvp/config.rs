//! The configuration of NVP.

use crate::encoding::Charset;
use crate::limits::Limits;
use crate::policy::Duplicates;

/// The configuration of reading and writing: two presets, and switches to change one by one.
///
/// [`Config::strict`], the default, refuses what loses data or is ambiguous.
/// [`Config::lenient`] repairs what real traffic shows and [reports](Config::from_slice_reporting)
/// each repair as a [`Warning`](super::Warning). Whatever the strict preset accepts, the lenient
/// one reads the same.
///
/// | switch | strict | lenient |
/// | --- | --- | --- |
/// | [`duplicates`](Config::duplicates) | error | last |
/// | [`gaps`](Config::gaps) | error | close up |
/// | [`escapes`](Config::escapes) | error | literal |
/// | [`unicode_escapes`](Config::unicode_escapes) | no | yes |
/// | [`empty`](Config::empty) | literal | literal |
/// | [`byte_order_mark`](Config::byte_order_mark) | no | yes |
/// | [`surrounding_space`](Config::surrounding_space) | no | yes |
/// | [`space_around_pairs`](Config::space_around_pairs) | no | yes |
/// | [`names`](Config::names) | exact | exact |
/// | [`brackets`](Config::brackets) | indices | indices |
/// | [`malformed_names`](Config::malformed_names) | error | literal |
/// | [`conflicts`](Config::conflicts) | error | as asked |
/// | [`exponents`](Config::exponents) | no | yes |
///
/// Both presets read unknown fields, names in any order, empty segments (`&&`, a trailing `&`)
/// and both index styles: nothing is lost by them.
///
/// ```
/// use paywire::nvp::{Config, Duplicates};
/// use std::collections::BTreeMap;
///
/// type Map = BTreeMap<String, String>;
/// assert!(Config::strict().from_str::<Map>("a=1&a=2").is_err());
/// let first = Config::strict().duplicates(Duplicates::First);
/// assert_eq!(first.from_str::<Map>("a=1&a=2")?["a"], "1");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Config {
    pub(super) limits: Limits,
    pub(super) charset: Charset,
    pub(super) duplicates: Duplicates,
    pub(super) gaps: Gaps,
    pub(super) escapes: Escapes,
    pub(super) unicode_escapes: bool,
    pub(super) empty: Empty,
    pub(super) byte_order_mark: bool,
    pub(super) surrounding_space: bool,
    pub(super) space_around_pairs: bool,
    pub(super) names: NameCase,
    pub(super) malformed_names: MalformedNames,
    pub(super) brackets: Brackets,
    pub(super) conflicts: Conflicts,
    pub(super) exponents: bool,
    pub(super) indices: Indices,
}

/// What to do with a list whose indices leave some out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Gaps {
    /// Refuse the body.
    Error,
    /// Read the entries that are there, in the order of their indices.
    CloseUp,
}

/// What to do with a `%` that two hexadecimal digits do not follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Escapes {
    /// Refuse the body.
    Error,
    /// Take the `%` literally.
    Literal,
}

/// How an `Option` reads an empty value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Empty {
    /// A value: `Some` of the empty text, and an error where that is not a value of the type.
    Literal,
    /// No value: `None`.
    Absent,
}

/// Whether names are compared with fields case-sensitively.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameCase {
    /// Case-sensitively.
    Exact,
    /// A name that is not a field, but would be one if ASCII letters were the same in either case,
    /// is that field, unless the field is there under its own name too.
    Any,
}

/// What to do with a name that does not follow the grammar, such as `a(x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MalformedNames {
    /// Refuse the body.
    Error,
    /// Take each segment that does not follow the grammar as one word.
    Literal,
}

/// The content allowed in square brackets in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Brackets {
    /// Indices.
    Indices,
    /// Indices; words, as in `user[name]`, which is `user.name`; or nothing, as in `tag[]`, which is the
    /// entry after the last one.
    Names,
}

/// What to do with a name that has a value and children, where the type takes only one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conflicts {
    /// Refuse the body.
    Error,
    /// Give the type the one it asks for.
    AsAsked,
}

/// The style of list indices to write. Both are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Indices {
    /// `receiver(0)`
    Round,
    /// `receiver[0]`
    Square,
}

impl Default for Config {
    fn default() -> Self {
        Config::strict()
    }
}

impl Config {
    /// Refuses what loses data or is ambiguous. The default.
    pub const fn strict() -> Self {
        Config {
            limits: Limits::DEFAULT,
            charset: Charset::UTF_8,
            duplicates: Duplicates::Error,
            gaps: Gaps::Error,
            escapes: Escapes::Error,
            unicode_escapes: false,
            empty: Empty::Literal,
            byte_order_mark: false,
            surrounding_space: false,
            space_around_pairs: false,
            names: NameCase::Exact,
            malformed_names: MalformedNames::Error,
            brackets: Brackets::Indices,
            conflicts: Conflicts::Error,
            exponents: false,
            indices: Indices::Round,
        }
    }

    /// Repairs what can be repaired, and reports it.
    pub const fn lenient() -> Self {
        Config {
            duplicates: Duplicates::Last,
            gaps: Gaps::CloseUp,
            escapes: Escapes::Literal,
            unicode_escapes: true,
            byte_order_mark: true,
            surrounding_space: true,
            space_around_pairs: true,
            malformed_names: MalformedNames::Literal,
            conflicts: Conflicts::AsAsked,
            exponents: true,
            ..Config::strict()
        }
    }

    /// The strict preset, for bodies in the same charset.
    pub(crate) const fn strictly(&self) -> Self {
        Config {
            charset: self.charset,
            ..Config::strict()
        }
    }

    /// How many steps a name may have.
    pub(super) fn depth(&self) -> u16 {
        self.limits.max_depth().min(Limits::MAX_DEPTH)
    }

    /// The limits on what is read.
    #[cfg(feature = "axum")]
    pub(crate) const fn set_limits(&self) -> Limits {
        self.limits
    }

    /// Sets the limits on what is read. See [`Limits`] for the defaults.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the character encoding of names and values.
    ///
    /// Background: a body does not declare its encoding; the service's API uses UTF-8, its
    /// notifications mostly windows-1252. Bytes that do not fit are an error with their position,
    /// never a replacement character, and a character that the charset lacks cannot be written.
    pub const fn charset(mut self, charset: Charset) -> Self {
        self.charset = charset;
        self
    }

    /// Sets what to do with a repeated name.
    ///
    /// Background: `a=1&a=2`. The documents do not say what it means; the vendor's client
    /// libraries keep the last value, a proxy in front may have looked at the first. Where the
    /// type wants a list, repeated values are its entries under every setting.
    pub const fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.duplicates = duplicates;
        self
    }

    /// Sets what to do with missing list indices.
    ///
    /// Background: `a(0)=x&a(2)=y`. The vendor's readers stop at the first missing index, so that
    /// the rest is lost silently.
    pub const fn gaps(mut self, gaps: Gaps) -> Self {
        self.gaps = gaps;
        self
    }

    /// Sets what to do with malformed percent escapes.
    ///
    /// Background: `100%` or `%zz`. The URL standard takes such a `%` literally; it is also
    /// what is left of an escape that was cut in two.
    pub const fn escapes(mut self, escapes: Escapes) -> Self {
        self.escapes = escapes;
        self
    }

    /// Sets whether `%uXXXX` is read as the UTF-16 code unit it once meant in browsers.
    ///
    /// Background: notifications were seen with `Smith%u010D`. No standard knows the escape.
    /// Surrogates must come in pairs. It is never written.
    pub const fn unicode_escapes(mut self, allow: bool) -> Self {
        self.unicode_escapes = allow;
        self
    }

    /// Sets how an `Option` reads `a=`.
    ///
    /// Background: some replies spell out every field and leave the value empty where there is
    /// none. Read literally that is `Some("")` for a text and an error for a number. Absent loses
    /// the difference between empty and missing, so neither preset does it.
    pub const fn empty(mut self, empty: Empty) -> Self {
        self.empty = empty;
        self
    }

    /// Sets whether a byte order mark before the body is skipped.
    ///
    /// Background: editors put it there; left in place it becomes part of the first name.
    pub const fn byte_order_mark(mut self, skip: bool) -> Self {
        self.byte_order_mark = skip;
        self
    }

    /// Sets whether unescaped blanks, tabs and line ends around the body are skipped.
    ///
    /// Background: files end with a line feed; left in place it becomes part of the last value.
    pub const fn surrounding_space(mut self, skip: bool) -> Self {
        self.surrounding_space = skip;
        self
    }

    /// Sets whether unescaped blanks, tabs and line ends around names and values are skipped.
    ///
    /// Background: people and documents print bodies with a line for each pair, and blanks around `&`
    /// or `=`; left in place they become part of names and values, which then mean something else. An
    /// encoder escapes what belongs to a value, so escaped ones (`+`, `%20`, `%0A`) always stay, as do
    /// blanks between words. Whitespace alone is not a pair.
    pub const fn space_around_pairs(mut self, skip: bool) -> Self {
        self.space_around_pairs = skip;
        self
    }

    /// Whether whitespace around names and values is skipped.
    pub(crate) const fn skips_space(&self) -> bool {
        self.space_around_pairs
    }

    /// Sets whether names differ by letter case.
    ///
    /// Background: names are camel case. Readers of some clients fold case, and a live client
    /// was seen to send `SenderOptions` for `senderOptions`. Reading an unknown name as a field
    /// changes what a body means, so neither preset does it.
    pub const fn names(mut self, names: NameCase) -> Self {
        self.names = names;
        self
    }

    /// Sets what to do with names outside the grammar.
    ///
    /// Background: frameworks rewrite brackets, `transaction[0].id` was seen to become
    /// `transaction[0_id]`.
    pub const fn malformed_names(mut self, names: MalformedNames) -> Self {
        self.malformed_names = names;
        self
    }

    /// Sets the content allowed in square brackets in a name.
    ///
    /// Background: most forms, and what PHP, Ruby and JavaScript make of a structure, have words in
    /// brackets: `user[name]=x`, `list[entry][0][email]=y`, `tag[]=a&tag[]=b`. The service itself
    /// neither reads nor writes them, so neither preset does it; refusing them names this switch. A word
    /// in brackets does not begin with a digit. Each `tag[]` is an entry of its own, the one after the
    /// highest index so far. A warning reports that the body has such names.
    ///
    /// ```
    /// use paywire::nvp::{Brackets, Config, Value};
    ///
    /// let forms = Config::strict().brackets(Brackets::Names);
    /// let value: Value = forms.from_str("user[name]=x&tag[]=a&tag[]=b")?;
    /// assert_eq!(value.at("user.name").and_then(Value::as_str), Some("x"));
    /// assert_eq!(value.at("tag(1)").and_then(Value::as_str), Some("b"));
    /// let error = Config::strict().from_str::<Value>("user[name]=x").unwrap_err();
    /// assert!(error.to_string().contains("`nvp::Brackets::Names`"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub const fn brackets(mut self, brackets: Brackets) -> Self {
        self.brackets = brackets;
        self
    }

    /// Sets what to do with a value beside children.
    ///
    /// Background: `a=1&a.b=2`. A struct with a `$text` field takes both; for other types one of
    /// them would be lost.
    pub const fn conflicts(mut self, conflicts: Conflicts) -> Self {
        self.conflicts = conflicts;
        self
    }

    /// Sets whether a decimal number may have an exponent, as in `1.25E7`. Its digits are then
    /// written out, exactly.
    ///
    /// Background: programs that keep amounts as binary fractions print large and small ones so.
    /// Values read as [`Amount`](crate::Amount) and other decimals are affected, not floats, which may always have
    /// one.
    pub const fn exponents(mut self, allow: bool) -> Self {
        self.exponents = allow;
        self
    }

    /// Sets the style of list indices to write.
    ///
    /// Background: the service writes `receiver(0)`; the guide's `SetPaymentOptions` sample and
    /// neighboring services have `receiver[0]`.
    pub const fn indices(mut self, indices: Indices) -> Self {
        self.indices = indices;
        self
    }
}
