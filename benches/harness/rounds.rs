//! Times cases in turn, round after round.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::cases::{Amount, Case, CaseId, Cases};
use super::{Line, Subject};

const ROUNDS: u32 = 101;
/// How long one case runs in one round, so that the clock's own cost does not show.
const SLICE: Duration = Duration::from_micros(400);
/// A case that takes longer than this sits out rounds in proportion.
const LONG: Duration = Duration::from_millis(4);

/// A case at work.
struct Timed<'p> {
    run: Box<dyn FnMut(u64) -> Duration + 'p>,
    /// What a run's time is divided by.
    units: usize,
    repeats: u64,
    /// It runs in every round whose number this divides.
    stride: u32,
    /// The rounds it ran in, with the time of a unit.
    samples: Vec<(u32, f64)>,
}

/// Times every case that a chosen line needs.
pub(super) fn run(cases: Cases<'_>, choose: impl Fn(&Subject) -> bool) -> Vec<Line> {
    let Cases { cases, mut lines } = cases;
    lines.retain(|(subject, ..)| choose(subject));
    let needed: BTreeSet<usize> = lines
        .iter()
        .flat_map(|(_, ours, peer)| [ours.0, peer.0])
        .collect();
    let cases = cases.into_iter().enumerate();
    let mut timed: BTreeMap<usize, Timed<'_>> = cases
        .filter(|(id, _)| needed.contains(id))
        .map(|(id, case)| (id, Timed::new(case)))
        .collect();
    timed.values_mut().for_each(Timed::calibrate);
    for round in 0..ROUNDS {
        for case in timed.values_mut() {
            case.sample(round);
        }
    }
    let measured = |(subject, ours, peer): (Subject, CaseId, CaseId)| {
        let (ours, peer) = (&timed[&ours.0], &timed[&peer.0]);
        let (our_times, peer_times) = (ours.times(), peer.times());
        Line {
            subject,
            ours: median(&our_times),
            peer: median(&peer_times),
            share: Some(ours.share_of(peer)),
            least: Some((our_times[0], peer_times[0])),
        }
    };
    lines.into_iter().map(measured).collect()
}

/// The one in the middle of what is sorted.
fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

impl<'p> Timed<'p> {
    fn new(case: Case<'p>) -> Self {
        Timed {
            run: case.run,
            units: match case.amount {
                Amount::Bytes(_) => 1,
                Amount::Names(names) => names,
            },
            repeats: 1,
            stride: 1,
            samples: Vec::new(),
        }
    }

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
                reason = "there are far fewer units and repeats than 2^52"
            )]
            let units = self.units as f64 * self.repeats as f64;
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
