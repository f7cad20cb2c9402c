//! Finds the paths of offsets in a document.
//!
//! Paths are needed only for errors and warnings, so reading does not track them: this scans the
//! document once more, up to the offsets in question.

use std::fmt::Write as _;

use super::lexer::{Lexer, unescape};

/// The paths of several offsets in ascending order. The document before each has been read without
/// an error.
pub(super) fn paths(input: &str, start: usize, places: impl Iterator<Item = usize>) -> Vec<String> {
    let mut walk = Walk {
        lexer: Lexer::new(input, start),
        open: Vec::new(),
    };
    let path = |place| {
        walk.go_to(place);
        walk.path()
    };
    places.map(path).collect()
}

struct Walk<'de> {
    lexer: Lexer<'de>,
    open: Vec<Open<'de>>,
}

/// An object or list that is open.
struct Open<'de> {
    list: bool,
    /// How many entries of a list have begun.
    entries: u32,
    within: Within<'de>,
}

/// Where inside it.
enum Within<'de> {
    /// After the bracket or a comma.
    Before,
    /// In or before the value with this name, as it is written.
    Member(&'de str),
    Entry(u32),
    After,
}

impl<'de> Walk<'de> {
    fn go_to(&mut self, place: usize) {
        while let Some(byte) = self.lexer.peek() {
            let at = self.lexer.position();
            match self.open.last_mut() {
                Some(open) if open.list => open.begin_entry(byte),
                Some(open) if byte == b'"' && at <= place && open.is_before() => {
                    let Ok(name) = self.lexer.string() else {
                        return;
                    };
                    open.within = Within::Member(name.raw);
                    continue;
                }
                _ => {}
            }
            if at >= place || self.step_over(byte).is_none() {
                return;
            }
        }
    }

    /// Skips a bracket, comma, colon or scalar; `None` if the next token is none of these.
    fn step_over(&mut self, byte: u8) -> Option<()> {
        match byte {
            b'{' | b'[' => self.open.push(Open {
                list: byte == b'[',
                entries: 0,
                within: Within::Before,
            }),
            b'}' | b']' => {
                self.open.pop();
                self.now(Within::After);
            }
            b',' => self.now(Within::Before),
            b':' => {}
            scalar => {
                self.lexer.token(scalar).ok()?;
                self.now(Within::After);
                return Some(());
            }
        }
        self.lexer.bump();
        Some(())
    }

    fn now(&mut self, within: Within<'de>) {
        if let Some(open) = self.open.last_mut() {
            open.within = within;
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for open in &self.open {
            match open.within {
                Within::Before | Within::After => {}
                Within::Member(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    unescape(name, &mut path);
                }
                Within::Entry(index) => {
                    // Writing to a String cannot fail.
                    let _ = write!(path, "({index})");
                }
            }
        }
        path
    }
}

impl Open<'_> {
    fn is_before(&self) -> bool {
        matches!(self.within, Within::Before)
    }

    /// Records the entry that starts with this token, if one does.
    fn begin_entry(&mut self, first: u8) {
        if self.is_before() && !matches!(first, b']' | b',') {
            self.within = Within::Entry(self.entries);
            self.entries += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path of the marked offset.
    fn path_to(marked: &str) -> String {
        let place = marked.find('^').expect("a mark");
        let input = marked.replace('^', "");
        paths(&input, 0, std::iter::once(place)).remove(0)
    }

    #[test]
    fn finds_values_and_names() {
        for (marked, path) in [
            (r#"^{"a":1}"#, ""),
            (r#"{"^a":1}"#, "a"),
            (r#"{"a":^1}"#, "a"),
            (r#"{"a":1, "b": {"c" : [1, ^[2]]}}"#, "b.c(1)"),
            (r#"{"a":[{"x":1},{"y":[^{}]}]}"#, "a(1).y(0)"),
            (r#"{"a":[{}, []], "b": ^"x"}"#, "b"),
            ("[[1],[2,3],[^4]]", "(2)(0)"),
            (r#"{"\u0061\"":^1}"#, "a\""),
            ("^1", ""),
        ] {
            assert_eq!(path_to(marked), path, "{marked}");
        }
    }

    #[test]
    fn what_stands_between_values_belongs_to_what_is_around() {
        for (marked, path) in [
            (r#"{"a":{"b":1 ^"c":2}}"#, "a"),
            (r#"{"a":[1 ^2]}"#, "a"),
            (r#"{"a":[1^,]}"#, "a"),
            (r#"{"a":[1,^]}"#, "a"),
            (r#"{"a":[1,^"#, "a"),
            (r#"{"a":[^"#, "a"),
            (r#"{"a":{"b" ^1}}"#, "a.b"),
            (r#"{"a":{^b:1}}"#, "a"),
            (r#"{"a":{"b\^x":1}}"#, "a"),
            (r#"{"a":{"b":^"#, "a.b"),
            (r#"{"a":1}^x"#, ""),
        ] {
            assert_eq!(path_to(marked), path, "{marked}");
        }
    }

    #[test]
    fn finds_several_in_one_walk() {
        let input = r#"{"a":[1,2],"b":{"c":3}}"#;
        let places = ["1", "2", "b", "3"].map(|text| input.find(text).expect("stands there"));
        assert_eq!(
            paths(input, 0, places.into_iter()),
            ["a(0)", "a(1)", "b", "b.c"]
        );
    }
}
