//! Readers of single bodies and of bodies per line.

use super::entry::Parse;
use super::source::{CaptureSource, LineError};
use super::{Config, Entry, Item, Reader};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
use crate::nvp;

/// Reads a capture that is a single body.
pub(super) struct SingleBody {
    source: Option<CaptureSource>,
    max: usize,
}

impl SingleBody {
    pub(super) fn new(source: CaptureSource, config: &Config) -> Self {
        SingleBody {
            source: Some(source),
            max: config.entry.0,
        }
    }
}

impl Reader for SingleBody {
    fn next_entry(&mut self) -> Option<Result<Entry>> {
        let mut source = self.source.take()?;
        // The limit and a line end.
        let most = self.max.saturating_add(2);
        if let Err(error) = source.at_least(most.saturating_add(1)) {
            return Some(Err(error));
        }
        if source.window().len() > most {
            return Some(Err(too_long()));
        }
        let mut body = source.take(source.window().len());
        drop_line_end(&mut body);
        Some(Ok(Entry::ready(1, 0, Item::Body(body))))
    }
}

/// Removes the final line end, which belongs to the text file or log and not to the body.
pub(super) fn drop_line_end(body: &mut Vec<u8>) {
    if body.last() == Some(&b'\n') {
        body.pop();
        if body.last() == Some(&b'\r') {
            body.pop();
        }
    }
}

/// Reads a capture with one entry per line. Empty lines are skipped.
pub(super) struct Lines {
    source: CaptureSource,
    max: usize,
    /// Parses a line.
    parse: Parse,
    number: u64,
    ended: bool,
}

impl Lines {
    pub(super) fn new(source: CaptureSource, config: &Config, parse: Parse) -> Self {
        Lines {
            source,
            max: config.entry.0,
            parse,
            number: 0,
            ended: false,
        }
    }

    /// Skips a byte order mark, which is not part of the first line.
    fn skip_mark(&mut self) -> Result<()> {
        if self.source.at_least(MARK.len())?.starts_with(MARK) {
            self.source.consume(MARK.len());
        }
        Ok(())
    }
}

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Returns the line as the body.
#[expect(clippy::unnecessary_wraps, reason = "one of several that read lines")]
pub(super) fn parse(line: Vec<u8>, _: &Config) -> Result<Item> {
    Ok(Item::Body(line))
}

impl Reader for Lines {
    fn next_entry(&mut self) -> Option<Result<Entry>> {
        if self.number == 0
            && let Err(error) = self.skip_mark()
        {
            self.ended = true;
            return Some(Err(error));
        }
        while !self.ended {
            let offset = self.source.offset();
            let line = self.source.line(self.max)?;
            self.number += 1;
            match line {
                Ok(line) if line.trim_ascii().is_empty() => {}
                Ok(line) => return Some(Ok(Entry::text(self.number, offset, line, self.parse))),
                Err(LineError::TooLong) => {
                    let start = usize::try_from(offset).unwrap_or(usize::MAX);
                    return Some(Err(too_long().or_span(start..start)));
                }
                Err(LineError::Unreadable(error)) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// Whether a capture has a body per line: the first line is a complete one, and the text after it
/// looks like another.
pub(super) fn begins_lines(first: &[u8]) -> bool {
    let text = first.strip_prefix(MARK).unwrap_or(first);
    let mut lines = text
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty());
    let (Some(line), Some(next)) = (lines.next(), lines.next()) else {
        return false;
    };
    // A single body printed with one pair per line, with or without `&` at line ends.
    let goes_on = line.ends_with(b"&") || nvp::lines::is_one_body(first);
    is_pairs(line) && !goes_on && is_pairs(next) || is_document(line) && next.starts_with(b"<")
}

/// Whether a line starts like NVP, which contains no line ends.
fn is_pairs(line: &[u8]) -> bool {
    let name = line.iter().position(|byte| *byte == b'=');
    let name = name.map_or(&[][..], |end| line[..end].trim_ascii_end());
    !name.is_empty() && name.iter().copied().all(nvp::lines::is_of_name)
}

/// Whether a line is a complete XML document: it ends with the end tag of its first element.
fn is_document(line: &[u8]) -> bool {
    let mut rest = line;
    if let Some(declared) = line.strip_prefix(b"<?xml")
        && let Some(end) = memchr::memmem::find(declared, b"?>")
    {
        rest = declared[end + 2..].trim_ascii_start();
    }
    let Some(name) = rest.strip_prefix(b"<") else {
        return false;
    };
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"/>".contains(byte);
    let name = &name[..name.iter().position(ends).unwrap_or(name.len())];
    let closed = line.strip_suffix(b">").map(<[u8]>::trim_ascii_end);
    let closed = closed.and_then(|line| line.strip_suffix(name)?.strip_suffix(b"</"));
    !name.is_empty() && closed.is_some()
}

#[cold]
pub(super) fn too_long() -> Error {
    Error::new(ErrorKind::Capture(CaptureErrorKind::EntryTooLong))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &'static [u8], config: &Config) -> Lines {
        Lines::new(CaptureSource::new(text), config, parse)
    }

    fn bodies(reader: &mut dyn Reader) -> Vec<(u64, u64, Item)> {
        std::iter::from_fn(|| reader.next_entry())
            .map(|entry| {
                let entry = entry.unwrap();
                let (number, offset) = (entry.number, entry.offset);
                (number, offset, entry.parse(&Config::new()).unwrap())
            })
            .collect()
    }

    fn body(text: &str) -> Item {
        Item::Body(text.as_bytes().to_vec())
    }

    #[test]
    fn the_last_line_end_is_the_files_own() {
        let config = Config::new();
        let mut reader = SingleBody::new(CaptureSource::new(&b"a=1\n\r\n"[..]), &config);
        assert_eq!(bodies(&mut reader), [(1, 0, body("a=1\n"))]);
    }

    #[test]
    fn lines_are_counted_with_the_empty_ones() {
        let config = Config::new();
        let mut reader = lines(b"a=1\r\n\nb=2", &config);
        let expected = [(1, 0, body("a=1")), (3, 6, body("b=2"))];
        assert_eq!(bodies(&mut reader), expected);
    }

    #[test]
    fn what_is_too_long_is_refused_and_the_next_line_read() {
        let config = Config::new().max_entry(4);
        let mut reader = lines(b"a=12345\nb=2\n", &config);
        assert!(reader.next_entry().unwrap().is_err());
        assert_eq!(bodies(&mut reader), [(2, 8, body("b=2"))]);

        let mut reader = SingleBody::new(CaptureSource::new(&b"a=12345\n"[..]), &config);
        assert!(reader.next_entry().unwrap().is_err());
        assert!(reader.next_entry().is_none());
    }

    #[test]
    fn lines_are_known_by_the_second_one() {
        for lines in [
            "a=1&b=2\n\na=2\n",
            "\u{feff}a=1&b=1\na(0).b=2",
            "a=1\na=2\nb=3",
            "a = 1&b=2\na = 2",
            "<a>1</a>\r\n<b/>",
            "<?xml version=\"1.0\"?> <n:a x=\"1\"><n:a/></n:a >\n\n<?xml version=\"1.0\"?><cut",
        ] {
            assert!(begins_lines(lines.as_bytes()), "{lines}");
        }
        for one in [
            "a=1\n",
            "a=1\r\nline two",
            "a=1\nrequest",
            "a=1\nb=2",
            "a = 1\r\nb = 2\r\nc",
            "a=1&\nb=2&\nc=3",
            "a=1& \r\nb=2",
            "a=1\n&b=2",
            "{\"a\":1}\n{}",
            "<?xml version=\"1.0\"?>\n<a/>",
            "<a>\n<b/></a>",
            "<a>1</a>\n",
            "<a>1</b>\n<a>",
            "<>\n<>",
            "",
        ] {
            assert!(!begins_lines(one.as_bytes()), "{one}");
        }
    }
}
