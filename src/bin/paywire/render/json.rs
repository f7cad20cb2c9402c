//! Records as JSON: one a line, or in an array.

use paywire::Result;

use super::{Frame, Text};
use crate::record::Record;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Json {
    /// One array of all records.
    Array,
    /// One record a line.
    Lines,
}

impl Text for Json {
    fn frame(&self) -> Frame {
        match self {
            Json::Array => Frame {
                before: "[\n",
                between: ",\n",
                after: "\n]\n",
                none: "[]\n",
            },
            Json::Lines => Frame::default(),
        }
    }

    fn record(&self, record: &Record, out: &mut Vec<u8>) -> Result<()> {
        paywire::json::append(out, record)?;
        if let Json::Lines = self {
            out.push(b'\n');
        }
        Ok(())
    }
}
