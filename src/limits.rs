//! Bounds on what a decoder accepts, on by default.

use crate::error::{Error, ErrorKind, Limit};

/// How much a decoder accepts before it gives up with [`ErrorKind::Limit`].
///
/// Every decoder of this crate works under such limits. The defaults fit payment messages with
/// ample room; raise single ones for bulk data, or lower them for an exposed service.
///
/// | limit | default | counts |
/// | --- | --: | --- |
/// | [`input`](Limits::input) | 1 MiB | bytes of the whole input |
/// | [`depth`](Limits::depth) | 64 | steps of a name, nesting of an element or object |
/// | [`names`](Limits::names) | 4096 | pairs of a body, elements of a document, members of all objects |
/// | [`attributes`](Limits::attributes) | 64 | attributes of one element |
/// | [`list`](Limits::list) | 10000 | entries of one list |
/// | [`name`](Limits::name) | 256 | bytes of one name, decoded |
/// | [`value`](Limits::value) | 65536 | bytes of one value, as written |
///
/// A value equal to the limit is accepted, one more is not.
///
/// ```
/// use paywire::{Limits, nvp};
///
/// let config = nvp::Config::strict().limits(Limits::default().names(2));
/// let refused = config.from_str::<nvp::Value>("a=1&b=2&c=3").unwrap_err();
/// assert_eq!(refused.to_string(), "more than 2 names at byte 8");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Limits {
    input: u32,
    depth: u16,
    names: u32,
    attributes: u32,
    list: u32,
    name: u32,
    value: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits::DEFAULT
    }
}

macro_rules! limits {
    ($($(#[$doc:meta])* $field:ident: $ty:ty, $get:ident;)*) => {$(
        $(#[$doc])*
        pub const fn $field(mut self, max: $ty) -> Self {
            self.$field = max;
            self
        }

        #[doc = concat!("The bound set by [`", stringify!($field), "`](Limits::", stringify!($field), ").")]
        #[must_use]
        pub const fn $get(&self) -> $ty {
            self.$field
        }
    )*};
}

impl Limits {
    /// The bounds of the table above.
    pub const DEFAULT: Limits = Limits {
        input: 1 << 20,
        depth: 64,
        names: 4096,
        attributes: 64,
        list: 10_000,
        name: 256,
        value: 1 << 16,
    };

    /// The deepest nesting any decoder follows, whatever is set: it is what a thread's stack holds.
    /// XML ends at half of it, as an element may be an entry of a list besides.
    pub const MAX_DEPTH: u16 = 1024;

    /// The highest bounds the decoders can work with: inputs just short of 4 GiB, names 1024 steps
    /// deep, no bound on counts. Only for input you made yourself.
    pub const fn unlimited() -> Self {
        Limits {
            input: u32::MAX - 1,
            depth: Self::MAX_DEPTH,
            names: u32::MAX,
            attributes: u32::MAX,
            list: u32::MAX,
            name: u32::MAX,
            value: u32::MAX,
        }
    }

    limits! {
        /// Sets the longest input, in bytes.
        input: u32, max_input;
        /// Sets the deepest nesting; no more than [`Limits::MAX_DEPTH`] has any effect.
        depth: u16, max_depth;
        /// Sets the greatest number of names (pairs, elements, members) in one input.
        names: u32, max_names;
        /// Sets the greatest number of attributes on one element.
        attributes: u32, max_attributes;
        /// Sets the greatest number of entries in one list.
        list: u32, max_list;
        /// Sets the longest name, in bytes after decoding.
        name: u32, max_name;
        /// Sets the longest value, in bytes as written.
        value: u32, max_value;
    }

    /// Refuses an input longer than [`Limits::input`].
    pub(crate) fn check_input(&self, len: usize) -> Result<(), Error> {
        if len > self.input as usize {
            let kind = ErrorKind::Limit(Limit::Input(self.input));
            return Err(Error::at(kind, self.input as usize..len));
        }
        Ok(())
    }
}
