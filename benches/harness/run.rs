//! Runs cases by criterion, or in rounds for a table of ratios.

use std::process::ExitCode;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};

use super::cases::{Amount, Cases};
use super::{Arguments, Line, rounds};

/// Runs what it is given as the arguments of the process say.
pub(crate) struct Harness(By);

enum By {
    Rounds(Arguments, Vec<Line>),
    Criterion(Box<Criterion>),
}

impl Harness {
    /// `--ratios` asks for the table; otherwise all arguments are criterion's.
    pub(crate) fn of_process() -> Self {
        let arguments = Arguments::of_process();
        if arguments.ratios {
            return Harness(By::Rounds(arguments, Vec::new()));
        }
        // Short enough for a whole bench to take a few minutes, as the cases vary little.
        let criterion = Criterion::default()
            .sample_size(20)
            .warm_up_time(Duration::from_millis(200))
            .measurement_time(Duration::from_millis(600))
            .configure_from_args();
        Harness(By::Criterion(Box::new(criterion)))
    }

    /// Runs cases. Those that are given together are timed in turn.
    pub(crate) fn run(&mut self, cases: Cases<'_>) {
        match &mut self.0 {
            By::Rounds(arguments, lines) => {
                lines.extend(rounds::run(cases, |subject| arguments.choose(subject)));
            }
            By::Criterion(criterion) => by_criterion(cases, criterion),
        }
    }

    /// Prints what there is to say at the end.
    pub(crate) fn finish(self) -> ExitCode {
        match self.0 {
            By::Rounds(arguments, lines) => arguments.print("ns", &lines),
            By::Criterion(criterion) => {
                criterion.final_summary();
                ExitCode::SUCCESS
            }
        }
    }
}

fn by_criterion(cases: Cases<'_>, criterion: &mut Criterion) {
    for mut case in cases.cases {
        let mut group = criterion.benchmark_group(&case.group);
        group.throughput(match case.amount {
            Amount::Bytes(bytes) => Throughput::Bytes(bytes as u64),
            Amount::Names(names) => Throughput::Elements(names as u64),
        });
        let id = BenchmarkId::new(&case.who, &case.payload);
        group.bench_function(id, |bencher| bencher.iter_custom(&mut case.run));
    }
}
