//! How bodies are read, in every format.

use super::Format;
use crate::api::MessageKind;
use crate::limits::Limits;
use crate::{json, nvp};

/// How to read a body, and what is known about it beforehand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Config {
    pub(super) nvp: nvp::Config,
    pub(super) json: json::Config,
    pub(super) format: Option<Format>,
    pub(super) message: Option<MessageKind>,
}

impl Config {
    /// The strict preset of every format; format and message are to be found out.
    pub const fn strict() -> Self {
        Config {
            nvp: nvp::Config::strict(),
            json: json::Config::strict(),
            format: None,
            message: None,
        }
    }

    /// The lenient preset of every format. Each repair is a warning of what was read.
    pub const fn lenient() -> Self {
        Config {
            nvp: nvp::Config::lenient(),
            json: json::Config::lenient(),
            ..Config::strict()
        }
    }

    /// Sets the bounds of every format.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.nvp = self.nvp.limits(limits);
        self.json = self.json.limits(limits);
        self
    }

    /// Sets the character encoding of NVP bodies. JSON is always UTF-8.
    pub const fn charset(mut self, charset: nvp::Charset) -> Self {
        self.nvp = self.nvp.charset(charset);
        self
    }

    /// Sets how NVP is read.
    pub const fn nvp(mut self, config: nvp::Config) -> Self {
        self.nvp = config;
        self
    }

    /// Sets how JSON is read. Numbers without a type are always kept in the digits as written.
    pub const fn json(mut self, config: json::Config) -> Self {
        self.json = config;
        self
    }

    /// Says in which format bodies are, instead of looking.
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Says which message bodies are, instead of looking.
    pub const fn message(mut self, message: MessageKind) -> Self {
        self.message = Some(message);
        self
    }
}
