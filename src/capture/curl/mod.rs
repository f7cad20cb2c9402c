//! Commands of curl, as people paste them: one or more, with a shell's prompt before them or
//! documentation around them.
//!
//! What the command says is the request; fields that curl adds by itself and that say nothing about the
//! message (`Host`, `Accept: */*`, `User-Agent` of its own) are left away.

mod address;
mod command;
mod find;
mod form;
mod options;
mod request;
mod said;
mod shell;
mod windows;

use std::collections::VecDeque;
use std::ops::ControlFlow;

use super::body::too_long;
use super::source::{LineError, Source};
use super::{Config, Entry, Item, Reader};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
use command::Command;
use request::Operation;

pub(super) use find::begins;

/// How often a quotation may be left open. Each time, the rest of the capture was looked through.
const MOST_UNENDED: usize = 16;

/// Reads the commands of a text.
pub(super) struct Curl {
    source: Source,
    config: Config,
    number: u64,
    /// Where the command stands whose requests wait.
    offset: u64,
    waiting: VecDeque<Operation>,
    unended: usize,
    ended: bool,
}

/// How a command is read that begins at the window's start.
#[derive(Clone, Copy)]
enum Syntax {
    Shell { closer: Option<u8> },
    Windows,
}

impl Curl {
    pub(super) fn new(source: Source, config: &Config) -> Self {
        Curl {
            source,
            config: config.clone(),
            number: 0,
            offset: 0,
            waiting: VecDeque::new(),
            unended: 0,
            ended: false,
        }
    }

    /// Moves the window to where the next command begins.
    fn find(&mut self) -> Result<Option<Syntax>> {
        loop {
            self.offset = self.source.offset();
            let line = self.line()?;
            if line == 0 {
                return Ok(None);
            }
            let window = &self.source.window()[..line];
            if let Some(start) = find::command(window) {
                let syntax = if windows::is_line(&window[start.at..]) {
                    Syntax::Windows
                } else {
                    Syntax::Shell {
                        closer: start.closer,
                    }
                };
                self.source.consume(start.at);
                return Ok(Some(syntax));
            }
            self.source.consume(line);
        }
    }

    /// How long the line is that the window starts with, its end with it; nothing at the end.
    ///
    /// # Errors
    ///
    /// It is longer than an entry may be: the window is behind it.
    fn line(&mut self) -> Result<usize> {
        let max = self.config.entry.0;
        let mut looked = 0;
        loop {
            let window = self.source.window();
            let end = memchr::memchr(b'\n', &window[looked..]).map(|at| looked + at);
            looked = end.unwrap_or(window.len());
            if looked > max {
                return match self.source.line(max) {
                    Some(Err(LineError::Unreadable(error))) => Err(error),
                    _ => Err(too_long()),
                };
            }
            if end.is_some() {
                return Ok(looked + 1);
            }
            if !self.source.more()? {
                return Ok(looked);
            }
        }
    }

    /// Reads the command that the window starts with, and moves on behind it.
    fn command(&mut self, syntax: Syntax) -> Result<Command> {
        let max = self.config.entry.0;
        loop {
            let window = self.source.window();
            let length = window.len();
            if let Some((length, command)) = read(window, syntax) {
                if length > max {
                    return Err(too_long());
                }
                self.source.consume(length);
                return Ok(command);
            }
            if length > max {
                return Err(too_long());
            }
            // Twice as much each time, so that all of it is read no more than twice.
            if self.source.at_least(length.saturating_mul(2))?.len() > length {
                continue;
            }
            // The last line of a text may be without its end.
            let closed = [self.source.window(), b"\n"].concat();
            let Some((_, command)) = read(&closed, syntax) else {
                return Err(Error::new(ErrorKind::Capture(
                    CaptureErrorKind::UnclosedQuotation,
                )));
            };
            self.source.consume(length);
            return Ok(command);
        }
    }

    /// Goes on behind the line that a command without an end begins with.
    fn skip(&mut self) -> Result<()> {
        self.unended += 1;
        self.ended = self.unended >= MOST_UNENDED;
        let line = self.line()?;
        self.source.consume(line);
        Ok(())
    }

    /// Makes the next requests wait, or says what is wrong with them.
    fn advance(&mut self) -> Result<ControlFlow<()>> {
        let Some(syntax) = self.find()? else {
            return Ok(ControlFlow::Break(()));
        };
        self.offset = self.source.offset();
        let command = match self.command(syntax) {
            Ok(command) => command,
            Err(error) => {
                self.skip()?;
                return Err(error);
            }
        };
        if find::is_meant(&command) {
            self.waiting = said::operations(command, &self.config)?.into();
        }
        Ok(ControlFlow::Continue(()))
    }
}

fn read(window: &[u8], syntax: Syntax) -> Option<(usize, Command)> {
    match syntax {
        Syntax::Windows => windows::command(window),
        Syntax::Shell { closer } => {
            let (rest, command) = shell::command(window, closer).ok()?;
            Some((window.len() - rest.len(), command))
        }
    }
}

impl Reader for Curl {
    fn next_entry(&mut self) -> Option<Result<Entry>> {
        loop {
            while let Some(operation) = self.waiting.front_mut() {
                if let Some(exchange) = operation.next() {
                    self.number += 1;
                    let item = Item::Exchange(Box::new(exchange));
                    return Some(Ok(Entry::ready(self.number, self.offset, item)));
                }
                self.waiting.pop_front();
            }
            if self.ended {
                return None;
            }
            match self.advance() {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => self.ended = true,
                Err(error) => {
                    self.number += 1;
                    let at = usize::try_from(self.offset).unwrap_or(usize::MAX);
                    return Some(Err(error.or_span(at..at.saturating_add(4))));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
