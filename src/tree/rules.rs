//! What a format and its configuration say about reading a tree.

use std::ops::Range;

use crate::policy::Duplicates;

/// How a tree is read: what its format says of scalars, and what its configuration lets pass.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct Rules {
    pub(crate) syntax: Syntax,
    /// What becomes of several values of one name where a type takes one.
    pub(crate) duplicates: Duplicates,
    /// Whether of a name that is two things at once the one is left out that the type has no room for.
    pub(crate) conflicts: bool,
    /// Whether a list with missing indices is closed up.
    pub(crate) gaps: bool,
    /// Whether names may be those of fields in another letter case.
    pub(crate) any_case: bool,
    /// Whether an empty text is no value where a value is optional.
    pub(crate) empty_is_absent: bool,
    /// Whether the digits of a number with an exponent are written out.
    pub(crate) exponents: bool,
    /// Whether text between elements is left out.
    pub(crate) stray_text: bool,
    /// Whether a boolean may be spelled in other letters than its format has for it.
    pub(crate) any_case_booleans: bool,
    /// How many entries a list may have that no lexer could count.
    pub(crate) max_list: u32,
}

/// Whose rules for scalars hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Nvp,
    Json,
    Xml,
    /// Any deserializer's: what one of the formats reads is read.
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

/// What was done about something that a strict reader refuses. Each format has a warning of its own for it.
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

/// A repair, and what it was about.
#[derive(Clone, Debug)]
pub(crate) struct Repaired {
    pub(crate) repair: Repair,
    pub(crate) span: Range<usize>,
    pub(crate) path: String,
    /// Whether what stands there was left out.
    pub(crate) left_out: bool,
}

/// The repairs of a body, in its order.
#[derive(Debug, Default)]
pub(crate) struct Repairs {
    pub(crate) told: Vec<Repaired>,
    /// How many more there were.
    pub(crate) untold: usize,
}
