//! Writing a pair in one piece.
//!
//! Appended piece by piece, each piece waits for the one before, by way of the length in memory. So
//! room for a whole pair is made at once, and cut to what was written.

use super::path::{self, ROOM, Roomy};
use crate::nvp::escape::put_plain;

/// What of a pair was written.
pub(super) enum Written {
    Nothing,
    /// All but the value.
    Name,
    Pair,
}

/// Appends the pair of a word after a name, as far as it is short and written as it is.
#[inline(always)]
pub(super) fn push(
    out: &mut Vec<u8>,
    name: Roomy<'_>,
    dot: bool,
    word: &str,
    value: &str,
) -> Written {
    let start = out.len();
    out.extend_from_slice(name.bytes);
    let Some(to) = out.last_chunk_mut::<ROOM>() else {
        return Written::Nothing;
    };
    let equals = path::put_word(to, name.end, dot, word);
    let Some(equals) = equals.filter(|at| *at < ROOM) else {
        out.truncate(start);
        return Written::Nothing;
    };
    to[equals] = b'=';
    let end = put_plain::<false, ROOM>(to, equals + 1, value.as_bytes());
    out.truncate(start + end.unwrap_or(equals + 1));
    end.map_or(Written::Name, |_| Written::Pair)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    /// A map of pairs below two names.
    type Nested<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeMap<&'a str, &'a str>>>;

    #[test]
    fn writes_the_same_at_any_length() {
        let words = "ab_c-d0123456789".repeat(6);
        let values = ["a.b-c_d012345678".repeat(5), "12345678901234é".repeat(4)];
        let cut = |text: &str, len: usize| text.chars().take(len).collect::<String>();
        let lengths = [1, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 60];
        let all = |of: &str| lengths.map(|len| cut(of, len));
        for (outer, inner) in all(&words).iter().zip(all(&words).iter().rev()) {
            for (word, value) in all(&words).iter().flat_map(|word| {
                let values = values.iter().flat_map(|value| all(value));
                values.map(move |value| (word.clone(), value))
            }) {
                let pairs = BTreeMap::from([(word.as_str(), value.as_str()), ("~", "")]);
                let nested: Nested<'_> =
                    [(outer.as_str(), [(inner.as_str(), pairs)].into())].into();
                let escaped: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
                let name = format!("{outer}.{inner}");
                let expected = format!("{name}.{word}={escaped}&{name}.%7E=");
                assert_eq!(crate::nvp::to_string(&nested).unwrap(), expected);
            }
        }
    }
}
