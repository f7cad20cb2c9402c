//! What is timed, defined once: `rounds` prints it as ratios, and criterion runs it as it runs anything.

use std::hint::black_box;
use std::time::{Duration, Instant};

use super::{Bar, Subject};

/// How much a call reads or writes.
#[derive(Clone, Copy)]
pub(crate) enum Amount {
    Bytes(usize),
    /// Times are shown for a name each.
    Names(usize),
}

impl From<usize> for Amount {
    fn from(bytes: usize) -> Self {
        Amount::Bytes(bytes)
    }
}

/// A case's place in [`Cases`].
#[derive(Clone, Copy)]
pub(crate) struct CaseId(pub(super) usize);

/// A reader or writer at work on a payload.
pub(crate) struct Case<'p> {
    pub(super) group: String,
    pub(super) who: String,
    pub(super) payload: String,
    pub(super) amount: Amount,
    /// Runs the case that many times, and says how long it took. The loop is inside, so that it is
    /// compiled with the case.
    pub(super) run: Box<dyn FnMut(u64) -> Duration + 'p>,
}

/// The cases, and the lines that compare two of them each.
#[derive(Default)]
pub(crate) struct Cases<'p> {
    pub(super) cases: Vec<Case<'p>>,
    pub(super) lines: Vec<(Subject, CaseId, CaseId)>,
}

impl<'p> Cases<'p> {
    /// What this crate does with a payload, for peers to be compared with.
    pub(crate) fn ours<R: 'p>(
        &mut self,
        group: &str,
        payload: &str,
        amount: impl Into<Amount>,
        call: impl FnMut() -> R + 'p,
    ) -> Set<'_, 'p> {
        let ours = self.add([group, "paywire", payload], amount.into(), timed(call));
        Set { cases: self, ours }
    }

    /// Adds a case, named after its group, who does it and the payload.
    pub(crate) fn add(
        &mut self,
        [group, who, payload]: [&str; 3],
        amount: Amount,
        run: impl FnMut(u64) -> Duration + 'p,
    ) -> CaseId {
        self.cases.push(Case {
            group: group.to_owned(),
            who: who.to_owned(),
            payload: payload.to_owned(),
            amount,
            run: Box::new(run),
        });
        CaseId(self.cases.len() - 1)
    }

    /// Adds a line that compares two cases.
    pub(crate) fn line(&mut self, what: &str, ours: CaseId, peer: CaseId, bar: Bar) {
        let payload = self.cases[ours.0].payload.clone();
        let what = what.to_owned();
        self.lines
            .push((Subject { what, payload, bar }, ours, peer));
    }
}

/// One case of ours and its peers.
pub(crate) struct Set<'c, 'p> {
    cases: &'c mut Cases<'p>,
    ours: CaseId,
}

impl<'p> Set<'_, 'p> {
    /// Adds a peer that does the same, and the line that compares the two.
    pub(crate) fn peer<R: 'p>(
        &mut self,
        who: &str,
        amount: impl Into<Amount>,
        call: impl FnMut() -> R + 'p,
        bar: Bar,
    ) {
        let ours = &self.cases.cases[self.ours.0];
        let (group, payload) = (ours.group.clone(), ours.payload.clone());
        let peer = self
            .cases
            .add([&group, who, &payload], amount.into(), timed(call));
        self.cases
            .line(&format!("{group} / {who}"), self.ours, peer, bar);
    }
}

/// Times calls, with the dropping of what they give.
pub(crate) fn timed<R>(mut call: impl FnMut() -> R) -> impl FnMut(u64) -> Duration {
    move |repeats| {
        let start = Instant::now();
        for _ in 0..repeats {
            black_box(call());
        }
        start.elapsed()
    }
}

/// As [`timed`], but without the time it takes to drop what a call gives. For calls that take much
/// longer than to look at the clock.
pub(crate) fn timed_without_drop<R>(mut call: impl FnMut() -> R) -> impl FnMut(u64) -> Duration {
    move |repeats| {
        let time = |_| {
            let start = Instant::now();
            let given = black_box(call());
            let time = start.elapsed();
            drop(given);
            time
        };
        (0..repeats).map(time).sum()
    }
}
