//! M: a request of 24 names with two receivers.

use serde::{Deserialize, Serialize};

use super::{Payload, model::Money};

/// A `PayRequest`.
pub(crate) fn medium() -> Payload {
    Payload::of(
        "M",
        &[
            ("requestEnvelope.errorLanguage", "en_GB"),
            ("requestEnvelope.detailLevel", "ReturnAll"),
            ("clientDetails.applicationId", "APP-17B520938C746681D"),
            ("clientDetails.ipAddress", "198.51.100.8"),
            ("actionType", "PAY"),
            (
                "cancelUrl",
                "https://tickets.example.org/basket/aborted?cart=88213&site=uk",
            ),
            (
                "returnUrl",
                "https://tickets.example.org/basket/settled?cart=88213&site=uk",
            ),
            ("currencyCode", "GBP"),
            ("feesPayer", "PRIMARYRECEIVER"),
            ("ipnNotificationUrl", "https://tickets.example.org/notify"),
            ("memo", "Seats #12: front-centre of row C & one drink each"),
            ("receiverList.receiver(0).amount", "240.50"),
            ("receiverList.receiver(0).email", "box_office@example.org"),
            ("receiverList.receiver(0).primary", "true"),
            ("receiverList.receiver(0).invoiceId", "TKT-2011-7731"),
            ("receiverList.receiver(0).paymentType", "SERVICE"),
            ("receiverList.receiver(1).amount", "18.25"),
            ("receiverList.receiver(1).email", "venue+share@example.net"),
            ("receiverList.receiver(1).primary", "false"),
            ("receiverList.receiver(1).invoiceId", "TKT-2011-7732"),
            ("receiverList.receiver(1).paymentType", "GOODS"),
            ("senderEmail", "theatre_goer@example.com"),
            ("trackingId", "PLAY-5c1d0e2f"),
            ("reverseAllParallelPaymentsOnError", "true"),
        ],
    )
}

/// M without nesting, for peers that know none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FlatPayRequest {
    #[serde(rename = "requestEnvelope.errorLanguage")]
    error_language: String,
    #[serde(rename = "requestEnvelope.detailLevel")]
    detail_level: String,
    #[serde(rename = "clientDetails.applicationId")]
    application_id: String,
    #[serde(rename = "clientDetails.ipAddress")]
    ip_address: String,
    action_type: String,
    cancel_url: String,
    return_url: String,
    currency_code: String,
    fees_payer: Option<String>,
    ipn_notification_url: Option<String>,
    memo: Option<String>,
    #[serde(rename = "receiverList.receiver(0).amount")]
    first_amount: Money,
    #[serde(rename = "receiverList.receiver(0).email")]
    first_email: String,
    #[serde(rename = "receiverList.receiver(0).primary")]
    first_primary: bool,
    #[serde(rename = "receiverList.receiver(0).invoiceId")]
    first_invoice_id: String,
    #[serde(rename = "receiverList.receiver(0).paymentType")]
    first_payment_type: String,
    #[serde(rename = "receiverList.receiver(1).amount")]
    second_amount: Money,
    #[serde(rename = "receiverList.receiver(1).email")]
    second_email: String,
    #[serde(rename = "receiverList.receiver(1).primary")]
    second_primary: bool,
    #[serde(rename = "receiverList.receiver(1).invoiceId")]
    second_invoice_id: String,
    #[serde(rename = "receiverList.receiver(1).paymentType")]
    second_payment_type: String,
    sender_email: Option<String>,
    tracking_id: Option<String>,
    reverse_all_parallel_payments_on_error: Option<bool>,
}
