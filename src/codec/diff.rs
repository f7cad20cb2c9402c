//! Compares two bodies.

use std::collections::HashMap;
use std::fmt;

use super::path::Lists;
use super::{Content, Unknown};
use crate::error::Result;
use crate::veil::Veiled;

/// A value that differs between two bodies.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The path, in NVP spelling.
    pub path: String,
    /// The text in the first body, if the value is there.
    pub left: Option<String>,
    /// The text in the second body, if the value is there.
    pub right: Option<String>,
}

/// Hides both values, because either may be a secret.
impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Difference")
            .field("path", &self.path)
            .field("left", &self.left.as_ref().map(Veiled::of))
            .field("right", &self.right.as_ref().map(Veiled::of))
            .finish()
    }
}

/// Compares two bodies value by value, in any formats.
///
/// The differences are in the order of the first body; values that only the second has come last. Texts are compared
/// exactly: `1.0` differs from `1.00`. A list of one entry equals the entry.
///
/// ```
/// use paywire::codec::{self, Config};
///
/// let nvp = codec::read(b"payKey=AP-1&transactionId=9T&a(0)=x", &Config::strict())?;
/// let json = codec::read(br#"{"payKey":"AP-2","a":["x"],"b":"y"}"#, &Config::strict())?;
/// let found = codec::diff(&nvp.content, &json.content)?;
/// let paths: Vec<&str> = found.iter().map(|difference| &*difference.path).collect();
/// assert_eq!(paths, ["payKey", "transactionId", "b"]);
/// assert_eq!(found[1].right, None);
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// Those of [`Content::leaves`].
pub fn diff(left: &Content, right: &Content) -> Result<Vec<Difference>> {
    let (left, right) = (left.leaves()?, right.leaves()?);
    let lists = [&left, &right].map(|all| Lists::of(all.iter().map(|leaf| leaf.path.as_str())));
    let [left_lists, right_lists] = lists;
    let mut others: HashMap<String, &Unknown> = right
        .iter()
        .map(|leaf| (right_lists.plain(&leaf.path), leaf))
        .collect();
    let mut found = Vec::new();
    for Unknown { path, value, .. } in &left {
        let other = others
            .remove(&left_lists.plain(path))
            .map(|leaf| &leaf.value);
        if other != Some(value) {
            found.push(Difference {
                path: path.clone(),
                left: Some(value.clone()),
                right: other.cloned(),
            });
        }
    }
    let only_right = right
        .iter()
        .filter(|leaf| others.contains_key(&right_lists.plain(&leaf.path)));
    found.extend(only_right.map(|Unknown { path, value, .. }| Difference {
        path: path.clone(),
        left: None,
        right: Some(value.clone()),
    }));
    Ok(found)
}
