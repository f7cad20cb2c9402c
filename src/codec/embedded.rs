//! Documents inside texts of a message, whose unknown values are kept too.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::overlay::{Extras, walk};
use super::path::push_word;
use super::unknown::{self, Unknown};
use crate::api::{AnyMessage, Documents};
use crate::error::Result;
use crate::json::{self, Embedded};
use crate::tree::{self, Leftover, Tree};

/// The unknown values of the documents in a message. Their paths begin with the field that has the document.
pub(super) fn unknown(message: &AnyMessage) -> Result<Vec<Unknown>> {
    let mut found = Collector(Ok(Vec::new()));
    message.documents(&mut found);
    found.0
}

struct Collector(Result<Vec<Unknown>>);

impl Documents for Collector {
    fn document<T>(&mut self, field: &'static str, document: &Embedded<T>)
    where
        T: Serialize + DeserializeOwned,
    {
        let (Ok(found), Some(text)) = (&mut self.0, document.text()) else {
            return;
        };
        let mut unknown = Vec::new();
        match read::<T>(text, &mut unknown) {
            Ok(()) => found.extend(unknown.into_iter().map(|value| below(field, value))),
            Err(error) => self.0 = Err(error.or_path(|| field.to_owned())),
        }
    }
}

fn read<T: DeserializeOwned>(text: &str, found: &mut Vec<Unknown>) -> Result<()> {
    let config = json::Config::strict();
    let tree = json::Deserializer::from_str_with(text, config)?.tree()?;
    let rules = config.rules();
    let read = tree::read(&tree, &rules, |value| T::deserialize(value))?;
    found.extend(unknown::of(&tree, &read.taken, &rules));
    Ok(())
}

fn below(field: &str, value: Unknown) -> Unknown {
    let mut path = String::new();
    push_word(&mut path, field);
    if !value.path.is_empty() && !value.path.starts_with('(') {
        path.push('.');
    }
    path.push_str(&value.path);
    Unknown { path, ..value }
}

/// The unknown values outside of the documents in these fields. An unchanged document keeps its text, which has the
/// others.
pub(super) fn outside(fields: &[&str], unknown: &[Unknown]) -> Vec<Unknown> {
    // The name of one field may be the beginning of another's.
    let is_in = |path: &str, field: &str| {
        let rest = path.strip_prefix(field);
        rest.is_some_and(|rest| rest.starts_with(['.', '(']))
    };
    let is_outside = |own: &&Unknown| !fields.iter().any(|field| is_in(&own.path, field));
    unknown.iter().filter(is_outside).cloned().collect()
}

/// All texts of a message with their paths, including those inside documents.
pub(super) fn leaves(message: &AnyMessage) -> Result<Vec<Unknown>> {
    let documents = documents(message)?;
    let tree = Tree::written(message)?;
    let mut found = Vec::new();
    for member in tree.root().children() {
        let mut all = documents.iter();
        let document = all.find(|(field, _)| *field == member.name());
        let value = document.map_or(member, |(_, document)| document.root());
        let mut path = String::new();
        push_word(&mut path, member.name());
        unknown::add_leaves(&mut path, value, &mut found);
    }
    Ok(found)
}

/// The documents inside texts of a message, by field.
pub(crate) fn documents(message: &AnyMessage) -> Result<Vec<(&'static str, Tree)>> {
    let mut found = Trees(Ok(Vec::new()));
    message.documents(&mut found);
    found.0
}

struct Trees(Result<Vec<(&'static str, Tree)>>);

impl Documents for Trees {
    fn document<T>(&mut self, field: &'static str, document: &Embedded<T>)
    where
        T: Serialize + DeserializeOwned,
    {
        if let Ok(found) = &mut self.0 {
            match Tree::written(document.get()) {
                Ok(tree) => found.push((field, tree)),
                Err(error) => self.0 = Err(error),
            }
        }
    }
}

/// Whether a document's text has all of these unknown values.
///
/// # Errors
///
/// The document was changed and lacks one of them.
pub(super) fn has<E: serde::ser::Error>(
    text: &str,
    besides: Leftover<'_>,
) -> std::result::Result<bool, E> {
    let tree = json::Deserializer::from_str(text).and_then(|mut document| document.tree());
    if let Ok(tree) = tree {
        let mut is_within = true;
        let document = Extras::whole(&tree);
        let document = document.all();
        let both = [Some(besides), Some(document.top())];
        walk(both, &mut String::new(), &mut |_, _, found| {
            is_within &= found.is_some();
        });
        if is_within {
            return Ok(true);
        }
    }
    Err(E::custom(
        "an embedded document was changed, so its unknown fields cannot be kept",
    ))
}
