//! Words of fields whose allowable values the documents list.

use super::refusal::{Refusal, refuse};
use crate::api::MessageKind;
use crate::api::shape::{Field, FieldKind, Shape, Struct};
use crate::tree::Ref;

/// The vocabulary that has errors of its own.
const CURRENCY: &str = "Currency";

/// Refuses a word that the documents do not list, as the service would.
pub(super) fn check(kind: MessageKind, request: Ref<'_>) -> Result<(), Refusal> {
    let shape = kind.known_shape();
    match unknown(shape, shape.root(), request) {
        Some(path) => Err(refuse(580_022).about(path)),
        None => Ok(()),
    }
}

/// The path of the first word that is not listed.
fn unknown(shape: &Shape, own: &Struct, value: Ref<'_>) -> Option<String> {
    let mut fields = own.fields.iter();
    fields.find_map(|field| {
        let given = value.get(field.name)?;
        if !field.list {
            return in_field(shape, field, given).map(|below| field.name.to_owned() + &below);
        }
        let mut entries = given.entries().enumerate();
        entries.find_map(|(at, entry)| {
            let below = in_field(shape, field, entry)?;
            Some(format!("{}({at}){below}", field.name))
        })
    })
}

/// Where in a value of a field there is such a word: nothing for the value itself, or what the path goes on with.
fn in_field(shape: &Shape, field: &Field, value: Ref<'_>) -> Option<String> {
    if field.kind == FieldKind::Struct {
        let below = unknown(shape, shape.find(field.type_path)?, value)?;
        return Some(format!(".{below}"));
    }
    let is_listed = field.words.is_empty() || field.type_name() == CURRENCY;
    let is_known = |text: &str| is_listed || field.words.contains(&text);
    (!value.as_str().is_none_or(is_known)).then(String::new)
}
