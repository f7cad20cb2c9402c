//! Objects and lists over the tokens: nesting, limits, duplicate names, and the place of errors.
//! Still without serde.

use std::ops::Range;

use super::config::Config;
use super::keys::{Keys, ObjectKeys};
use super::lexer::{Lexer, StringToken, Token, fault};
use super::path;
use super::{Warning, WarningKind};
use crate::error::{Error, ErrorKind, JsonErrorKind, Limit, Result};
use crate::limits::Limits;
use crate::policy::Duplicates;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Reads a document step by step.
#[derive(Debug)]
pub(super) struct Reader<'de> {
    lexer: Lexer<'de>,
    limits: Limits,
    trailing_commas: bool,
    /// The offsets, in order, of duplicate names whose values are not used.
    left_out: Vec<usize>,
    /// Whether such names are being collected.
    gathering: bool,
    /// Which of several values of one name is used.
    duplicates: Duplicates,
    names: u32,
    /// How many objects and lists are open.
    depth: usize,
    keys: Keys,
    /// The span of the value or name read last, which errors of types refer to.
    last: Range<usize>,
    /// The start of the document.
    start: usize,
    warnings: Vec<Warning>,
    /// How many of the warnings have their paths.
    named: usize,
}

/// An open object.
#[derive(Debug, Default)]
pub(super) struct Object<'de> {
    depth: usize,
    start: usize,
    keys: ObjectKeys<'de>,
    /// Whether there was a member.
    begun: bool,
    ended: bool,
}

impl Object<'_> {
    /// Whether the closing brace has been read.
    #[inline]
    pub(super) fn ended(&self) -> bool {
        self.ended
    }
}

/// An open list, or a single value standing for one.
#[derive(Debug)]
pub(super) struct List {
    depth: usize,
    start: usize,
    length: u32,
    ended: bool,
}

impl List {
    /// Whether the closing bracket has been read.
    #[inline]
    pub(super) fn ended(&self) -> bool {
        self.ended
    }
}

impl<'de> Reader<'de> {
    #[inline(always)]
    pub(super) fn new(input: &'de str, config: &Config) -> Result<Self> {
        config.limits.check_input(input.len())?;
        let mut warnings = Vec::new();
        let mut start = 0;
        if input.starts_with(BYTE_ORDER_MARK) {
            start = BYTE_ORDER_MARK.len();
            if !config.byte_order_mark {
                return Err(Error::at(ErrorKind::ByteOrderMark, 0..start));
            }
            warnings.push(Warning::new(WarningKind::ByteOrderMark, 0..start));
        }
        let mut reader = Reader {
            lexer: Lexer::new(input, start),
            limits: config.limits,
            trailing_commas: config.trailing_commas,
            left_out: Vec::new(),
            gathering: false,
            duplicates: config.duplicates,
            names: 0,
            depth: 0,
            keys: Keys::new(),
            last: start..start,
            start,
            named: warnings.len(),
            warnings,
        };
        if config.duplicates != Duplicates::Error {
            reader.left_out = left_out(input, start, config);
        }
        Ok(reader)
    }

    /// The place of the value or name read last.
    pub(super) fn last(&self) -> Range<usize> {
        self.last.clone()
    }

    /// The length of the whole input.
    pub(super) fn length(&self) -> usize {
        self.lexer.input().len()
    }

    /// The current offset.
    pub(super) fn position(&self) -> usize {
        self.lexer.position()
    }

    /// The first byte of the value that comes next.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<u8> {
        match self.lexer.peek() {
            Some(byte) => Ok(byte),
            None => Err(self.lexer.ended()),
        }
    }

    /// Reads a value that is neither object nor list; `first` is its first byte.
    #[inline]
    pub(super) fn token(&mut self, first: u8) -> Result<Token<'de>> {
        let start = self.lexer.position();
        let token = self.lexer.token(first)?;
        self.last = start..self.lexer.position();
        let length = match token {
            Token::String(string) => string.raw.len(),
            Token::Number(number) => number.len(),
            Token::Bool(_) | Token::Null => 0,
        };
        if length > self.limits.max_value() as usize {
            return Err(self.value_limit());
        }
        Ok(token)
    }

    /// Reads a string; its first byte has been seen.
    #[inline(always)]
    pub(super) fn string(&mut self) -> Result<StringToken<'de>> {
        let start = self.lexer.position();
        let token = self.lexer.string()?;
        self.last = start..self.lexer.position();
        if token.raw.len() > self.limits.max_value() as usize {
            return Err(self.value_limit());
        }
        Ok(token)
    }

    #[cold]
    fn value_limit(&self) -> Error {
        limit(Limit::Value(self.limits.max_value()), self.last.clone())
    }

    /// Enters the object that starts here.
    ///
    /// It is returned through an out parameter: a result would be copied, which needs too much stack
    /// in unoptimized builds with deep objects.
    #[inline]
    pub(super) fn open_object(&mut self, object: &mut Object<'de>) -> Result<()> {
        object.start = self.lexer.position();
        object.depth = self.enter(object.start)?;
        self.lexer.bump();
        object.keys.open(&self.keys);
        Ok(())
    }

    /// Reads the next name and its colon, or leaves the object.
    #[inline(always)]
    pub(super) fn next_member(
        &mut self,
        object: &mut Object<'de>,
    ) -> Result<Option<StringToken<'de>>> {
        while let Some(first) = self.at_next(object.depth, b'}', !object.begun)? {
            object.begun = true;
            if first != b'"' {
                return Err(self.no_name());
            }
            let token = self.lexer.string()?;
            let counts = self.name(token, object)?;
            if self.lexer.peek() != Some(b':') {
                return Err(self.lexer.unexpected(JsonErrorKind::ExpectedColon));
            }
            self.lexer.bump();
            if counts {
                return Ok(Some(token));
            }
            self.leave_out()?;
        }
        object.ended = true;
        self.depth = object.depth;
        self.keys.close(&object.keys);
        self.last = object.start..self.lexer.position();
        Ok(None)
    }

    #[cold]
    fn no_name(&self) -> Error {
        self.lexer.unexpected(JsonErrorKind::ExpectedName)
    }

    /// Skips the value of a duplicate name that is not used.
    #[cold]
    fn leave_out(&mut self) -> Result<()> {
        let warnings = self.warnings.len();
        self.peek()?;
        let start = self.lexer.position();
        self.ignore()?;
        // Repairs in it are dropped too.
        self.warnings.truncate(warnings);
        let kind = match self.duplicates {
            Duplicates::First => WarningKind::FirstOfDuplicates,
            _ => WarningKind::LastOfDuplicates,
        };
        self.warn(kind, start..self.lexer.position());
        Ok(())
    }

    /// Checks a name; `false` if it is a duplicate whose value is not used.
    #[inline(always)]
    fn name(&mut self, token: StringToken<'de>, object: &mut Object<'de>) -> Result<bool> {
        let span = token.span();
        self.names = self.names.saturating_add(1);
        self.last = span;
        let input = self.lexer.input();
        if token.escaped {
            return self.escaped_name(token, object);
        }
        if token.raw.len() > self.limits.max_name() as usize || self.names > self.limits.max_names()
        {
            return Err(self.name_limit(token.raw));
        }
        if !self.left_out.is_empty() && self.is_left_out() {
            return Ok(false);
        }
        match self
            .keys
            .insert(&mut object.keys, input, token.raw, &self.last)
        {
            Ok(()) => Ok(true),
            Err(first) => self.repeated(first, object, token.raw),
        }
    }

    /// Whether the value of the name read last is not used.
    #[cold]
    fn is_left_out(&self) -> bool {
        !self.gathering && self.left_out.binary_search(&self.last.start).is_ok()
    }

    #[cold]
    fn escaped_name(&mut self, token: StringToken<'de>, object: &mut Object<'de>) -> Result<bool> {
        let name = token.text();
        self.keys.note_escapes();
        if name.len() > self.limits.max_name() as usize || self.names > self.limits.max_names() {
            return Err(self.name_limit(&name));
        }
        if self.is_left_out() {
            return Ok(false);
        }
        let input = self.lexer.input();
        match self.keys.insert(&mut object.keys, input, &name, &self.last) {
            Ok(()) => Ok(true),
            Err(first) => self.repeated(first, object, &name),
        }
    }

    #[cold]
    fn repeated(
        &mut self,
        first: Range<usize>,
        object: &mut Object<'de>,
        name: &str,
    ) -> Result<bool> {
        if self.gathering && self.duplicates == Duplicates::First {
            self.left_out.push(self.last.start);
            return Ok(true);
        }
        if self.gathering {
            let keys = &mut object.keys;
            self.keys.replace(keys, name, &first, &self.last);
            self.left_out.push(first.start);
            return Ok(true);
        }
        let kind = ErrorKind::DuplicateName { first };
        Err(Error::at(kind, self.last.clone()))
    }

    /// The limit that a name exceeds by its length or by being one too many.
    #[cold]
    fn name_limit(&self, name: &str) -> Error {
        let max = self.limits.max_name();
        let exceeded = if name.len() > max as usize {
            Limit::Name(max)
        } else {
            Limit::Names(self.limits.max_names())
        };
        limit(exceeded, self.last.clone())
    }

    /// Enters the list that starts here.
    #[inline]
    pub(super) fn open_list(&mut self) -> Result<List> {
        let list = self.single()?;
        self.lexer.bump();
        Ok(list)
    }

    /// A list whose one entry is the value that comes next.
    #[inline]
    pub(super) fn single(&mut self) -> Result<List> {
        let start = self.lexer.position();
        let depth = self.enter(start)?;
        Ok(List {
            depth,
            start,
            length: 0,
            ended: false,
        })
    }

    /// Steps onto the next entry, or leaves the list.
    #[inline]
    pub(super) fn next_entry(&mut self, list: &mut List) -> Result<bool> {
        if self.at_next(list.depth, b']', list.length == 0)?.is_none() {
            list.ended = true;
            self.leave(list);
            return Ok(false);
        }
        self.entry(list)?;
        Ok(true)
    }

    /// Steps onto an entry of which it is known that it is there.
    #[inline]
    pub(super) fn entry(&mut self, list: &mut List) -> Result<()> {
        if list.length >= self.limits.max_list() {
            let at = self.lexer.position();
            return Err(limit(Limit::List(self.limits.max_list()), at..at + 1));
        }
        list.length += 1;
        Ok(())
    }

    pub(super) fn leave(&mut self, list: &List) {
        self.depth = list.depth;
        self.last = list.start..self.lexer.position();
    }

    /// Whether the list that starts here has nothing in it; if so, it is stepped over.
    pub(super) fn empty_list(&mut self) -> Result<bool> {
        let mut ahead = self.lexer.clone();
        ahead.bump();
        if ahead.peek() != Some(b']') {
            return Ok(false);
        }
        let mut list = self.open_list()?;
        self.next_entry(&mut list)?;
        Ok(true)
    }

    /// Steps to the next member or entry, whose first byte it returns, or over the closing
    /// bracket.
    #[inline(always)]
    fn at_next(&mut self, depth: usize, close: u8, empty: bool) -> Result<Option<u8>> {
        // A type may have given up on what was open further in, and gone on.
        self.depth = depth + 1;
        match self.lexer.peek() {
            Some(byte) if byte == close => {
                self.lexer.bump();
                Ok(None)
            }
            first @ Some(_) if empty => Ok(first),
            Some(b',') => {
                let comma = self.lexer.position();
                self.lexer.bump();
                match self.lexer.peek() {
                    Some(byte) if byte == close => self.trailing_comma(comma),
                    None => Err(self.no_next(close)),
                    next => Ok(next),
                }
            }
            _ => Err(self.no_next(close)),
        }
    }

    #[cold]
    fn no_next(&self, close: u8) -> Error {
        match close {
            b'}' => self.lexer.unexpected(JsonErrorKind::ExpectedCommaOrBrace),
            _ => self.lexer.unexpected(JsonErrorKind::ExpectedCommaOrBracket),
        }
    }

    #[cold]
    fn trailing_comma(&mut self, at: usize) -> Result<Option<u8>> {
        let span = at..at + 1;
        if !self.trailing_commas {
            let what = JsonErrorKind::TrailingComma;
            return Err(fault(what, span));
        }
        self.warn(WarningKind::TrailingComma, span);
        self.lexer.bump();
        Ok(None)
    }

    #[cold]
    fn warn(&mut self, kind: WarningKind, span: Range<usize>) {
        self.warnings.push(Warning::new(kind, span));
    }

    /// Records a repair of the value read last.
    #[cold]
    pub(super) fn warn_of_last(&mut self, kind: WarningKind) {
        self.warn(kind, self.last.clone());
    }

    /// The repairs made so far.
    pub(super) fn warnings(&mut self) -> &[Warning] {
        let unnamed = &mut self.warnings[self.named..];
        let places = unnamed.iter().map(Warning::start);
        let paths = path::paths(self.lexer.input(), self.start, places);
        for (warning, path) in unnamed.iter_mut().zip(paths) {
            warning.set_path(path);
        }
        self.named = self.warnings.len();
        &self.warnings
    }

    pub(super) fn into_warnings(mut self) -> Vec<Warning> {
        self.warnings();
        self.warnings
    }

    /// Skips a value, with all the checks of one that is read.
    pub(super) fn ignore(&mut self) -> Result<()> {
        match self.peek()? {
            b'{' => {
                let mut object = Object::default();
                self.open_object(&mut object)?;
                while self.another_member(&mut object)? {
                    self.ignore()?;
                }
            }
            b'[' => {
                let mut list = self.open_list()?;
                while self.another_entry(&mut list)? {
                    self.ignore()?;
                }
            }
            first => self.ignore_token(first)?,
        }
        Ok(())
    }

    // Not inlined: what they need on the stack is not there while `ignore` calls itself.

    #[inline(never)]
    fn another_member(&mut self, object: &mut Object<'de>) -> Result<bool> {
        self.next_member(object).map(|member| member.is_some())
    }

    #[inline(never)]
    fn another_entry(&mut self, list: &mut List) -> Result<bool> {
        self.next_entry(list)
    }

    #[inline(never)]
    fn ignore_token(&mut self, first: u8) -> Result<()> {
        self.token(first).map(drop)
    }

    /// Whether nothing but whitespace is left.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.lexer.peek().is_none()
    }

    /// Begins another document where reading is; gives its first byte.
    pub(super) fn begin_document(&mut self) -> Option<u8> {
        // Paths start in the document, so those of the warnings so far are found now.
        self.warnings();
        let first = self.lexer.peek();
        self.start = self.lexer.position();
        self.names = 0;
        first
    }

    /// Refuses a number or a word that runs into the document after it.
    pub(super) fn end_scalar(&self) -> Result<()> {
        match self.lexer.rest().first() {
            None | Some(b' ' | b'\n' | b'\t' | b'\r' | b'"' | b'[' | b'{') => Ok(()),
            Some(_) => Err(self.lexer.unexpected(JsonErrorKind::TrailingCharacters)),
        }
    }

    /// Returns an error if anything but whitespace follows the document.
    pub(super) fn end(&mut self) -> Result<()> {
        match self.lexer.peek() {
            None => Ok(()),
            Some(_) => Err(self.lexer.unexpected(JsonErrorKind::TrailingCharacters)),
        }
    }

    #[inline(always)]
    fn enter(&mut self, start: usize) -> Result<usize> {
        let depth = self.depth;
        let max = self.limits.max_depth().min(Limits::MAX_NESTING);
        if depth >= usize::from(max) {
            return Err(limit(Limit::Depth(max), start..start + 1));
        }
        self.depth = depth + 1;
        Ok(depth)
    }

    /// Adds the current offset to an error without one.
    #[cold]
    pub(super) fn locate(&self, error: Error) -> Error {
        if error.line_column().is_some() {
            return error;
        }
        let error = error.or_span(self.last.clone());
        let at = error.span().map_or(0, |span| span.start);
        let input = self.lexer.input();
        let path = || path::paths(input, self.start, std::iter::once(at)).concat();
        let (line, column) = line_and_column(input.as_bytes(), at);
        error.or_path(path).or_line_column(line, column)
    }
}

/// The offsets of duplicate names whose values are not used.
///
/// An error in the document ends this early; reading it finds the error again.
#[cold]
fn left_out(input: &str, start: usize, config: &Config) -> Vec<usize> {
    let bare = config.duplicates(Duplicates::Error).byte_order_mark(true);
    let Ok(mut reader) = Reader::new(input, &bare) else {
        return Vec::new();
    };
    reader.lexer = Lexer::new(input, start);
    reader.gathering = true;
    reader.duplicates = config.duplicates;
    // There may be several documents.
    while !reader.is_at_end() && reader.ignore().is_ok() {
        reader.names = 0;
    }
    reader.left_out.sort_unstable();
    reader.left_out
}

#[cold]
fn limit(limit: Limit, span: Range<usize>) -> Error {
    Error::at(ErrorKind::Limit(limit), span)
}

/// Counted from one; a column is a byte, as in `serde_json`.
pub(super) fn line_and_column(input: &[u8], at: usize) -> (usize, usize) {
    let before = &input[..at.min(input.len())];
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let column = match memchr::memrchr(b'\n', before) {
        Some(newline) => before.len() - newline,
        None => before.len() + 1,
    };
    (line, column)
}
