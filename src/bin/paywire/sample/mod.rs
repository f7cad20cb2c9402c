//! A made-up payment from request to refund, shown when no file is given.

/// The bodies with their names, in the order they were sent.
pub(crate) const ALL: &[(&str, &str)] = &[
    (
        "sample/1-pay-request.nvp",
        include_str!("1-pay-request.nvp"),
    ),
    (
        "sample/2-pay-response.nvp",
        include_str!("2-pay-response.nvp"),
    ),
    (
        "sample/3-pay-request.json",
        include_str!("3-pay-request.json"),
    ),
    ("sample/4-pay-fault.json", include_str!("4-pay-fault.json")),
    (
        "sample/5-payment-details-request.xml",
        include_str!("5-payment-details-request.xml"),
    ),
    (
        "sample/6-payment-details-response.json",
        include_str!("6-payment-details-response.json"),
    ),
    (
        "sample/7-payment-details-response.nvp",
        include_str!("7-payment-details-response.nvp"),
    ),
];
