//! What the page calls things.

use crate::record::Event;

/// What became of an exchange: the word for programs, and the one for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
}

/// Nothing is known of what became of it.
pub(super) const SENT: Outcome = Outcome {
    id: "sent",
    title: "Sent",
};
pub(super) const DAMAGED: Outcome = Outcome {
    id: "damaged",
    title: "Damaged",
};
pub(super) const UNKNOWN: Outcome = Outcome {
    id: "unknown",
    title: "Not recognized",
};

const OUTCOMES: [Outcome; 6] = [
    Outcome {
        id: "success",
        title: "Success",
    },
    Outcome {
        id: "pending",
        title: "Pending",
    },
    Outcome {
        id: "partial",
        title: "Partly done",
    },
    Outcome {
        id: "refunded",
        title: "Given back",
    },
    Outcome {
        id: "failure",
        title: "Failed",
    },
    Outcome {
        id: "unclear",
        title: "Unclear",
    },
];

/// The outcome of a name in records.
pub(super) fn outcome(name: &str) -> Outcome {
    let mut outcomes = OUTCOMES.into_iter();
    outcomes.find(|outcome| outcome.id == name).unwrap_or(SENT)
}

/// A system's name for people.
pub(super) fn system(name: &str) -> &'static str {
    match name {
        "adaptive_payments" => "Adaptive Payments",
        "orders_v1" => "Orders v1",
        "multisafepay" => "MultiSafepay",
        "aliexpress" => "AliExpress",
        _ => "Another system",
    }
}

/// What a message of that direction, or on that side of an exchange, is called.
pub(super) fn direction(name: Option<&str>) -> &'static str {
    match name {
        Some("request") => "Request",
        Some("response") => "Reply",
        Some("fault") => "Fault",
        Some("notification") => "Notification",
        _ => "Message",
    }
}

/// What happened that is no message.
pub(super) fn event(event: &Event) -> &'static str {
    match event {
        Event::Redirect { .. } => "Redirect",
        Event::Verified(_) => "Verification",
        Event::Call => "Call without a body",
        Event::Other { .. } => "Other traffic",
    }
}
