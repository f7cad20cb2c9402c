//! How strictly to read, and how to write.

use std::borrow::Cow;

use crate::limits::Limits;

/// How to read and write a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Config {
    pub(super) limits: Limits,
    pub(super) root: Option<Cow<'static, str>>,
    pub(super) namespace: Option<Cow<'static, str>>,
    pub(super) prefix: Cow<'static, str>,
    pub(super) declaration: bool,
    pub(super) indent: Option<u8>,
}

impl Default for Config {
    fn default() -> Self {
        Config::strict()
    }
}

impl Config {
    /// Refuses what loses data or can be read in two ways. The default.
    pub const fn strict() -> Self {
        Config {
            limits: Limits::DEFAULT,
            root: None,
            namespace: None,
            prefix: Cow::Borrowed("ns"),
            declaration: true,
            indent: None,
        }
    }

    /// Sets the bounds. See [`Limits`] for the defaults.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the name of the root element.
    pub fn root(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.root = Some(name.into());
        self
    }

    /// Sets the namespace of the root element.
    pub fn namespace(mut self, namespace: impl Into<Cow<'static, str>>) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Sets the prefix that stands for the namespace in what is written, `ns` if nothing is set.
    ///
    /// The children of the root are written in no namespace, as schemas mostly want it. With an empty
    /// prefix, the namespace is declared as the default one: then they are in it too.
    pub fn prefix(mut self, prefix: impl Into<Cow<'static, str>>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Sets whether a document begins with `<?xml version="1.0" encoding="UTF-8"?>`. It does by
    /// default.
    pub fn declaration(mut self, write: bool) -> Self {
        self.declaration = write;
        self
    }

    /// Sets by how many spaces a level is indented. By default everything is on one line.
    ///
    /// Background: indented documents are for people. White space between elements is no data to
    /// the types that are read here, but to other readers it may be.
    pub fn indent(mut self, spaces: u8) -> Self {
        self.indent = Some(spaces);
        self
    }
}

/// What the writing half asks.
impl Config {
    pub(crate) fn max_limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn root_name(&self) -> Option<&str> {
        self.root.as_deref()
    }

    pub(crate) fn root_namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    pub(crate) fn root_prefix(&self) -> &str {
        &self.prefix
    }

    pub(crate) fn writes_declaration(&self) -> bool {
        self.declaration
    }

    pub(crate) fn indentation(&self) -> Option<u8> {
        self.indent
    }
}
