//! The totals of the page, counted while it is written.

use super::markup::Markup;
use crate::record::Record;

/// The most files named; others are counted.
const MOST_FILES: usize = 12;

#[derive(Debug, Default)]
pub(super) struct PageTotals {
    pub(super) exchanges: usize,
    messages: usize,
    damaged: usize,
    unknown: usize,
    events: usize,
    /// Bounded by the number of known operations.
    operations: Vec<&'static str>,
    files: Vec<String>,
    more_files: usize,
    last_file: String,
}

impl PageTotals {
    pub(super) fn add(&mut self, record: &Record) {
        let source = match record {
            Record::Message(record) => {
                self.messages += 1;
                match record.operation {
                    Some(operation) if !self.operations.contains(&operation) => {
                        self.operations.push(operation);
                    }
                    _ => {}
                }
                self.unknown += usize::from(record.name.is_none());
                &record.source
            }
            Record::Error(record) => {
                self.damaged += 1;
                &record.source
            }
            Record::Event(record) => {
                self.events += 1;
                &record.source
            }
        };
        self.file(&source.file);
    }

    /// Counts a file once: its records follow each other.
    fn file(&mut self, file: &str) {
        if self.last_file == file && self.files.len() + self.more_files > 0 {
            return;
        }
        file.clone_into(&mut self.last_file);
        if self.files.len() < MOST_FILES {
            self.files.push(file.to_owned());
        } else {
            self.more_files += 1;
        }
    }

    pub(super) fn markup(&self) -> Markup {
        let mut markup = Markup::new();
        markup.raw("<dl class=totals>");
        for (name, count, class) in [
            ("Exchanges", self.exchanges, ""),
            ("Messages", self.messages, ""),
            ("Operations", self.operations.len(), ""),
            ("Damaged", self.damaged, "bad"),
            ("Not recognized", self.unknown, "warn"),
            ("Other", self.events, ""),
        ] {
            let class = if count > 0 { class } else { "none" };
            markup
                .raw("<div class=\"")
                .raw(class)
                .raw("\"><dt>")
                .raw(name);
            markup.raw("</dt><dd>").count(count).raw("</dd></div>");
        }
        markup.raw("</dl><p class=files>");
        for (at, file) in self.files.iter().enumerate() {
            markup.raw(if at > 0 { ", " } else { "" }).isolated(file);
        }
        if self.more_files > 0 {
            markup.raw(" and ").count(self.more_files).raw(" more");
        }
        markup.raw("</p>");
        markup
    }
}
