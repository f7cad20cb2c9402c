//! Errors of the systems whose documents explain codes without a table by operation.

use super::System;

/// An error that a system answers with, and what can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownError {
    /// The code: a number or a word, as a text.
    pub code: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// Whether the same request may succeed later.
    pub retry: bool,
    /// Where it is explained, or that it was seen in answers.
    pub source: &'static str,
}

impl System {
    /// The errors of `MultiSafepay` and `AliExpress` that are explained. Those of `PayPal`'s systems
    /// are in [`adaptive_payments::errors`](super::adaptive_payments::errors) and
    /// [`orders_v1::ERRORS`](super::orders_v1::ERRORS).
    ///
    /// ```
    /// use paywire::api::System;
    ///
    /// let mut all = System::MultiSafepay.known_errors().iter();
    /// let error = all.find(|error| error.code == "1032").expect("an error");
    /// assert_eq!(error.meaning, "the API key is not valid");
    /// ```
    #[must_use]
    pub fn known_errors(self) -> &'static [KnownError] {
        match self {
            System::MultiSafepay => MULTISAFEPAY,
            System::AliExpress => ALIEXPRESS,
            System::AdaptivePayments | System::OrdersV1 => &[],
        }
    }
}

const MULTISAFEPAY: &[KnownError] = &[
    KnownError {
        code: "1000",
        meaning: "something went wrong that has no code of its own; also: the payment method is not available",
        remedy: "read the words beside the code; ask the service if they do not help",
        retry: true,
        source: "Error reference",
    },
    KnownError {
        code: "1001",
        meaning: "the amount is not valid",
        remedy: "send it in cents, as 1000 for 10.00, and at least 1",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1002",
        meaning: "the currency is not supported",
        remedy: "send a code of ISO 4217 that the account can take",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1003",
        meaning: "the account id is not valid",
        remedy: "correct the id; the dashboard shows it",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1004",
        meaning: "the site id is not valid, or not of this account",
        remedy: "correct the id, or use an API key",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1005",
        meaning: "the security code is not valid, or not of this site",
        remedy: "correct the code, or use an API key",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1006",
        meaning: "the order's name is not valid, or was used before",
        remedy: "give each order a name of its own; look the order up before paying again",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1007",
        meaning: "the customer's IP address is not valid",
        remedy: "correct ip_address or forwarded_ip",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1008",
        meaning: "the description is missing or not valid",
        remedy: "send a text of at most 200 characters",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1010",
        meaning: "one of var1, var2 and var3 is not valid",
        remedy: "send texts in UTF-8 of at most 100 characters",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1011",
        meaning: "the customer's account id is missing or not valid",
        remedy: "correct the id; the field is no longer in use",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1012",
        meaning: "the customer's security code is missing or not valid",
        remedy: "correct the code; the field is no longer in use",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1013",
        meaning: "the signature is not that of the request",
        remedy: "sign what is sent, and as it is sent",
        retry: false,
        source: "Error reference",
    },
    KnownError {
        code: "1027",
        meaning: "the lines of the cart do not add up to the amount",
        remedy: "make price, quantity and tax of all lines come to the amount: see rule M009",
        retry: false,
        source: "Error reference, seen",
    },
    KnownError {
        code: "1032",
        meaning: "the API key is not valid",
        remedy: "send the key of the site, and of the environment that is called: test and live have their own",
        retry: false,
        source: "Seen",
    },
];

const ALIEXPRESS: &[KnownError] = &[
    KnownError {
        code: "15",
        meaning: "the gateway could not get an answer of the operation; the sub-code says more",
        remedy: "read sub_code and sub_msg; before ordering again, look whether the order was created",
        retry: true,
        source: "Seen",
    },
    KnownError {
        code: "27",
        meaning: "the session is not valid, or over",
        remedy: "get a new session from the seller's or buyer's authorization",
        retry: false,
        source: "Seen",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_texts_are_phrases() {
        for system in System::ALL {
            let all = system.known_errors();
            for (at, error) in all.iter().enumerate() {
                for text in [error.meaning, error.remedy] {
                    assert!(!text.is_empty() && !text.ends_with('.'), "{error:?}");
                }
                assert!(
                    all[..at].iter().all(|other| other.code != error.code),
                    "{error:?}"
                );
            }
        }
    }
}
