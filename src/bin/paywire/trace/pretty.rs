//! Payment histories as text: a heading, the keys and sums, and a timeline.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use paywire::api::facts::KeyKind;
use unicode_width::UnicodeWidthStr;

use super::event::TraceEvent;
use super::history::PaymentHistory;
use crate::environment;
use crate::headline::listed;
use crate::render::printable;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const QUIET: Style = Style::new().dimmed();
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// The most keys of a kind in a heading.
const MOST_KEYS: usize = 4;

pub(super) fn text(histories: &[PaymentHistory]) -> String {
    let texts: Vec<String> = histories.iter().map(write_history).collect();
    texts.join("\n")
}

// Writing to a String cannot fail, so the results below are discarded.

fn write_history(history: &PaymentHistory) -> String {
    let mut text = String::new();
    let name = history
        .keys
        .first()
        .map_or("no key", |key| key.value.as_str());
    let sandbox = history
        .environment
        .filter(|own| environment::is_sandbox(*own));
    let parts = [
        Some(format!("{HEAD}{}{HEAD:#}", printable(name))),
        Some(printable(&history.statuses.join(" → "))).filter(|states| !states.is_empty()),
        history.outcome.map(|outcome| format!("({outcome})")),
        sandbox.map(|environment| format!("in the {environment}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let _ = writeln!(text, "{}", parts.join("  "));
    keys(&mut text, history);
    money(&mut text, history);
    if let Some(next) = &history.next {
        let _ = writeln!(text, "  {}", printable(&next.to_string()));
    }
    let rows: Vec<TimelineRow> = history.events.iter().map(TimelineRow::of).collect();
    let width = |cell: fn(&TimelineRow) -> &str| rows.iter().map(|row| cell(row).width()).max();
    let widths = [
        width(|row| &row.time).unwrap_or(0),
        width(|row| &row.what).unwrap_or(0),
    ];
    for (row, event) in rows.iter().zip(&history.events) {
        row.write(&mut text, widths);
        troubles(&mut text, event);
    }
    text
}

/// The keys but the first, which is the heading.
fn keys(text: &mut String, history: &PaymentHistory) {
    for kind in KeyKind::ALL {
        let own = history.keys.iter().skip(1).filter(|key| key.kind == *kind);
        let mut values: Vec<String> = own.map(|key| printable(&key.value)).collect();
        if values.is_empty() {
            continue;
        }
        if let Some(more) = values.len().checked_sub(MOST_KEYS).filter(|more| *more > 0) {
            values.truncate(MOST_KEYS);
            values.push(format!("{more} more"));
        }
        let kind = kind.as_str().replace('_', " ");
        let _ = writeln!(text, "  {QUIET}{kind}{QUIET:#} {}", values.join(", "));
    }
}

fn money(text: &mut String, history: &PaymentHistory) {
    let sides = [
        ("asked", &history.totals.asked),
        ("completed", &history.totals.completed),
        ("refunded", &history.totals.refunded),
    ];
    let sums = sides
        .into_iter()
        .filter_map(|(side, sums)| Some(format!("{} {side}", printable(&listed(sums)?))));
    let sums: Vec<String> = sums.collect();
    if !sums.is_empty() {
        let _ = writeln!(text, "  {}", sums.join(", "));
    }
}

/// A line of the timeline.
struct TimelineRow {
    time: String,
    what: String,
    headline: String,
    source: String,
}

impl TimelineRow {
    fn of(event: &TraceEvent) -> TimelineRow {
        let what = match event.operation {
            Some(operation) => format!("{operation} {}", event.direction),
            None => event.direction.to_owned(),
        };
        TimelineRow {
            time: event.time.as_deref().map(printable).unwrap_or_default(),
            what,
            headline: event
                .headline
                .lines
                .first()
                .map(|line| printable(line))
                .unwrap_or_default(),
            source: printable(&event.source.to_string()),
        }
    }

    fn write(&self, text: &mut String, [time, what]: [usize; 2]) {
        let time = time.saturating_sub(self.time.width());
        let what = what.saturating_sub(self.what.width());
        let gap = if self.headline.is_empty() { "" } else { "  " };
        let _ = writeln!(
            text,
            "  {QUIET}{}{QUIET:#}{:time$}  {}{:what$}  {}{gap}{QUIET}[{}]{QUIET:#}",
            self.time, "", self.what, "", self.headline, self.source
        );
    }
}

fn troubles(text: &mut String, event: &TraceEvent) {
    for (trouble, explained) in &event.headline.troubles {
        let trouble = printable(trouble);
        let _ = writeln!(text, "    {ERROR}! {trouble}{ERROR:#}");
        if let Some(explained) = explained {
            let _ = writeln!(text, "      {explained}");
        }
    }
}
