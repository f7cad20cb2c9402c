//! The options for reading inputs: their kind and format, what is known about them, and limits.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use paywire::api::MessageKind;
use paywire::capture::{self, Kind};
use paywire::codec::{Config, Format};
use paywire::nvp::{self, Brackets, Charset};
use paywire::{Limit, Limits};

/// The option for the format of single bodies.
#[derive(Debug, clap::Args)]
pub(crate) struct FormatArgs {
    /// The format of the bodies. Default: detected.
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub(crate) from: Option<Format>,
}

impl FormatArgs {
    /// The decoder configuration from the command line.
    pub(crate) fn codec(&self, reading: &ReadingArgs) -> Config {
        let config = reading.config();
        self.from.map_or(config, |format| config.format(format))
    }
}

/// The options for reading captures.
#[derive(Debug, clap::Args)]
pub(crate) struct CaptureArgs {
    /// The kind of capture, the format of the bodies in it, or both, as in `--from lines,nvp`.
    /// Default: detected.
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = FromArg::parser())]
    pub(crate) from: Vec<FromArg>,

    /// The path of the body in each line of NDJSON, as in `request.body`. Can be repeated.
    #[arg(long, value_name = "PATH")]
    pub(crate) field: Vec<capture::FieldPath>,

    /// Reads the files that curl commands name with `@file`, which is refused by default.
    #[arg(long)]
    pub(crate) read_files: bool,
}

impl CaptureArgs {
    /// The capture configuration from the command line.
    pub(crate) fn config(&self, reading: &ReadingArgs) -> capture::Config {
        let mut kinds = self.from.iter().filter_map(|from| match from {
            FromArg::Kind(kind) => Some(*kind),
            FromArg::Format(_) => None,
        });
        let mut config = capture::Config::new()
            .limits(reading.limits())
            .read_files(self.read_files);
        if let Some(bytes) = reading.entry() {
            config = config.max_entry(bytes);
        }
        if let Some(kind) = kinds.next_back() {
            config = config.kind(kind);
        }
        for field in &self.field {
            config = config.field(field.clone());
        }
        config
    }

    /// The decoder configuration from the command line.
    pub(crate) fn codec(&self, reading: &ReadingArgs) -> Config {
        let mut formats = self.from.iter().filter_map(|from| match from {
            FromArg::Format(format) => Some(*format),
            FromArg::Kind(_) => None,
        });
        let config = reading.config();
        formats
            .next_back()
            .map_or(config, |format| config.format(format))
    }
}

/// A value of `--from`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FromArg {
    Format(Format),
    Kind(Kind),
}

impl FromArg {
    fn parser() -> impl TypedValueParser<Value = FromArg> {
        let kinds = Kind::all().map(|kind| PossibleValue::new(kind.as_str()).help(kind.title()));
        let formats = Format::ALL.iter();
        let formats =
            formats.map(|format| PossibleValue::new(format.as_str()).help(format.title()));
        let words: Vec<PossibleValue> = kinds.chain(formats).collect();
        PossibleValuesParser::new(words).try_map(|word| {
            let format = word.parse::<Format>().map(FromArg::Format);
            format.or_else(|_| word.parse::<Kind>().map(FromArg::Kind))
        })
    }
}

/// The options for decoding bodies.
#[derive(Debug, clap::Args)]
pub(crate) struct ReadingArgs {
    /// The message, such as `PayRequest`, `PayResponse` or `RefundRequest`; `paywire schema` lists
    /// them. Default: detected.
    #[arg(
        long,
        value_name = "NAME",
        value_parser = messages(),
        ignore_case = true,
        hide_possible_values = true
    )]
    pub(crate) message: Option<MessageKind>,

    /// The URL or path of the call, which names the operation where the body does not.
    #[arg(long, value_name = "URL")]
    pub(crate) path: Option<String>,

    /// The character encoding of NVP bodies, as a label of the WHATWG standard. Default: the one
    /// that a notification names, otherwise UTF-8.
    #[arg(long, value_name = "LABEL", value_parser = charset)]
    pub(crate) charset: Option<Charset>,

    /// Tolerates recoverable errors (gaps in lists, malformed escapes, a byte order mark …), with a
    /// warning for each.
    #[arg(long)]
    pub(crate) lenient: bool,

    /// What brackets in NVP names may contain: `indices`, or also `names`, as in most web forms
    /// (`user[name]`, `tag[]`). Default: indices
    #[arg(long, value_name = "WHAT", value_parser = brackets(), hide_possible_values = true)]
    pub(crate) brackets: Option<Brackets>,

    /// Sets a limit, as in `names=20000`; `names=none` lifts it. Can be repeated. An exceeded
    /// limit's error gives its name.
    ///
    /// Limits of a body, with defaults: `input` (bytes, 1048576), `depth` (steps of a name or
    /// nested elements, 64), `names` (pairs, elements or members, 4096), `attributes` (of one
    /// element, 64), `list` (entries of one list, 10000), `name` (bytes of a name, 256), `value`
    /// (bytes of a value, 65536). Limit of a capture: `entry` (bytes of one entry, 67108864).
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = limit)]
    pub(crate) limits: Vec<LimitArg>,
}

/// A value of `--limit`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LimitArg {
    /// A limit of bodies and of header fields.
    Body(Limit),
    /// The limit of bytes in one entry of a capture.
    Entry(usize),
}

fn limit(text: &str) -> Result<LimitArg, String> {
    let Some(max) = text.strip_prefix("entry=") else {
        let limit = text.parse::<Limit>();
        return limit.map(LimitArg::Body).map_err(|error| {
            let known = text.split_once('=').map_or(text, |(name, _)| name);
            let is_known = Limits::DEFAULT.all().iter().any(|own| own.name() == known);
            // The library's error lists the limits of bodies only.
            let more = if is_known { "" } else { ", entry" };
            format!("{error}{more}")
        });
    };
    match max {
        "none" => Ok(LimitArg::Entry(usize::MAX)),
        max => max
            .parse()
            .map(LimitArg::Entry)
            .map_err(|_| "expected `entry=BYTES` or `entry=none`".to_owned()),
    }
}

impl ReadingArgs {
    /// The limits of bodies.
    pub(crate) fn limits(&self) -> Limits {
        let set = |limits: Limits, arg: &LimitArg| match arg {
            LimitArg::Body(limit) => limits.set(*limit),
            LimitArg::Entry(_) => limits,
        };
        self.limits.iter().fold(Limits::DEFAULT, set)
    }

    /// The limit of bytes in one entry of a capture, if given.
    fn entry(&self) -> Option<usize> {
        // The last one given counts.
        self.limits.iter().rev().find_map(|arg| match arg {
            LimitArg::Entry(bytes) => Some(*bytes),
            LimitArg::Body(_) => None,
        })
    }

    /// The decoder configuration from the command line.
    pub(crate) fn config(&self) -> Config {
        let (config, nvp) = if self.lenient {
            (Config::lenient(), nvp::Config::lenient())
        } else {
            (Config::strict(), nvp::Config::strict())
        };
        let brackets = self.brackets.unwrap_or(Brackets::Indices);
        let mut config = config.nvp(nvp.brackets(brackets)).limits(self.limits());
        if let Some(message) = self.message {
            config = config.message(message);
        }
        if let Some(path) = &self.path {
            config = config.path(path);
        }
        if let Some(charset) = self.charset {
            config = config.charset(charset);
        }
        config
    }
}

pub(super) fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.iter().map(|format| format.as_str());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Format>())
}

fn brackets() -> impl TypedValueParser<Value = Brackets> {
    PossibleValuesParser::new(["indices", "names"]).map(|what| match what.as_str() {
        "names" => Brackets::Names,
        _ => Brackets::Indices,
    })
}

fn messages() -> impl TypedValueParser<Value = MessageKind> {
    let names = MessageKind::ALL.iter().map(|kind| kind.name());
    PossibleValuesParser::new(names)
        .try_map(|name| MessageKind::from_name(&name).ok_or("no such message"))
}

fn charset(label: &str) -> Result<Charset, String> {
    label
        .parse()
        .map_err(|error: paywire::Error| error.to_string())
}
