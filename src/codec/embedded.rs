//! Documents within the texts of a message: what their types do not know is kept, too.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::extra::{Besides, walk};
use super::path::push_word;
use super::unknown::{self, Unknown};
use crate::api::{AnyMessage, Documents};
use crate::error::Result;
use crate::json::{self, Embedded};
use crate::tree::{self, Spot, Tree};

/// What the documents in a message have that their types do not know, by paths that go on from the
/// field that holds the document.
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

/// What does not stand within the documents in these fields: where a message goes as it came, their texts do.
pub(super) fn outside(fields: &[&str], unknown: &[Unknown]) -> Vec<Unknown> {
    // The name of one field may be how another's begins.
    let is_in = |path: &str, field: &str| {
        let rest = path.strip_prefix(field);
        rest.is_some_and(|rest| rest.starts_with(['.', '(']))
    };
    let is_outside = |own: &&Unknown| !fields.iter().any(|field| is_in(&own.path, field));
    unknown.iter().filter(is_outside).cloned().collect()
}

/// The texts in a message with their paths, with its documents in the place of theirs.
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

/// The documents that stand as texts in a message, by the names of their fields.
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

/// Whether a document, by its text, has all that is to be added to it.
///
/// # Errors
///
/// It was written anew, and has not.
pub(super) fn has<E: serde::ser::Error>(
    text: &str,
    besides: Spot<'_>,
) -> std::result::Result<bool, E> {
    let tree = json::Deserializer::from_str(text).and_then(|mut document| document.tree());
    if let Ok(tree) = tree {
        let mut is_within = true;
        let document = Besides::whole(&tree);
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
        "an unknown value of a document that was written anew",
    ))
}
