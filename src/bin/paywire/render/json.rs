//! Records as JSON: one per line, or in an array.

use paywire::Result;

use super::{Delimiters, TextOutput};
use crate::record::Record;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Json {
    /// One array of all records.
    Array,
    /// One record per line.
    Lines,
}

impl TextOutput for Json {
    fn delimiters(&self) -> Delimiters {
        match self {
            Json::Array => Delimiters {
                before: "[\n",
                between: ",\n",
                after: "\n]\n",
                none: "[]\n",
            },
            Json::Lines => Delimiters::default(),
        }
    }

    fn record(&self, record: &Record, out: &mut Vec<u8>) -> Result<()> {
        paywire::json::to_writer(&mut *out, record)?;
        if let Json::Lines = self {
            out.push(b'\n');
        }
        Ok(())
    }
}
