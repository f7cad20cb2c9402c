//! Records as one page that needs nothing else: a time line of exchanges, with a filter.
//!
//! The page is written as the records come. What it says at its top, how much of what there is, is
//! known only at the end and stands there; the style and the script put it where it belongs.
//! So no more is held than the messages of one exchange and the counts.
//!
//! Nothing that a message says can act: see [`markup`] for how it gets in, and [`policy`] for what a
//! browser does with anything that should not be there.

mod diagram;
mod exchange;
mod forms;
mod markup;
mod policy;
mod side;
mod totals;
mod words;

use std::io::{self, Write};

use super::Sink;
use crate::record::{Record, Source};
use exchange::Exchange;
use totals::Totals;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Where in the page something goes.
const PLACES: [&str; 5] = ["{policy}", "{style}", "{exchanges}", "{totals}", "{script}"];

pub(crate) struct Html<W: Write> {
    out: W,
    /// The page, cut at the places.
    page: Vec<&'static str>,
    begun: bool,
    /// The exchange whose messages are coming.
    current: Option<Exchange>,
    totals: Totals,
}

impl<W: Write> Html<W> {
    pub(crate) fn new(out: W) -> Self {
        Html {
            out,
            page: cut(PAGE),
            begun: false,
            current: None,
            totals: Totals::default(),
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

impl<W: Write> Sink for Html<W> {
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
        let current = self.current.get_or_insert_with(|| Exchange::new(source));
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

fn source_of(record: &Record) -> &Source {
    match record {
        Record::Message(record) => &record.source,
        Record::Error(record) => &record.source,
        Record::Event(record) => &record.source,
    }
}

/// The page between its places.
fn cut(page: &'static str) -> Vec<&'static str> {
    let mut rest = page;
    let mut parts = Vec::new();
    for place in PLACES {
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
    fn the_page_has_all_its_places_in_order() {
        let parts = cut(PAGE);
        assert!(parts.iter().all(|part| !part.is_empty()), "{parts:?}");
        assert!(!parts.concat().contains('{'));
        // Nothing in them may end their element.
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.contains("</style"));
    }
}
