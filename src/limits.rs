//! Bounds on what a decoder accepts, on by default.

use std::io::Read;
use std::str::FromStr;

use crate::error::{Error, ErrorKind, Limit};

/// How much a decoder accepts before it gives up with [`ErrorKind::Limit`].
///
/// Every decoder of this crate works under such limits. The defaults fit payment messages with
/// ample room; raise some of them for bulk data, or lower them for an exposed service.
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
/// assert_eq!(refused.to_string(), "more than 2 names (limit `names`) at byte 8");
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

/// The number of warnings that are kept for one body; further ones are only counted. Nobody reads more of
/// them, and they would take more memory than the body.
pub(crate) const MAX_WARNINGS: usize = 1_000;

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
    /// The default bounds, as in the table above.
    pub const DEFAULT: Limits = Limits {
        input: 1 << 20,
        depth: 64,
        names: 4096,
        attributes: 64,
        list: 10_000,
        name: 256,
        value: 1 << 16,
    };

    /// The deepest nesting that any decoder follows, whatever is set: deeper input could overflow a
    /// thread's stack. JSON and XML stop at half of it, because each level of theirs takes more of
    /// the stack.
    pub const MAX_DEPTH: u16 = 1024;

    /// The deepest nesting of JSON and XML. An element can also be an entry of a list, which takes
    /// two steps to read, and an object takes as much of the stack as two steps of a name.
    pub(crate) const MAX_NESTING: u16 = Self::MAX_DEPTH / 2;

    /// The highest bounds that the decoders support: inputs just short of 4 GiB, names 1024 steps
    /// deep, no bound on counts. Use it only for input that you trust.
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
        /// Sets the deepest nesting; no more than [`Limits::MAX_DEPTH`] has any effect, and no more
        /// than half of it in JSON and XML.
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

    /// Sets the bound for the setting that `limit` stands for.
    ///
    /// ```
    /// use paywire::{Limit, Limits};
    ///
    /// let limit: Limit = "names=20000".parse()?;
    /// assert_eq!(Limits::default().set(limit).max_names(), 20_000);
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub const fn set(self, limit: Limit) -> Self {
        match limit {
            Limit::Input(max) => self.input(max),
            Limit::Depth(max) => self.depth(max),
            Limit::Names(max) => self.names(max),
            Limit::Attributes(max) => self.attributes(max),
            Limit::List(max) => self.list(max),
            Limit::Name(max) => self.name(max),
            Limit::Value(max) => self.value(max),
        }
    }

    /// All bounds, in the order of the table above.
    #[must_use]
    pub const fn all(&self) -> [Limit; 7] {
        [
            Limit::Input(self.input),
            Limit::Depth(self.depth),
            Limit::Names(self.names),
            Limit::Attributes(self.attributes),
            Limit::List(self.list),
            Limit::Name(self.name),
            Limit::Value(self.value),
        ]
    }

    /// All that a reader has. Where that is more than [`Limits::input`] allows, one byte more than that.
    pub(crate) fn read(&self, reader: impl Read) -> Result<Vec<u8>, Error> {
        let mut input = Vec::new();
        // One byte past the limit is enough to see that it is exceeded.
        reader
            .take(u64::from(self.input) + 1)
            .read_to_end(&mut input)?;
        Ok(input)
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

impl Limit {
    /// The name of the setting, as in [`Limits::names`]: `names`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Limit::Input(_) => "input",
            Limit::Depth(_) => "depth",
            Limit::Names(_) => "names",
            Limit::Attributes(_) => "attributes",
            Limit::List(_) => "list",
            Limit::Name(_) => "name",
            Limit::Value(_) => "value",
        }
    }

    /// The bound's value.
    #[must_use]
    pub const fn max(&self) -> u32 {
        match *self {
            Limit::Depth(max) => max as u32,
            Limit::Input(max)
            | Limit::Names(max)
            | Limit::Attributes(max)
            | Limit::List(max)
            | Limit::Name(max)
            | Limit::Value(max) => max,
        }
    }

    /// The same setting with another bound; `None` if the bound is out of its range.
    fn with(self, max: u32) -> Option<Limit> {
        Some(match self {
            Limit::Input(_) => Limit::Input(max),
            Limit::Depth(_) => Limit::Depth(max.try_into().ok()?),
            Limit::Names(_) => Limit::Names(max),
            Limit::Attributes(_) => Limit::Attributes(max),
            Limit::List(_) => Limit::List(max),
            Limit::Name(_) => Limit::Name(max),
            Limit::Value(_) => Limit::Value(max),
        })
    }
}

/// Parses a setting and its bound: `names=20000`. `names=none` gives the bound of
/// [`Limits::unlimited`].
///
/// The error for an unknown setting lists all settings.
impl FromStr for Limit {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let refused = |what: String| Error::new(ErrorKind::Custom(what.into()));
        let (name, max) = text.split_once('=').unwrap_or((text, ""));
        let highest = Limits::unlimited().all();
        let Some(limit) = highest.into_iter().find(|limit| limit.name() == name) else {
            let names = highest.map(|limit| limit.name()).join(", ");
            return Err(refused(format!("unknown limit; the limits are {names}")));
        };
        if max == "none" {
            return Ok(limit);
        }
        let digits = max.bytes().all(|byte| byte.is_ascii_digit());
        let number = max.parse().ok().filter(|max| digits && *max <= limit.max());
        number.and_then(|max| limit.with(max)).ok_or_else(|| {
            let highest = limit.max();
            refused(format!(
                "invalid limit; write `{name}=NUMBER` with a number up to {highest}, or `{name}=none`"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_can_be_set_by_the_name_that_its_error_has() {
        for limit in Limits::DEFAULT.all() {
            let said = limit.to_string();
            let name = said.split('`').nth(1).unwrap_or_default();
            let set: Limit = format!("{name}=7").parse().unwrap();
            assert_eq!((set.name(), set.max()), (limit.name(), 7));
            let limits = Limits::DEFAULT.set(set);
            let changed = limits.all().into_iter().zip(Limits::DEFAULT.all());
            let changed: Vec<_> = changed.filter(|(new, old)| new != old).collect();
            assert_eq!(changed, [(set, limit)]);
            let none: Limit = format!("{name}=none").parse().unwrap();
            assert_eq!(none.max(), highest(name));
        }
    }

    fn highest(name: &str) -> u32 {
        let all = Limits::unlimited().all();
        let mut own = all.iter().filter(|limit| limit.name() == name);
        own.next().map_or(0, Limit::max)
    }

    #[test]
    fn what_is_no_limit_is_refused_with_what_there_is() {
        let refused = |text: &str| text.parse::<Limit>().unwrap_err().to_string();
        assert_eq!(
            refused("fields=3"),
            "unknown limit; the limits are input, depth, names, attributes, list, name, value"
        );
        for text in [
            "names",
            "names=",
            "names=-1",
            "names=+1",
            "names=4294967296",
            "depth=1025",
            "names=many",
        ] {
            assert!(refused(text).contains("=NUMBER"), "{text}");
        }
    }
}
