//! Words of fields whose allowable values the documents list.

use super::refusal::{Refusal, refuse};
use crate::api::AnyMessage;
use crate::api::shape::{Field, FieldKind, Shape, Struct};
use crate::error::Result as TreeResult;
use crate::tree::{Ref, Tree};

/// The vocabulary that has errors of its own.
const CURRENCY: &str = "Currency";

/// Refuses a word that the documents do not list. A client that is to run with the service would misspell it there, too.
pub(super) fn check(request: &AnyMessage) -> Result<(), Refusal> {
    let tree: TreeResult<Tree> = Tree::written(request);
    let shape = request.kind().known_shape();
    let found = tree
        .ok()
        .and_then(|tree| unknown(shape, shape.root(), tree.root()));
    found.map_or(Ok(()), |path| Err(refuse(580_022).about(path)))
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
