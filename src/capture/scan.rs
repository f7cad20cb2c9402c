//! Finds the end of JSON values without parsing them.

use super::source::CaptureSource;
use crate::error::Result;

/// Looks for the end of a value, chunk by chunk.
///
/// It tells strings from other tokens and counts brackets, and checks nothing else: the value is
/// parsed later, which finds its errors. Memory and time do not depend on the depth of nesting.
pub(super) struct Scan {
    depth: u32,
    deepest: u32,
    state: ScanState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ScanState {
    /// Before the value.
    Start,
    /// In an object or a list, outside of strings.
    Between,
    /// In a text.
    Text,
    /// In a string, after a backslash.
    Escape,
    /// In a number or a literal, which end before the next token.
    Word,
}

impl Scan {
    pub(super) fn new() -> Self {
        Scan {
            depth: 0,
            deepest: 0,
            state: ScanState::Start,
        }
    }

    /// The deepest nesting so far.
    pub(super) fn deepest(&self) -> u32 {
        self.deepest
    }

    /// Whether the value would be complete if the input ended here.
    pub(super) fn may_end(&self) -> bool {
        self.state == ScanState::Word
    }

    /// Scans the next chunk; returns how many of its bytes belong to the value once the end was
    /// found. The first chunk starts with the value.
    pub(super) fn end(&mut self, piece: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            let found = match self.state {
                ScanState::Start => self.start(*piece.get(at)?),
                ScanState::Between => self.between(piece, at),
                ScanState::Text => self.text(piece, at),
                ScanState::Escape => {
                    piece.get(at)?;
                    self.state = ScanState::Text;
                    ScanStep::On(at + 1)
                }
                ScanState::Word => word(piece, at),
            };
            match found {
                ScanStep::On(next) => at = next,
                ScanStep::End(end) => return Some(end),
                ScanStep::More => return None,
            }
        }
    }

    fn start(&mut self, first: u8) -> ScanStep {
        self.state = match first {
            b'"' => ScanState::Text,
            b'{' | b'[' => ScanState::Between,
            _ => ScanState::Word,
        };
        // The opening quote is consumed; a bracket is counted with the others.
        ScanStep::On(usize::from(first == b'"'))
    }

    fn between(&mut self, piece: &[u8], start: usize) -> ScanStep {
        let mut rest = &piece[start..];
        loop {
            // Captures are indented, often with more whitespace than content.
            while let Some(behind) = rest.strip_prefix(b"        ") {
                rest = behind;
            }
            let Some((&first, behind)) = rest.split_first() else {
                return ScanStep::More;
            };
            rest = behind;
            match first {
                b'"' => {
                    self.state = ScanState::Text;
                    return ScanStep::On(piece.len() - rest.len());
                }
                b'{' | b'[' => {
                    self.depth = self.depth.saturating_add(1);
                    self.deepest = self.deepest.max(self.depth);
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return ScanStep::End(piece.len() - rest.len());
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, piece: &[u8], start: usize) -> ScanStep {
        let Some(at) = memchr::memchr2(b'"', b'\\', &piece[start..]) else {
            return ScanStep::More;
        };
        let next = start + at + 1;
        if piece[next - 1] == b'\\' {
            self.state = ScanState::Escape;
        } else if self.depth == 0 {
            return ScanStep::End(next);
        } else {
            self.state = ScanState::Between;
        }
        ScanStep::On(next)
    }
}

/// The result of scanning part of a chunk.
enum ScanStep {
    /// Continue here in another state.
    On(usize),
    /// The value ends here.
    End(usize),
    /// The chunk ends first.
    More,
}

fn word(piece: &[u8], start: usize) -> ScanStep {
    let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n');
    let end = piece[start..].iter().position(ends);
    end.map_or(ScanStep::More, |at| ScanStep::End(start + at))
}

/// The raw text of a value.
pub(super) struct RawValue {
    /// The text, unless it is too long.
    pub(super) text: Option<Vec<u8>>,
    /// The depth of nesting.
    pub(super) depth: u32,
    /// Whether the input ended within the value.
    pub(super) ended: bool,
}

/// Takes the value at the start of the window. A value of more than `most` bytes is skipped without
/// holding it.
pub(super) fn cut(source: &mut CaptureSource, most: usize) -> Result<RawValue> {
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
    Ok(RawValue {
        text,
        depth: scan.deepest(),
        ended,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values, each with the text after it.
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
        let mut source = CaptureSource::new(&br#"{"a":"bcdef"} 1"#[..]);
        assert_eq!(cut(&mut source, 12).unwrap().text, None);
        assert_eq!(source.offset(), 13);
        let mut source = CaptureSource::new(&br#"{"a":"bcdef"} 1"#[..]);
        assert_eq!(cut(&mut source, 13).unwrap().text.unwrap().len(), 13);
        source.consume(1);
        let last = cut(&mut source, 9).unwrap();
        assert_eq!(last.text.unwrap(), b"1");
        assert!(!last.ended);
    }

    #[test]
    fn what_is_cut_off_is_said() {
        for text in ["{\"a\":1", "[\"]", "\"\\\"", "\"\\"] {
            let cut = cut(&mut CaptureSource::new(text.as_bytes()), 100).unwrap();
            assert!(cut.ended && cut.text.is_none(), "{text}");
        }
    }
}
