//! Writing Rust values as pairs.

mod compound;
mod key;
mod pair;
mod path;
mod place;
mod root;
mod short;

use std::borrow::Cow;

use self::path::Path;
use self::short::Written;
use super::config::{Config, Indices};
use super::escape;
use super::pairs::pairs;
use crate::error::{Error, ErrorKind, Limit};

/// Writes one value as an NVP body.
///
/// Usually [`to_string`](super::to_string) and similar functions do this; a `Serializer` appends to a
/// buffer, with an `&` after what is there. Of a value that cannot be written nothing is left in it.
/// `&mut Serializer` is the [`serde::Serializer`], and can be used again.
///
/// ```
/// use paywire::nvp::Serializer;
/// use serde::Serialize;
///
/// let mut body = b"cmd=_notify-validate".to_vec();
/// let mut serializer = Serializer::new(&mut body);
/// [("a", "1"), ("b", "x y")].serialize(&mut serializer)?;
/// assert!([("c", Some(2)), ("d", None)].serialize(&mut serializer).is_err());
/// [("e", "3")].serialize(&mut serializer)?;
/// assert_eq!(body, b"cmd=_notify-validate&a=1&b=x+y&e=3");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Debug)]
pub struct Serializer<'a> {
    out: &'a mut Vec<u8>,
    /// An `&`, then the name of the place below which is written, as it is written.
    path: Path,
    depth: u16,
    /// The most steps a name may have.
    deepest: u16,
    /// How many pairs were written; one more if the first one needs an `&` before it.
    pairs: usize,
    brackets: [u8; 2],
    config: Config,
}

impl<'a> Serializer<'a> {
    /// A serializer that appends to `out`, with an `&` before it if there is something else. All that is written is
    /// ASCII.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Serializer::with_config(out, Config::strict())
    }

    /// Like [`Serializer::new`], with a configuration.
    pub fn with_config(out: &'a mut Vec<u8>, config: Config) -> Self {
        let is_behind = out.last().is_some_and(|last| *last != b'&');
        Serializer {
            out,
            path: Path::new(),
            depth: 0,
            deepest: config.depth(),
            pairs: usize::from(is_behind),
            brackets: match config.indices {
                Indices::Round => *b"()",
                Indices::Square => *b"[]",
            },
            config,
        }
    }

    /// Writes a pair as far as that goes [in one piece](short).
    #[inline(always)]
    fn short(&mut self, step: Step<'_>, text: &str) -> Written {
        let Step::Word(word) = step else {
            return Written::Nothing;
        };
        if self.depth >= self.deepest {
            return Written::Nothing;
        }
        let Some(name) = self.path.with_room(self.pairs == 0) else {
            return Written::Nothing;
        };
        let written = short::push(self.out, name, self.depth > 0, word, text);
        self.pairs += usize::from(!matches!(written, Written::Nothing));
        written
    }

    /// Writes a pair if it is [short](Serializer::short), or else begins it; whether the value is written.
    #[inline(always)]
    fn short_or_begun(&mut self, step: Step<'_>, text: &str) -> Result<bool, Error> {
        let written = self.short(step, text);
        if matches!(written, Written::Nothing) {
            self.begin(step)?;
        }
        Ok(matches!(written, Written::Pair))
    }

    /// Starts the pair of a place.
    fn begin(&mut self, step: Step<'_>) -> Result<(), Error> {
        let first = usize::from(self.pairs == 0);
        self.out.extend_from_slice(&self.path.as_slice()[first..]);
        self.step(step)?;
        if self.depth >= self.deepest && !matches!(step, Step::Text(_)) {
            return Err(self.too_deep());
        }
        self.out.push(b'=');
        self.pairs += 1;
        Ok(())
    }

    /// Writes a step to a place.
    fn step(&mut self, step: Step<'_>) -> Result<(), Error> {
        match step {
            Step::Text(_) => {}
            Step::Word(word) => return self.word(word),
            Step::Entry(index) => {
                let [open, close] = self.brackets;
                self.out.push(open);
                let mut digits = itoa::Buffer::new();
                self.out.extend_from_slice(digits.format(index).as_bytes());
                self.out.push(close);
            }
        }
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Error> {
        if self.depth > 0 {
            self.out.push(b'.');
        }
        if escape::push_plain_word(self.out, word) {
            return Ok(());
        }
        self.unusual_word(word)
    }

    #[cold]
    fn unusual_word(&mut self, word: &str) -> Result<(), Error> {
        if word.contains(['.', '(', ')', '[', ']']) {
            let what = "a key with `.`, `(`, `)`, `[` or `]`, which would be read as structure";
            return Err(Error::new(ErrorKind::UnwritableKey(what)));
        }
        self.name(word)
    }

    /// Writes what is part of a name, whatever is in it.
    fn name(&mut self, text: &str) -> Result<(), Error> {
        if self.config.charset.is_utf8() {
            escape::push(self.out, text.as_bytes());
        } else {
            escape::push_escaped(self.out, &self.config.encoded(text)?);
        }
        Ok(())
    }

    /// Makes what is written after this the end of the path instead.
    fn extend_path(&mut self, start: usize) {
        self.path.push(&self.out[start..]);
        self.out.truncate(start);
    }

    #[cold]
    fn too_deep(&self) -> Error {
        Error::new(ErrorKind::Limit(Limit::Depth(self.deepest)))
    }

    /// Writes a pair with this value.
    #[inline]
    fn value(&mut self, step: Step<'_>, text: &str) -> Result<(), Error> {
        if !self.config.charset.is_utf8() {
            let bytes = self.config.encoded(text)?;
            return self.bytes(step, &bytes);
        }
        if !self.short_or_begun(step, text)? {
            escape::push(self.out, text.as_bytes());
        }
        Ok(())
    }

    fn bytes(&mut self, step: Step<'_>, bytes: &[u8]) -> Result<(), Error> {
        self.begin(step)?;
        escape::push_escaped(self.out, bytes);
        Ok(())
    }

    /// Writes a pair with a value that needs no escapes in any charset.
    #[inline(never)]
    fn plain(&mut self, step: Step<'_>, text: &str) -> Result<(), Error> {
        if !self.short_or_begun(step, text)? {
            self.out.extend_from_slice(text.as_bytes());
        }
        Ok(())
    }

    /// Where the current name is, to come back.
    #[inline]
    fn mark(&self) -> Mark {
        Mark {
            path: self.path.len(),
            depth: self.depth,
        }
    }

    /// Takes a step, to write below it.
    #[inline(never)]
    fn go(&mut self, step: Step<'_>) -> Result<(), Error> {
        if matches!(step, Step::Text(_)) {
            return Ok(());
        }
        if !self.path.step(self.depth > 0, step, self.brackets) {
            // Put together where all steps are.
            let start = self.out.len();
            self.step(step)?;
            self.extend_path(start);
        }
        self.depth += 1;
        if self.depth > self.deepest {
            return Err(self.too_deep());
        }
        Ok(())
    }

    #[inline]
    fn back(&mut self, mark: Mark) {
        self.depth = mark.depth;
        self.path.truncate(mark.path);
    }

    #[cold]
    fn fault(&self, kind: ErrorKind) -> Error {
        self.located(Error::new(kind))
    }

    fn located(&self, error: Error) -> Error {
        error.or_path(|| self.shown())
    }

    /// Gives an error from one step after a mark its path; the step may not have been taken.
    #[cold]
    fn locate(&mut self, mark: Mark, step: Step<'_>, error: Error) -> Error {
        error.or_path(|| {
            self.back(mark);
            if let Err(error) = self.go(step)
                && !matches!(error.kind(), ErrorKind::Limit(_))
            {
                // There is no name for it.
                self.back(mark);
            }
            self.shown()
        })
    }

    /// The current name without its escapes.
    fn shown(&self) -> String {
        let pair = pairs(self.path.as_slice()).next();
        let name = pair.and_then(|pair| pair.name.decode(&self.config).ok());
        name.map(Cow::into_owned).unwrap_or_default()
    }
}

/// The start of a whole value, to take it back.
#[derive(Clone, Copy)]
struct Start {
    out: usize,
    pairs: usize,
}

impl Serializer<'_> {
    fn start(&self) -> Start {
        Start {
            out: self.out.len(),
            pairs: self.pairs,
        }
    }

    /// Takes back a value that could not be written.
    #[cold]
    fn undo(&mut self, start: Start) {
        self.out.truncate(start.out);
        self.pairs = start.pairs;
        self.back(Mark { path: 1, depth: 0 });
    }
}

/// The last step to a place.
///
/// Only what is written below the place needs it taken. A single value is written without going
/// there, and what writes nothing, as `None` does, costs nothing.
#[derive(Clone, Copy)]
enum Step<'k> {
    Word(&'k str),
    Entry(usize),
    /// None: the value is what the name itself has; why nothing but a single value can be there.
    Text(&'static str),
}

/// A name to come back to.
#[derive(Clone, Copy)]
struct Mark {
    path: usize,
    depth: u16,
}

impl Config {
    /// Refuses a charset in which `&` and `=` are not single bytes.
    pub(super) fn check_charset(&self) -> Result<(), Error> {
        if self.charset.carries_pairs() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::UnknownCharset))
    }

    fn encoded(&self, text: &str) -> Result<Vec<u8>, Error> {
        let charset = self.charset;
        charset
            .encode(text)
            .ok_or_else(|| Error::new(ErrorKind::Unencodable(charset.name())))
    }
}
