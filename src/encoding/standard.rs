//! The encodings of the WHATWG Encoding Standard.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Decoder, DecoderResult, EncoderResult};

/// An encoding of the standard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    pub(crate) const UTF_8: Self = Encoding(&encoding_rs::UTF_8_INIT);
    pub(crate) const UTF_16LE: Self = Encoding(&encoding_rs::UTF_16LE_INIT);
    pub(crate) const UTF_16BE: Self = Encoding(&encoding_rs::UTF_16BE_INIT);

    /// The encoding of a label, unless the standard replaces it.
    pub(crate) fn of_label(label: &[u8]) -> Option<Self> {
        encoding_rs::Encoding::for_label_no_replacement(label).map(Encoding)
    }

    pub(crate) fn name(self) -> &'static str {
        self.0.name()
    }

    /// Whether ASCII bytes are always ASCII text. ISO-2022-JP shifts with them, and UTF-16 has two bytes for each.
    pub(crate) fn is_ascii_compatible(self) -> bool {
        self.0.is_ascii_compatible()
    }

    /// The text of bytes; an error gives the bytes that are not text.
    pub(crate) fn decode(self, bytes: &[u8]) -> Result<String, Range<usize>> {
        let mut decoder = self.0.new_decoder_without_bom_handling();
        // What is mostly ASCII fits; the rest grows as it goes, so that no input makes much more room
        // than it fills.
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 16 + 16);
        let mut read = 0;
        loop {
            let (result, more) =
                decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
            read += more;
            match result {
                DecoderResult::InputEmpty => return Ok(text),
                DecoderResult::OutputFull => text.reserve((bytes.len() - read) / 2 + 16),
                DecoderResult::Malformed(bad, good) => {
                    let end = read - usize::from(good);
                    return Err(end - usize::from(bad)..end);
                }
            }
        }
    }

    /// The bytes of a text, or `None` where it has a character that the encoding lacks.
    pub(crate) fn encode(self, text: &str) -> Option<Vec<u8>> {
        let mut encoder = self.0.new_encoder();
        let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len())?;
        let mut bytes = Vec::with_capacity(room);
        let (result, _) =
            encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true);
        matches!(result, EncoderResult::InputEmpty).then_some(bytes)
    }

    /// The text of bytes, with U+FFFD for those that are not text.
    pub(crate) fn lossy(self, bytes: &[u8]) -> Cow<'_, str> {
        self.0.decode_without_bom_handling(bytes).0
    }

    pub(crate) fn widths(self) -> Widths {
        Widths(self.0.new_decoder_without_bom_handling())
    }
}

/// How long the text is that bytes make, byte by byte.
pub(crate) struct Widths(Decoder);

impl Widths {
    /// How many bytes of text one more byte makes.
    pub(crate) fn push(&mut self, byte: u8) -> usize {
        let mut text = [0; 16];
        let (_, _, written) = self
            .0
            .decode_to_utf8_without_replacement(&[byte], &mut text, false);
        written
    }
}
