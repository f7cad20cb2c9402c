//! How strictly to read, and how to write.

use crate::limits::Limits;

/// How to read and write a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Config<'c> {
    pub(super) limits: Limits,
    pub(super) root: Option<&'c str>,
    pub(super) namespace: Option<&'c str>,
    pub(super) prefix: &'c str,
    pub(super) declaration: bool,
    pub(super) indent: Option<u8>,
}

impl Default for Config<'_> {
    fn default() -> Self {
        Config::strict()
    }
}

impl<'c> Config<'c> {
    /// Refuses what loses data or can be read in two ways. The default.
    pub const fn strict() -> Self {
        Config {
            limits: Limits::DEFAULT,
            root: None,
            namespace: None,
            prefix: "ns",
            declaration: true,
            indent: None,
        }
    }

    /// Sets the bounds. See [`Limits`] for the defaults.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the name of the root element.
    pub const fn root(mut self, name: &'c str) -> Self {
        self.root = Some(name);
        self
    }

    /// Sets the namespace of the root element.
    pub const fn namespace(mut self, namespace: &'c str) -> Self {
        self.namespace = Some(namespace);
        self
    }

    /// Sets the prefix that stands for the [namespace](Config::namespace) in what is written; `ns`
    /// if nothing is set.
    ///
    /// The children of the root are written in no namespace, as most schemas want it. With the
    /// empty prefix the namespace is the default one, and the children are in it too.
    pub const fn prefix(mut self, prefix: &'c str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Whether a document begins with `<?xml version="1.0" encoding="UTF-8"?>`. It does by default.
    pub const fn declaration(mut self, write: bool) -> Self {
        self.declaration = write;
        self
    }

    /// Sets by how many spaces a level is indented. By default there is no white space at all.
    ///
    /// Background: indented documents are for people. What is read here is the same, but to other
    /// readers white space may be data.
    pub const fn indent(mut self, spaces: u8) -> Self {
        self.indent = Some(spaces);
        self
    }
}
