//! The types, generic over the text and the amount so that every reader fills the same shape.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Text that borrows from the body where no escape stands in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// What a user of the peers takes for an amount.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Money(#[serde(with = "rust_decimal::serde::str")] Decimal);

/// S.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PayResponse<T> {
    response_envelope: ResponseEnvelope<T>,
    pay_key: T,
    payment_exec_status: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ResponseEnvelope<T> {
    timestamp: T,
    ack: T,
    correlation_id: T,
    build: T,
}

/// M.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PayRequest<T, A> {
    request_envelope: RequestEnvelope<T>,
    client_details: ClientDetails<T>,
    action_type: T,
    cancel_url: T,
    return_url: T,
    currency_code: T,
    fees_payer: Option<T>,
    ipn_notification_url: Option<T>,
    memo: Option<T>,
    receiver_list: ReceiverList<T, A>,
    sender_email: Option<T>,
    tracking_id: Option<T>,
    reverse_all_parallel_payments_on_error: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RequestEnvelope<T> {
    error_language: T,
    detail_level: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientDetails<T> {
    application_id: T,
    ip_address: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ReceiverList<T, A> {
    receiver: Vec<Receiver<T, A>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Receiver<T, A> {
    amount: A,
    email: T,
    primary: bool,
    invoice_id: T,
    payment_type: T,
}

/// L.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PaymentOptions<T, A> {
    request_envelope: RequestEnvelope<T>,
    pay_key: T,
    display_options: DisplayOptions<T>,
    receiver_options: Vec<ReceiverOptions<T, A>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DisplayOptions<T> {
    email_header_image_url: T,
    business_name: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReceiverOptions<T, A> {
    description: T,
    custom_id: T,
    invoice_data: InvoiceData<T, A>,
    receiver: ReceiverName<T>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct InvoiceData<T, A> {
    total_tax: A,
    total_shipping: A,
    item: Vec<Item<T, A>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "these are the names on the wire")]
struct Item<T, A> {
    name: T,
    identifier: T,
    price: A,
    item_price: A,
    item_count: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ReceiverName<T> {
    email: T,
}

/// One list of any length, for the scaling groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Bulk<T, A> {
    item: Vec<Item<T, A>>,
}
