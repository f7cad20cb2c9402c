//! Records as JSON: one a line, with an array's brackets around them or without.

use std::io::{self, Write};

use crate::record::Record;

pub(crate) struct Lines<W: Write> {
    out: W,
    array: bool,
    empty: bool,
}

impl<W: Write> Lines<W> {
    pub(crate) fn array(out: W) -> Self {
        Lines {
            out,
            array: true,
            empty: true,
        }
    }

    pub(crate) fn each(out: W) -> Self {
        Lines {
            out,
            array: false,
            empty: true,
        }
    }

    pub(crate) fn record(&mut self, record: &Record) -> io::Result<()> {
        let before = match (self.array, self.empty) {
            (false, _) => "",
            (true, true) => "[\n",
            (true, false) => ",\n",
        };
        self.empty = false;
        // In one piece, so that a reader of the pipe never sees half a record.
        let mut line = before.as_bytes().to_vec();
        paywire::json::to_writer(&mut line, record)?;
        if !self.array {
            line.push(b'\n');
        }
        self.out.write_all(&line)
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        if self.array {
            self.out
                .write_all(if self.empty { b"[]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()
    }
}
