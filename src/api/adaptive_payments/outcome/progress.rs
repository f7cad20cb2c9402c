//! Combines the statuses of the parts of a reply.

use super::{Cause, ErrorData, ErrorSeverity, FailedPart, Outcome, ResponseEnvelope};

/// The status of one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is done.
    Done,
    /// It will go on by itself, or once somebody approves.
    Waiting,
    /// Part of it is done, and that may be all there is to do now.
    Half,
    /// It was done, and went back.
    Back,
    /// It failed, or was undone.
    Failed,
    /// Unknown.
    Unknown,
}

/// The parts of a reply that were checked so far.
#[derive(Debug, Default)]
pub(super) struct Progress<'a> {
    problems: Vec<FailedPart<'a>>,
    /// The call itself failed, whatever else the reply has.
    refused: bool,
    parts: Vec<Stage>,
}

impl<'a> Progress<'a> {
    /// Starts with the envelope and errors of a reply.
    pub(super) fn of_call(envelope: &'a ResponseEnvelope, errors: &'a [ErrorData]) -> Self {
        let mut progress = Progress::default();
        let ack = &envelope.ack;
        if matches!(ack.as_str(), "Failure" | "FailureWithWarning") {
            progress.refused = true;
            progress.problem("responseEnvelope.ack", Cause::Status(ack.as_str()));
        } else if !ack.is_success() {
            progress.stage("responseEnvelope.ack", ack.as_str(), Stage::Unknown);
        }
        for (at, error) in errors.iter().enumerate().filter(|(_, error)| counts(error)) {
            progress.refused = true;
            progress.problem(format!("error({at})"), Cause::Error(error));
        }
        progress
    }

    /// Starts with a refusal.
    pub(super) fn refusal(envelope: &'a ResponseEnvelope, errors: &'a [ErrorData]) -> Self {
        let mut progress = Progress::of_call(envelope, errors);
        if !progress.refused {
            progress.problem("responseEnvelope.ack", Cause::Status(envelope.ack.as_str()));
        }
        progress.refused = true;
        progress
    }

    /// Adds a part by its status.
    pub(super) fn stage(&mut self, path: impl Into<String>, status: &'a str, stage: Stage) {
        self.parts.push(stage);
        if matches!(stage, Stage::Back | Stage::Failed | Stage::Unknown) {
            self.problem(path, Cause::Status(status));
        }
    }

    /// Adds a part that was done and of which some was refunded: not a failure, but reported.
    pub(super) fn reduced(&mut self, path: impl Into<String>, status: &'a str) {
        self.parts.push(Stage::Half);
        self.problem(path, Cause::Status(status));
    }

    /// Adds a part that failed with an error.
    pub(super) fn error(&mut self, path: impl Into<String>, error: &'a ErrorData) {
        self.parts.push(Stage::Failed);
        self.problem(path, Cause::Error(error));
    }

    /// Adds a part without a status.
    pub(super) fn missing(&mut self, path: impl Into<String>) {
        self.parts.push(Stage::Unknown);
        self.problem(path, Cause::Missing);
    }

    fn problem(&mut self, path: impl Into<String>, cause: Cause<'a>) {
        self.problems.push(FailedPart::new(path, cause));
    }

    pub(super) fn outcome(self) -> Outcome<'a> {
        let is = |stage| self.parts.contains(&stage);
        let failed = is(Stage::Failed) || is(Stage::Back);
        let only_back = is(Stage::Back) && !is(Stage::Failed);
        if self.refused {
            Outcome::Failure(self.problems)
        } else if is(Stage::Unknown) {
            Outcome::Unclear(self.problems)
        } else if is(Stage::Half) || failed && (is(Stage::Done) || is(Stage::Waiting)) {
            Outcome::Partial(self.problems)
        } else if only_back {
            Outcome::Refunded(self.problems)
        } else if failed {
            Outcome::Failure(self.problems)
        } else if is(Stage::Waiting) {
            Outcome::Pending
        } else {
            Outcome::Success
        }
    }
}

/// Whether an error is one, and not a warning among the errors.
pub(super) fn counts(error: &ErrorData) -> bool {
    error.severity != Some(ErrorSeverity::Warning)
}
