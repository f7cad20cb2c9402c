//! What two bodies say differently.

use std::collections::HashMap;
use std::fmt;

use super::path::Lists;
use super::{Content, Unknown};
use crate::error::Result;
use crate::veil::Veiled;

/// A value that two bodies do not have alike.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Where it stands, in NVP spelling.
    pub path: String,
    /// The text in the first body, if it has one there.
    pub left: Option<String>,
    /// The text in the second body, if it has one there.
    pub right: Option<String>,
}

/// Either value may be a secret, so none is shown.
impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Difference")
            .field("path", &self.path)
            .field("left", &self.left.as_ref().map(Veiled::of))
            .field("right", &self.right.as_ref().map(Veiled::of))
            .finish()
    }
}

/// What two bodies say differently, value by value, whatever formats they are in.
///
/// Values come in the order of the first body, then what only the second one has. Texts are
/// compared as they are: `1.0` is not `1.00`. A list of one entry is the same as the entry.
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
/// As [`Content::leaves`].
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
