//! The quick way from bytes to a [`Tree`], for bodies that are in order: without a tape in between.

use std::ops::Range;

use super::config::Config;
use super::in_order::{self, PlacedStep, Sink};
use super::tape::{Body, flag};
use super::warning::Warning;
use crate::tree::{Builder, NodeKind, Tree};

/// The tree of a body, if its names are plain and in order, and there is nothing to say about its values.
pub(super) fn tree(body: &Body<'_>, config: &Config) -> Option<Tree> {
    let ordered = in_order::write(body, config, Ordered::new(body, config)?)?;
    Some(ordered.builder.finish())
}

/// Room that is enough for nearly all texts that have escapes.
const USUAL_TEXT: usize = 256;

/// A tree that is being written.
struct Ordered<'a> {
    body: &'a Body<'a>,
    text: &'a str,
    config: &'a Config,
    builder: Builder,
    /// The first node that was opened on the way to the next value.
    opened: usize,
    /// Decoded text that lives until the next one.
    scratch: Vec<u8>,
    /// What would have to be said.
    warnings: Vec<Warning>,
}

impl<'a> Ordered<'a> {
    fn new(body: &'a Body<'a>, config: &'a Config) -> Option<Self> {
        let length = body.bytes.len() - body.start;
        let mut builder = Builder::with_capacity(in_order::likely_nodes(body), length);
        // It is never closed: all of the tree is in it.
        let _ = builder.open("", NodeKind::Object, 0, 0..0);
        Some(Ordered {
            body,
            text: body.text?,
            config,
            builder,
            opened: 1,
            scratch: Vec::new(),
            warnings: Vec::new(),
        })
    }

    #[inline(always)]
    fn name(&self, step: PlacedStep) -> &'a str {
        let word = if step.is_index() { 0..0 } else { step.word() };
        self.text.get(word).unwrap_or_default()
    }
}

impl Sink for Ordered<'_> {
    #[inline(always)]
    fn count(&self) -> usize {
        self.builder.count()
    }

    #[inline(always)]
    fn open(&mut self, step: PlacedStep) {
        // An entry stands where the first value in it does.
        let span = if step.is_index() { 0..0 } else { step.word() };
        let _ = self
            .builder
            .open(self.name(step), NodeKind::Object, 0, span);
    }

    #[inline(always)]
    fn leaf(&mut self, step: PlacedStep, value: Range<usize>) -> Option<()> {
        self.builder.place(self.opened, &value);
        let name = self.name(step);
        let text = if step.flags & flag::ESCAPED == 0 {
            self.text.get(value.clone())?
        } else {
            let piece = self.body.piece(value.clone());
            if piece.is_spaced() {
                return None;
            }
            if self.scratch.capacity() == 0 {
                self.scratch.reserve(USUAL_TEXT);
            }
            let text = piece.text(self.config, &mut self.scratch, &mut self.warnings);
            text.ok().filter(|_| self.warnings.is_empty())?
        };
        self.builder.leaf(name, NodeKind::Text, 0, text, value);
        self.opened = self.count();
        Some(())
    }

    #[inline(always)]
    fn close(&mut self, at: usize, entries: u32) {
        let kind = if entries > 0 {
            NodeKind::List
        } else {
            NodeKind::Object
        };
        self.builder.close_as(at, kind);
    }

    fn has(&self, at: usize, _: u16, word: &[u8]) -> bool {
        self.builder.has(at, word)
    }
}
