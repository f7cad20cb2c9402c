//! The command line's words.

mod reading;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use paywire::codec::Format;

use reading::formats;
pub(crate) use reading::{CaptureArgs, FormatArgs, ReadingArgs};

use paywire::redact::Redactor;

use crate::policy;
use crate::render::Json;

/// Shows what payment API messages say.
#[derive(Debug, Parser)]
#[command(
    name = "paywire",
    version,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Shows messages: which they are, their fields, what is unknown in them.
    Decode(DecodeArgs),
    /// Follows payments: from the request to the refund, one story each.
    Trace(TraceArgs),
    /// Writes one message in another format, with all that is in it and nothing else.
    Convert(ConvertArgs),
    /// Says which format and which message bodies are, and why.
    Identify(IdentifyArgs),
    /// Compares two messages field by field, whatever formats they are in.
    Diff(DiffArgs),
    /// Holds messages to the rules of the documents: lengths, values, what goes together.
    Validate(ValidateArgs),
    /// Says what a number of an error means, or a rule, or a word of a message.
    Explain(ExplainArgs),
    /// Lists the messages there are, and the fields of each.
    Schema(SchemaArgs),
    /// Prints a completion script for a shell.
    Completions {
        /// The shell to print it for.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page, in roff.
    Man {
        /// The command to print it for, instead of for all of them.
        command: Option<String>,
    },
}

impl Command {
    /// What it shows of secrets.
    pub(crate) fn secrets(&self) -> Option<&SecretsArgs> {
        match self {
            Command::Decode(args) => Some(&args.secrets),
            Command::Trace(args) => Some(&args.secrets),
            Command::Diff(args) => Some(&args.secrets),
            Command::Validate(args) => Some(&args.secrets),
            _ => None,
        }
    }
}

const DECODE_EXAMPLES: &str = "\
Examples:
  paywire decode                            a sample payment that comes with the program
  paywire decode reply.nvp                  one body in a file, format and message found out
  paywire decode session.har traffic.pcap   what a browser or a packet sniffer captured
  paywire decode 'captures/*.json' -        many files, then standard input
  paywire decode --summary session.har
  paywire decode --to html -o payments.html session.har
  paywire decode --field request.body service.ndjson
  paywire decode --to ndjson *.nvp | jq .operation
  paywire decode --message PaymentDetailsRequest request.nvp

Exit codes:
  0  every message was read
  1  some were damaged, or are not the message that `--message`, `--path` or their call says
  2  the command line is wrong
  3  some input could not be read, or the output not be written
  129, 130, 143  hung up, interrupted, terminated: behind a whole record";

#[derive(Debug, clap::Args)]
#[command(after_help = DECODE_EXAMPLES)]
pub(crate) struct DecodeArgs {
    /// Captures, or files with one message body each, or patterns of their names; `-` is standard
    /// input. With none, a sample payment is shown.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<OsString>,

    #[command(flatten)]
    pub(crate) captures: CaptureArgs,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    /// How to show the messages. Default: pretty on a terminal, ndjson elsewhere.
    #[arg(long, value_name = "OUTPUT")]
    pub(crate) to: Option<Output>,

    /// Shows what all messages come to instead: how many of which operation and outcome, the money
    /// of their payments, the most common errors.
    ///
    /// Each payment counts once, however many messages speak of it; messages are known to speak of
    /// the same one by pay key, tracking id, order and transaction ids, and by standing in one
    /// exchange. Asked is the largest total that one of its messages states; completed what arrived
    /// by the largest statement, or all that was asked of a payment that is completed and names no
    /// transfers; refunded what went back. Requests count as asked only. What secondary receivers
    /// get out of the primary's amount is not counted twice. Only currencies that there are count.
    ///
    /// It is shown as `pretty`, `json` or `ndjson`.
    #[arg(long)]
    pub(crate) summary: bool,

    /// Where to write, instead of standard output, which `-` is. A file appears, or changes, once the
    /// output is whole; a device or a pipe is written to straight.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Shows traffic about something else too, instead of counting it.
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

Messages belong to one story if they name the same pay key, preapproval key, tracking id, order or
transaction, or are two sides of one exchange. Where the input has no exchanges, an answer right
behind a request of its operation is taken for its answer, unless they name different things.

Exit codes:
  0  every message was read, and the key that was asked for is there
  1  some were damaged, or are not the message that they were said to be, or no message names the key
  2  the command line is wrong
  3  some input could not be read";

#[derive(Debug, clap::Args)]
#[command(after_help = TRACE_EXAMPLES)]
pub(crate) struct TraceArgs {
    /// Captures, or files with one message body each, or patterns of their names; `-` is standard
    /// input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<OsString>,

    /// Shows the one story that this key belongs to: of a payment, a preapproval, an order, a
    /// transaction or a call.
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,

    #[command(flatten)]
    pub(crate) captures: CaptureArgs,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    /// How to show the stories. Default: pretty on a terminal, ndjson elsewhere.
    #[arg(long, value_name = "OUTPUT")]
    pub(crate) to: Option<Report>,

    #[command(flatten)]
    pub(crate) secrets: SecretsArgs,
}

const CONVERT_EXAMPLES: &str = "\
Examples:
  paywire convert --to json request.nvp > request.json
  paywire convert --to nvp --message PaymentDetailsRequest request.json
  curl -s https://… | paywire convert --to json - | jq .payKey

Fields that the message does not know go along, at their places. What was written is read again and
compared: a value that the other format cannot hold is an error, with --lenient a warning.
Secrets are written as they are, for the message is meant to be used.

Exit codes:
  0  the message was written
  1  it is damaged, unknown, not what it was said to be, or cannot be written in this format
  2  the command line is wrong
  3  the input could not be read";

#[derive(Debug, clap::Args)]
#[command(after_help = CONVERT_EXAMPLES)]
pub(crate) struct ConvertArgs {
    /// A file with one message body; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: OsString,

    /// The format to write.
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
  0  it is known of all which message they are
  1  of some it is not, or they are not what they were said to be
  2  the command line is wrong
  3  some input could not be read";

#[derive(Debug, clap::Args)]
#[command(after_help = IDENTIFY_EXAMPLES)]
pub(crate) struct IdentifyArgs {
    /// Captures, or files with one message body each, or patterns of their names; `-` is standard
    /// input.
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
  0  the messages say the same
  1  they differ, or one is not the message that it was said to be
  2  the command line is wrong
  3  a message could not be read, or is damaged";

#[derive(Debug, clap::Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct DiffArgs {
    /// A file with one message body; `-` is standard input.
    #[arg(value_name = "OLD")]
    pub(crate) old: OsString,

    /// A file with the message body to compare it with.
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
  paywire explain R006                      what a rule says, and where it is from

Exit codes:
  0  no message breaks a rule (warnings do not count)
  1  some break rules, are damaged, are not known, or are not what they were said to be
  2  the command line is wrong
  3  some input could not be read";

#[derive(Debug, clap::Args)]
#[command(after_help = VALIDATE_EXAMPLES)]
pub(crate) struct ValidateArgs {
    /// Captures, or files with one message body each, or patterns of their names; `-` is standard
    /// input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<OsString>,

    #[command(flatten)]
    pub(crate) captures: CaptureArgs,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    /// The day to hold dates to, as 2026-12-24. Default: today, in UTC.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<jiff::civil::Date>,

    /// How to show what is wrong. Default: pretty on a terminal, ndjson elsewhere.
    #[arg(long, value_name = "OUTPUT")]
    pub(crate) to: Option<Report>,

    #[command(flatten)]
    pub(crate) secrets: SecretsArgs,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  paywire explain 580022                    a number that came with an error
  paywire explain R006                      a rule that `paywire validate` names
  paywire explain PAY_PRIMARY               a word of a message: which fields have it
  paywire explain --to json 520003 579042 | jq '.[].retry'

Exit codes:
  0  all are known
  1  some are not
  2  the command line is wrong";

#[derive(Debug, clap::Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// Numbers of errors, ids of rules, words of messages.
    #[arg(value_name = "CODE", required = true)]
    pub(crate) codes: Vec<String>,

    /// How to show it.
    #[arg(long, value_name = "OUTPUT", default_value = "pretty")]
    pub(crate) to: Shape,
}

const SCHEMA_EXAMPLES: &str = "\
Examples:
  paywire schema                            the operations and their messages
  paywire schema PayRequest                 its fields, their values and limits, and its rules
  paywire schema Receiver                   the same of a type within messages
  paywire schema Refund                     all messages of an operation
  paywire schema --to json | jq '.systems[].operations[].name'

Exit codes:
  0  it was listed
  1  there is no type of this name
  2  the command line is wrong";

#[derive(Debug, clap::Args)]
#[command(after_help = SCHEMA_EXAMPLES)]
pub(crate) struct SchemaArgs {
    /// A message, a type within messages or an operation, letter case ignored. Default: all there is.
    #[arg(value_name = "TYPE")]
    pub(crate) name: Option<String>,

    /// How to show it.
    #[arg(long, value_name = "OUTPUT", default_value = "pretty")]
    pub(crate) to: Shape,
}

/// What is shown of secrets.
#[derive(Debug, clap::Args)]
pub(crate) struct SecretsArgs {
    /// Shows PINs, passwords, card numbers and the like instead of `***`.
    #[arg(long)]
    pub(crate) show_secrets: bool,

    /// Hides a field too, by its name or the end of its path as `receiver.email`. May be given
    /// several times.
    #[arg(long, value_name = "FIELD")]
    pub(crate) redact: Vec<String>,
}

impl SecretsArgs {
    /// Makes it what is hidden from now on.
    pub(crate) fn set(&self) {
        let redactor = Redactor::new().show_secrets(self.show_secrets);
        let fields = self.redact.iter();
        policy::set(fields.fold(redactor, |redactor, field| redactor.field(field)));
    }
}

/// How messages are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// For reading: a line for each field.
    Pretty,
    /// One JSON array of records.
    Json,
    /// One JSON record a line.
    Ndjson,
    /// Each message as NVP, on a line of its own.
    Nvp,
    /// Each message as XML, on a line of its own.
    Xml,
    /// Each message as SOAP, on a line of its own.
    Soap,
    /// One page for a browser, with all in it.
    Html,
    /// A file with one row a message, for engines that query.
    #[cfg_attr(not(feature = "parquet"), value(hide = true))]
    Parquet,
}

impl Output {
    pub(crate) fn default_here() -> Self {
        if io::stdout().is_terminal() {
            Output::Pretty
        } else {
            Output::Ndjson
        }
    }

    /// The format that messages are written in, where it is theirs.
    pub(crate) fn format(self) -> Option<Format> {
        match self {
            Output::Nvp => Some(Format::Nvp),
            Output::Xml => Some(Format::Xml),
            Output::Soap => Some(Format::Soap),
            _ => None,
        }
    }
}

/// How what was found out is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// For reading.
    Pretty,
    /// One JSON array of records.
    Json,
    /// One JSON record a line.
    Ndjson,
}

impl Report {
    pub(crate) fn default_here() -> Self {
        if io::stdout().is_terminal() {
            Report::Pretty
        } else {
            Report::Ndjson
        }
    }

    /// How records are written, where they are.
    pub(crate) fn json(self) -> Option<Json> {
        match self {
            Report::Pretty => None,
            Report::Json => Some(Json::Array),
            Report::Ndjson => Some(Json::Lines),
        }
    }
}

/// How what the program knows is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    /// For reading.
    Pretty,
    /// One JSON document.
    Json,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that has it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Makes it what anstream does from now on.
    pub(crate) fn write_global(self) {
        let choice = match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}
