//! The vocabulary of error codes.

use crate::api::KnownError;

pub(super) const ERRORS: &[KnownError] = &[
    KnownError {
        code: "15",
        meaning: "the gateway could not get an answer of the operation; the sub-code says more",
        remedy: "read sub_code and sub_msg; before ordering again, look whether the order was created",
        retry: true,
        source: "Seen",
    },
    KnownError {
        code: "24",
        meaning: "the signature is missing",
        remedy: "sign the parameters: see `DsOrderCreateRequest::signed`",
        retry: false,
        source: "Gateway reference",
    },
    KnownError {
        code: "25",
        meaning: "the signature is not that of the parameters",
        remedy: "sign what is sent, as the last step, and with the secret of the application",
        retry: false,
        source: "Gateway reference",
    },
    KnownError {
        code: "26",
        meaning: "the session is missing",
        remedy: "send the session from the buyer's authorization",
        retry: false,
        source: "Gateway reference",
    },
    KnownError {
        code: "27",
        meaning: "the session is not valid, or over",
        remedy: "get a new session from the seller's or buyer's authorization",
        retry: false,
        source: "Seen",
    },
    KnownError {
        code: "28",
        meaning: "the key of the application is missing",
        remedy: "send it as app_key",
        retry: false,
        source: "Gateway reference",
    },
    KnownError {
        code: "IllegalAccessToken",
        meaning: "the access token is not valid, or over",
        remedy: "renew the token",
        retry: false,
        source: "Seen",
    },
    KnownError {
        code: "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL",
        meaning: "the address that goods go to is not complete, or not one of its country; no order was created",
        remedy: "correct country, province, city and postcode: the words beside the code say which",
        retry: false,
        source: "Order page",
    },
    KnownError {
        code: "APIPayFail",
        meaning: "the order was created, and paying for it failed",
        remedy: "do not order again: pay for the orders that order_list names, or have them cancelled",
        retry: false,
        source: "API page",
    },
];
