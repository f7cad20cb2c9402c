//! From an element to a [`Tree`], and what reading one says, in the words of this format.

use super::chars::is_blank;
use super::config::Config;
use super::document::{Document, Element};
use super::tape::{self, MarkupNode, flag, namespace};
use super::text;
use super::warning::{Warning, WarningKind};
use crate::encoding::Charset;
use crate::error::{Error, ErrorKind};
use crate::tree::{self, Builder, NodeKind, Repair, Repaired, Rules, Syntax, TEXT, Tree};

impl Element<'_, '_> {
    /// Where it stands among the elements of the document.
    pub(crate) fn place(self) -> usize {
        self.at
    }

    /// All that is in the element, whose children may be in a namespace that it is not in itself. Places are those of
    /// the document's text.
    pub(crate) fn tree(self, vocabulary: Option<&str>) -> Tree {
        let document = self.document;
        let node = &document.tape.nodes[self.at];
        let within = &document.tape.nodes[self.at..node.after as usize];
        // A list of several elements of one name is a node itself, and so is a text beside others.
        let is_first =
            |node: &&MarkupNode| node.has(flag::TWIN) || (node.next != 0 && !node.has(flag::LATER));
        let is_beside = |node: &&MarkupNode| node.has(flag::ATTRIBUTES | flag::MIXED);
        let more = within.iter().filter(is_first).count() + within.iter().filter(is_beside).count();
        let mut filling = Filling {
            document,
            home: self.home_or(vocabulary),
            builder: Builder::with_capacity(within.len() + more, node.value().len()),
            name: String::new(),
        };
        filling.element(self.at, NameSource::None);
        filling.builder.finish()
    }

    /// The number of the namespace in which children are fields, beside none.
    fn home_or(self, vocabulary: Option<&str>) -> u32 {
        let document = self.document;
        match (document.tape.nodes[self.at].namespace, vocabulary) {
            (namespace::NONE, Some(uri)) => document.tape.namespaces.number(document.text(), uri),
            _ => self.home(),
        }
    }

    /// Says the places of an error in reading the tree in bytes of the input, and its line.
    pub(crate) fn placed(self, error: Error) -> Error {
        if !matches!(error.kind(), ErrorKind::DuplicateName { .. }) {
            return self.document.placed(error);
        }
        // What there is too much of is an element, whatever is in it.
        let nodes = self.document.tape.nodes.iter();
        let elements = nodes.filter(|node| !node.has(flag::ATTRIBUTE));
        let error = error.map_spans(|span| {
            let element = elements.clone().find(|node| node.value() == span);
            element.map_or(span, MarkupNode::name)
        });
        self.document.placed(error)
    }

    /// What was repaired in reading the tree.
    pub(crate) fn repaired(self, repaired: Vec<Repaired>) -> Vec<Warning> {
        let source = &self.document.source;
        let mut warnings: Vec<Warning> = repaired
            .into_iter()
            .map(|repaired| warning(self.whole(repaired), source.charset()))
            .collect();
        // Finding a place in the input is a walk, so all are found in one.
        let places = warnings.iter_mut().flat_map(Warning::places);
        source.places_in_input(places.collect());
        warnings
    }
}

impl Element<'_, '_> {
    /// A repair by which an element with others in it was left out, at the place of the whole element and not of its
    /// name.
    fn whole(self, repaired: Repaired) -> Repaired {
        let tape = &self.document.tape;
        if !repaired.left_out {
            return repaired;
        }
        let start = repaired.span.start;
        match tape
            .nodes
            .binary_search_by_key(&start, |node| node.name as usize)
        {
            Ok(at) if tape.nodes[at].has(flag::PARENT) => Repaired {
                span: tape.span(self.document.text(), at),
                ..repaired
            },
            _ => repaired,
        }
    }
}

fn warning(repaired: Repaired, charset: Charset) -> Warning {
    let kind = match repaired.repair {
        Repair::Exponent => WarningKind::Exponent,
        Repair::StrayText => WarningKind::StrayText,
        Repair::BooleanCase => WarningKind::BooleanCase,
        Repair::ListOfTwins => WarningKind::ListOfTwins,
        Repair::FirstOfDuplicates => WarningKind::FirstOfDuplicates,
        // The others are repairs of NVP.
        Repair::LastOfDuplicates
        | Repair::NameCase
        | Repair::ListGap
        | Repair::ValueAndChildren
        | Repair::NamedAndIndexed => WarningKind::LastOfDuplicates,
    };
    let mut warning = Warning::new(kind, Some(repaired.span));
    warning.set_path(repaired.path);
    if repaired.left_out {
        return warning.leaving_out(charset);
    }
    warning
}

impl<'de> Document<'de> {
    /// The element that [stands](Element::place) there.
    pub(crate) fn element(&self, at: usize) -> Element<'_, 'de> {
        Element { document: self, at }
    }
}

struct Filling<'doc, 'de> {
    document: &'doc Document<'de>,
    /// The namespace in which children are fields, beside none.
    home: u32,
    builder: Builder,
    /// A name that does not stand in the document as it is here.
    name: String,
}

/// Under which name an element stands.
#[derive(Clone, Copy)]
enum NameSource {
    None,
    Own,
}

impl Filling<'_, '_> {
    fn element(&mut self, at: usize, name: NameSource) {
        let document = self.document;
        let node = &document.tape.nodes[at];
        let name = match name {
            NameSource::None => "",
            NameSource::Own => name_of(document, self.home, node, &mut self.name),
        };
        let span = span(node);
        if node.has(flag::NIL) {
            self.builder.leaf(name, NodeKind::Null, 0, "null", span);
            return;
        }
        if !node.has(flag::PARENT | flag::ATTRIBUTES) {
            add_text(&mut self.builder, document, (name, 0), node);
            return;
        }
        let is_parent = node.has(flag::PARENT);
        let flags = if is_parent { tree::flag::PARENT } else { 0 };
        let open = self.builder.open(name, NodeKind::Object, flags, span);
        self.attributes(at);
        if !is_parent || node.has(flag::MIXED) {
            self.own_text(at);
        }
        if is_parent {
            self.children(at);
        }
        self.builder.close(&open);
    }

    fn attributes(&mut self, at: usize) {
        let document = self.document;
        let own = document.tape.nodes[at + 1..].iter();
        for node in own.take_while(|node| node.has(flag::ATTRIBUTE)) {
            // What says how to read an element says nothing of its content.
            if node.has(flag::INSTANCE) {
                continue;
            }
            let name = name_of(document, self.home, node, &mut self.name);
            let flags = tree::flag::ATTRIBUTE;
            add_text(&mut self.builder, document, (name, flags), node);
        }
    }

    fn own_text(&mut self, at: usize) {
        let document = self.document;
        let node = &document.tape.nodes[at];
        if !node.has(flag::PARENT) {
            let text = tape::leaf(document.text(), node);
            let blank = if is_blank(text.as_bytes()) {
                tree::flag::BLANK
            } else {
                0
            };
            let flags = tree::flag::OWN | blank;
            self.builder
                .leaf(TEXT, NodeKind::Text, flags, &text, span(node));
            return;
        }
        let span = document.tape.stray(document.text(), at);
        let span = span.unwrap_or_else(|| node.name());
        let pieces = document.tape.pieces(document.text(), at);
        let written = self.builder.leaf_with(TEXT, tree::flag::OWN, span, |out| {
            pieces.for_each(|piece| text::content(piece, out));
            Ok::<(), std::convert::Infallible>(())
        });
        let Ok(()) = written;
    }

    fn children(&mut self, at: usize) {
        let document = self.document;
        let nodes = &document.tape.nodes;
        for child in document.tape.children(at) {
            let node = &nodes[child];
            if node.has(flag::LATER) {
                continue;
            }
            let twin = node
                .has(flag::TWIN)
                .then(|| document.tape.twin(child, self.home))
                .flatten();
            if twin.is_some_and(|twin| twin < child) {
                continue;
            }
            if node.next == 0 && twin.is_none() {
                self.element(child, NameSource::Own);
                continue;
            }
            let twins = if twin.is_some() { tree::flag::TWINS } else { 0 };
            let name = name_of(document, self.home, node, &mut self.name);
            let flags = tree::flag::REPEATED | twins;
            let open = self.builder.open(name, NodeKind::List, flags, span(node));
            let mut named = document.tape.named(child, self.home);
            while let Some(entry) = named.step(nodes) {
                self.element(entry, NameSource::None);
            }
            self.builder.close(&open);
        }
    }
}

fn add_text(
    builder: &mut Builder,
    document: &Document<'_>,
    (name, flags): (&str, u16),
    node: &MarkupNode,
) {
    let text = tape::leaf(document.text(), node);
    builder.leaf(name, NodeKind::Text, flags, &text, span(node));
}

/// The name of a field or attribute, or of an extension: no field can have it.
fn name_of<'a>(
    document: &'a Document<'_>,
    home: u32,
    node: &MarkupNode,
    name: &'a mut String,
) -> &'a str {
    let local = document.text().get(node.name()).unwrap_or_default();
    let is_attribute = node.has(flag::ATTRIBUTE);
    if !is_attribute && (node.namespace == namespace::NONE || node.namespace == home) {
        return local;
    }
    name.clear();
    if is_attribute {
        name.push('@');
    }
    if let Some(uri) = document.tape.uri(document.text(), node.namespace) {
        name.push('{');
        name.push_str(uri);
        name.push('}');
    }
    name.push_str(local);
    name
}

/// What an error about a node points at: its text, or its name.
fn span(node: &MarkupNode) -> std::ops::Range<usize> {
    let valued = node.has(flag::ATTRIBUTE) || !node.has(flag::PARENT);
    if valued && node.value_end > node.value {
        node.value()
    } else {
        node.name()
    }
}

impl Config<'_> {
    /// How a tree is read.
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            duplicates: self.duplicates,
            exponents: self.exponents,
            stray_text: self.stray_text,
            any_case_booleans: self.any_case_booleans,
            max_list: self.limits.max_list(),
            ..Rules::strict(Syntax::Xml)
        }
    }
}
