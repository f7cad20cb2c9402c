//! What is read here is read by `roxmltree` too, and both find the same names and texts.
//!
//! The other way round does not hold: `roxmltree` lets pass several things that are not
//! well-formed.

use paywire::Limits;
use paywire::xml::{Config, Content, Document, Element};

/// The target.
pub fn run(data: &[u8]) {
    // It takes text only.
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    // A carriage return beside a reference is one to `roxmltree`; to XML, and to expat, it ends a line.
    if text.contains('\r') && text.contains('&') {
        return;
    }
    let config = Config::strict().limits(Limits::unlimited());
    let Ok(ours) = Document::from_str_with(text, config) else {
        return;
    };
    match roxmltree::Document::parse(text) {
        Ok(theirs) => same(ours.root(), theirs.root_element()),
        Err(
            roxmltree::Error::NamespacesLimitReached | roxmltree::Error::AttributesLimitReached,
        ) => {}
        Err(error) => panic!("roxmltree refuses it: {error}"),
    }
}

fn same(ours: Element<'_, '_>, theirs: roxmltree::Node<'_, '_>) {
    let name = theirs.tag_name();
    assert_eq!(ours.name(), name.name());
    assert_eq!(
        ours.namespace(),
        name.namespace().filter(|uri| !uri.is_empty())
    );
    let mut attributes = theirs.attributes();
    for attribute in ours.attributes() {
        let other = attributes.next().expect("an attribute they do not have");
        assert_eq!(
            (attribute.name, attribute.namespace),
            (other.name(), other.namespace())
        );
        assert_eq!(attribute.value, other.value());
    }
    assert!(attributes.next().is_none(), "an attribute we do not have");
    let mut children = theirs.children().peekable();
    let mut text = || {
        let mut text = String::new();
        while let Some(child) = children.next_if(|child| !child.is_element()) {
            if child.is_text() {
                text.push_str(child.text().unwrap_or_default());
            }
        }
        (text, children.next())
    };
    let mut parts = ours.content().peekable();
    loop {
        let (theirs, child) = text();
        let own = parts.next_if(|part| matches!(part, Content::Text(_)));
        let own = match own {
            Some(Content::Text(text)) => text,
            _ => String::new(),
        };
        assert_eq!(own, theirs);
        match (parts.next(), child) {
            (Some(Content::Element(ours)), Some(theirs)) => same(ours, theirs),
            (None, None) => return,
            _ => panic!("one has a child that the other does not have"),
        }
    }
}
