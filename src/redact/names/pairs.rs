//! Names of members that hold the name of a value, or the value: `{"name": "pin", "value": …}`.

use super::last_letters::LastLetters;
use super::spelling::{last, plain};

/// Names of members that name the neighboring value.
pub(super) const NAMING: &[&str] = &[
    "attribute",
    "field",
    "fieldname",
    "header",
    "headername",
    "k",
    "key",
    "label",
    "n",
    "name",
    "param",
    "parameter",
    "parametername",
    "paramname",
    "property",
    "variable",
];

/// Names of members whose value is named by a neighbor.
pub(super) const NAMED: &[&str] = &[
    "content",
    "data",
    "text",
    "v",
    "val",
    "value",
    "values",
    "stringvalue",
    "textvalue",
];

/// Whether a member with this name names the neighboring value.
pub(in crate::redact) fn is_naming(name: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[NAMING]);
    let last = last(name);
    LAST.may_have(last) && NAMING.contains(&&*plain(last))
}

/// Whether a member with this name holds a value named by a neighbor.
pub(in crate::redact) fn is_named(name: &str) -> bool {
    static LAST: LastLetters = LastLetters::of(&[NAMED]);
    let last = last(name);
    LAST.may_have(last) && NAMED.contains(&&*plain(last))
}
