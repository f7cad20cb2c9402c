//! The operations and the versions that introduced them.

use super::Environment;

/// An operation of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Operation {
    /// Its name, as `Pay`.
    pub name: &'static str,
    /// The version that brought it, `None` if nobody wrote that down.
    pub since: Option<&'static str>,
}

impl Operation {
    /// The path of its address on the service's host, as `/AdaptivePayments/Pay`. (Guide p. 66)
    #[must_use]
    pub fn path(&self) -> String {
        crate::api::adaptive_payments::path(self.name)
    }

    /// The value of its `SOAPAction` header, as `urn:Pay`. (WSDL)
    #[must_use]
    pub fn soap_action(&self) -> String {
        crate::api::adaptive_payments::soap_action(self.name)
    }

    /// Its address, as `https://svcs.paypal.com/AdaptivePayments/Pay`. (Guide p. 66)
    #[must_use]
    pub fn url(&self, environment: Environment) -> String {
        format!("https://{}{}", environment.api_host(), self.path())
    }
}

const fn of(name: &'static str, since: &'static str) -> Operation {
    Operation {
        name,
        since: Some(since),
    }
}

/// All operations, in the order of the guide, which is silent about the last two. (Guide p. 65,
/// p. 266, p. 274, p. 279; SDK)
pub const OPERATIONS: &[Operation] = &[
    of("Pay", "1.0.0"),
    of("PaymentDetails", "1.0.0"),
    of("ExecutePayment", "1.4.0"),
    of("GetPaymentOptions", "1.4.0"),
    of("SetPaymentOptions", "1.4.0"),
    of("Preapproval", "1.0.0"),
    of("PreapprovalDetails", "1.0.0"),
    of("CancelPreapproval", "1.3.0"),
    of("ConfirmPreapproval", "1.6.0"),
    of("Refund", "1.0.0"),
    of("ConvertCurrency", "1.3.0"),
    of("GetFundingPlans", "1.6.0"),
    of("GetAllowedFundingSources", "1.7.0"),
    of("GetShippingAddresses", "1.6.0"),
    of("GetAvailableShippingAddresses", "1.6.0"),
    Operation {
        name: "GetUserLimits",
        since: None,
    },
    Operation {
        name: "GetPrePaymentDisclosure",
        since: None,
    },
];

/// The operation of this name.
///
/// ```
/// use paywire::api::MessageKind;
/// use paywire::api::adaptive_payments::service;
///
/// let name = MessageKind::ExecutePaymentRequest.info().operation.expect("an operation");
/// assert_eq!(service::operation(name).expect("a known one").since, Some("1.4.0"));
/// assert_eq!(service::operation("SetExpressCheckout"), None);
/// ```
#[must_use]
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}
