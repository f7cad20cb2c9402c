//! What the options of a curl command say, one after another.
//!
//! Document: curl's manual page, as of curl 8.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::mem;

use super::address;
use super::command::{Command, Input};
use super::form::Part;
use super::options::{Argument, Arguments, Data, Means};
use super::request::Operation;
use crate::capture::body::too_long;
use crate::capture::{Config, Headers};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Limit, Result};

/// What the options said so far.
#[derive(Default)]
pub(super) struct Said {
    pub(super) addresses: Vec<Vec<u8>>,
    pub(super) method: Option<String>,
    pub(super) head: bool,
    pub(super) get: bool,
    pub(super) data: Option<Vec<u8>>,
    pub(super) query: Option<Vec<u8>>,
    pub(super) kind: Kind,
    pub(super) form: Vec<Part>,
    /// What is in the file that is put there, and the file's name.
    pub(super) upload: Option<(Vec<u8>, Vec<u8>)>,
    pub(super) user: Option<Vec<u8>>,
    pub(super) bearer: Option<Vec<u8>>,
    pub(super) other_sign_in: bool,
    pub(super) cookies: Vec<u8>,
    /// Fields that options of their own stand for.
    pub(super) defaults: Headers,
    pub(super) headers: Headers,
    /// Names of fields that are not to be sent.
    pub(super) removed: Vec<String>,
}

/// What the parts of a body are.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Form,
    Json,
}

/// The requests of a command, which was cut out of a capture.
pub(super) fn operations(command: Command, config: &Config) -> Result<Vec<Operation>> {
    let mut reader = Options {
        config,
        input: command.input,
        warnings: Vec::new(),
        size: 0,
    };
    if command.expands {
        reader.warn("variables or commands of the shell, which stay as they are written");
    }
    if command.background {
        reader.warn("an `&` outside quotation marks ends the command, as a shell sees it");
    }
    let mut operations = Vec::new();
    let mut said = Said::default();
    for argument in Arguments::new(command.words.into_iter().skip(1)) {
        match argument {
            Argument::Option(Means::Next, _) => {
                operations.push(Operation::new(mem::take(&mut said), &reader.warnings));
            }
            Argument::Option(means, value) => reader.option(&mut said, means, value)?,
            Argument::Address(address) => said.addresses.push(address),
            Argument::Unknown => reader.warn("an option that curl is not known to have, left out"),
            Argument::WithoutValue => {
                return Err(capture(CaptureErrorKind::OptionWithoutValue));
            }
        }
    }
    operations.push(Operation::new(said, &reader.warnings));
    Ok(operations)
}

#[cold]
fn capture(what: CaptureErrorKind) -> Error {
    Error::new(ErrorKind::Capture(what))
}

/// Reads options.
struct Options<'a> {
    config: &'a Config,
    input: Input,
    warnings: Vec<Cow<'static, str>>,
    /// How much has been made of files.
    size: usize,
}

impl Options<'_> {
    fn warn(&mut self, what: &'static str) {
        if !self.warnings.iter().any(|warning| warning == what) {
            self.warnings.push(Cow::Borrowed(what));
        }
    }

    fn option(&mut self, said: &mut Said, means: Means, value: Vec<u8>) -> Result<()> {
        match means {
            Means::Data(data) => self.data(said, data, &value)?,
            Means::Query => {
                let part = match value.strip_prefix(b"+") {
                    Some(literal) => literal.to_vec(),
                    None => self.encoded(&value)?,
                };
                join(&mut said.query, &part, b"&");
            }
            Means::Form { literal } => self.field_of_form(said, &value, literal)?,
            Means::Header => self.header(said, &value)?,
            Means::Method => said.method = Some(text(&value)),
            Means::Get => said.get = true,
            Means::Head => said.head = true,
            Means::User => said.user = Some(value),
            Means::Agent => said.defaults.push("User-Agent", text(&value)),
            Means::Referer => {
                let referer = value.strip_suffix(b";auto").unwrap_or(&value);
                said.defaults.push("Referer", text(referer));
            }
            Means::Cookie => self.cookie(said, &value),
            Means::Url => said.addresses.push(value),
            Means::Range => {
                let range = format!("bytes={}", text(&value));
                said.defaults.push("Range", range);
            }
            Means::Upload => said.upload = Some((self.file(&value)?, value)),
            Means::Bearer => said.bearer = Some(value),
            Means::OtherSignIn => said.other_sign_in = true,
            Means::Config => self.warn("more options stand in a file, which is not read"),
            Means::Next | Means::Nothing => {}
        }
        let fields = said.headers.len() + said.removed.len() + said.defaults.len();
        let max = self.config.limits.max_names();
        if fields > max as usize {
            return Err(Error::new(ErrorKind::Limit(Limit::Names(max))));
        }
        Ok(())
    }

    fn data(&mut self, said: &mut Said, data: Data, value: &[u8]) -> Result<()> {
        let file = value.strip_prefix(b"@");
        let part = match (data, file) {
            (Data::Encoded, _) => self.encoded(value)?,
            (Data::Raw, _) | (_, None) => value.to_vec(),
            (Data::Text, Some(name)) => {
                let mut content = self.file(name)?;
                content.retain(|byte| !b"\r\n\0".contains(byte));
                content
            }
            (Data::Binary | Data::Json, Some(name)) => self.file(name)?,
        };
        if data == Data::Json {
            said.kind = Kind::Json;
        }
        let joint: &[u8] = if data == Data::Json { b"" } else { b"&" };
        join(&mut said.data, &part, joint);
        Ok(())
    }

    /// `content`, `=content`, `name=content`, `@file` or `name@file`, with the content escaped.
    fn encoded(&mut self, value: &[u8]) -> Result<Vec<u8>> {
        let find = |sign: u8| value.iter().position(|byte| *byte == sign);
        let (name, content) = match (find(b'='), find(b'@')) {
            (Some(at), _) => (&value[..at], Cow::Borrowed(&value[at + 1..])),
            (None, Some(at)) => (&value[..at], Cow::Owned(self.file(&value[at + 1..])?)),
            (None, None) => (&value[..0], Cow::Borrowed(value)),
        };
        let mut encoded = name.to_vec();
        if !name.is_empty() {
            encoded.push(b'=');
        }
        address::escape(&content, &mut encoded);
        Ok(encoded)
    }

    fn field_of_form(&mut self, said: &mut Said, value: &[u8], literal: bool) -> Result<()> {
        let part = Part::new(value, literal, |name| self.file(name))?;
        said.form.push(part);
        self.warn("curl makes up the boundary of a form; here it is always the same");
        Ok(())
    }

    fn header(&mut self, said: &mut Said, value: &[u8]) -> Result<()> {
        if let Some(name) = value.strip_prefix(b"@") {
            let lines = self.file(name)?;
            for line in lines.split(|byte| *byte == b'\n') {
                field(said, line.trim_ascii());
            }
        } else if !field(said, value) {
            self.warn("a header field without a `:`, which curl leaves out");
        }
        Ok(())
    }

    fn cookie(&mut self, said: &mut Said, value: &[u8]) {
        if !value.contains(&b'=') {
            if !value.is_empty() {
                self.warn("cookies stand in a file, which is not read");
            }
            return;
        }
        if !said.cookies.is_empty() {
            said.cookies.push(b';');
        }
        said.cookies.extend(value);
    }

    /// What is in a file, if reading files is allowed; for `-` the standard input of the command.
    fn file(&mut self, name: &[u8]) -> Result<Vec<u8>> {
        let name = match (name, &self.input) {
            (b"-", Input::Text(text)) => return Ok(text.clone()),
            (b"-", Input::Unknown) => {
                return Err(capture(CaptureErrorKind::StandardInput));
            }
            (b"-", Input::File(name)) => text(name),
            (name, _) => text(name),
        };
        if !self.config.read_files {
            return Err(capture(CaptureErrorKind::FileContent));
        }
        let mut content = Vec::new();
        let max = self.config.entry.0.saturating_sub(self.size);
        let file = File::open(name).map_err(Error::from)?;
        file.take((max as u64).saturating_add(1))
            .read_to_end(&mut content)
            .map_err(Error::from)?;
        self.size = self.size.saturating_add(content.len());
        if content.len() > max {
            return Err(too_long());
        }
        Ok(content)
    }
}

/// Reads a field: `Name: value`, `Name;` for an empty one, or `Name:` for one that is not to be sent.
fn field(said: &mut Said, line: &[u8]) -> bool {
    let sign = line.iter().position(|byte| b":;".contains(byte));
    let Some((name, sign, value)) = sign.map(|at| (&line[..at], line[at], &line[at + 1..])) else {
        return line.is_empty();
    };
    let (name, value) = (text(name.trim_ascii()), text(value.trim_ascii()));
    match (sign, value.is_empty()) {
        (b':', true) => said.removed.push(name),
        (b':', false) | (_, true) => said.headers.push(name, value),
        _ => return false,
    }
    true
}

pub(super) fn join(whole: &mut Option<Vec<u8>>, part: &[u8], joint: &[u8]) {
    match whole {
        None => *whole = Some(part.to_vec()),
        Some(whole) => {
            whole.extend(joint);
            whole.extend(part);
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
