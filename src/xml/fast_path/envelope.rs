//! Elements around the one that is read into a type.

use std::ops::Range;

use super::{Element, Reader, Tag};
use crate::xml::tape::flag;

/// An element that was entered.
pub(crate) struct Entered(Element);

impl<'de> Reader<'de, '_> {
    /// The whole document.
    pub(crate) fn source(&self) -> &'de str {
        self.scan.source
    }

    /// The whole name of the element.
    pub(crate) fn qname(&self) -> &'de str {
        self.source().get(self.element.qname()).unwrap_or_default()
    }

    /// Whether no processing instruction was met.
    pub(crate) fn is_free_of_instructions(&self) -> bool {
        self.scan.instruction.is_none()
    }

    /// Whether no attribute was met that is in a namespace of the document's own.
    pub(crate) fn is_free_of_attributes(&self) -> bool {
        !self.foreign
    }

    /// Takes what was met so far for looked at.
    pub(crate) fn forget_attributes(&mut self) {
        self.foreign = false;
    }

    /// Goes inside of the element. `None` if it has no tag to close it.
    pub(crate) fn open(&mut self) -> Option<Entered> {
        let element = self.take().ok()?;
        if element.has(flag::EMPTY_TAG | flag::NIL) {
            return None;
        }
        self.enter().ok()?;
        Some(Entered(element))
    }

    /// Goes to the next element, which must be there.
    pub(crate) fn child(&mut self) -> Option<()> {
        let Tag::Start(from) = self.tag().ok()? else {
            return None;
        };
        self.start(from).ok()
    }

    /// Leaves an element after the last of its children.
    pub(crate) fn close(&mut self, Entered(element): Entered) -> Option<()> {
        let Tag::End(from) = self.tag().ok()? else {
            return None;
        };
        self.leave(element, from).ok()
    }

    /// Passes by the element; gives where it stands, and an empty range if it has no children.
    pub(crate) fn pass(&mut self) -> Option<Range<usize>> {
        let start = (self.element.name as usize).checked_sub(1)?;
        if !self.is_leaf().ok()? {
            self.skip().ok()?;
            return Some(start..self.at);
        }
        let text = self.text().ok()?;
        self.is_blank(&text).then_some(start..start)
    }
}
