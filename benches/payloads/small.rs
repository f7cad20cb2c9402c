//! S: a reply of six names.

use serde::{Deserialize, Serialize};

use super::Payload;

/// A `PayResponse`.
pub(crate) fn small() -> Payload {
    Payload::of(
        "S",
        &[
            (
                "responseEnvelope.timestamp",
                "2011-11-09T08:15:42.907-08:00",
            ),
            ("responseEnvelope.ack", "Success"),
            ("responseEnvelope.correlationId", "7c0e95d1a4b38"),
            ("responseEnvelope.build", "4821093"),
            ("payKey", "AP-3XK51724608139257"),
            ("paymentExecStatus", "CREATED"),
        ],
    )
}

/// S without nesting, for peers that know none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FlatPayResponse {
    #[serde(rename = "responseEnvelope.timestamp")]
    timestamp: String,
    #[serde(rename = "responseEnvelope.ack")]
    ack: String,
    #[serde(rename = "responseEnvelope.correlationId")]
    correlation_id: String,
    #[serde(rename = "responseEnvelope.build")]
    build: String,
    pay_key: String,
    payment_exec_status: String,
}
