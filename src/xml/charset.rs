//! Decodes bytes to text: by the byte order mark, else the declaration, else the configuration.

use std::borrow::Cow;
use std::ops::Range;

use super::config::Config;
use super::declaration;
use super::lex::no_document_type;
use super::warning::{Warning, WarningKind};
use crate::encoding::{Charset, Encoding};
use crate::error::{Error, ErrorKind, Limit, XmlErrorKind};

/// A document as text, and the data to map offsets in it to the input.
pub(crate) struct Source<'de> {
    pub(super) text: Cow<'de, str>,
    /// The start of the document in `text`, after a byte order mark.
    pub(super) start: usize,
    input: &'de [u8],
    /// How `input` became `text`, where they are not the same bytes, and how long its byte order
    /// mark is.
    decoded: Option<(Encoding, usize)>,
}

impl<'de> Source<'de> {
    /// Takes a text. A declared encoding is ignored, as it refers to the original bytes.
    pub(crate) fn from_text(input: &'de str, config: &Config<'_>) -> Result<Self, Error> {
        config.limits.check_input(input.len())?;
        Ok(Source {
            text: Cow::Borrowed(input),
            start: if input.starts_with('\u{feff}') { 3 } else { 0 },
            input: input.as_bytes(),
            decoded: None,
        })
    }

    /// Detects the encoding of the bytes, and decodes them.
    pub(crate) fn new(
        input: &'de [u8],
        config: &Config<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Result<Self, Error> {
        config.limits.check_input(input.len())?;
        let mark = ByteOrderMark::of(input)?;
        let (encoding, start) = match mark {
            ByteOrderMark::Found(encoding, len) => (encoding, len),
            ByteOrderMark::Shape(encoding) => (encoding, 0),
            ByteOrderMark::None => (Encoding::UTF_8, 0),
        };
        if encoding != Encoding::UTF_8 {
            let source = Source::decode(input, encoding, start)?;
            let declared = declaration::encoding(source.text.as_bytes());
            let label = declared.clone().and_then(|range| source.text.get(range));
            let agrees = match label {
                Some(label) => names_utf16(label, encoding),
                None => matches!(mark, ByteOrderMark::Found(..)),
            };
            if !agrees {
                let span = declared.map_or(0..2, |range| source.in_input(range));
                contradiction(config, warnings, span)?;
            }
            return Ok(source);
        }
        no_document_type(input, start)?;
        let first = start + config.skipped(&input[start..]);
        let outer = if start > 0 {
            Encoding::UTF_8
        } else {
            config.charset.encoding()
        };
        let Some(declared) = declaration::encoding(&input[first..]) else {
            return Source::decode(input, outer, start);
        };
        let declared = declared.start + first..declared.end + first;
        // What the transport says goes before what the document says. (RFC 7303 3.2)
        if config.charset_is_outer {
            let source = Source::decode(input, outer, start);
            if source.is_ok() || !config.wrong_encodings {
                return source;
            }
            contradiction(config, warnings, declared.clone())?;
        }
        let label = &input[declared.clone()];
        let known = Encoding::of_label(label);
        let Some(known) = known else {
            return Err(Error::at(ErrorKind::UnknownCharset, declared));
        };
        // The declaration was read as ASCII, which UTF-16 is not.
        let wide = known == Encoding::UTF_16LE || known == Encoding::UTF_16BE;
        if wide || (start > 0 && known != Encoding::UTF_8) {
            contradiction(config, warnings, declared)?;
            return Source::decode(input, Encoding::UTF_8, start);
        }
        if is_ascii(label) && !input.is_ascii() {
            contradiction(config, warnings, declared)?;
            // Senders that declare the wrong encoding mostly write UTF-8.
            let is_utf8 = std::str::from_utf8(input).is_ok();
            return Source::decode(input, if is_utf8 { Encoding::UTF_8 } else { known }, start);
        }
        Source::decode(input, known, start)
    }

    fn decode(input: &'de [u8], encoding: Encoding, start: usize) -> Result<Self, Error> {
        if encoding == Encoding::UTF_8 || (encoding.is_ascii_compatible() && input.is_ascii()) {
            let text = std::str::from_utf8(input).map_err(|fault| {
                let start = fault.valid_up_to();
                let len = fault.error_len().unwrap_or(input.len() - start);
                Error::at(ErrorKind::InvalidEncoding("UTF-8"), start..start + len)
            })?;
            return Ok(Source {
                text: Cow::Borrowed(text),
                start,
                input,
                decoded: None,
            });
        }
        let text = encoding.decode(&input[start..]).map_err(|bad| {
            let kind = ErrorKind::InvalidEncoding(encoding.name());
            Error::at(kind, start + bad.start..start + bad.end)
        })?;
        if text.len() >= u32::MAX as usize {
            return Err(Error::at(
                ErrorKind::Limit(Limit::Input(u32::MAX - 1)),
                0..input.len(),
            ));
        }
        Ok(Source {
            text: Cow::Owned(text),
            start: 0,
            input,
            decoded: Some((encoding, start)),
        })
    }

    /// The encoding that the input is in.
    pub(super) fn charset(&self) -> Charset {
        Charset::of(
            self.decoded
                .map_or(Encoding::UTF_8, |(encoding, _)| encoding),
        )
    }

    /// The bytes of the input that a range of the text was.
    #[cold]
    pub(super) fn in_input(&self, mut range: Range<usize>) -> Range<usize> {
        self.places_in_input(vec![&mut range.start, &mut range.end]);
        range
    }

    /// Makes places in the text places in the input, going through it once.
    #[cold]
    pub(super) fn places_in_input(&self, mut places: Vec<&mut usize>) {
        let Some((encoding, start)) = self.decoded else {
            return;
        };
        let mut widths = encoding.widths();
        let mut written = 0;
        let mut at = start;
        places.sort_unstable();
        for place in places {
            while written < *place && at < self.input.len() {
                written += widths.push(self.input[at]);
                at += 1;
            }
            *place = at;
        }
    }

    /// Line and column of a place in the text, counted from one, the column in characters.
    #[cold]
    pub(super) fn line_column(&self, at: usize) -> (usize, usize) {
        let before = self
            .text
            .get(self.start..at.max(self.start))
            .unwrap_or_default();
        let ends = |(n, byte): (usize, u8)| {
            byte == b'\n' || (byte == b'\r' && before.as_bytes().get(n + 1) != Some(&b'\n'))
        };
        let line = before.bytes().enumerate().filter(|end| ends(*end)).count();
        let last = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        (line + 1, before[last..].chars().count() + 1)
    }
}

/// The error of a declaration that contradicts the bytes.
#[cold]
fn contradiction(
    config: &Config<'_>,
    warnings: &mut Vec<Warning>,
    span: Range<usize>,
) -> Result<(), Error> {
    if !config.wrong_encodings {
        let what = XmlErrorKind::WrongEncoding;
        return Err(Error::at(ErrorKind::Xml(what), span));
    }
    warnings.push(Warning::new(WarningKind::WrongEncoding, Some(span)));
    Ok(())
}

/// Whether a label is one for UTF-16 in this order of bytes, or in either.
fn names_utf16(label: &str, encoding: Encoding) -> bool {
    // The standard takes those without an order for the usual one.
    let ordered = ["utf-16le", "unicodefeff"].iter();
    let ordered = ordered
        .copied()
        .any(|known| known.eq_ignore_ascii_case(label));
    match Encoding::of_label(label.as_bytes()) {
        Some(known) if known == Encoding::UTF_16BE || (known == Encoding::UTF_16LE && ordered) => {
            known == encoding
        }
        known => known == Some(Encoding::UTF_16LE),
    }
}

/// Whether a label promises that all bytes are ASCII. To the standard they are names of windows-1252.
fn is_ascii(label: &[u8]) -> bool {
    const LABELS: [&str; 9] = [
        "us-ascii",
        "ascii",
        "ansi_x3.4-1968",
        "ansi_x3.4-1986",
        "iso-ir-6",
        "iso646-us",
        "iso_646.irv:1991",
        "csascii",
        "cp367",
    ];
    let same = |known: &&str| label.eq_ignore_ascii_case(known.as_bytes());
    LABELS.iter().any(same)
}

/// The encoding that the first bytes show.
#[derive(Clone, Copy)]
enum ByteOrderMark {
    Found(Encoding, usize),
    /// There is no byte order mark, but `<?` in this encoding.
    Shape(Encoding),
    None,
}

impl ByteOrderMark {
    fn of(input: &[u8]) -> Result<Self, Error> {
        Ok(match input {
            [0xef, 0xbb, 0xbf, ..] => ByteOrderMark::Found(Encoding::UTF_8, 3),
            [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => {
                return Err(Error::at(ErrorKind::UnknownCharset, 0..4));
            }
            [0xff, 0xfe, ..] => ByteOrderMark::Found(Encoding::UTF_16LE, 2),
            [0xfe, 0xff, ..] => ByteOrderMark::Found(Encoding::UTF_16BE, 2),
            [b'<', 0, b'?', 0, ..] => ByteOrderMark::Shape(Encoding::UTF_16LE),
            [0, b'<', 0, b'?', ..] => ByteOrderMark::Shape(Encoding::UTF_16BE),
            _ => ByteOrderMark::None,
        })
    }
}
