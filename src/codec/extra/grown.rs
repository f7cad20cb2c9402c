//! A tree out of values by their paths.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::ser::Error as _;

use super::BOTH;
use crate::codec::Unknown;
use crate::codec::path::{Step, steps};
use crate::error::{Error, ErrorKind, Result};
use crate::tree::{Builder, Kind, TEXT, Tree, flag};

/// So many entries of a list may be missing at the least: each takes a node.
const MISSING: usize = 10_000;

/// The tree of these values. A list has a blank where an entry is missing.
///
/// # Errors
///
/// A path is malformed or occurs twice, names and indices stand at one place, or a list has too few of its entries.
pub(super) fn grown(unknown: &[Unknown]) -> Result<Tree> {
    let mut root = Twig::default();
    let most = unknown.len() + MISSING;
    for value in unknown {
        let path = &value.path;
        let twig = root
            .at(path, most)
            .map_err(|error| error.or_path(|| path.clone()))?;
        if twig.value.replace(value).is_some() {
            let twice = ErrorKind::Unsupported("two values at one place");
            return Err(Error::new(twice).or_path(|| path.clone()));
        }
    }
    let mut builder = Builder::with_capacity(unknown.len() + 1, 0);
    root.add(&mut builder, "", 0)?;
    Ok(builder.finish())
}

/// Values by the steps that lead to them.
#[derive(Default)]
struct Twig<'a> {
    value: Option<&'a Unknown>,
    /// The named children in the order in which they came, and where each name is among them.
    words: Vec<(Cow<'a, str>, Twig<'a>)>,
    places: HashMap<Cow<'a, str>, usize>,
    entries: BTreeMap<usize, Twig<'a>>,
}

impl<'a> Twig<'a> {
    /// The place of a path whose indices are below `most`.
    fn at(&mut self, path: &'a str, most: usize) -> Result<&mut Self> {
        let mut twig = self;
        for step in steps(path)? {
            twig = match step {
                Step::Word(word) => twig.word(word),
                Step::Index(index) if index < most => twig.entries.entry(index).or_default(),
                Step::Index(_) => {
                    let what =
                        "an entry of a list most of which is missing (number entries from 0)";
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
            self.words.push((word, Twig::default()));
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
                builder.leaf(name, Kind::Null, flag::BLANK, "", 0..0);
                return Ok(());
            }
            _ => {}
        }
        let open = builder.open(name, Kind::Object, 0, 0..0);
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
        let open = builder.open(name, Kind::List, 0, 0..0);
        let mut next = 0;
        for (index, twig) in &self.entries {
            while next < *index {
                Twig::default().add(builder, "", 0)?;
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
        kind @ (Kind::List | Kind::Object) => {
            let open = builder.open(name, kind, flags, 0..0);
            builder.close(&open);
        }
        kind => builder.leaf(name, kind, flags, &value.value, 0..0),
    }
}
