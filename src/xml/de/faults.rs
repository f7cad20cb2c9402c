//! Errors and warnings about elements that do not fit the type.

use super::Cursor;
use super::lexical::odd_boolean;
use crate::error::{Error, ErrorKind};
use crate::xml::tape::flag;
use crate::xml::warning::WarningKind;

/// Longer namespaces are not repeated in errors.
const LONGEST: usize = 100;

impl Cursor<'_, '_> {
    /// Several elements of one name where one is allowed, or a list of two namespaces.
    #[cold]
    pub(super) fn twice(&self) -> Error {
        let tape = &self.document.tape;
        let head = &tape.nodes[self.at];
        let next = (head.next != 0).then_some(head.next as usize);
        let second = match (self.twin(self.at), next) {
            (Some(twin), Some(next)) => twin.min(next),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => self.at,
        };
        let first = head.name();
        let error = Error::at(
            ErrorKind::DuplicateName { first },
            tape.nodes[second].name(),
        );
        self.locate(error, second)
    }

    /// What a boolean means that is `true` or `false` in other letters, if those may be read.
    #[cold]
    pub(super) fn odd_boolean(&mut self, value: bool, at: usize) -> Result<bool, Error> {
        if !self.document.switches.any_case_booleans {
            return Err(odd_boolean());
        }
        self.warn(WarningKind::BooleanCase, at);
        Ok(value)
    }

    /// Says of a field that is missing in the element at `at` in which namespace its name is there.
    #[cold]
    pub(super) fn explained(&self, error: Error, at: usize) -> Error {
        let ErrorKind::MissingField(field) = error.kind() else {
            return error;
        };
        // It may be that of an element further down.
        if error.span().is_some() {
            return error;
        }
        let (attribute, name) = match field.strip_prefix('@') {
            Some(name) => (true, name),
            None => (false, *field),
        };
        let tape = &self.document.tape;
        let mut inside = at + 1;
        while inside < tape.nodes[at].after as usize {
            let node = &tape.nodes[inside];
            let uri = tape.uri(self.text(), node.namespace);
            if node.has(flag::ATTRIBUTE) == attribute
                && self.name(node) == name
                && let Some(uri) = uri.filter(|uri| uri.len() <= LONGEST)
            {
                let sign = if attribute { "@" } else { "" };
                let what = format!(
                    "`{field}`, but `{sign}{{{uri}}}{name}` is there, which is in another namespace"
                );
                return Error::new(ErrorKind::FieldInOtherNamespace(what.into()));
            }
            inside = node.after as usize;
        }
        error
    }

    /// Whether this is the element where reading started, and its own name is a variant while no
    /// child's is.
    pub(super) fn is_called_as_variant(&self, variants: &[&str]) -> bool {
        if self.at != self.top || !variants.contains(&self.name(self.node())) {
            return false;
        }
        let tape = &self.document.tape;
        let known = |child: usize| variants.contains(&self.name(&tape.nodes[child]));
        if self.node().has(flag::PARENT) {
            return !tape.children(self.at).any(known);
        }
        let text = crate::xml::tape::leaf(self.text(), self.node());
        !variants.contains(&text.trim())
    }
}
