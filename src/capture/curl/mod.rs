//! Reads curl commands as pasted: one or more, possibly with a shell prompt or within
//! documentation.
//!
//! The request has what the command gives; header fields that curl adds by default (`Host`,
//! `Accept: */*`, `User-Agent`) are omitted.

mod address;
mod apply;
mod command;
mod find;
mod form;
mod options;
mod request;
mod shell;
mod windows;

use std::collections::VecDeque;
use std::ops::ControlFlow;

use super::body::too_long;
use super::source::{CaptureSource, LineError};
use super::{Config, Entry, Item, Reader};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
use command::ShellCommand;
use request::RequestGroup;

pub(super) use find::begins;

/// The most unclosed quotations; each one costs a scan of the rest of the capture.
const MOST_UNENDED: usize = 16;

/// Reads the commands of a text.
pub(super) struct Curl {
    source: CaptureSource,
    config: Config,
    number: u64,
    /// The offset of the command whose requests are pending.
    offset: u64,
    waiting: VecDeque<RequestGroup>,
    unended: usize,
    ended: bool,
}

/// The syntax of the command at the start of the window.
#[derive(Clone, Copy)]
enum CommandSyntax {
    Shell { closer: Option<u8> },
    Windows,
}

impl Curl {
    pub(super) fn new(source: CaptureSource, config: &Config) -> Self {
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

    /// Moves the window to the next command.
    fn find(&mut self) -> Result<Option<CommandSyntax>> {
        loop {
            self.offset = self.source.offset();
            let line = self.line()?;
            if line == 0 {
                return Ok(None);
            }
            let window = &self.source.window()[..line];
            if let Some(start) = find::command(window) {
                let syntax = if windows::is_line(&window[start.at..]) {
                    CommandSyntax::Windows
                } else {
                    CommandSyntax::Shell {
                        closer: start.closer,
                    }
                };
                self.source.consume(start.at);
                return Ok(Some(syntax));
            }
            self.source.consume(line);
        }
    }

    /// The length of the first line in the window with its line end; 0 at the end.
    ///
    /// # Errors
    ///
    /// The line exceeds the limit of an entry; it is skipped.
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

    /// Takes the command at the start of the window.
    fn command(&mut self, syntax: CommandSyntax) -> Result<ShellCommand> {
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
            // Doubling keeps the cost of repeated attempts linear.
            if self.source.at_least(length.saturating_mul(2))?.len() > length {
                continue;
            }
            // The last line may lack a line end.
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

    /// Continues after the first line of an unterminated command.
    fn skip(&mut self) -> Result<()> {
        self.unended += 1;
        self.ended = self.unended >= MOST_UNENDED;
        let line = self.line()?;
        self.source.consume(line);
        Ok(())
    }

    /// Parses the next command and queues its requests, or returns its error.
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
        if find::is_command(&command) {
            self.waiting = apply::operations(command, &self.config)?.into();
        }
        Ok(ControlFlow::Continue(()))
    }
}

fn read(window: &[u8], syntax: CommandSyntax) -> Option<(usize, ShellCommand)> {
    match syntax {
        CommandSyntax::Windows => windows::command(window),
        CommandSyntax::Shell { closer } => {
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
