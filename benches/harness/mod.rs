//! What benches share: the cases and how they are run, and for tables lines, bars to clear and arguments.
//!
//! A case is defined once. `cargo bench --bench NAME` runs it by criterion, whose arguments may follow after `--`: a filter,
//! `--save-baseline NAME`, `--baseline NAME`. With `--ratios` after `--` all cases are timed in turn, round after round, so
//! that whatever slows the machine down slows all of them, and a table shows how this crate compares with its peers, beside
//! the bar each comparison must clear; a ratio is the median of those within each round. Words of a line or a payload's name
//! choose lines (`-- --ratios borrowed L`), and `--check` fails when a gate is missed.

mod cases;
mod rounds;
mod run;

use std::process::ExitCode;

pub(crate) use cases::{Amount, Cases, Set, timed, timed_without_drop};
pub(crate) use run::Harness;

/// What a line must hold, and what it should.
#[derive(Clone, Copy)]
pub(crate) enum Bar {
    /// The peer's number over ours is at least this: gate, goal.
    Times(f64, f64),
    /// Our number over the peer's is at most this: gate, goal.
    Share(f64, f64),
    /// Our number less the peer's is at most this: gate, goal.
    Beyond(f64, f64),
    /// The peer's number over ours is shown and held to nothing.
    Shown,
    /// Our number over the peer's is shown and held to nothing.
    ShownShare,
}

impl Bar {
    fn ratio(self, ours: f64, peer: f64) -> f64 {
        match self {
            Bar::Beyond(..) => ours - peer,
            _ => self.of_share(ours / peer),
        }
    }

    /// The ratio, from our number as a share of the peer's.
    fn of_share(self, share: f64) -> f64 {
        match self {
            Bar::Times(..) | Bar::Shown => share.recip(),
            _ => share,
        }
    }

    fn verdict(self, ratio: f64) -> Verdict {
        let (gate, goal) = match self {
            Bar::Times(gate, goal) => (ratio >= gate, ratio >= goal),
            Bar::Share(gate, goal) | Bar::Beyond(gate, goal) => (ratio <= gate, ratio <= goal),
            Bar::Shown | Bar::ShownShare => return Verdict::Shown,
        };
        match (gate, goal) {
            (_, true) => Verdict::Goal,
            (true, false) => Verdict::Pass,
            (false, false) => Verdict::Fail,
        }
    }

    fn written(self) -> (String, String) {
        match self {
            Bar::Times(gate, goal) => (format!(">= {gate}"), format!(">= {goal}")),
            Bar::Share(gate, goal) | Bar::Beyond(gate, goal) => {
                (format!("<= {gate}"), format!("<= {goal}"))
            }
            Bar::Shown | Bar::ShownShare => ("-".to_owned(), "-".to_owned()),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    Goal,
    Pass,
    Fail,
    Shown,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Verdict::Goal => "pass, goal met",
            Verdict::Pass => "pass",
            Verdict::Fail => "FAIL",
            Verdict::Shown => "",
        }
    }
}

/// What a line compares, and the bar.
#[derive(Clone)]
pub(crate) struct Subject {
    pub(crate) what: String,
    pub(crate) payload: String,
    pub(crate) bar: Bar,
}

/// A measured line. Where there are rounds, `share` is our number as a share of the peer's in the
/// same round, and `least` holds the two least numbers.
pub(crate) struct Line {
    pub(crate) subject: Subject,
    pub(crate) ours: f64,
    pub(crate) peer: f64,
    pub(crate) share: Option<f64>,
    pub(crate) least: Option<(f64, f64)>,
}

/// The arguments of a table: words that choose lines, and whether a missed gate is a failure.
pub(crate) struct Arguments {
    ratios: bool,
    check: bool,
    words: Vec<String>,
}

impl Arguments {
    /// Those of the process. Cargo adds `--bench`, which says nothing here.
    pub(crate) fn of_process() -> Self {
        let (flags, words): (Vec<String>, Vec<String>) = std::env::args()
            .skip(1)
            .partition(|word| word.starts_with("--"));
        Arguments {
            ratios: flags.iter().any(|flag| flag == "--ratios"),
            check: flags.iter().any(|flag| flag == "--check"),
            words,
        }
    }

    /// Whether every word is the payload or stands in what is compared.
    pub(crate) fn choose(&self, subject: &Subject) -> bool {
        self.words
            .iter()
            .all(|word| *word == subject.payload || word.len() > 1 && subject.what.contains(word))
    }

    /// Prints the table. `unit` is what the numbers count.
    pub(crate) fn print(&self, unit: &str, lines: &[Line]) -> ExitCode {
        println!(
            "{:<46} {:>8} {:>12} {:>12} {:>7} {:>7}  {:<8} {:<8} verdict",
            "what",
            "payload",
            format!("paywire {unit}"),
            format!("peer {unit}"),
            "ratio",
            "minima",
            "gate",
            "goal",
        );
        let (mut gates, mut failed) = (0, 0);
        for line in lines {
            let Subject { what, payload, bar } = &line.subject;
            let ratio = line.share.map_or_else(
                || bar.ratio(line.ours, line.peer),
                |share| bar.of_share(share),
            );
            let verdict = bar.verdict(ratio);
            gates += usize::from(verdict != Verdict::Shown);
            failed += usize::from(verdict == Verdict::Fail);
            let least = line.least.map_or_else(String::new, |(ours, peer)| {
                format!("{:.2}", bar.ratio(ours, peer))
            });
            let (gate, goal) = bar.written();
            println!(
                "{what:<46} {payload:>8} {:>12.1} {:>12.1} {ratio:>7.2} {least:>7}  {gate:<8} {goal:<8} {}",
                line.ours,
                line.peer,
                verdict.word(),
            );
        }
        if failed > 0 {
            println!("{failed} of {gates} gates missed");
        }
        ExitCode::from(u8::from(self.check && failed > 0))
    }
}
