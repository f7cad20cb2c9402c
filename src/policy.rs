//! Choices that several formats leave to their configuration.

/// What to do with a name that occurs more than once where the type takes one value.
///
/// The same in [`nvp`](crate::nvp::Config::duplicates), [`json`](crate::json::Config::duplicates) and
/// [`xml`](crate::xml::Config::duplicates). With [`First`](Duplicates::First) and [`Last`](Duplicates::Last) there is
/// a warning for each value that is left out, with its place.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use paywire::{Duplicates, json, nvp, xml};
///
/// type Map = BTreeMap<String, u8>;
/// for (duplicates, expected) in [(Duplicates::First, 1), (Duplicates::Last, 2)] {
///     let nvp: Map = nvp::Config::strict().duplicates(duplicates).from_str("a=1&a=2")?;
///     let json: Map = json::Config::strict().duplicates(duplicates).from_str(r#"{"a":1,"a":2}"#)?;
///     let xml: Map = xml::Config::strict().duplicates(duplicates).from_str("<r><a>1</a><a>2</a></r>")?;
///     assert_eq!([nvp["a"], json["a"], xml["a"]], [expected; 3]);
/// }
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Duplicates {
    /// Refuse the body.
    Error,
    /// Take the first value.
    First,
    /// Take the last value.
    Last,
}
