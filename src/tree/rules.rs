//! The rules for reading a tree, by format and configuration.

use std::ops::Range;

use crate::policy::Duplicates;

/// How a tree is read: the format's syntax of scalars, and what the configuration allows.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct Rules {
    pub(crate) syntax: Syntax,
    /// What happens to several values of one name if a type takes one.
    pub(crate) duplicates: Duplicates,
    /// Whether, of a value beside children, the one that the type cannot hold is left out.
    pub(crate) conflicts: bool,
    /// Whether the entries of a list with missing indices move together.
    pub(crate) gaps: bool,
    /// Whether names match fields in any letter case.
    pub(crate) any_case: bool,
    /// Whether an empty text counts as absent where a value is optional.
    pub(crate) empty_is_absent: bool,
    /// Whether the exponent of a number is written out.
    pub(crate) exponents: bool,
    /// Whether text between elements is left out.
    pub(crate) stray_text: bool,
    /// Whether booleans may be in any letter case.
    pub(crate) any_case_booleans: bool,
    /// The most entries in a list of repeated names, which lexers do not count.
    pub(crate) max_list: u32,
}

/// The syntax of scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Nvp,
    Json,
    Xml,
    /// Any deserializer: accepts what one of the formats does.
    Any,
}

impl Rules {
    /// The strict rules of a syntax.
    pub(crate) const fn strict(syntax: Syntax) -> Self {
        Rules {
            syntax,
            duplicates: Duplicates::Error,
            conflicts: false,
            gaps: false,
            any_case: false,
            empty_is_absent: false,
            exponents: false,
            stray_text: false,
            any_case_booleans: false,
            max_list: u32::MAX,
        }
    }
}

/// A repair of something that is an error in strict mode. Each format has its own warning for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repair {
    NameCase,
    FirstOfDuplicates,
    LastOfDuplicates,
    ListGap,
    ValueAndChildren,
    NamedAndIndexed,
    Exponent,
    StrayText,
    BooleanCase,
    ListOfTwins,
}

/// A repair and its place.
#[derive(Clone, Debug)]
pub(crate) struct Repaired {
    pub(crate) repair: Repair,
    pub(crate) span: Range<usize>,
    pub(crate) path: String,
    /// Whether the value there was left out.
    pub(crate) left_out: bool,
}

/// The repairs of a body, in its order.
#[derive(Debug, Default)]
pub(crate) struct Repairs {
    pub(crate) listed: Vec<Repaired>,
    /// How many further repairs there were.
    pub(crate) more: usize,
}
