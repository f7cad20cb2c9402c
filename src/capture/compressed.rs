//! Decompresses captures.

use std::error::Error as StdError;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind as IoKind, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};

const GZIP: CaptureErrorKind = CaptureErrorKind::DamagedGzip;
const ZSTD: CaptureErrorKind = CaptureErrorKind::DamagedZstd;

/// The first bytes of compressed files and how each is handled.
const PACKED: &[(&[u8], Packing)] = &[
    (b"\x1f\x8b\x08", Packing::Gzip),
    (b"\x28\xb5\x2f\xfd", Packing::Zstd),
    (b"\xfd7zXZ\0", Packing::Other(CaptureErrorKind::Xz)),
    (b"BZh91AY&SY", Packing::Other(CaptureErrorKind::Bzip2)),
    (b"PK\x03\x04", Packing::Other(CaptureErrorKind::Zip)),
];

#[derive(Clone, Copy)]
enum Packing {
    Gzip,
    Zstd,
    Other(CaptureErrorKind),
}

/// The number of bytes needed for detection.
const FIRST: usize = 10;

/// Decompresses the input if it is compressed.
pub(super) fn decompressed(mut input: impl Read + Send + 'static) -> Result<Box<dyn Read + Send>> {
    let mut first = Vec::new();
    input.by_ref().take(FIRST as u64).read_to_end(&mut first)?;
    let known = PACKED.iter().find(|(mark, _)| first.starts_with(mark));
    let whole = Cursor::new(first).chain(input);
    Ok(match known {
        None => Box::new(whole),
        Some((_, Packing::Other(which))) => {
            return Err(Error::at(ErrorKind::Capture(*which), 0..0));
        }
        Some((_, Packing::Gzip)) => Box::new(ExplainedErrors {
            unpacker: MultiGzDecoder::new(buffered(whole)),
            damaged: GZIP,
        }),
        Some((_, Packing::Zstd)) => Box::new(ExplainedErrors {
            unpacker: ZstdFrames::new(buffered(whole)),
            damaged: ZSTD,
        }),
    })
}

fn buffered<R: Read>(input: R) -> BufReader<MarkedInput<R>> {
    BufReader::with_capacity(64 << 10, MarkedInput(input))
}

/// The compressed input. It marks its own errors, so that they are not taken for damage.
struct MarkedInput<R>(R);

impl<R: Read> Read for MarkedInput<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            IoKind::Interrupted => error,
            _ => io::Error::from(Error::from(error)),
        })
    }
}

/// A decompressor whose errors say what is wrong with the capture.
struct ExplainedErrors<R> {
    unpacker: R,
    damaged: CaptureErrorKind,
}

impl<R: Read> Read for ExplainedErrors<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.unpacker.read(buffer).map_err(|error| {
            let is_own = error
                .get_ref()
                .is_some_and(<dyn StdError + Send + Sync>::is::<Error>);
            if is_own || error.kind() == IoKind::Interrupted {
                return error;
            }
            Error::new(ErrorKind::Capture(self.damaged)).into()
        })
    }
}

/// Decompresses consecutive zstd frames.
struct ZstdFrames<R> {
    input: R,
    decoder: FrameDecoder,
    /// Whether a frame was started and has output left.
    within: bool,
}

impl<R: BufRead> ZstdFrames<R> {
    fn new(input: R) -> Self {
        ZstdFrames {
            input,
            decoder: FrameDecoder::new(),
            within: false,
        }
    }

    /// Starts the next frame; `false` at the end of the input.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            if self.input.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.init(&mut self.input) {
                Ok(()) => {
                    self.within = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => skip(&mut self.input, length.into())?,
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }

    /// Decompresses until there is output or the frame ends.
    fn unpack(&mut self) -> io::Result<()> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let one = BlockDecodingStrategy::UptoBlocks(1);
            let unpacked = self.decoder.decode_blocks(&mut self.input, one);
            unpacked.map_err(io::Error::other)?;
        }
        Ok(())
    }

    /// Verifies the frame's checksum, if it has one.
    fn verify(&mut self) -> io::Result<()> {
        self.within = false;
        let said = self.decoder.get_checksum_from_data();
        if said.is_some() && said != self.decoder.get_calculated_checksum() {
            return Err(IoKind::InvalidData.into());
        }
        Ok(())
    }
}

fn skip(input: &mut impl Read, length: u64) -> io::Result<()> {
    let skipped = io::copy(&mut input.take(length), &mut io::sink())?;
    if skipped < length {
        return Err(IoKind::UnexpectedEof.into());
    }
    Ok(())
}

impl<R: BufRead> Read for ZstdFrames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.within || self.begin()? {
            self.unpack()?;
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            self.verify()?;
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;
    use crate::capture::{self, Config, Item, Kind, Reader};

    const TEXT: &[u8] = b"payKey=AP-1\npayKey=AP-2\n";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    fn read(packed: Vec<u8>) -> Result<Vec<u8>> {
        let mut text = Vec::new();
        decompressed(Cursor::new(packed))?.read_to_end(&mut text)?;
        Ok(text)
    }

    #[test]
    fn what_was_packed_comes_out() {
        let skipped = b"\x50\x2a\x4d\x18\x03\0\0\0abc";
        let long = TEXT.repeat(100_000);
        for (packed, expected) in [
            (TEXT.to_vec(), TEXT.to_vec()),
            (vec![], vec![]),
            (b"a".to_vec(), b"a".to_vec()),
            (gzip(TEXT), TEXT.to_vec()),
            (zstd(TEXT), TEXT.to_vec()),
            ([gzip(TEXT), gzip(b"x")].concat(), [TEXT, b"x"].concat()),
            (
                [zstd(TEXT), skipped.to_vec(), zstd(b"x")].concat(),
                [TEXT, b"x"].concat(),
            ),
            (gzip(&long), long.clone()),
            (zstd(&long), long.clone()),
            (gzip(b""), vec![]),
            (zstd(b""), vec![]),
        ] {
            assert!(read(packed).unwrap() == expected);
        }
    }

    #[test]
    fn damage_is_said_and_what_came_before_it_kept() {
        for (packed, said) in [(gzip(TEXT), GZIP), (zstd(TEXT), ZSTD)] {
            for length in FIRST..packed.len() {
                let error = read(packed[..length].to_vec()).unwrap_err();
                assert_eq!(error.to_string(), said.as_str(), "{length}");
            }
            let more = [packed, b"more".to_vec()].concat();
            let mut capture =
                capture::open(Cursor::new(more), &Config::new().kind(Kind::Lines)).unwrap();
            let entries: Vec<_> = std::iter::from_fn(|| capture.next_entry()).collect();
            assert!(entries[0].is_ok());
            assert_eq!(
                entries.last().unwrap().as_ref().unwrap_err().to_string(),
                said.as_str()
            );
        }
        for other in [&b"\xfd7zXZ\0\0"[..], b"BZh91AY&SY", b"PK\x03\x04"] {
            let error = read(other.to_vec()).unwrap_err();
            assert!(error.to_string().contains("not supported"), "{error}");
        }
    }

    #[test]
    fn an_input_that_fails_is_no_damage() {
        struct Fails;

        impl Read for Fails {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }

        let packed = gzip(TEXT);
        let start = Cursor::new(packed[..15].to_vec()).chain(Fails);
        let error = decompressed(start)
            .unwrap()
            .read_to_end(&mut Vec::new())
            .unwrap_err();
        let error = Error::from(error);
        assert_eq!(
            error.to_string(),
            "reading or writing failed: the disk is gone"
        );
    }

    #[test]
    fn places_count_what_comes_out() {
        let mut capture = capture::open(Cursor::new(gzip(TEXT)), &Config::new()).unwrap();
        assert_eq!(capture.kind(), Kind::Lines);
        capture.next_entry().unwrap().unwrap();
        let second = capture.next_entry().unwrap().unwrap();
        assert_eq!(second.offset, 12);
        let body = second.parse(&Config::new()).unwrap();
        assert_eq!(body, Item::Body(b"payKey=AP-2".to_vec()));
    }
}
