//! Builds a tree from values and their paths.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::ser::Error as _;

use super::BOTH;
use crate::codec::Unknown;
use crate::codec::path::{PathStep, steps};
use crate::error::{Error, ErrorKind, Result};
use crate::tree::{Builder, NodeKind, TEXT, Tree, flag};

/// The number of missing list entries that is always accepted: each takes a node.
const MISSING: usize = 10_000;

/// Builds the tree of these values. Missing entries of a list are empty texts.
///
/// # Errors
///
/// A path is malformed or repeated, a place has both named and indexed values, or a list lacks too many entries.
pub(super) fn tree(unknown: &[Unknown]) -> Result<Tree> {
    let mut root = PathTrie::default();
    let most = unknown.len() + MISSING;
    for value in unknown {
        let path = &value.path;
        let twig = root
            .at(path, most)
            .map_err(|error| error.or_path(|| path.clone()))?;
        if twig.value.replace(value).is_some() {
            let twice = ErrorKind::Unsupported("two values with the same path");
            return Err(Error::new(twice).or_path(|| path.clone()));
        }
    }
    let mut builder = Builder::with_capacity(unknown.len() + 1, 0);
    root.add(&mut builder, "", 0)?;
    Ok(builder.finish())
}

/// A trie of values by the steps of their paths.
#[derive(Default)]
struct PathTrie<'a> {
    value: Option<&'a Unknown>,
    /// The named children in order of insertion, with an index by name.
    words: Vec<(Cow<'a, str>, PathTrie<'a>)>,
    places: HashMap<Cow<'a, str>, usize>,
    entries: BTreeMap<usize, PathTrie<'a>>,
}

impl<'a> PathTrie<'a> {
    /// The node for a path, whose indices must be below `most`.
    fn at(&mut self, path: &'a str, most: usize) -> Result<&mut Self> {
        let mut twig = self;
        for step in steps(path)? {
            twig = match step {
                PathStep::Word(word) => twig.word(word),
                PathStep::Index(index) if index < most => twig.entries.entry(index).or_default(),
                PathStep::Index(_) => {
                    let what = "most entries of the list are missing (number the entries from 0)";
                    return Err(Error::new(ErrorKind::Unsupported(what)));
                }
            };
        }
        Ok(twig)
    }

    fn word(&mut self, word: Cow<'a, str>) -> &mut Self {
        let next = self.words.len();
        let place = *self.places.entry(word.clone()).or_insert(next);
        if place == next {
            self.words.push((word, PathTrie::default()));
        }
        &mut self.words[place].1
    }

    fn add(&self, builder: &mut Builder, name: &str, flags: u16) -> Result<()> {
        match self.value {
            Some(value) if self.words.is_empty() && self.entries.is_empty() => {
                add_value(value, builder, name, flags);
                return Ok(());
            }
            Some(_) if !self.entries.is_empty() => return Err(Error::custom(BOTH)),
            None if !self.entries.is_empty() => return self.add_entries(builder, name),
            None if self.words.is_empty() => {
                builder.leaf(name, NodeKind::Null, flag::BLANK, "", 0..0);
                return Ok(());
            }
            _ => {}
        }
        let open = builder.open(name, NodeKind::Object, 0, 0..0);
        if let Some(value) = self.value {
            add_value(value, builder, TEXT, flag::OWN);
        }
        for (word, twig) in &self.words {
            twig.add(builder, word, 0)?;
        }
        builder.close(&open);
        Ok(())
    }

    fn add_entries(&self, builder: &mut Builder, name: &str) -> Result<()> {
        if !self.words.is_empty() {
            return Err(Error::custom(BOTH));
        }
        let open = builder.open(name, NodeKind::List, 0, 0..0);
        let mut next = 0;
        for (index, twig) in &self.entries {
            while next < *index {
                PathTrie::default().add(builder, "", 0)?;
                next += 1;
            }
            twig.add(builder, "", 0)?;
            next += 1;
        }
        builder.close(&open);
        Ok(())
    }
}

fn add_value(value: &Unknown, builder: &mut Builder, name: &str, flags: u16) {
    match value.kind() {
        kind @ (NodeKind::List | NodeKind::Object) => {
            let open = builder.open(name, kind, flags, 0..0);
            builder.close(&open);
        }
        kind => builder.leaf(name, kind, flags, &value.value, 0..0),
    }
}
