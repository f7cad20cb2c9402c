//! The person who approves payments, preapprovals and orders.

use crate::value::Secret;

/// The person whom nobody names.
pub(super) const ANYBODY: &str = "buyer@example.com";

/// The person who approves payments, preapprovals and orders, and what they choose.
///
/// ```
/// use paywire::sandbox::Buyer;
///
/// let buyer = Buyer::new("anna@example.com").pin("1903".into()).ship_to("2");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Buyer {
    pub(super) email: Option<String>,
    pub(super) pin: Option<Secret<String>>,
    pub(super) shipping_address: Option<String>,
}

impl Buyer {
    /// A person with an account. [`Buyer::default`] is the sender that the request names, or else
    /// `buyer@example.com`.
    #[must_use]
    pub fn new(email: impl Into<String>) -> Self {
        Buyer {
            email: Some(email.into()),
            ..Buyer::default()
        }
    }

    /// Sets the PIN that a preapproval is protected with.
    #[must_use]
    pub fn pin(mut self, pin: Secret<String>) -> Self {
        self.pin = Some(pin);
        self
    }

    /// Sets the id of the address that goods are sent to: `1` or `2`, of every account of the sandbox. Default: `1`.
    #[must_use]
    pub fn ship_to(mut self, address_id: impl Into<String>) -> Self {
        self.shipping_address = Some(address_id.into());
        self
    }
}
