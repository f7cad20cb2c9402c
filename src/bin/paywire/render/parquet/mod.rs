//! Records as a Parquet file: one row per message.
//!
//! A file is complete only with its footer, which `finish` writes: readers of Parquet refuse a file
//! without it.

mod columns;
mod shred;

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, TypePtr};

use super::RecordSink;
use crate::record::Record;
use shred::Leaves;

/// The bytes that rows may take before a row group is written. Fewer, larger groups are faster to
/// query.
const GROUP: usize = 32 << 20;

/// Writes records as rows.
pub(crate) struct Parquet<W: Write> {
    out: W,
    /// Buffers the file until it is written to `out`: the Parquet writer requires `Send`, which
    /// locked standard output is not.
    file: SerializedFileWriter<Vec<u8>>,
    schema: TypePtr,
    rows: Leaves,
    /// The bytes of rows that make a group.
    group: usize,
}

impl<W: Write> Parquet<W> {
    pub(crate) fn new(out: W) -> io::Result<Self> {
        let schema = Arc::new(columns::schema().map_err(failed)?);
        let rows = Leaves::new(&schema).map_err(failed)?;
        let properties = Arc::new(properties());
        let file = SerializedFileWriter::new(Vec::new(), Arc::clone(&schema), properties)
            .map_err(failed)?;
        Ok(Parquet {
            out,
            file,
            schema,
            rows,
            group: GROUP,
        })
    }

    /// Writes the rows so far as a row group.
    fn write_group(&mut self) -> Result<()> {
        let mut group = self.file.next_row_group()?;
        self.rows.drain(|column| {
            let mut next = group
                .next_column()?
                .ok_or(ParquetError::EOF(String::new()))?;
            column.write_to(next.untyped())?;
            next.close()
        })?;
        group.close().map(drop)
    }

    /// Writes the buffer to the output.
    fn pass_on(&mut self) -> io::Result<()> {
        self.file.flush()?;
        let bytes = self.file.inner_mut();
        self.out.write_all(bytes)?;
        bytes.clear();
        Ok(())
    }
}

impl<W: Write> RecordSink for Parquet<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        let row = columns::row(record)?;
        self.rows.push(&self.schema, row).map_err(failed)?;
        if self.rows.bytes() >= self.group {
            self.write_group().map_err(failed)?;
            self.pass_on()?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.rows.bytes() > 0 {
            self.write_group().map_err(failed)?;
        }
        self.file.finish().map_err(failed)?;
        self.pass_on()?;
        self.out.flush()
    }
}

fn properties() -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by(format!("paywire version {}", env!("CARGO_PKG_VERSION")))
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk);
    for name in columns::documents() {
        // Documents are unique and never compared, so dictionaries and statistics are useless.
        let column = ColumnPath::from(name);
        properties = properties
            .set_column_dictionary_enabled(column.clone(), false)
            .set_column_statistics_enabled(column, EnabledStatistics::None);
    }
    properties.build()
}

/// Converts a Parquet error; an error of the output is kept as it is.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Event, EventRecord, RecordSource};
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::RowAccessor as _;

    fn record(entry: u64) -> Record {
        Record::Event(EventRecord {
            source: RecordSource {
                file: "a.har".into(),
                entry: Some(entry),
                side: None,
            },
            exchange: None,
            event: Event::Call,
        })
    }

    #[test]
    fn rows_go_out_in_groups() {
        let path = std::env::temp_dir().join(format!("paywire-{}.parquet", std::process::id()));
        let out = std::fs::File::create(&path).expect("a file");
        let mut rows = Box::new(Parquet::new(out).expect("a schema"));
        rows.group = 8_000;
        for entry in 1..=100 {
            rows.record(&record(entry)).expect("written");
            assert!(rows.rows.bytes() < rows.group);
        }
        let before = std::fs::metadata(&path).expect("the file").len();
        assert!(before > 0, "the first groups are out");
        rows.finish().expect("written");

        let file = std::fs::File::open(&path).expect("the file");
        let reader = SerializedFileReader::new(file).expect("a whole file");
        assert!(reader.num_row_groups() > 2);
        let rows = reader.get_row_iter(None).expect("rows");
        let entries = rows.map(|row| row.expect("a row").get_long(1).expect("its entry"));
        assert!(entries.eq(1..=100));
        std::fs::remove_file(&path).expect("removed");
    }
}
