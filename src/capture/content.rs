//! Decodes bodies as `Content-Encoding` says.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::{Body, Config, Headers};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};

/// The most content codings applied to one body.
const MOST_CODINGS: usize = 4;

impl Body {
    /// Returns the content of the body, decoded as its header fields say: `gzip`, `deflate`, `br`
    /// and `zstd`.
    ///
    /// # Errors
    ///
    /// The capture lacks the body, a coding is unknown, the body is damaged, or the content is
    /// longer than [`Config::max_entry`].
    pub fn content(&self, headers: &Headers, config: &Config) -> Result<Cow<'_, [u8]>> {
        let coded = match self {
            Body::Empty => return Ok(Cow::Borrowed(&[])),
            Body::Plain(bytes) => return Ok(Cow::Borrowed(bytes)),
            Body::Missing(why) => return Err(Error::new(ErrorKind::Capture(*why))),
            Body::Coded(bytes) => bytes,
        };
        let codings: Vec<&str> = headers
            .all("content-encoding")
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .filter(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"))
            .collect();
        // An empty body is not encoded.
        if codings.is_empty() || coded.is_empty() {
            return Ok(Cow::Borrowed(coded));
        }
        if codings.len() > MOST_CODINGS {
            return Err(Error::new(ErrorKind::Capture(
                CaptureErrorKind::TooManyCodings,
            )));
        }
        let mut content = Cow::Borrowed(&**coded);
        // Codings are listed in the order of their application.
        for coding in codings.into_iter().rev() {
            content = Cow::Owned(decoded(coding, &content, config.entry.0)?);
        }
        Ok(content)
    }
}

fn decoded(coding: &str, bytes: &[u8], max: usize) -> Result<Vec<u8>> {
    let is = |name: &str| coding.eq_ignore_ascii_case(name);
    if is("gzip") || is("x-gzip") {
        return read(MultiGzDecoder::new(bytes), max, DAMAGED);
    }
    if is("deflate") {
        // `deflate` has a zlib header by the standard, but some senders omit it.
        return read(ZlibDecoder::new(bytes), max, DAMAGED)
            .or_else(|_| read(DeflateDecoder::new(bytes), max, DAMAGED));
    }
    if is("br") {
        let reader = brotli_decompressor::Decompressor::new(bytes, 4096);
        return read(reader, max, DAMAGED);
    }
    if is("zstd") {
        let reader = ruzstd::decoding::StreamingDecoder::new(bytes);
        let reader = reader.map_err(|_| Error::new(ErrorKind::Capture(DAMAGED)))?;
        return read(reader, max, DAMAGED);
    }
    Err(Error::new(ErrorKind::Capture(
        CaptureErrorKind::UnknownCoding,
    )))
}

const DAMAGED: CaptureErrorKind = CaptureErrorKind::DamagedContent;

fn read(reader: impl Read, max: usize, damaged: CaptureErrorKind) -> Result<Vec<u8>> {
    let mut content = Vec::new();
    reader
        .take((max as u64).saturating_add(1))
        .read_to_end(&mut content)
        .map_err(|_| Error::new(ErrorKind::Capture(damaged)))?;
    if content.len() > max {
        return Err(Error::new(ErrorKind::Capture(
            CaptureErrorKind::ContentTooLong,
        )));
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = b"payKey=AP-1&payKey=AP-1&payKey=AP-1";

    fn coded(coding: &str, bytes: Vec<u8>) -> (Headers, Body) {
        let headers = Headers::from_iter([("Content-Encoding", coding)]);
        (headers, Body::Coded(bytes))
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn deflate(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn undoes_each_coding() {
        let zstd =
            ruzstd::encoding::compress_to_vec(TEXT, ruzstd::encoding::CompressionLevel::Fastest);
        // Written by hand: the window, the length of an uncompressed block, the block, and the end.
        let length = u8::try_from(TEXT.len() - 1).unwrap();
        let head = [0x0b, length / 2, 0x80 | (length % 2)];
        let brotli = [&head[..], TEXT, &[0x03]].concat();
        for (coding, bytes) in [
            ("gzip", gzip(TEXT)),
            ("X-Gzip", gzip(TEXT)),
            ("deflate", zlib(TEXT)),
            ("deflate", deflate(TEXT)),
            ("zstd", zstd),
            ("br", brotli),
            ("identity", TEXT.to_vec()),
            ("deflate, gzip", gzip(&zlib(TEXT))),
        ] {
            let (headers, body) = coded(coding, bytes);
            let content = body.content(&headers, &Config::new());
            assert_eq!(content.unwrap(), TEXT, "{coding}");
        }
    }

    #[test]
    fn what_is_damaged_or_too_long_is_an_error() {
        let mut cut = gzip(TEXT);
        cut.truncate(20);
        for (coding, bytes) in [("gzip", cut), ("br", TEXT.to_vec()), ("lzma", vec![1])] {
            let (headers, body) = coded(coding, bytes);
            assert!(body.content(&headers, &Config::new()).is_err(), "{coding}");
        }
        let (headers, body) = coded("gzip", gzip(&vec![0; 100_000]));
        let config = Config::new().max_entry(1000);
        assert!(body.content(&headers, &config).is_err());
        assert!(
            Body::Missing(CaptureErrorKind::LostBytes)
                .content(&headers, &config)
                .is_err()
        );
    }
}
