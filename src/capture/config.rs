//! How captures are read.

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
    pub(super) fields: Vec<super::Field>,
    pub(super) read_files: bool,
}

/// The most bytes of one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EntryLimit(pub(super) usize);

impl Default for EntryLimit {
    /// Pages of a browser's capture come with pictures and scripts.
    fn default() -> Self {
        EntryLimit(64 << 20)
    }
}

impl Config {
    /// The kind of capture is found out; limits are the defaults.
    pub fn new() -> Self {
        Config::default()
    }

    /// Says what kind of capture it is, instead of looking.
    pub fn kind(mut self, kind: super::Kind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Sets the bounds: `names` of header fields of one message, `name` and `value` of their bytes, `depth`
    /// of nesting, `list` of what one entry repeats.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets how many bytes one entry may have, as it stands in the capture and once it is unpacked.
    /// Default: 64 MiB. Errors call it the limit `entry`.
    pub fn max_entry(mut self, bytes: usize) -> Self {
        self.entry = EntryLimit(bytes);
        self
    }

    /// Says where in each line of NDJSON a body stands. Said more than once, each place is looked at.
    /// Without it the line itself is the body.
    ///
    /// A text at the place is taken for the body itself, an object or a list for a body in JSON, as it
    /// is written. Of a line that has nothing there, or something else, nothing comes.
    pub fn field(mut self, field: super::Field) -> Self {
        self.fields.push(field);
        self
    }

    /// Whether files are read that a curl command takes content from (`-d @name`), by the names they
    /// have there, from the folder that the program runs in. Default: no, as a capture may come from
    /// anybody.
    pub fn read_files(mut self, yes: bool) -> Self {
        self.read_files = yes;
        self
    }
}
