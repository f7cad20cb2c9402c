//! Multipart forms, as built by `-F`.
//!
//! Document: RFC 7578; curl's manual page, `--form`.

use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};

/// The boundary between parts. curl generates a random one.
pub(super) const BOUNDARY: &str = "------------------------0000000000000000";

/// A part of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FormPart {
    name: Vec<u8>,
    file_name: Option<Vec<u8>>,
    kind: Option<Vec<u8>>,
    content: Vec<u8>,
}

impl FormPart {
    /// Parses `name=content`, where content is a text, `@file` or `<file`, and options may follow
    /// after `;`. `file` returns the content of a file.
    pub(super) fn new(
        text: &[u8],
        literal: bool,
        file: impl FnOnce(&[u8]) -> Result<Vec<u8>>,
    ) -> Result<Self> {
        let Some(equals) = text.iter().position(|byte| *byte == b'=') else {
            return Err(Error::new(ErrorKind::Capture(CaptureErrorKind::FormField)));
        };
        let (name, content) = (&text[..equals], &text[equals + 1..]);
        let mut part = FormPart {
            name: name.to_vec(),
            ..FormPart::default()
        };
        if literal {
            part.content = content.to_vec();
            return Ok(part);
        }
        let sign = content.first().filter(|byte| b"@<".contains(byte)).copied();
        let (content, options) = content_and_options(&content[usize::from(sign.is_some())..]);
        for (option, value) in options {
            match &*option {
                b"type" => part.kind = Some(value),
                b"filename" => part.file_name = Some(value),
                // The transfer encoding, and header fields of the part.
                _ => {}
            }
        }
        let is_file = sign.is_some() && content != b"-";
        match sign {
            None => part.content = content,
            Some(sign) => {
                part.content = file(&content)?;
                if sign == b'@' {
                    let name = content.rsplit(|byte| *byte == b'/').next();
                    part.file_name
                        .get_or_insert_with(|| name.unwrap_or_default().to_vec());
                }
            }
        }
        part.kind = part.kind.take().or_else(|| part.kind_by_name(is_file));
        Ok(part)
    }

    /// The media type that curl guesses from the file name.
    fn kind_by_name(&self, is_file: bool) -> Option<Vec<u8>> {
        const KINDS: &[(&[u8], &[u8])] = &[
            (b".gif", b"image/gif"),
            (b".jpg", b"image/jpeg"),
            (b".jpeg", b"image/jpeg"),
            (b".png", b"image/png"),
            (b".svg", b"image/svg+xml"),
            (b".txt", b"text/plain"),
            (b".htm", b"text/html"),
            (b".html", b"text/html"),
            (b".pdf", b"application/pdf"),
            (b".xml", b"application/xml"),
        ];
        let name = self.file_name.as_ref()?.to_ascii_lowercase();
        let known = KINDS.iter().find(|(end, _)| name.ends_with(end));
        let other: Option<&[u8]> = is_file.then_some(b"application/octet-stream");
        known.map(|(_, kind)| *kind).or(other).map(<[u8]>::to_vec)
    }

    fn write(&self, body: &mut Vec<u8>) {
        body.extend(b"--");
        body.extend(BOUNDARY.as_bytes());
        body.extend(b"\r\nContent-Disposition: form-data; name=\"");
        escape(&self.name, body);
        if let Some(name) = &self.file_name {
            body.extend(b"\"; filename=\"");
            escape(name, body);
        }
        body.extend(b"\"\r\n");
        if let Some(kind) = &self.kind {
            body.extend(b"Content-Type: ");
            body.extend(kind);
            body.extend(b"\r\n");
        }
        body.extend(b"\r\n");
        body.extend(&self.content);
        body.extend(b"\r\n");
    }
}

/// The body of a form.
pub(super) fn body(parts: &[FormPart]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        part.write(&mut body);
    }
    body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

fn escape(name: &[u8], to: &mut Vec<u8>) {
    for byte in name {
        match byte {
            b'"' => to.extend(b"%22"),
            b'\r' => to.extend(b"%0D"),
            b'\n' => to.extend(b"%0A"),
            _ => to.push(*byte),
        }
    }
}

type PartOptions = Vec<(Vec<u8>, Vec<u8>)>;

fn content_and_options(text: &[u8]) -> (Vec<u8>, PartOptions) {
    let mut pieces = FormPieces(text);
    let content = pieces.next().unwrap_or_default();
    let options = pieces
        .filter_map(|option| {
            let equals = option.iter().position(|byte| *byte == b'=')?;
            let name = option[..equals].trim_ascii().to_ascii_lowercase();
            Some((name, option[equals + 1..].to_vec()))
        })
        .collect();
    (content, options)
}

/// The segments between `;`, unquoted.
struct FormPieces<'a>(&'a [u8]);

impl Iterator for FormPieces<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if self.0.is_empty() {
            return None;
        }
        let mut piece = Vec::new();
        let mut quoted = false;
        let mut at = 0;
        while let Some(byte) = self.0.get(at) {
            at += 1;
            match byte {
                b'"' => quoted = !quoted,
                b'\\' if quoted => {
                    piece.extend(self.0.get(at));
                    at += 1;
                }
                b';' if !quoted => break,
                _ => piece.push(*byte),
            }
        }
        self.0 = self.0.get(at..).unwrap_or_default();
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_written_one_after_another() {
        let file = |name: &[u8]| Ok([b"in ", name].concat());
        let parts: Vec<FormPart> = [
            ("a=1;type=text/x", false),
            ("b=@d/f;filename=\"x;\\\"y\"", false),
            ("c=<f", false),
            ("d=@f;type=x", true),
        ]
        .iter()
        .map(|(text, literal)| FormPart::new(text.as_bytes(), *literal, file).unwrap())
        .collect();
        insta::assert_snapshot!(String::from_utf8(body(&parts)).unwrap().replace('\r', ""), @r#"
        --------------------------0000000000000000
        Content-Disposition: form-data; name="a"
        Content-Type: text/x

        1
        --------------------------0000000000000000
        Content-Disposition: form-data; name="b"; filename="x;%22y"
        Content-Type: application/octet-stream

        in d/f
        --------------------------0000000000000000
        Content-Disposition: form-data; name="c"

        in f
        --------------------------0000000000000000
        Content-Disposition: form-data; name="d"

        @f;type=x
        --------------------------0000000000000000--
        "#);
        assert!(FormPart::new(b"a", false, file).is_err());
    }
}
