//! What holds for the readers of captures in text, whatever they read.

use std::io::{Cursor, Read};

use paywire::capture::{self, Config, Item, Reader as _};

/// Gives a few bytes at a time, as a slow network may.
struct Drops(Cursor<Vec<u8>>, usize);

impl Read for Drops {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}

/// The number of an entry, if it was found, and what it is, or what is wrong.
pub(crate) type Numbered = (Option<u64>, Result<Item, String>);

/// Everything in a capture. However few bytes come at once, it is the same, errors point into the
/// capture, and no more waits to be parsed than there is.
pub(crate) fn read(data: &[u8], config: &Config) -> Vec<Numbered> {
    let whole = read_by(data, data.len().max(1), config);
    // How much comes out of a packed one before damage is met depends on how much is asked for.
    if data.len() < 2000 && !is_packed(data) {
        for size in [1, 7] {
            assert_eq!(read_by(data, size, config), whole, "{size} bytes at a time");
        }
    }
    whole
}

/// Whether it is unpacked before it is read, so that more may come out than was put in.
pub(crate) fn is_packed(data: &[u8]) -> bool {
    let marks = [&b"\x1f\x8b\x08"[..], b"\x28\xb5\x2f\xfd"];
    marks.iter().any(|mark| data.starts_with(mark))
}

fn read_by(data: &[u8], size: usize, config: &Config) -> Vec<Numbered> {
    let packed = is_packed(data);
    let input = Drops(Cursor::new(data.to_vec()), size);
    let Ok(mut capture) = capture::open(input, config) else {
        return Vec::new();
    };
    let mut weight = 0;
    let entries = std::iter::from_fn(|| capture.next_entry());
    let read = entries.map(|entry| {
        let number = entry.as_ref().ok().map(|entry| entry.number);
        weight += entry.as_ref().map_or(0, capture::Entry::weight);
        let item = entry.and_then(|entry| entry.parse(config));
        let item = item.map_err(|error| {
            let end = error.span().map_or(0, |span| span.end);
            assert!(packed || end <= data.len(), "{error:?}");
            error.to_string()
        });
        (number, item)
    });
    let read = read.collect();
    assert!(packed || weight <= data.len(), "{weight} of {}", data.len());
    read
}
