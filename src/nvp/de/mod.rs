//! Reading Rust values off a tape.
//!
//! A [`Deserializer`] is a place on the tape. [`TapeNode`](node::Node) reads what stands there and
//! leaves the place after it; the accesses lead from child to child. None of them knows bytes,
//! and nothing is read twice.

mod access;
mod enums;
mod node;
mod root;

mod value;

use std::ops::Range;

pub(super) use crate::scalar::{BorrowedKey, MapKey, Nothing, Scalar, SeenVariants};

use super::config::Config;
use super::lex;
use super::tape::{Body, TEXT, Tape, TapeNode, flag};
use super::unescape::Piece;
use super::warning::{Warning, WarningKind};
use crate::error::{Error, ErrorKind, NvpErrorKind};

/// Reads one value from an NVP body.
///
/// Usually [`from_str`](super::from_str) and similar functions do this; a `Deserializer` is for combining
/// with other serde tools, and for looking at the [warnings](Deserializer::warnings) afterwards.
/// `&mut Deserializer` is the [`serde::Deserializer`]; it can be read from once.
///
/// ```
/// use paywire::nvp::{Config, Deserializer};
/// use serde::Deserialize;
/// use std::collections::BTreeMap;
///
/// let mut deserializer = Deserializer::from_slice_with(b"\xef\xbb\xbfa=1", Config::lenient())?;
/// let map = BTreeMap::<String, u8>::deserialize(&mut deserializer)?;
/// assert_eq!(map["a"], 1);
/// assert_eq!(deserializer.warnings().len(), 1);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Debug)]
pub struct Deserializer<'de> {
    body: Body<'de>,
    config: Config,
    tape: Tape,
    /// The node to be read next.
    at: usize,
    /// Decoded text that lives until the next one.
    scratch: Vec<u8>,
    warnings: Vec<Warning>,
    /// Warnings whose paths are still to be found, with the nodes they are about.
    unnamed: Vec<(usize, usize)>,
}

impl<'de> Deserializer<'de> {
    /// A deserializer over a text, with [`Config::strict`].
    ///
    /// # Errors
    ///
    /// Those of [`Deserializer::from_slice_with`].
    #[expect(
        clippy::should_implement_trait,
        reason = "the name serde formats share"
    )]
    pub fn from_str(input: &'de str) -> Result<Self, Error> {
        Deserializer::from_str_with(input, Config::strict())
    }

    /// A deserializer over bytes, with [`Config::strict`].
    ///
    /// # Errors
    ///
    /// Those of [`Deserializer::from_slice_with`].
    pub fn from_slice(input: &'de [u8]) -> Result<Self, Error> {
        Deserializer::from_slice_with(input, Config::strict())
    }

    /// A deserializer over bytes, read as a config says. Looks at the outside of the body: its length, encoding, and
    /// what stands around it.
    ///
    /// # Errors
    ///
    /// For input over the limit, bytes that are not text in the config's charset, and a byte
    /// order mark or whitespace around the body unless the config allows them.
    pub fn from_slice_with(input: &'de [u8], config: Config) -> Result<Self, Error> {
        let text = if config.charset.is_utf8() {
            config.limits.check_input(input.len())?;
            Some(std::str::from_utf8(input).map_err(|fault| {
                let kind = ErrorKind::InvalidEncoding("UTF-8");
                let start = fault.valid_up_to();
                if let Some(wide) = wide(input) {
                    return wide;
                }
                Error::at(kind, start..start + fault.error_len().unwrap_or(1))
            })?)
        } else {
            config.check_charset()?;
            let ascii = config.charset.keeps_ascii() && input.is_ascii();
            ascii.then(|| std::str::from_utf8(input).ok()).flatten()
        };
        Deserializer::with_text(input, text, config)
    }

    /// A deserializer over a text, read as a config says.
    ///
    /// # Errors
    ///
    /// Those of [`Deserializer::from_slice_with`].
    #[inline(always)]
    pub fn from_str_with(input: &'de str, config: Config) -> Result<Self, Error> {
        if !config.charset.is_utf8() {
            // What is text already is not in that charset; only what its escapes stand for is.
            if let Some(at) = input.bytes().position(|byte| !byte.is_ascii()) {
                let kind = ErrorKind::InvalidEncoding(config.charset.name());
                return Err(Error::at(kind, at..at + 1));
            }
            return Deserializer::from_slice_with(input.as_bytes(), config);
        }
        Deserializer::with_text(input.as_bytes(), Some(input), config)
    }

    // Inlined with what calls it, a deserializer is made where it stays.
    #[inline(always)]
    fn with_text(input: &'de [u8], text: Option<&'de str>, config: Config) -> Result<Self, Error> {
        config.limits.check_input(input.len())?;
        let mut warnings = Vec::new();
        let body = if is_trimmed(input) {
            0..input.len()
        } else {
            trim(input, &config, &mut warnings)?
        };
        Ok(Deserializer {
            body: Body {
                bytes: &input[..body.end],
                text,
                start: body.start,
            },
            config,
            tape: Tape {
                nodes: Vec::new(),
                side: None,
            },
            at: 0,
            scratch: Vec::new(),
            warnings,
            unnamed: Vec::new(),
        })
    }

    /// The repairs made so far. Empty under the strict config.
    pub fn warnings(&mut self) -> &[Warning] {
        if self.unnamed.is_empty() {
            return &self.warnings;
        }
        // Finding a path is a walk along the tape, so all are found in one.
        self.unnamed.sort_unstable();
        let unnamed = std::mem::take(&mut self.unnamed);
        let nodes: Vec<usize> = unnamed.iter().map(|(node, _)| *node).collect();
        let paths = self.tape.paths(&self.body, &nodes);
        for ((_, warning), path) in unnamed.into_iter().zip(paths) {
            self.warnings[warning].set_path(path);
        }
        &self.warnings
    }

    pub(super) fn into_warnings(mut self) -> Vec<Warning> {
        self.warnings();
        self.warnings
    }

    fn lex(&mut self) -> Result<(), Error> {
        self.tape = lex::tape(&self.body, &self.config, &mut self.warnings)?;
        self.at = 0;
        Ok(())
    }

    /// The body as a tape, for a caller that walks it.
    pub(super) fn lexed(&mut self) -> Result<Tape, Error> {
        lex::any_tape(&self.body, &self.config, &mut self.warnings)
    }

    pub(super) fn body(&self) -> &Body<'de> {
        &self.body
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn body_length(&self) -> usize {
        self.body.bytes.len() - self.body.start
    }

    /// Adds to an error where the node of a tape is.
    #[cold]
    pub(super) fn locate_on(&self, tape: &Tape, error: Error, at: usize) -> Error {
        let error = match tape.span(at) {
            Some(span) => error.or_span(span),
            None => error,
        };
        error.or_path(|| tape.path(&self.body, at))
    }

    #[inline(always)]
    fn node(&self) -> &TapeNode {
        &self.tape.nodes[self.at]
    }

    /// Adds to an error where the node at `at` is.
    #[cold]
    #[inline(never)]
    fn locate(&self, error: Error, at: usize) -> Error {
        self.locate_on(&self.tape, error, at)
    }

    /// Adds to an error about the word at the place where it is.
    #[cold]
    #[inline(never)]
    fn locate_key(&self, error: Error) -> Error {
        let node = self.node();
        let verbatim = !node.has(flag::SIDE | flag::INDEX | flag::OWN);
        let error = if verbatim {
            error.or_span(node.word())
        } else {
            error
        };
        self.locate(error, self.at)
    }

    #[cold]
    fn fault(&self, kind: ErrorKind, at: usize) -> Error {
        self.locate(Error::new(kind), at)
    }

    #[cold]
    fn warn(&mut self, kind: WarningKind, at: usize) {
        self.unnamed.push((at, self.warnings.len()));
        self.warnings.push(Warning::new(kind, self.tape.span(at)));
    }

    /// Notes that the value of a node was left out.
    #[cold]
    fn leave_out(&mut self, kind: WarningKind, at: usize) {
        self.unnamed.push((at, self.warnings.len()));
        let value = self.tape.nodes[at].value();
        self.warnings.push(Warning::leaving_out(kind, value));
    }

    /// Reads the value of the current node, if it has nothing else and needs no decoding, and moves
    /// past it.
    #[inline(always)]
    fn verbatim(&mut self) -> Option<&'de str> {
        let node = self.node();
        if node.flags & (flag::SHAPE | flag::ESCAPED) != flag::VALUE {
            return None;
        }
        let text = self.body.text?.get(node.value())?;
        self.at += 1;
        Some(text)
    }

    /// The text of a node's value.
    pub(super) fn text(&mut self, node: TapeNode) -> Result<Scalar<'de, '_>, Error> {
        if !node.has(flag::ESCAPED)
            && let Some(text) = self.body.text.and_then(|text| text.get(node.value()))
        {
            return Ok(Scalar::Borrowed(text));
        }
        self.decoded(node)
    }

    /// A value that has to be looked at, without whitespace around it.
    #[inline(always)]
    fn piece(&mut self, node: TapeNode) -> Result<Piece<'de>, Error> {
        let piece = self.body.piece(node.value());
        if piece.is_spaced() {
            return piece.trimmed(&self.config, &mut self.warnings);
        }
        Ok(piece)
    }

    #[inline(never)]
    fn string(&mut self, node: TapeNode) -> Result<String, Error> {
        let piece = self.piece(node)?;
        piece.string(&self.config, &mut self.warnings)
    }

    #[inline(never)]
    fn decoded(&mut self, node: TapeNode) -> Result<Scalar<'de, '_>, Error> {
        let piece = self.piece(node)?;
        self.scalar(piece)
    }

    fn scalar(&mut self, piece: Piece<'de>) -> Result<Scalar<'de, '_>, Error> {
        if let Some(text) = self.body.text.filter(|_| piece.is_plain())
            && let Some(text) = text.get(piece.span())
        {
            return Ok(Scalar::Borrowed(text));
        }
        let text = piece.text(&self.config, &mut self.scratch, &mut self.warnings)?;
        Ok(Scalar::Transient(text))
    }
}

/// Whether what the input starts and ends with is part of the body.
#[inline(always)]
fn is_trimmed(input: &[u8]) -> bool {
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    plain(input.first()) && plain(input.last())
}

/// The error of a body in UTF-16, which has no pairs in any charset that NVP comes in.
#[cold]
fn wide(input: &[u8]) -> Option<Error> {
    let what = match input {
        [0xff, 0xfe, ..] | [b'!'..=b'~', 0, ..] => NvpErrorKind::Utf16Le,
        [0xfe, 0xff, ..] | [0, b'!'..=b'~', ..] => NvpErrorKind::Utf16Be,
        _ => return None,
    };
    Some(Error::at(ErrorKind::Nvp(what), 0..2))
}

/// The part of the input that is the body.
#[cold]
fn trim(input: &[u8], config: &Config, warnings: &mut Vec<Warning>) -> Result<Range<usize>, Error> {
    let mut body = 0..input.len();
    if let Some(error) = wide(input) {
        return Err(error);
    }
    if input.starts_with(b"\xef\xbb\xbf") {
        if !config.byte_order_mark {
            return Err(Error::at(ErrorKind::ByteOrderMark, 0..3));
        }
        warnings.push(Warning::new(WarningKind::ByteOrderMark, Some(0..3)));
        body.start = 3;
    }
    let inner = input[body.clone()].trim_ascii_start();
    let start = body.end - inner.len();
    let end = start + inner.trim_ascii_end().len();
    for space in [body.start..start, end..body.end] {
        if space.is_empty() {
            continue;
        }
        if !config.surrounding_space {
            return Err(Error::at(ErrorKind::SurroundingSpace, space));
        }
        warnings.push(Warning::new(WarningKind::SurroundingSpace, Some(space)));
    }
    Ok(start..end)
}
