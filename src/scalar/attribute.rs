//! Fields that are attributes in XML, marked by a `@` before their names.
//!
//! Other formats write the name without the mark: `@id` as `id`. They read both, unless the struct
//! has another field whose name is `id`.

/// The mark of an attribute in a field's name.
const MARK: char = '@';

/// The name to write for an attribute's field; `None` for any other field.
#[inline(always)]
pub(crate) fn written(field: &'static str) -> Option<&'static str> {
    field.strip_prefix(MARK).filter(|name| !name.is_empty())
}

/// Whether a struct has attributes whose names without the mark are accepted too. A field that
/// lists such a name as an alias needs no help.
#[inline]
pub(crate) fn any(fields: &'static [&'static str]) -> bool {
    let mut names = fields.iter().filter_map(|field| written(field));
    names.any(|name| !fields.contains(&name))
}

/// The attribute that a name without the mark stands for.
pub(crate) fn of_word(word: &str, fields: &'static [&'static str]) -> Option<&'static str> {
    if fields.contains(&word) {
        return None;
    }
    let mut fields = fields.iter();
    fields.find(|field| written(field) == Some(word)).copied()
}
