//! Fields that are attributes in XML, by the convention of a `@` before their names.
//!
//! Names have no such sign here: `@id` is written `id`. Both are read, `id` as long as the struct has no field
//! that is really called so.

/// The mark of an attribute in a field's name.
const MARK: char = '@';

/// The name that an attribute is written under; `None` for any other field.
#[inline(always)]
pub(crate) fn written(field: &'static str) -> Option<&'static str> {
    field.strip_prefix(MARK).filter(|name| !name.is_empty())
}

/// Whether a struct has attributes that are read without their mark. What lists the bare name for another name of the
/// field needs no help.
#[inline]
pub(crate) fn any(fields: &'static [&'static str]) -> bool {
    let mut names = fields.iter().filter_map(|field| written(field));
    names.any(|name| !fields.contains(&name))
}

/// The attribute that a word stands for.
pub(crate) fn of_word(word: &str, fields: &'static [&'static str]) -> Option<&'static str> {
    if fields.contains(&word) {
        return None;
    }
    let mut fields = fields.iter();
    fields.find(|field| written(field) == Some(word)).copied()
}
