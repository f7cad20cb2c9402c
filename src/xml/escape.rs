//! Text and attribute values as they are written.

/// What a byte of a value means to the writer.
const PLAIN: u8 = 0;
/// Markup wherever it stands.
const MARKUP: u8 = 1;
/// Markup in an attribute's value only: what a reader would turn into a blank, and the quote.
const QUOTED: u8 = 2;
/// A control that no XML document can carry, not even as a reference.
const NEVER: u8 = 4;
/// The first byte of the two characters above the controls that no document can carry.
const PERHAPS: u8 = 8;

const CLASSES: [u8; 256] = {
    let mut classes = [PLAIN; 256];
    let mut control = 0;
    while control < 0x20 {
        classes[control] = NEVER;
        control += 1;
    }
    classes[b'\t' as usize] = QUOTED;
    classes[b'\n' as usize] = QUOTED;
    // A bare carriage return would be read as a line feed, also in text.
    classes[b'\r' as usize] = MARKUP;
    classes[b'&' as usize] = MARKUP;
    classes[b'<' as usize] = MARKUP;
    // Never bare, so that `]]>` cannot come about, and a tag ends at the first one.
    classes[b'>' as usize] = MARKUP;
    classes[b'"' as usize] = QUOTED;
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
    classes[0xef] = PERHAPS;
    classes
};

/// A character that no XML document can carry.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unwritable;

/// Appends text so that it is read back the same between tags.
#[inline]
pub(super) fn push_text(out: &mut String, text: &str) -> Result<(), Unwritable> {
    push::<{ MARKUP | NEVER | PERHAPS }>(out, text)
}

/// Appends text so that it is read back the same between double quotes.
#[inline]
pub(super) fn push_attribute(out: &mut String, text: &str) -> Result<(), Unwritable> {
    push::<{ MARKUP | QUOTED | NEVER | PERHAPS }>(out, text)
}

#[inline]
fn push<const STOPS: u8>(out: &mut String, text: &str) -> Result<(), Unwritable> {
    if is_plain(text.as_bytes(), STOPS) {
        out.push_str(text);
        return Ok(());
    }
    push_escaped::<STOPS>(out, text)
}

/// Whether no byte is of one of these classes. Most values are such, and looking at all of their
/// bytes without a branch is quicker than stopping at the first that is not.
#[inline]
fn is_plain(bytes: &[u8], stops: u8) -> bool {
    let (chunks, rest) = bytes.as_chunks::<16>();
    if let Some(last) = bytes.last_chunk::<16>() {
        // Sixteen at a time, the last ones perhaps twice.
        return chunks.iter().chain([last]).all(is_surely_plain);
    }
    let mut found = PLAIN;
    for byte in rest {
        found |= CLASSES[usize::from(*byte)];
    }
    found & stops == PLAIN
}

/// Whether no byte is of any class but plain, as comparisons that a compiler makes one of.
#[inline]
fn is_surely_plain(bytes: &[u8; 16]) -> bool {
    let found = bytes.iter().fold(0, |found, &byte| {
        found
            | u8::from(byte < b' ')
            | u8::from(byte == b'&')
            | u8::from(byte == b'<')
            | u8::from(byte == b'>')
            | u8::from(byte == b'"')
            | u8::from(byte == 0xef)
    });
    found == 0
}

#[cold]
fn push_escaped<const STOPS: u8>(out: &mut String, text: &str) -> Result<(), Unwritable> {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let class = CLASSES[usize::from(*byte)];
        if class & STOPS == PLAIN {
            continue;
        }
        if class == PERHAPS {
            if matches!(bytes[at..], [_, 0xbf, 0xbe | 0xbf, ..]) {
                return Err(Unwritable);
            }
            continue;
        }
        // A stop is ASCII, so these are the borders of characters.
        out.push_str(&text[done..at]);
        out.push_str(reference(*byte).ok_or(Unwritable)?);
        done = at + 1;
    }
    out.push_str(&text[done..]);
    Ok(())
}

fn reference(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\t' => "&#9;",
        b'\n' => "&#10;",
        b'\r' => "&#13;",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Result<String, Unwritable> {
        let mut out = String::new();
        push_text(&mut out, text).map(|()| out)
    }

    fn attribute(text: &str) -> Result<String, Unwritable> {
        let mut out = String::new();
        push_attribute(&mut out, text).map(|()| out)
    }

    #[test]
    fn leaves_what_needs_no_escape() {
        let plain = "Ünïcödé, 'quotes' and = and ; and \u{7f}\u{85}\u{2028}\u{feff}\u{fffd}😀";
        assert_eq!(text(plain).as_deref(), Ok(plain));
        assert_eq!(attribute(plain).as_deref(), Ok(plain));
    }

    #[test]
    fn escapes_markup_and_what_readers_normalize() {
        assert_eq!(
            text("a\tb\nc\r\nd <e> & \"f\" ]]>").as_deref(),
            Ok("a\tb\nc&#13;\nd &lt;e&gt; &amp; \"f\" ]]&gt;")
        );
        assert_eq!(
            attribute("a\tb\nc\r\nd <e> & \"f\"").as_deref(),
            Ok("a&#9;b&#10;c&#13;&#10;d &lt;e&gt; &amp; &quot;f&quot;")
        );
    }

    #[test]
    fn refuses_what_no_document_can_carry_and_nothing_else() {
        for char in '\0'..=char::MAX {
            let unwritable = match char {
                '\t' | '\n' | '\r' => false,
                '\0'..'\x20' | '\u{fffe}' | '\u{ffff}' => true,
                _ => false,
            };
            for around in ["", "longer than the eight bytes of a chunk"] {
                let value = format!("{around}{char}{around}");
                assert_eq!(text(&value).is_err(), unwritable, "{char:?}");
                assert_eq!(attribute(&value).is_err(), unwritable, "{char:?}");
            }
        }
    }
}
