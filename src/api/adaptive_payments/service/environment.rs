//! The addresses of the service.

use crate::api::Environment;

/// The domain that all environments are in.
const DOMAIN: &str = "paypal.com";

/// The hosts of each environment.
///
/// ```
/// use paywire::api::adaptive_payments::service::Environment;
///
/// let sandbox = Environment::Sandbox;
/// assert_eq!(sandbox.endpoint(), "https://svcs.sandbox.paypal.com/AdaptivePayments");
/// assert_eq!(sandbox.webscr(), "https://www.sandbox.paypal.com/cgi-bin/webscr");
/// assert_eq!(Environment::of_host("WWW.PayPal.com"), Some(Environment::Production));
/// ```
impl Environment {
    /// What stands between service and domain in the names of hosts.
    const fn infix(self) -> &'static str {
        match self {
            Environment::Production => "",
            Environment::Sandbox => "sandbox.",
            Environment::BetaSandbox => "beta-sandbox.",
        }
    }

    /// The host that operations are called on: `svcs.paypal.com`. (Guide p. 66)
    #[must_use]
    pub fn api_host(self) -> String {
        format!("svcs.{}{DOMAIN}", self.infix())
    }

    /// The host that browsers are sent to, and that verifies notifications: `www.paypal.com`.
    /// (Guide p. 253, Pay page; that of the beta sandbox is not documented but made like the
    /// others)
    #[must_use]
    pub fn web_host(self) -> String {
        format!("www.{}{DOMAIN}", self.infix())
    }

    /// The address of the service: with `/` and the name of an operation the address of that, and
    /// as it is the one that the service's WSDL gives for SOAP. (Guide p. 66, p. 68)
    #[must_use]
    pub fn endpoint(self) -> String {
        format!("https://{}/AdaptivePayments", self.api_host())
    }

    /// The address for [redirects](crate::api::adaptive_payments::redirect) and for verifying
    /// [notifications](crate::api::adaptive_payments::ipn). (Guide p. 253, Pay page)
    ///
    /// The guide writes `/webscr` for the path, the later Pay page `/cgi-bin/webscr`.
    #[must_use]
    pub fn webscr(self) -> String {
        format!("https://{}/cgi-bin/webscr", self.web_host())
    }

    /// The environment that one of these hosts belongs to, letter case ignored.
    #[must_use]
    pub fn of_host(host: &str) -> Option<Self> {
        // Most hosts are others.
        let start = host.len().checked_sub(DOMAIN.len())?;
        if !host.get(start..)?.eq_ignore_ascii_case(DOMAIN) {
            return None;
        }
        let mut all = Environment::ALL.iter().copied();
        all.find(|own| {
            host.eq_ignore_ascii_case(&own.api_host()) || host.eq_ignore_ascii_case(&own.web_host())
        })
    }
}
