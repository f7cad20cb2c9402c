//! Records as one self-contained page: a timeline of exchanges with a filter.
//!
//! The page is written as records arrive. The totals shown at its top are only known at the end, so
//! they are written there and moved up by style and script. Memory holds the messages of one
//! exchange and the counts.
//!
//! Texts of messages cannot become markup or script: see [`markup`] for how they are inserted, and
//! [`policy`] for what a browser would block.

mod diagram;
mod exchange;
mod forms;
mod labels;
mod markup;
mod policy;
mod side;
mod totals;

use std::io::{self, Write};

use super::RecordSink;
use crate::record::{Record, RecordSource};
use exchange::ExchangeCard;
use totals::PageTotals;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The placeholders in the page.
const PLACEHOLDERS: [&str; 5] = ["{policy}", "{style}", "{exchanges}", "{totals}", "{script}"];

pub(crate) struct Html<W: Write> {
    out: W,
    /// The page, split at the placeholders.
    page: Vec<&'static str>,
    begun: bool,
    /// The exchange being read.
    current: Option<ExchangeCard>,
    totals: PageTotals,
}

impl<W: Write> Html<W> {
    pub(crate) fn new(out: W) -> Self {
        Html {
            out,
            page: cut(PAGE),
            begun: false,
            current: None,
            totals: PageTotals::default(),
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        let policy = policy::policy(SCRIPT, STYLE);
        let head = [self.part(0), &policy, self.part(1), STYLE, self.part(2)];
        self.out.write_all(head.concat().as_bytes())
    }

    fn write_current(&mut self) -> io::Result<()> {
        let Some(current) = self.current.take() else {
            return Ok(());
        };
        self.totals.exchanges += 1;
        let card = current.card(self.totals.exchanges);
        self.out.write_all(card.as_str().as_bytes())
    }

    fn part(&self, number: usize) -> &'static str {
        self.page.get(number).copied().unwrap_or_default()
    }
}

impl<W: Write> RecordSink for Html<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.begin()?;
        self.totals.add(record);
        let source = source_of(record);
        if self
            .current
            .as_ref()
            .is_none_or(|current| !current.takes(source))
        {
            self.write_current()?;
        }
        let current = self
            .current
            .get_or_insert_with(|| ExchangeCard::new(source));
        current.add(record)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.begin()?;
        self.write_current()?;
        let totals = self.totals.markup();
        let rest = [
            self.part(3),
            totals.as_str(),
            self.part(4),
            SCRIPT,
            self.part(5),
        ];
        self.out.write_all(rest.concat().as_bytes())?;
        self.out.flush()
    }
}

fn source_of(record: &Record) -> &RecordSource {
    match record {
        Record::Message(record) => &record.source,
        Record::Error(record) => &record.source,
        Record::Event(record) => &record.source,
    }
}

/// Splits the page at its placeholders.
fn cut(page: &'static str) -> Vec<&'static str> {
    let mut rest = page;
    let mut parts = Vec::new();
    for place in PLACEHOLDERS {
        let (part, behind) = rest.split_once(place).unwrap_or((rest, ""));
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_all_placeholders_in_order() {
        let parts = cut(PAGE);
        assert!(parts.iter().all(|part| !part.is_empty()), "{parts:?}");
        assert!(!parts.concat().contains('{'));
        // Neither may end its element early.
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.contains("</style"));
    }
}
