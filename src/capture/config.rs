//! The configuration of capture readers.

use crate::limits::Limits;

/// How to read a capture.
///
/// ```
/// use paywire::capture::{Config, Kind};
///
/// let config = Config::new().kind(Kind::Ndjson).field("request.body".parse()?);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Config {
    pub(super) kind: Option<super::Kind>,
    pub(super) limits: Limits,
    pub(super) entry: EntryLimit,
    pub(super) fields: Vec<super::FieldPath>,
    pub(super) read_files: bool,
}

/// The limit of bytes in one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EntryLimit(pub(super) usize);

impl Default for EntryLimit {
    /// Captures of browsers include images and scripts.
    fn default() -> Self {
        EntryLimit(64 << 20)
    }
}

impl Config {
    /// Creates a configuration that detects the kind of capture and has default limits.
    pub fn new() -> Self {
        Config::default()
    }

    /// Sets the kind of capture instead of detecting it.
    pub fn kind(mut self, kind: super::Kind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Sets the limits: `names` for the header fields of one message, `name` and `value` for their
    /// bytes, `depth` for nesting, `list` for what one entry repeats.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the limit of bytes in one entry, both in the capture and decompressed. Default: 64 MiB.
    /// Errors call it the limit `entry`.
    pub fn max_entry(mut self, bytes: usize) -> Self {
        self.entry = EntryLimit(bytes);
        self
    }

    /// Adds a path of the body in each line of NDJSON. All added paths are read. Without one, the
    /// line itself is the body.
    ///
    /// A text at the path is the body itself; an object or a list is a body in JSON, verbatim.
    /// Lines with anything else there, or nothing, have no body.
    pub fn field(mut self, field: super::FieldPath) -> Self {
        self.fields.push(field);
        self
    }

    /// Sets whether to read the files that curl commands take content from (`-d @name`), relative
    /// to the working directory. Default: no, as captures may come from anybody.
    pub fn read_files(mut self, yes: bool) -> Self {
        self.read_files = yes;
        self
    }
}
