//! From a tape to a [`Tree`], and what reading one says, in the words of this format.

use std::ops::Range;

use super::config::{Config, Conflicts, Empty, Gaps, NameCase};
use super::de::Deserializer;
use super::ordered;
use super::tape::flag::{LIST, NAMED, TEXT as OWN_TEXT, VALUE};
use super::tape::{Body, Tape, TapeNode, flag};
use super::value::{self, Value};
use super::warning::{Warning, WarningKind};
use crate::error::Error;
use crate::tree::{self, Builder, NodeKind, OpenNode, Ref, Repair, Repaired, Rules, Syntax, TEXT};

impl Deserializer<'_> {
    /// The body right as a tree, if it is in order and there is nothing to say about its values.
    fn ordered(&self) -> Option<tree::Tree> {
        ordered::tree(self.body(), self.config())
    }

    /// The same of an input, with what was repaired around its pairs.
    pub(crate) fn ordered_input(
        input: &[u8],
        config: Config,
    ) -> Option<(tree::Tree, Vec<Warning>)> {
        let mut read = Deserializer::from_slice_with(input, config).ok()?;
        let tree = read.ordered()?;
        Some((tree, read.warnings().to_vec()))
    }

    /// Adds the value of a node to a tree.
    fn add_value(
        &mut self,
        builder: &mut Builder,
        (name, flags): (&str, u16),
        node: TapeNode,
    ) -> Result<(), Error> {
        let span = node.value();
        let text = self.text(node)?;
        builder.leaf(name, NodeKind::Text, flags, text.as_str(), span);
        Ok(())
    }

    /// All of the body.
    pub(crate) fn tree(&mut self) -> Result<tree::Tree, Error> {
        if let Some(tree) = self.ordered() {
            return Ok(tree);
        }
        let tape = self.lexed()?;
        let filled = Filling::new(&tape, self.body_length()).fill(self);
        filled.map_err(|(error, at)| self.locate_on(&tape, error, at))
    }
}

/// A tree that is being filled.
struct Filling<'t> {
    tape: &'t Tape,
    builder: Builder,
    open: Vec<Level>,
}

/// A node that is open.
struct Level {
    open: OpenNode,
    depth: u16,
    /// How children with an index are named.
    indices: Indices,
    /// What own values are among the children.
    own: Own,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Indices {
    /// Not at all: they are the entries of a list.
    Entries,
    /// By their indices, in a list with gaps.
    Numbered,
    /// By their indices, among words.
    Mixed,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Own {
    /// They are entries of this list of several.
    Entries,
    /// There is one, which is a member.
    Member,
    /// There are several, which are a list that is a member.
    List,
}

impl<'t> Filling<'t> {
    fn new(tape: &'t Tape, length: usize) -> Self {
        let mut builder = Builder::with_capacity(tape.nodes.len(), length);
        let root = Level {
            open: builder.open("", NodeKind::Object, 0, 0..0),
            depth: 0,
            indices: Indices::Entries,
            own: Own::Member,
        };
        Filling {
            tape,
            builder,
            open: vec![root],
        }
    }

    /// Adds all nodes. What cannot be decoded is an error, with the node it is about.
    fn fill(mut self, de: &mut Deserializer<'_>) -> Result<tree::Tree, (Error, usize)> {
        let nodes = &self.tape.nodes;
        let body = *de.body();
        // The last node only ends every subtree.
        for (at, node) in nodes[..nodes.len() - 1].iter().enumerate().skip(1) {
            self.close_before(node);
            let mut index = itoa::Buffer::new();
            let (name, flags) = self.name(&body, node, &mut index);
            if node.shape() == VALUE {
                let added = de.add_value(&mut self.builder, (name, flags), *node);
                added.map_err(|error| (error, at))?;
            } else {
                let span = self.tape.span(at).unwrap_or_default();
                self.open(node, (name, flags), span);
            }
        }
        while let Some(level) = self.open.pop() {
            self.builder.close(&level.open);
        }
        Ok(self.builder.finish())
    }

    /// Closes what a node does not stand in.
    fn close_before(&mut self, node: &TapeNode) {
        let ends = |level: &mut Level| {
            let is_own = level.own == Own::Entries && !node.has(flag::OWN);
            level.depth >= node.depth || (is_own && level.depth + 1 >= node.depth)
        };
        while let Some(level) = self.open.pop_if(ends) {
            self.builder.close(&level.open);
        }
    }

    /// The name of a node in the tree, and what it is there.
    fn name<'a>(
        &mut self,
        body: &Body<'a>,
        node: &TapeNode,
        index: &'a mut itoa::Buffer,
    ) -> (&'a str, u16)
    where
        't: 'a,
    {
        let Some(level) = self.open.last() else {
            return ("", 0);
        };
        if node.has(flag::OWN) {
            return match level.own {
                Own::Entries => ("", tree::flag::OWN),
                Own::Member => (TEXT, tree::flag::OWN),
                Own::List => {
                    self.open_own(level.depth);
                    ("", tree::flag::OWN)
                }
            };
        }
        match level.indices {
            _ if !node.has(flag::INDEX) => (self.tape.word(body, node), 0),
            Indices::Entries => ("", 0),
            Indices::Numbered => (index.format(node.start), 0),
            Indices::Mixed => (index.format(node.start), tree::flag::INDEX),
        }
    }

    /// Opens the list of several own values beside children.
    fn open_own(&mut self, depth: u16) {
        let flags = tree::flag::OWN | tree::flag::REPEATED;
        self.open.push(Level {
            open: self.builder.open(TEXT, NodeKind::List, flags, 0..0),
            depth,
            indices: Indices::Entries,
            own: Own::Entries,
        });
    }

    fn open(&mut self, node: &TapeNode, (name, flags): (&str, u16), span: Range<usize>) {
        let shape = node.shape();
        let (kind, more) = match shape {
            OWN_TEXT => (NodeKind::List, tree::flag::REPEATED),
            LIST => (NodeKind::List, 0),
            _ => (NodeKind::Object, 0),
        };
        let gap = if node.has(flag::GAP) {
            tree::flag::GAP
        } else {
            0
        };
        let indices = match shape {
            LIST if gap == 0 => Indices::Entries,
            LIST => Indices::Numbered,
            _ => Indices::Mixed,
        };
        let own = match shape & (NAMED | LIST) {
            0 => Own::Entries,
            _ if node.has(flag::REPEATED) => Own::List,
            _ => Own::Member,
        };
        self.open.push(Level {
            open: self.builder.open(name, kind, flags | more | gap, span),
            depth: node.depth,
            indices,
            own,
        });
    }
}

impl Config {
    /// How a tree is read.
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            duplicates: self.duplicates,
            conflicts: self.conflicts != Conflicts::Error,
            gaps: self.gaps == Gaps::CloseUp,
            any_case: self.names == NameCase::Any,
            empty_is_absent: self.empty == Empty::Absent,
            exponents: self.exponents,
            max_list: self.limits.max_list(),
            ..Rules::strict(Syntax::Nvp)
        }
    }
}

impl Warning {
    /// What was repaired in reading a tree.
    pub(crate) fn repaired(repaired: Repaired) -> Self {
        let kind = match repaired.repair {
            Repair::NameCase => WarningKind::NameCase,
            Repair::FirstOfDuplicates => WarningKind::FirstOfDuplicates,
            Repair::LastOfDuplicates => WarningKind::LastOfDuplicates,
            Repair::ListGap => WarningKind::ListGap,
            Repair::NamedAndIndexed => WarningKind::NamedAndIndexed,
            Repair::Exponent => WarningKind::Exponent,
            // The others are repairs of XML.
            Repair::ValueAndChildren
            | Repair::StrayText
            | Repair::BooleanCase
            | Repair::ListOfTwins => WarningKind::ValueAndChildren,
        };
        let mut warning = if repaired.left_out {
            Warning::leaving_out(kind, repaired.span)
        } else {
            Warning::new(kind, Some(repaired.span))
        };
        warning.set_path(repaired.path);
        warning
    }
}

impl From<Ref<'_>> for Value {
    /// The texts of a tree.
    fn from(value: Ref<'_>) -> Self {
        if let Some(text) = value.as_str() {
            return Value::Text(text.to_owned());
        }
        match value.kind() {
            NodeKind::Null => Value::Null,
            NodeKind::List => Value::List(value.children().map(Value::from).collect()),
            _ => {
                let members = value.children();
                let members = members.map(|member| (member.name().to_owned(), Value::from(member)));
                Value::Map(members.collect::<value::Map>())
            }
        }
    }
}
