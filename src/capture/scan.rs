//! Where values of JSON end, found without reading them.

use super::source::Source;
use crate::error::Result;

/// Looks for the end of a value, piece by piece.
///
/// It tells texts from what stands between them and counts brackets, and checks nothing else: what
/// it cuts out is read later, and only that reading finds what is wrong in it. Memory and time do
/// not depend on how deep the value is.
pub(super) struct Scan {
    depth: u32,
    deepest: u32,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing was seen yet.
    Start,
    /// In an object or a list, not in a text.
    Between,
    /// In a text.
    Text,
    /// In a text, behind a backslash.
    Escape,
    /// In a number or a word, which end where something else begins.
    Word,
}

impl Scan {
    pub(super) fn new() -> Self {
        Scan {
            depth: 0,
            deepest: 0,
            state: State::Start,
        }
    }

    /// How deep objects and lists lay in each other so far.
    pub(super) fn deepest(&self) -> u32 {
        self.deepest
    }

    /// Whether the value would be whole if nothing more came.
    pub(super) fn may_end(&self) -> bool {
        self.state == State::Word
    }

    /// How many bytes of the next piece belong to the value, once its end was seen in it. The first
    /// piece starts with the value.
    pub(super) fn end(&mut self, piece: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            let found = match self.state {
                State::Start => self.start(*piece.get(at)?),
                State::Between => self.between(piece, at),
                State::Text => self.text(piece, at),
                State::Escape => {
                    piece.get(at)?;
                    self.state = State::Text;
                    Step::On(at + 1)
                }
                State::Word => word(piece, at),
            };
            match found {
                Step::On(next) => at = next,
                Step::End(end) => return Some(end),
                Step::More => return None,
            }
        }
    }

    fn start(&mut self, first: u8) -> Step {
        self.state = match first {
            b'"' => State::Text,
            b'{' | b'[' => State::Between,
            _ => State::Word,
        };
        // A text's first quote is behind us; a bracket is counted with the others.
        Step::On(usize::from(first == b'"'))
    }

    fn between(&mut self, piece: &[u8], start: usize) -> Step {
        let mut rest = &piece[start..];
        loop {
            // Captures are indented, often more than they say anything.
            while let Some(behind) = rest.strip_prefix(b"        ") {
                rest = behind;
            }
            let Some((&first, behind)) = rest.split_first() else {
                return Step::More;
            };
            rest = behind;
            match first {
                b'"' => {
                    self.state = State::Text;
                    return Step::On(piece.len() - rest.len());
                }
                b'{' | b'[' => {
                    self.depth = self.depth.saturating_add(1);
                    self.deepest = self.deepest.max(self.depth);
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Step::End(piece.len() - rest.len());
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, piece: &[u8], start: usize) -> Step {
        let Some(at) = memchr::memchr2(b'"', b'\\', &piece[start..]) else {
            return Step::More;
        };
        let next = start + at + 1;
        if piece[next - 1] == b'\\' {
            self.state = State::Escape;
        } else if self.depth == 0 {
            return Step::End(next);
        } else {
            self.state = State::Between;
        }
        Step::On(next)
    }
}

/// What was seen of a piece.
enum Step {
    /// It goes on here, in another state.
    On(usize),
    /// The value ends here.
    End(usize),
    /// The piece ends first.
    More,
}

fn word(piece: &[u8], start: usize) -> Step {
    let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n');
    let end = piece[start..].iter().position(ends);
    end.map_or(Step::More, |at| Step::End(start + at))
}

/// A value that was cut out of the input.
pub(super) struct Cut {
    /// Its text, unless that is too long.
    pub(super) text: Option<Vec<u8>>,
    /// How deep objects and lists lie in each other.
    pub(super) depth: u32,
    /// Whether the input ended before the value did.
    pub(super) ended: bool,
}

/// Takes the value that the window starts with, if it has no more than `most` bytes; otherwise moves on
/// behind it, without ever holding it.
pub(super) fn cut(source: &mut Source, most: usize) -> Result<Cut> {
    let mut scan = Scan::new();
    let (mut looked, mut kept) = (0, true);
    let ended = loop {
        if let Some(end) = scan.end(&source.window()[looked..]) {
            looked += end;
            break false;
        }
        looked = source.window().len();
        if looked > most {
            kept = false;
            source.consume(looked);
            looked = 0;
        }
        if !source.more()? {
            break !scan.may_end();
        }
    };
    kept &= looked <= most;
    let text = (kept && !ended).then(|| source.window()[..looked].to_vec());
    source.consume(looked);
    Ok(Cut {
        text,
        depth: scan.deepest(),
        ended,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values, each with what follows it.
    const VALUES: &[(&str, u32)] = &[
        ("{}", 1),
        (r#"{"a":[1,{"b":"}]\""}],"\\":{}}"#, 3),
        (r#"[ "]", "\\", "\\\"]" ]"#, 1),
        (r#""a } ] \" \\""#, 0),
        ("-1.5e3", 0),
        ("null", 0),
        ("[                    1            ]", 1),
    ];

    #[test]
    fn values_end_where_they_do_however_they_are_cut() {
        for (value, depth) in VALUES {
            let text = format!("{value},\"next\"");
            for first in 0..text.len() {
                let (head, tail) = text.as_bytes().split_at(first);
                let mut scan = Scan::new();
                let end = scan.end(head);
                let end = end.or_else(|| Some(first + scan.end(tail)?));
                assert_eq!(end, Some(value.len()), "{value} cut at {first}");
                assert_eq!(scan.deepest(), *depth, "{value}");
            }
        }
    }

    #[test]
    fn what_is_too_long_is_passed_over() {
        let mut source = Source::new(&br#"{"a":"bcdef"} 1"#[..]);
        assert_eq!(cut(&mut source, 12).unwrap().text, None);
        assert_eq!(source.offset(), 13);
        let mut source = Source::new(&br#"{"a":"bcdef"} 1"#[..]);
        assert_eq!(cut(&mut source, 13).unwrap().text.unwrap().len(), 13);
        source.consume(1);
        let last = cut(&mut source, 9).unwrap();
        assert_eq!(last.text.unwrap(), b"1");
        assert!(!last.ended);
    }

    #[test]
    fn what_is_cut_off_is_said() {
        for text in ["{\"a\":1", "[\"]", "\"\\\"", "\"\\"] {
            let cut = cut(&mut Source::new(text.as_bytes()), 100).unwrap();
            assert!(cut.ended && cut.text.is_none(), "{text}");
        }
    }
}
