//! Attributes on elements that are read as plain values, which no type is told of.

use std::collections::{HashMap, HashSet};

use super::decode::tree_of;
use super::path::{Lists, push_index, push_word};
use super::unknown::{Unknown, plain_values};
use crate::api::AnyMessage;
use crate::error::Result;
use crate::xml::{Attribute, Element};

/// The namespace of attributes that say how to read an element, and nothing of its content.
const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Adds the attributes of all elements that are single values of the message.
///
/// A type that asks for a text is given one, whatever else there is about the element.
pub(super) fn add_ignored(
    message: &AnyMessage,
    root: Element<'_, '_>,
    unknown: &mut Vec<Unknown>,
) -> Result<()> {
    if !any_on_leaves(root) {
        return Ok(());
    }
    let mut found = Vec::new();
    add_from(root, root.vocabulary(), &mut String::new(), &mut found);
    let values = plain_values(&tree_of(message)?);
    let lists = Lists::of(values.iter().map(String::as_str));
    let values: HashMap<String, &str> = values
        .iter()
        .map(|path| (lists.plain(path), path.as_str()))
        .collect();
    // What has room for a name beside its text was told of what else is there.
    let told: HashSet<String> = unknown.iter().map(|value| value.path.clone()).collect();
    for (owner, attribute) in &found {
        if let Some(path) = values.get(owner) {
            let mut path = (*path).to_owned();
            push_word(&mut path, &key(attribute));
            if told.contains(&path) {
                continue;
            }
            let value = attribute.value.clone().into_owned();
            unknown.push(Unknown {
                path,
                value,
                literal: false,
            });
        }
    }
    Ok(())
}

fn any_on_leaves(element: Element<'_, '_>) -> bool {
    if element.is_leaf() {
        return attributes(element).next().is_some();
    }
    element.children().any(any_on_leaves)
}

fn attributes<'doc>(element: Element<'doc, '_>) -> impl Iterator<Item = Attribute<'doc>> {
    let own = |attribute: &Attribute<'_>| attribute.namespace != Some(SCHEMA_INSTANCE);
    element.attributes().filter(own)
}

/// The name that a type would be given the attribute under.
fn key(attribute: &Attribute<'_>) -> String {
    match attribute.namespace {
        Some(namespace) => format!("@{{{namespace}}}{}", attribute.name),
        None => format!("@{}", attribute.name),
    }
}

/// The attributes of everything without children below an element, each with the path of what it
/// stands on, an only entry without its index. Extensions are left out: all of them is unknown.
fn add_from<'doc>(
    element: Element<'doc, '_>,
    home: Option<&str>,
    path: &mut String,
    found: &mut Vec<(String, Attribute<'doc>)>,
) {
    if element.is_leaf() {
        found.extend(attributes(element).map(|attribute| (path.clone(), attribute)));
        return;
    }
    let is_own = |child: &Element<'_, '_>| child.namespace().is_none_or(|own| Some(own) == home);
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for child in element.children().filter(is_own) {
        counts.entry(child.name()).or_default().0 += 1;
    }
    let mark = path.len();
    for child in element.children().filter(is_own) {
        let (all, index) = counts.entry(child.name()).or_default();
        push_word(path, child.name());
        if *all > 1 {
            push_index(path, *index);
        }
        *index += 1;
        add_from(child, home, path, found);
        path.truncate(mark);
    }
}
