//! The addresses of Orders v2, whose bodies look like those of messages here and are none of them.

/// The address of version 2, which is another service with messages of its own.
pub(crate) const V2_PATH: &str = "/v2/checkout/orders";
/// Where the money of its orders is taken, released and given back.
const V2_PAYMENTS: &str = "/v2/payments/";

/// Whether a path is one of version 2.
pub(crate) fn is_v2(path: &str) -> bool {
    path.starts_with(V2_PATH) || path.starts_with(V2_PAYMENTS)
}

/// Whether an address has a path of version 2 somewhere.
pub(crate) fn leads_to_v2(address: &str) -> bool {
    address.contains(V2_PATH) || address.contains(V2_PAYMENTS)
}
