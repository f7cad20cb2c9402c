//! The page's labels for outcomes, systems, directions and events.

use crate::record::Event;

/// The outcome of an exchange: its id and its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OutcomeLabel {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
}

/// No outcome is known.
pub(super) const SENT: OutcomeLabel = OutcomeLabel {
    id: "sent",
    title: "Sent",
};
pub(super) const DAMAGED: OutcomeLabel = OutcomeLabel {
    id: "damaged",
    title: "Damaged",
};
pub(super) const UNKNOWN: OutcomeLabel = OutcomeLabel {
    id: "unknown",
    title: "Not recognized",
};

const OUTCOMES: [OutcomeLabel; 6] = [
    OutcomeLabel {
        id: "success",
        title: "Success",
    },
    OutcomeLabel {
        id: "pending",
        title: "Pending",
    },
    OutcomeLabel {
        id: "partial",
        title: "Partial",
    },
    OutcomeLabel {
        id: "refunded",
        title: "Refunded",
    },
    OutcomeLabel {
        id: "failure",
        title: "Failed",
    },
    OutcomeLabel {
        id: "unclear",
        title: "Unclear",
    },
];

/// The label of an outcome in records.
pub(super) fn outcome(name: &str) -> OutcomeLabel {
    let mut outcomes = OUTCOMES.into_iter();
    outcomes.find(|outcome| outcome.id == name).unwrap_or(SENT)
}

/// The label of a system.
pub(super) fn system(name: &str) -> &'static str {
    match name {
        "adaptive_payments" => "Adaptive Payments",
        "orders_v1" => "Orders v1",
        "multisafepay" => "MultiSafepay",
        "aliexpress" => "AliExpress",
        _ => "Another system",
    }
}

/// The label of a direction or of a side of an exchange.
pub(super) fn direction(name: Option<&str>) -> &'static str {
    match name {
        Some("request") => "Request",
        Some("response") => "Reply",
        Some("fault") => "Fault",
        Some("notification") => "Notification",
        _ => "Message",
    }
}

/// The label of an event.
pub(super) fn event(event: &Event) -> &'static str {
    match event {
        Event::Redirect { .. } => "Redirect",
        Event::Verified(_) => "Verification",
        Event::Call => "Call without a body",
        Event::Other { .. } => "Other traffic",
    }
}
