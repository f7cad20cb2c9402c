//! Times cases in turn, round after round.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::harness::{Bar, Line, Subject};

const ROUNDS: u32 = 101;
/// How long one case runs in one round, so that the clock's own cost does not show.
const SLICE: Duration = Duration::from_micros(400);
/// A case that takes longer than this sits out rounds in proportion.
const LONG: Duration = Duration::from_millis(4);

/// A case's place in [`Rounds`].
#[derive(Clone, Copy)]
pub(crate) struct CaseId(usize);

/// The cases, and the lines that compare two of them each.
#[derive(Default)]
pub(crate) struct Rounds<'p> {
    cases: Vec<Case<'p>>,
    lines: Vec<(Subject, CaseId, CaseId)>,
}

struct Case<'p> {
    /// Runs the case that many times, and says how long it took. The loop is inside, so that it is
    /// compiled with the case.
    run: Box<dyn FnMut(u32) -> Duration + 'p>,
    /// What a run's time is divided by.
    units: usize,
    repeats: u32,
    /// It runs in every round whose number this divides.
    stride: u32,
    /// The rounds it ran in, with the time of a unit.
    samples: Vec<(u32, f64)>,
}

impl<'p> Rounds<'p> {
    /// Adds a case that does `units` units of what is compared at each call.
    pub(crate) fn case<R>(&mut self, units: usize, mut call: impl FnMut() -> R + 'p) -> CaseId {
        let run = move |repeats| {
            let start = Instant::now();
            for _ in 0..repeats {
                black_box(call());
            }
            start.elapsed()
        };
        self.add(units, run)
    }

    /// As [`Rounds::case`], but without the time it takes to drop what a call gives. For calls that
    /// take much longer than to look at the clock.
    pub(crate) fn case_without_drop<R>(
        &mut self,
        units: usize,
        mut call: impl FnMut() -> R + 'p,
    ) -> CaseId {
        let run = move |repeats| {
            let time = |_| {
                let start = Instant::now();
                let given = black_box(call());
                let time = start.elapsed();
                drop(given);
                time
            };
            (0..repeats).map(time).sum()
        };
        self.add(units, run)
    }

    fn add(&mut self, units: usize, run: impl FnMut(u32) -> Duration + 'p) -> CaseId {
        self.cases.push(Case {
            run: Box::new(run),
            units,
            repeats: 1,
            stride: 1,
            samples: Vec::new(),
        });
        CaseId(self.cases.len() - 1)
    }

    /// Adds a line that compares two cases.
    pub(crate) fn line(&mut self, what: &str, payload: &str, ours: CaseId, peer: CaseId, bar: Bar) {
        let subject = Subject {
            what: what.to_owned(),
            payload: payload.to_owned(),
            bar,
        };
        self.lines.push((subject, ours, peer));
    }

    /// Times every case that a chosen line needs.
    pub(crate) fn run(mut self, choose: impl Fn(&Subject) -> bool) -> Vec<Line> {
        self.lines.retain(|(subject, ..)| choose(subject));
        let mut needed: Vec<usize> = self
            .lines
            .iter()
            .flat_map(|(_, ours, peer)| [ours.0, peer.0])
            .collect();
        needed.sort_unstable();
        needed.dedup();
        for &id in &needed {
            self.cases[id].calibrate();
        }
        for round in 0..ROUNDS {
            for &id in &needed {
                self.cases[id].sample(round);
            }
        }
        let cases = &self.cases;
        let measured = |(subject, ours, peer): (Subject, CaseId, CaseId)| {
            let (ours, peer) = (&cases[ours.0], &cases[peer.0]);
            let (our_times, peer_times) = (ours.times(), peer.times());
            Line {
                subject,
                ours: median(&our_times),
                peer: median(&peer_times),
                share: Some(ours.share_of(peer)),
                least: Some((our_times[0], peer_times[0])),
            }
        };
        self.lines.into_iter().map(measured).collect()
    }
}

/// The one in the middle of what is sorted.
fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

impl Case<'_> {
    fn time(&mut self) -> Duration {
        (self.run)(self.repeats)
    }

    /// Finds how often to repeat the case, which also warms it up. What only the first call does, as to make tables, is
    /// over by then.
    fn calibrate(&mut self) {
        self.time();
        while self.time() < SLICE {
            self.repeats *= 2;
        }
        let long = self.time().as_micros() / LONG.as_micros();
        self.stride = u32::try_from(long).unwrap_or(u32::MAX).max(1);
    }

    fn sample(&mut self, round: u32) {
        if round.is_multiple_of(self.stride) {
            let time = self.time().as_secs_f64() * 1e9;
            #[expect(
                clippy::cast_precision_loss,
                reason = "there are far fewer units than 2^52"
            )]
            let units = self.units as f64 * f64::from(self.repeats);
            self.samples.push((round, time / units));
        }
    }

    /// All times, the shortest first.
    fn times(&self) -> Vec<f64> {
        let mut times: Vec<f64> = self.samples.iter().map(|sample| sample.1).collect();
        times.sort_unstable_by(f64::total_cmp);
        times
    }

    /// This case's time as a share of the peer's: the median over the rounds that both ran in.
    /// Whatever slows the machine down from one round to another slows both down.
    fn share_of(&self, peer: &Self) -> f64 {
        let mut peers = peer.samples.iter().peekable();
        let mut shares = Vec::new();
        for (round, time) in &self.samples {
            while peers.next_if(|peer| peer.0 < *round).is_some() {}
            if let Some(peer) = peers.next_if(|peer| peer.0 == *round) {
                shares.push(time / peer.1);
            }
        }
        shares.sort_unstable_by(f64::total_cmp);
        median(&shares)
    }
}
