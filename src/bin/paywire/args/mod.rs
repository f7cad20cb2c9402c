//! The command line arguments.

mod reading;
#[cfg(feature = "sandbox")]
mod sandbox;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use paywire::codec::Format;

use reading::formats;
pub(crate) use reading::{CaptureArgs, FormatArgs, ReadingArgs};
#[cfg(feature = "sandbox")]
pub(crate) use sandbox::SandboxArgs;

use paywire::redact::Redactor;

use crate::policy;
use crate::render::Json;

/// Decodes, checks and converts payment API messages.
#[derive(Debug, Parser)]
#[command(
    name = "paywire",
    version,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: CliCommand,

    /// When to use color.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CliCommand {
    /// Decodes messages and shows their fields.
    Decode(DecodeArgs),
    /// Traces payments from request to refund, each with all its messages.
    Trace(TraceArgs),
    /// Converts one message to another format without losing anything.
    Convert(ConvertArgs),
    /// Identifies the format and the message of bodies, and says why.
    Identify(IdentifyArgs),
    /// Compares two messages field by field, whatever their formats.
    Diff(DiffArgs),
    /// Checks messages against the documents' rules: lengths, values, combinations of fields.
    Validate(ValidateArgs),
    /// Explains error codes, rules, and words of messages.
    Explain(ExplainArgs),
    /// Lists the known messages and their fields.
    Schema(SchemaArgs),
    /// Answers calls offline, as the services do, for tests of clients.
    #[cfg(feature = "sandbox")]
    Sandbox(SandboxArgs),
    /// Prints a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page in roff.
    Man {
        /// The command; default: all commands.
        command: Option<String>,
    },
}

impl CliCommand {
    /// The options for secrets, if the command shows messages.
    pub(crate) fn secrets(&self) -> Option<&SecretsArgs> {
        match self {
            CliCommand::Decode(args) => Some(&args.secrets),
            CliCommand::Trace(args) => Some(&args.secrets),
            CliCommand::Diff(args) => Some(&args.secrets),
            CliCommand::Validate(args) => Some(&args.secrets),
            _ => None,
        }
    }
}

const DECODE_EXAMPLES: &str = "\
Examples:
  paywire decode                            a built-in sample payment
  paywire decode reply.nvp                  one body; format and message are detected
  paywire decode session.har traffic.pcap   traffic captured by a browser or a sniffer
  paywire decode 'captures/*.json' -        many files, then standard input
  paywire decode --summary session.har
  paywire decode --to html -o payments.html session.har
  paywire decode --field request.body service.ndjson
  paywire decode --to ndjson *.nvp | jq .operation
  paywire decode --message PaymentDetailsRequest request.nvp

Exit codes:
  0  all messages were decoded
  1  a message is damaged, or is not the one that `--message`, `--path` or its call names
  2  wrong usage
  3  an input could not be read, or the output could not be written
  129, 130, 143  ended by SIGHUP, SIGINT or SIGTERM, after a complete record";

#[derive(Debug, clap::Args)]
#[command(after_help = DECODE_EXAMPLES)]
pub(crate) struct DecodeArgs {
    /// Captures, files with one body each, or file name patterns; `-` is standard input. Default: a
    /// built-in sample payment.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<OsString>,

    #[command(flatten)]
    pub(crate) captures: CaptureArgs,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    /// The output format. Default: pretty on a terminal, ndjson elsewhere.
    #[arg(long, value_name = "OUTPUT")]
    pub(crate) to: Option<OutputFormat>,

    /// Shows a summary instead: messages by operation and outcome, payments with their sums, and
    /// the most common errors.
    ///
    /// Each payment counts once, however many messages mention it. Messages are grouped into
    /// payments by pay key, tracking id, order id and transaction id, and by HTTP exchange. "asked"
    /// is the largest total that a message of the payment states. "completed" is the largest sum
    /// reported as received, or the whole total of a completed payment that lists no transfers.
    /// "refunded" is what was paid back. Requests count as "asked" only. What secondary receivers
    /// get from the primary's amount is not counted twice. Amounts in unknown currencies do not
    /// count.
    ///
    /// The summary is available as `pretty`, `json` and `ndjson`.
    #[arg(long)]
    pub(crate) summary: bool,

    /// Writes to this file instead of standard output (`-`). A file appears, or is replaced, once
    /// the output is complete; a device or a pipe is written to directly.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Shows other traffic too, instead of only counting it.
    #[arg(long)]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) secrets: SecretsArgs,
}

const TRACE_EXAMPLES: &str = "\
Examples:
  paywire trace captures/*
  paywire trace --key AP-6KR34265GA4950049 captures/*
  paywire trace --to ndjson captures/* | jq .statuses

Messages belong to one payment if they have the same pay key, preapproval key, tracking id, order id
or transaction id, or are request and response of one exchange. In inputs without exchanges, a
response right after a request of its operation belongs to it, unless their keys differ.

Exit codes:
  0  all messages were decoded, and the key was found
  1  a message is damaged or is not the expected one, or no message has the key
  2  wrong usage
  3  an input could not be read";

#[derive(Debug, clap::Args)]
#[command(after_help = TRACE_EXAMPLES)]
pub(crate) struct TraceArgs {
    /// Captures, files with one body each, or file name patterns; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<OsString>,

    /// Shows only the payment with this key: a pay key, preapproval key, tracking id, order id,
    /// transaction id or correlation id.
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,

    #[command(flatten)]
    pub(crate) captures: CaptureArgs,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    /// The output format. Default: pretty on a terminal, ndjson elsewhere.
    #[arg(long, value_name = "OUTPUT")]
    pub(crate) to: Option<ReportFormat>,

    #[command(flatten)]
    pub(crate) secrets: SecretsArgs,
}

const CONVERT_EXAMPLES: &str = "\
Examples:
  paywire convert --to json request.nvp > request.json
  paywire convert --to nvp --message PaymentDetailsRequest request.json
  curl -s https://… | paywire convert --to json - | jq .payKey

Unknown fields are kept in their places. The output is decoded again and compared: a value that the
other format cannot represent is an error, with --lenient a warning.
Secrets are not hidden, so that the message can be sent.

Exit codes:
  0  the message was converted
  1  it is damaged, unknown, not the expected one, or cannot be represented in this format
  2  wrong usage
  3  the input could not be read";

#[derive(Debug, clap::Args)]
#[command(after_help = CONVERT_EXAMPLES)]
pub(crate) struct ConvertArgs {
    /// A file with one message body; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: OsString,

    /// The format to convert to.
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub(crate) to: Format,

    #[command(flatten)]
    pub(crate) format: FormatArgs,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

const IDENTIFY_EXAMPLES: &str = "\
Examples:
  paywire identify captures/*
  paywire identify --path /AdaptivePayments/PaymentDetails request.nvp

Exit codes:
  0  all messages were identified
  1  a message is unknown or ambiguous, or is not the expected one
  2  wrong usage
  3  an input could not be read";

#[derive(Debug, clap::Args)]
#[command(after_help = IDENTIFY_EXAMPLES)]
pub(crate) struct IdentifyArgs {
    /// Captures, files with one body each, or file name patterns; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<OsString>,

    #[command(flatten)]
    pub(crate) captures: CaptureArgs,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

const DIFF_EXAMPLES: &str = "\
Examples:
  paywire diff request.nvp request.json
  paywire diff --message PaymentDetailsRequest old.nvp - < new.json

Exit codes:
  0  the messages are equal
  1  they differ, or one is not the expected message
  2  wrong usage
  3  a message is damaged or could not be read";

#[derive(Debug, clap::Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct DiffArgs {
    /// A file with one message body; `-` is standard input.
    #[arg(value_name = "OLD")]
    pub(crate) old: OsString,

    /// The file to compare it with.
    #[arg(value_name = "NEW")]
    pub(crate) new: OsString,

    #[command(flatten)]
    pub(crate) format: FormatArgs,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    #[command(flatten)]
    pub(crate) secrets: SecretsArgs,
}

const VALIDATE_EXAMPLES: &str = "\
Examples:
  paywire validate request.nvp
  paywire validate --today 2026-12-24 preapproval.json
  paywire validate --to ndjson captures/* | jq -c '.violations[]'
  paywire explain R006                      a rule, with the document it is from

Exit codes:
  0  no message breaks a rule (warnings do not count)
  1  a message breaks a rule, is damaged or unknown, or is not the expected one
  2  wrong usage
  3  an input could not be read";

#[derive(Debug, clap::Args)]
#[command(after_help = VALIDATE_EXAMPLES)]
pub(crate) struct ValidateArgs {
    /// Captures, files with one body each, or file name patterns; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<OsString>,

    #[command(flatten)]
    pub(crate) captures: CaptureArgs,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    /// The day to check dates against, as 2026-12-24. Default: today, in UTC.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<jiff::civil::Date>,

    /// The output format. Default: pretty on a terminal, ndjson elsewhere.
    #[arg(long, value_name = "OUTPUT")]
    pub(crate) to: Option<ReportFormat>,

    #[command(flatten)]
    pub(crate) secrets: SecretsArgs,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  paywire explain 580022                    an error code
  paywire explain R006                      a rule that `paywire validate` reports
  paywire explain PAY_PRIMARY               a value of a field, and the fields that take it
  paywire explain --to json 520003 579042 | jq '.[].retry'

Exit codes:
  0  all codes are known
  1  a code is unknown
  2  wrong usage";

#[derive(Debug, clap::Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// Error codes, ids of rules, or words: values of fields.
    #[arg(value_name = "CODE", required = true)]
    pub(crate) codes: Vec<String>,

    /// The output format.
    #[arg(long, value_name = "OUTPUT", default_value = "pretty")]
    pub(crate) to: InfoFormat,
}

const SCHEMA_EXAMPLES: &str = "\
Examples:
  paywire schema                            all operations and their messages
  paywire schema PayRequest                 its fields with their values and limits, and its rules
  paywire schema Receiver                   the same for a type used in messages
  paywire schema Refund                     all messages of an operation
  paywire schema --to json | jq '.systems[].operations[].name'

Exit codes:
  0  listed
  1  no type has this name
  2  wrong usage";

#[derive(Debug, clap::Args)]
#[command(after_help = SCHEMA_EXAMPLES)]
pub(crate) struct SchemaArgs {
    /// A message, a type used in messages, or an operation; case-insensitive. Default: all.
    #[arg(value_name = "TYPE")]
    pub(crate) name: Option<String>,

    /// The output format.
    #[arg(long, value_name = "OUTPUT", default_value = "pretty")]
    pub(crate) to: InfoFormat,
}

/// The options for hiding secrets.
#[derive(Debug, clap::Args)]
pub(crate) struct SecretsArgs {
    /// Shows PINs, passwords, card numbers and the like instead of `***`.
    #[arg(long)]
    pub(crate) show_secrets: bool,

    /// Hides this field too, given by its name or the end of its path as in `receiver.email`. Can
    /// be repeated.
    #[arg(long, value_name = "FIELD")]
    pub(crate) redact: Vec<String>,
}

impl SecretsArgs {
    /// Sets what the program hides from now on.
    pub(crate) fn set(&self) {
        let redactor = Redactor::new().show_secrets(self.show_secrets);
        let fields = self.redact.iter();
        policy::set(fields.fold(redactor, |redactor, field| redactor.field(field)));
    }
}

/// The output formats for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// Text for people: a line for each field.
    Pretty,
    /// One JSON array of records.
    Json,
    /// One JSON record per line.
    Ndjson,
    /// Each message as NVP, one per line.
    Nvp,
    /// Each message as XML, one per line.
    Xml,
    /// Each message as SOAP, one per line.
    Soap,
    /// One self-contained page for a browser.
    Html,
    /// A Parquet file with one row per message, for query engines.
    #[cfg_attr(not(feature = "parquet"), value(hide = true))]
    Parquet,
}

impl OutputFormat {
    pub(crate) fn default_here() -> Self {
        if io::stdout().is_terminal() {
            OutputFormat::Pretty
        } else {
            OutputFormat::Ndjson
        }
    }

    /// The message format, if messages are written as such.
    pub(crate) fn format(self) -> Option<Format> {
        match self {
            OutputFormat::Nvp => Some(Format::Nvp),
            OutputFormat::Xml => Some(Format::Xml),
            OutputFormat::Soap => Some(Format::Soap),
            _ => None,
        }
    }
}

/// The output formats for results of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Text for people.
    Pretty,
    /// One JSON array of records.
    Json,
    /// One JSON record per line.
    Ndjson,
}

impl ReportFormat {
    pub(crate) fn default_here() -> Self {
        if io::stdout().is_terminal() {
            ReportFormat::Pretty
        } else {
            ReportFormat::Ndjson
        }
    }

    /// The JSON form of records; `None` for text.
    pub(crate) fn json(self) -> Option<Json> {
        match self {
            ReportFormat::Pretty => None,
            ReportFormat::Json => Some(Json::Array),
            ReportFormat::Ndjson => Some(Json::Lines),
        }
    }
}

/// The output formats for the program's own tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InfoFormat {
    /// Text for people.
    Pretty,
    /// One JSON document.
    Json,
}

/// When to use color.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that supports it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Sets it for all output of the program.
    pub(crate) fn write_global(self) {
        let choice = match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}
