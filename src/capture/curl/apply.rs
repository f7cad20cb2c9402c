//! Applies the options of a curl command to requests.
//!
//! Document: curl's manual page, as of curl 8.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::mem;

use super::address;
use super::command::{ShellCommand, StandardInput};
use super::form::FormPart;
use super::options::{Argument, Arguments, Data, OptionKind};
use super::request::RequestGroup;
use crate::capture::body::too_long;
use crate::capture::{Config, Headers};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Limit, Result};

/// The options of a request so far.
#[derive(Default)]
pub(super) struct RequestOptions {
    pub(super) addresses: Vec<Vec<u8>>,
    pub(super) method: Option<String>,
    pub(super) head: bool,
    pub(super) get: bool,
    pub(super) data: Option<Vec<u8>>,
    pub(super) query: Option<Vec<u8>>,
    pub(super) kind: DataKind,
    pub(super) form: Vec<FormPart>,
    /// The content and name of the uploaded file.
    pub(super) upload: Option<(Vec<u8>, Vec<u8>)>,
    pub(super) user: Option<Vec<u8>>,
    pub(super) bearer: Option<Vec<u8>>,
    pub(super) other_sign_in: bool,
    pub(super) cookies: Vec<u8>,
    /// Header fields set by specific options.
    pub(super) defaults: Headers,
    pub(super) headers: Headers,
    /// Names of header fields to remove.
    pub(super) removed: Vec<String>,
}

/// The kind of body.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum DataKind {
    #[default]
    Form,
    Json,
}

/// The requests of a command.
pub(super) fn operations(command: ShellCommand, config: &Config) -> Result<Vec<RequestGroup>> {
    let mut reader = OptionApplier {
        config,
        input: command.input,
        warnings: Vec::new(),
        size: 0,
    };
    if command.expands {
        reader.warn("variables and commands of the shell were not expanded");
    }
    if command.background {
        reader.warn("an unquoted `&` ends the command, as in a shell");
    }
    let mut operations = Vec::new();
    let mut options = RequestOptions::default();
    for argument in Arguments::new(command.words.into_iter().skip(1)) {
        match argument {
            Argument::Option(OptionKind::Next, _) => {
                operations.push(RequestGroup::new(mem::take(&mut options), &reader.warnings));
            }
            Argument::Option(means, value) => reader.option(&mut options, means, value)?,
            Argument::Address(address) => options.addresses.push(address),
            Argument::Unknown => reader.warn("an unknown option of curl was ignored"),
            Argument::WithoutValue => {
                return Err(capture(CaptureErrorKind::OptionWithoutValue));
            }
        }
    }
    operations.push(RequestGroup::new(options, &reader.warnings));
    Ok(operations)
}

#[cold]
fn capture(what: CaptureErrorKind) -> Error {
    Error::new(ErrorKind::Capture(what))
}

/// Applies options.
struct OptionApplier<'a> {
    config: &'a Config,
    input: StandardInput,
    warnings: Vec<Cow<'static, str>>,
    /// The bytes read from files.
    size: usize,
}

impl OptionApplier<'_> {
    fn warn(&mut self, what: &'static str) {
        if !self.warnings.iter().any(|warning| warning == what) {
            self.warnings.push(Cow::Borrowed(what));
        }
    }

    fn option(
        &mut self,
        options: &mut RequestOptions,
        means: OptionKind,
        value: Vec<u8>,
    ) -> Result<()> {
        match means {
            OptionKind::Data(data) => self.data(options, data, &value)?,
            OptionKind::Query => {
                let part = match value.strip_prefix(b"+") {
                    Some(literal) => literal.to_vec(),
                    None => self.encoded(&value)?,
                };
                join(&mut options.query, &part, b"&");
            }
            OptionKind::Form { literal } => self.field_of_form(options, &value, literal)?,
            OptionKind::Header => self.header(options, &value)?,
            OptionKind::Method => options.method = Some(text(&value)),
            OptionKind::Get => options.get = true,
            OptionKind::Head => options.head = true,
            OptionKind::User => options.user = Some(value),
            OptionKind::Agent => options.defaults.push("User-Agent", text(&value)),
            OptionKind::Referer => {
                let referer = value.strip_suffix(b";auto").unwrap_or(&value);
                options.defaults.push("Referer", text(referer));
            }
            OptionKind::Cookie => self.cookie(options, &value),
            OptionKind::Url => options.addresses.push(value),
            OptionKind::Range => {
                let range = format!("bytes={}", text(&value));
                options.defaults.push("Range", range);
            }
            OptionKind::Upload => options.upload = Some((self.file(&value)?, value)),
            OptionKind::Bearer => options.bearer = Some(value),
            OptionKind::OtherSignIn => options.other_sign_in = true,
            OptionKind::Config => self.warn("options in a file were not read"),
            OptionKind::Next | OptionKind::Nothing => {}
        }
        let fields = options.headers.len() + options.removed.len() + options.defaults.len();
        let max = self.config.limits.max_names();
        if fields > max as usize {
            return Err(Error::new(ErrorKind::Limit(Limit::Names(max))));
        }
        Ok(())
    }

    fn data(&mut self, options: &mut RequestOptions, data: Data, value: &[u8]) -> Result<()> {
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
            options.kind = DataKind::Json;
        }
        let joint: &[u8] = if data == Data::Json { b"" } else { b"&" };
        join(&mut options.data, &part, joint);
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

    fn field_of_form(
        &mut self,
        options: &mut RequestOptions,
        value: &[u8],
        literal: bool,
    ) -> Result<()> {
        let part = FormPart::new(value, literal, |name| self.file(name))?;
        options.form.push(part);
        self.warn("the boundary of the form is a placeholder; curl generates a random one");
        Ok(())
    }

    fn header(&mut self, options: &mut RequestOptions, value: &[u8]) -> Result<()> {
        if let Some(name) = value.strip_prefix(b"@") {
            let lines = self.file(name)?;
            for line in lines.split(|byte| *byte == b'\n') {
                field(options, line.trim_ascii());
            }
        } else if !field(options, value) {
            self.warn("a header field without `:` was ignored, as curl does");
        }
        Ok(())
    }

    fn cookie(&mut self, options: &mut RequestOptions, value: &[u8]) {
        if !value.contains(&b'=') {
            if !value.is_empty() {
                self.warn("cookies in a file were not read");
            }
            return;
        }
        if !options.cookies.is_empty() {
            options.cookies.push(b';');
        }
        options.cookies.extend(value);
    }

    /// The content of a file, if reading files is allowed; for `-`, the command's standard input.
    fn file(&mut self, name: &[u8]) -> Result<Vec<u8>> {
        let name = match (name, &self.input) {
            (b"-", StandardInput::Text(text)) => return Ok(text.clone()),
            (b"-", StandardInput::Unknown) => {
                return Err(capture(CaptureErrorKind::StandardInput));
            }
            (b"-", StandardInput::File(name)) => text(name),
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

/// Parses a header field: `Name: value`, `Name;` for an empty value, or `Name:` to remove the
/// field.
fn field(options: &mut RequestOptions, line: &[u8]) -> bool {
    let sign = line.iter().position(|byte| b":;".contains(byte));
    let Some((name, sign, value)) = sign.map(|at| (&line[..at], line[at], &line[at + 1..])) else {
        return line.is_empty();
    };
    let (name, value) = (text(name.trim_ascii()), text(value.trim_ascii()));
    match (sign, value.is_empty()) {
        (b':', true) => options.removed.push(name),
        (b':', false) | (_, true) => options.headers.push(name, value),
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
