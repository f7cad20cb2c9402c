//! Stories for reading: what each is about, and a time line.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use paywire::api::facts::KeyKind;
use unicode_width::UnicodeWidthStr;

use super::event::Event;
use super::stories::Story;
use crate::environment;
use crate::render::printable;
use crate::story::listed;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const QUIET: Style = Style::new().dimmed();
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// How many keys of a kind are named at the head of a story.
const MOST_KEYS: usize = 4;

pub(super) fn text(stories: &[Story]) -> String {
    let told: Vec<String> = stories.iter().map(story).collect();
    told.join("\n")
}

// Writing to a String cannot fail, which is why the results below are let go.

fn story(story: &Story) -> String {
    let mut text = String::new();
    let name = story
        .keys
        .first()
        .map_or("no key", |key| key.value.as_str());
    let made_up = story
        .environment
        .filter(|own| environment::is_made_up(*own));
    let parts = [
        Some(format!("{HEAD}{}{HEAD:#}", printable(name))),
        Some(printable(&story.statuses.join(" → "))).filter(|states| !states.is_empty()),
        story.outcome.map(|outcome| format!("({outcome})")),
        made_up.map(|environment| format!("in the {environment}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let _ = writeln!(text, "{}", parts.join("  "));
    keys(&mut text, story);
    money(&mut text, story);
    if let Some(next) = &story.next {
        let _ = writeln!(text, "  {}", printable(&next.to_string()));
    }
    let rows: Vec<Row> = story.events.iter().map(Row::of).collect();
    let width = |cell: fn(&Row) -> &str| rows.iter().map(|row| cell(row).width()).max();
    let widths = [
        width(|row| &row.time).unwrap_or(0),
        width(|row| &row.what).unwrap_or(0),
    ];
    for (row, event) in rows.iter().zip(&story.events) {
        row.write(&mut text, widths);
        troubles(&mut text, event);
    }
    text
}

/// The other names of what the story is about.
fn keys(text: &mut String, story: &Story) {
    for kind in KeyKind::ALL {
        let own = story.keys.iter().skip(1).filter(|key| key.kind == *kind);
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

fn money(text: &mut String, story: &Story) {
    let sides = [
        ("asked", &story.totals.asked),
        ("completed", &story.totals.completed),
        ("refunded", &story.totals.refunded),
    ];
    let sums = sides
        .into_iter()
        .filter_map(|(side, sums)| Some(format!("{} {side}", printable(&listed(sums)?))));
    let sums: Vec<String> = sums.collect();
    if !sums.is_empty() {
        let _ = writeln!(text, "  {}", sums.join(", "));
    }
}

/// A line of the time line.
struct Row {
    time: String,
    what: String,
    said: String,
    source: String,
}

impl Row {
    fn of(event: &Event) -> Row {
        let what = match event.operation {
            Some(operation) => format!("{operation} {}", event.direction),
            None => event.direction.to_owned(),
        };
        Row {
            time: event.time.as_deref().map(printable).unwrap_or_default(),
            what,
            said: event
                .story
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
        let gap = if self.said.is_empty() { "" } else { "  " };
        let _ = writeln!(
            text,
            "  {QUIET}{}{QUIET:#}{:time$}  {}{:what$}  {}{gap}{QUIET}[{}]{QUIET:#}",
            self.time, "", self.what, "", self.said, self.source
        );
    }
}

fn troubles(text: &mut String, event: &Event) {
    for (trouble, explained) in &event.story.troubles {
        let trouble = printable(trouble);
        let _ = writeln!(text, "    {ERROR}! {trouble}{ERROR:#}");
        if let Some(explained) = explained {
            let _ = writeln!(text, "      {explained}");
        }
    }
}
