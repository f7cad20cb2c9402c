//! The configuration of XML.

use super::chars::is_space;
use super::declaration;
use crate::encoding::Charset;
use crate::limits::Limits;
use crate::policy::Duplicates;

/// The configuration of reading and writing: two presets, and switches to change one by one.
///
/// [`Config::strict`], the default, refuses what loses data or is ambiguous.
/// [`Config::lenient`] repairs what real traffic shows and [reports](Config::from_slice_reporting)
/// each repair as a [`Warning`](super::Warning). Whatever the strict preset accepts, the lenient
/// one reads the same. Both refuse documents that are not well-formed, except for whitespace before the
/// XML declaration.
///
/// | switch | strict | lenient |
/// | --- | --- | --- |
/// | [`root_namespace`](Config::root_namespace) | must fit | any |
/// | [`surrounding_space`](Config::surrounding_space) | no | yes |
/// | [`wrong_encodings`](Config::wrong_encodings) | no | yes |
/// | [`stray_text`](Config::stray_text) | no | yes |
/// | [`duplicates`](Config::duplicates) | error | last |
/// | [`exponents`](Config::exponents) | no | yes |
/// | [`any_case_booleans`](Config::any_case_booleans) | no | yes |
///
/// ```
/// use paywire::xml::Config;
///
/// let config = Config::strict().root("Size").namespace("urn:example");
/// assert_eq!(config.from_str::<u8>("<s:Size xmlns:s='urn:example'>42</s:Size>")?, 42);
/// assert!(config.from_str::<u8>("<Size>42</Size>").is_err());
/// assert_eq!(config.root_namespace(false).from_str::<u8>("<Size>42</Size>")?, 42);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Config<'c> {
    pub(crate) limits: Limits,
    pub(crate) charset: Charset,
    /// Whether the encoding goes before the one that a document declares.
    pub(crate) charset_is_outer: bool,
    pub(crate) root: Option<&'c str>,
    pub(crate) namespace: Option<&'c str>,
    pub(crate) root_namespace: bool,
    pub(crate) unqualified_root: bool,
    pub(crate) surrounding_space: bool,
    pub(crate) wrong_encodings: bool,
    pub(crate) stray_text: bool,
    pub(crate) duplicates: Duplicates,
    pub(crate) exponents: bool,
    pub(crate) any_case_booleans: bool,
    pub(crate) prefix: &'c str,
    pub(crate) declaration: bool,
    pub(crate) indent: Option<u8>,
}

impl Default for Config<'_> {
    fn default() -> Self {
        Config::strict()
    }
}

impl<'c> Config<'c> {
    /// Refuses what is ambiguous. The default.
    pub const fn strict() -> Self {
        Config {
            limits: Limits::DEFAULT,
            charset: Charset::UTF_8,
            charset_is_outer: false,
            root: None,
            namespace: None,
            root_namespace: true,
            unqualified_root: false,
            surrounding_space: false,
            wrong_encodings: false,
            stray_text: false,
            duplicates: Duplicates::Error,
            exponents: false,
            any_case_booleans: false,
            prefix: "ns",
            declaration: true,
            indent: None,
        }
    }

    /// Strict, with every repair switched on.
    pub const fn lenient() -> Self {
        Config::strict()
            .root_namespace(false)
            .surrounding_space(true)
            .wrong_encodings(true)
            .stray_text(true)
            .duplicates(Duplicates::Last)
            .exponents(true)
            .any_case_booleans(true)
    }

    /// Sets the limits on what is read.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the encoding of bytes that have neither a byte order mark nor a declaration of theirs,
    /// such as the `charset` of a content type. UTF-8 by default.
    pub const fn charset(mut self, charset: Charset) -> Self {
        self.charset = charset;
        self
    }

    /// Sets the local name of the root element: required when reading, and used when writing.
    ///
    /// By default any root is read, and the type's name is written.
    pub const fn root(mut self, name: &'c str) -> Self {
        self.root = Some(name);
        self
    }

    /// Sets the namespace of the root element. By default any is read, and none is written.
    pub const fn namespace(mut self, namespace: &'c str) -> Self {
        self.namespace = Some(namespace);
        self
    }

    /// Sets whether the root must be in the configured namespace.
    ///
    /// Hand-written clients leave the namespace out or use that of an older version.
    pub const fn root_namespace(mut self, yes: bool) -> Self {
        self.root_namespace = yes;
        self
    }

    /// Sets whether a root in no namespace is accepted as the configured one. Its children are fields
    /// if they are in no namespace or in the configured one.
    ///
    /// Off in both presets, as [`Config::root_namespace`] covers it in the lenient one.
    /// [`codec`](crate::codec) turns it on in both, as the API's guide prints messages in this way.
    pub const fn unqualified_root(mut self, yes: bool) -> Self {
        self.unqualified_root = yes;
        self
    }

    /// Sets whether whitespace is allowed before the XML declaration.
    ///
    /// XML does not allow it, but templates that start with an empty line are common.
    pub const fn surrounding_space(mut self, yes: bool) -> Self {
        self.surrounding_space = yes;
        self
    }

    /// Sets whether a declared encoding may contradict the byte order mark, or be UTF-16 if the
    /// declaration itself is not. The declaration is then ignored in favor of the bytes.
    ///
    /// .NET declares `utf-16` in what is then sent as UTF-8.
    pub const fn wrong_encodings(mut self, yes: bool) -> Self {
        self.wrong_encodings = yes;
        self
    }

    /// Sets whether a decimal number may have an exponent, as in `1.25E7`. Its digits are then written
    /// out, exactly.
    ///
    /// XML Schema allows an exponent in a float, not in a decimal. Programs that keep amounts as
    /// binary fractions send one all the same. Values read as [`Amount`](crate::Amount) and other
    /// decimals are affected.
    pub const fn exponents(mut self, yes: bool) -> Self {
        self.exponents = yes;
        self
    }

    /// Sets whether text between child elements is ignored if the type has no field for it.
    pub const fn stray_text(mut self, yes: bool) -> Self {
        self.stray_text = yes;
        self
    }

    /// Sets what to do with an element that occurs again where the type takes one.
    ///
    /// Two parties could read two amounts, so duplicates are refused by default. For the same reason,
    /// elements of one name both in no namespace and in the root's are refused even in a list; if
    /// duplicates are allowed, they are read as one list. Each element that is left out gives a warning.
    pub const fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.duplicates = duplicates;
        self
    }

    /// Sets whether a boolean may be in any letter case, such as `TRUE`.
    pub const fn any_case_booleans(mut self, yes: bool) -> Self {
        self.any_case_booleans = yes;
        self
    }

    /// Sets the prefix of the [namespace](Config::namespace) in the output; `ns` by default.
    /// Reading ignores prefixes.
    ///
    /// The children of the root are written in no namespace, as most schemas want it. With the
    /// empty prefix the namespace is the default one, and the children are in it too.
    pub const fn prefix(mut self, prefix: &'c str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Sets whether the output begins with `<?xml version="1.0" encoding="UTF-8"?>`, as it does by
    /// default.
    pub const fn declaration(mut self, yes: bool) -> Self {
        self.declaration = yes;
        self
    }

    /// Sets the number of spaces per indentation level of the output. By default the output has
    /// no whitespace.
    ///
    /// Indented documents are for people. This crate reads them the same, but to other readers
    /// whitespace may be data.
    pub const fn indent(mut self, spaces: u8) -> Self {
        self.indent = Some(spaces);
        self
    }

    /// Uses an indentation of two spaces unless another is set.
    pub(crate) const fn indented(self) -> Self {
        match self.indent {
            None => self.indent(2),
            Some(_) => self,
        }
    }

    /// The length of the whitespace to skip before an XML declaration.
    pub(super) fn skipped(&self, document: &[u8]) -> usize {
        let space = document.iter().take_while(|byte| is_space(**byte)).count();
        let skip = self.surrounding_space && declaration::is_at(&document[space..]);
        if skip { space } else { 0 }
    }
}
