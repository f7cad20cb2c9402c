//! Criterion groups whose cases read and write texts.

use std::fmt::Debug;
use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput};

/// Short enough for a whole bench to take a few minutes, as the cases vary little.
pub(crate) fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600))
        .configure_from_args()
}

/// A criterion group whose cases are named after a reader or writer and a payload.
pub(crate) struct Group<'c>(BenchmarkGroup<'c, WallTime>);

impl<'c> Group<'c> {
    pub(crate) fn new(criterion: &'c mut Criterion, name: &str) -> Self {
        Group(criterion.benchmark_group(name))
    }

    /// A case that reads or writes `bytes` bytes.
    pub(crate) fn bytes<R>(
        &mut self,
        who: &str,
        payload: &str,
        bytes: usize,
        call: impl FnMut() -> R,
    ) {
        self.case(who, payload, Throughput::Bytes(bytes as u64), call);
    }

    /// A case that reads a body, and can.
    pub(crate) fn read<'a, R, E: Debug>(
        &mut self,
        who: &str,
        payload: &str,
        body: &'a str,
        mut call: impl FnMut(&'a str) -> Result<R, E>,
    ) {
        call(body).expect("the type fits the body");
        self.bytes(who, payload, body.len(), || call(black_box(body)));
    }

    /// A case that goes over a body.
    pub(crate) fn scan(
        &mut self,
        who: &str,
        payload: &str,
        body: &str,
        call: impl Fn(&str) -> usize,
    ) {
        self.bytes(who, payload, body.len(), || call(black_box(body)));
    }

    /// A case that reads so many names.
    pub(crate) fn names<R>(&mut self, who: &str, names: usize, call: impl FnMut() -> R) {
        self.case(
            who,
            &names.to_string(),
            Throughput::Elements(names as u64),
            call,
        );
    }

    fn case<R>(
        &mut self,
        who: &str,
        payload: &str,
        amount: Throughput,
        mut call: impl FnMut() -> R,
    ) {
        self.0.throughput(amount);
        self.0
            .bench_function(BenchmarkId::new(who, payload), |bencher| {
                bencher.iter(&mut call);
            });
    }
}
