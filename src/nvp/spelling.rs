//! Names that are spelled with brackets, in the one spelling that steps are read from.

use super::config::Brackets;

/// What was met in the brackets of a name.
#[derive(Clone, Copy, Default)]
pub(super) struct Spelling {
    /// Words, as in `a[b]`.
    pub(super) words: bool,
    /// Nothing, as in `a[]`, which is written as `a()`.
    pub(super) open: bool,
}

/// Appends a decoded name: square brackets around numbers as round ones, those around words, where
/// they are read, as points. A segment in which other brackets stand is appended as it is.
pub(super) fn push(names: &mut String, decoded: &str, brackets: Brackets) -> Spelling {
    let mut found = Spelling::default();
    for (n, segment) in decoded.split('.').enumerate() {
        if n > 0 {
            names.push('.');
        }
        let start = names.len();
        let Some(met) = push_segment(names, segment, brackets) else {
            names.truncate(start);
            names.push_str(segment);
            continue;
        };
        found.words |= met.words;
        found.open |= met.open;
    }
    found
}

/// Like [`push`], for what stands between two points. `None` if a bracket is out of place.
fn push_segment(names: &mut String, segment: &str, brackets: Brackets) -> Option<Spelling> {
    let mut found = Spelling::default();
    let first = segment.find(['(', '[']).unwrap_or(segment.len());
    let (word, mut rest) = segment.split_at(first);
    names.push_str(word);
    while !rest.is_empty() {
        let is_square = rest.starts_with('[');
        let close = if is_square { ']' } else { ')' };
        let inner = rest.strip_prefix(['(', '['])?;
        let (inner, after) = inner.split_once(close)?;
        rest = after;
        if inner.contains(['(', ')', '[', ']']) {
            return None;
        }
        if !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit()) {
            names.extend(["(", inner, ")"]);
            continue;
        }
        // What begins with a digit is what is left of an index: `a[0_id]`.
        let is_word = !inner.starts_with(|first: char| first.is_ascii_digit());
        if !is_square || !is_word || brackets != Brackets::Names {
            return None;
        }
        if inner.is_empty() {
            found.open = true;
            names.push_str("()");
        } else {
            found.words = true;
            names.extend([".", inner]);
        }
    }
    Some(found)
}

/// Whether [`Brackets::Names`] would read words or nothing in the brackets of a decoded name.
#[cold]
pub(super) fn has_words(decoded: &str) -> bool {
    let found = push(&mut String::new(), decoded, Brackets::Names);
    found.words || found.open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(decoded: &str, brackets: Brackets) -> String {
        let mut names = String::new();
        push(&mut names, decoded, brackets);
        names
    }

    #[test]
    fn words_in_brackets_become_words() {
        for (decoded, expected) in [
            ("transaction[0][id]", "transaction(0).id"),
            ("list[entry][0][email]", "list.entry(0).email"),
            ("a(0)[b].c[1]", "a(0).b.c(1)"),
            ("tag[]", "tag()"),
            ("a[b-c][\u{e9}]", "a.b-c.\u{e9}"),
            ("a[01]", "a(01)"),
        ] {
            assert_eq!(spelled(decoded, Brackets::Names), expected);
        }
        for decoded in ["a[0_id]", "a[b", "a[b(0)]", "a()", "a]b[", "a[b]c", "a(b)"] {
            assert_eq!(spelled(decoded, Brackets::Names), decoded);
        }
    }

    #[test]
    fn indices_are_round_whatever_is_read() {
        for (decoded, expected) in [
            ("a[0].b[4294967296]", "a(0).b(4294967296)"),
            ("a[0][b]", "a[0][b]"),
            ("a[]", "a[]"),
        ] {
            assert_eq!(spelled(decoded, Brackets::Indices), expected);
        }
        assert!(has_words("a[0][b]") && has_words("a[]") && !has_words("a[0_id]"));
    }
}
