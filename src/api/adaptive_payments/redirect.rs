//! The addresses that a sender's browser is sent to, to approve a payment or a preapproval.
//!
//! ```
//! use paywire::api::adaptive_payments::redirect::{Experience, Redirect};
//! use paywire::api::adaptive_payments::service::Environment;
//!
//! let approve = Redirect::payment("AP-6KR34265GA4950049");
//! assert_eq!(
//!     approve.url(Environment::Sandbox),
//!     "https://www.sandbox.paypal.com/cgi-bin/webscr?cmd=_ap-payment&paykey=AP-6KR34265GA4950049",
//! );
//!
//! let url = "https://www.paypal.com/webapps/adaptivepayment/flow/pay?expType=mini&payKey=AP-1";
//! let (environment, redirect) = Redirect::parse(url)?;
//! assert_eq!(environment, Environment::Production);
//! let Redirect::EmbeddedPayment { pay_key, experience, .. } = redirect else { panic!() };
//! assert_eq!((pay_key.as_str(), experience), ("AP-1", Some(Experience::Mini)));
//! # Ok::<(), paywire::Error>(())
//! ```

use std::borrow::Cow;
use std::ops::Range;

use super::service::Environment;
use crate::api::call::push_escaped;
use crate::error::{Error, ErrorKind, Result};
use crate::{nvp, open_code};

open_code! {
    /// The display mode of the embedded flow. (Guide p. 255)
    ///
    /// The service treats every other word, including misspelt ones, as `light`.
    pub enum Experience {
        /// In a lightbox on the page; the default.
        Light = "light",
        /// In a small window of its own.
        Mini = "mini",
    }
}

/// An address to which a sender's browser is sent, with its purpose.
///
/// The service sends it back to the `returnUrl` or `cancelUrl` of the request. Parameters beyond
/// these are not returned. (Guide p. 253)
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redirect {
    /// Log in and approve a payment: `cmd=_ap-payment`. (Guide p. 253, Pay page)
    Payment {
        /// The key of the `PayResponse`.
        pay_key: String,
    },
    /// Log in and approve a preapproval: `cmd=_ap-preapproval`. (Guide p. 254, Pay page)
    Preapproval {
        /// The key of the `PreapprovalResponse`.
        preapproval_key: String,
    },
    /// Approve a payment without leaving the page: `/webapps/adaptivepayment/flow/pay`. The one
    /// way for digital goods. (Guide p. 75, p. 254)
    EmbeddedPayment {
        /// The key of the `PayResponse`.
        pay_key: String,
        /// The key of a `PreapprovalResponse`, to offer that future payments be approved as well.
        preapproval_key: Option<String>,
        /// How it is shown. Default: in a lightbox.
        experience: Option<Experience>,
        /// Whether the browser goes on by itself five seconds after it is done. Since 1.8.0.
        /// (Guide p. 264)
        auto_redirect_on_done: bool,
    },
    /// Approve a preapproval without leaving the page:
    /// `/webapps/adaptivepayment/flow/preapproval`. (Guide p. 48)
    EmbeddedPreapproval {
        /// The key of the `PreapprovalResponse`.
        preapproval_key: String,
        /// How it is shown; documented is `mini`.
        experience: Option<Experience>,
    },
}

const PAYMENT_COMMAND: &str = "_ap-payment";
const PREAPPROVAL_COMMAND: &str = "_ap-preapproval";
const PAYMENT_FLOW: &str = "/webapps/adaptivepayment/flow/pay";
const PREAPPROVAL_FLOW: &str = "/webapps/adaptivepayment/flow/preapproval";
/// The guide's path and that of the later Pay page.
const WEBSCR: [&str; 2] = ["/cgi-bin/webscr", "/webscr"];

impl Redirect {
    /// For approving a payment.
    #[must_use]
    pub fn payment(pay_key: impl Into<String>) -> Self {
        Redirect::Payment {
            pay_key: pay_key.into(),
        }
    }

    /// For approving a preapproval.
    #[must_use]
    pub fn preapproval(preapproval_key: impl Into<String>) -> Self {
        Redirect::Preapproval {
            preapproval_key: preapproval_key.into(),
        }
    }

    /// For approving a payment in the embedded flow.
    #[must_use]
    pub fn embedded_payment(pay_key: impl Into<String>) -> Self {
        Redirect::EmbeddedPayment {
            pay_key: pay_key.into(),
            preapproval_key: None,
            experience: None,
            auto_redirect_on_done: false,
        }
    }

    /// For approving a preapproval in the embedded flow, in a small window.
    #[must_use]
    pub fn embedded_preapproval(preapproval_key: impl Into<String>) -> Self {
        Redirect::EmbeddedPreapproval {
            preapproval_key: preapproval_key.into(),
            experience: Some(Experience::Mini),
        }
    }

    /// The address, with everything in the keys escaped that could end them.
    #[must_use]
    pub fn url(&self, environment: Environment) -> String {
        let flow = |path: &str| format!("https://{}{path}", environment.web_host());
        match self {
            Redirect::Payment { pay_key } => Query::at(environment.webscr())
                .add("cmd", PAYMENT_COMMAND)
                .add("paykey", pay_key),
            Redirect::Preapproval { preapproval_key } => Query::at(environment.webscr())
                .add("cmd", PREAPPROVAL_COMMAND)
                .add("preapprovalkey", preapproval_key),
            Redirect::EmbeddedPayment {
                pay_key,
                preapproval_key,
                experience,
                auto_redirect_on_done,
            } => Query::at(flow(PAYMENT_FLOW))
                .add_some("expType", experience.as_ref().map(Experience::as_str))
                .add("paykey", pay_key)
                .add_some("preapprovalkey", preapproval_key.as_deref())
                .flag("autoredirectondone", *auto_redirect_on_done),
            Redirect::EmbeddedPreapproval {
                preapproval_key,
                experience,
            } => Query::at(flow(PREAPPROVAL_FLOW))
                .add("preapprovalKey", preapproval_key)
                .add_some("expType", experience.as_ref().map(Experience::as_str)),
        }
        .url
    }

    /// Reads an address of this kind: over HTTPS, on the web host of one of the environments.
    ///
    /// Names of parameters are read in any letter case, as the documents have several; unknown ones
    /// are ignored.
    ///
    /// # Errors
    ///
    /// With a place in the text: it is no such address, lacks its key or has it twice
    /// ([`ErrorKind::InvalidValue`], [`ErrorKind::DuplicateName`]), or an escape in it is malformed
    /// ([`ErrorKind::InvalidEscape`], [`ErrorKind::InvalidEncoding`]).
    pub fn parse(url: &str) -> Result<(Environment, Self)> {
        let (host, path, query) = split(url)?;
        let of_web = |own: &Environment| own.web_host().eq_ignore_ascii_case(&url[host.clone()]);
        let environment = Environment::of_host(&url[host.clone()]).filter(of_web);
        let environment = environment
            .ok_or_else(|| invalid("not the web host of an environment", host.clone()))?;
        let parameters = Parameters::read(url, query)?;
        let redirect = match &url[path.clone()] {
            own if WEBSCR.contains(&own) => parameters.command()?,
            PAYMENT_FLOW => Redirect::EmbeddedPayment {
                pay_key: parameters.required("paykey")?,
                preapproval_key: parameters.take("preapprovalkey"),
                experience: parameters.take("exptype").map(Experience::from),
                auto_redirect_on_done: parameters.find("autoredirectondone").is_some(),
            },
            PREAPPROVAL_FLOW => Redirect::EmbeddedPreapproval {
                preapproval_key: parameters.required("preapprovalkey")?,
                experience: parameters.take("exptype").map(Experience::from),
            },
            _ => return Err(invalid("not a path that senders are sent to", path)),
        };
        Ok((environment, redirect))
    }
}

#[cold]
fn invalid(reason: &str, span: Range<usize>) -> Error {
    Error::at(ErrorKind::InvalidValue(reason.into()), span)
}

/// Where host, path and query stand.
fn split(url: &str) -> Result<(Range<usize>, Range<usize>, Range<usize>)> {
    const SCHEME: &str = "https://";
    let has_scheme = url
        .get(..SCHEME.len())
        .is_some_and(|own| own.eq_ignore_ascii_case(SCHEME));
    if !has_scheme {
        return Err(invalid("not an https address", 0..url.len()));
    }
    let end = url.find('#').unwrap_or(url.len());
    let query = url[..end].find('?').unwrap_or(end);
    let path = url[SCHEME.len()..query]
        .find('/')
        .map_or(query, |at| SCHEME.len() + at);
    Ok((SCHEME.len()..path, path..query, (query + 1).min(end)..end))
}

/// An address with parameters.
struct Query {
    url: String,
    joint: char,
}

impl Query {
    fn at(url: String) -> Self {
        Query { url, joint: '?' }
    }

    fn add(mut self, name: &str, value: &str) -> Self {
        self = self.flag(name, true);
        self.url.push('=');
        push_escaped(&mut self.url, value);
        self
    }

    fn add_some(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.add(name, value),
            None => self,
        }
    }

    /// A name without a value.
    fn flag(mut self, name: &str, there: bool) -> Self {
        if there {
            self.url.push(self.joint);
            self.url.push_str(name);
            self.joint = '&';
        }
        self
    }
}

/// The known parameters, each of which may occur once.
const KNOWN: [&str; 4] = ["cmd", "paykey", "preapprovalkey", "exptype"];

/// The parameters of an address: their names in small letters, values, and places.
struct Parameters {
    all: Vec<(String, String, Range<usize>)>,
    query: Range<usize>,
}

impl Parameters {
    fn read(url: &str, query: Range<usize>) -> Result<Self> {
        let mut parameters = Parameters {
            all: Vec::new(),
            query: query.clone(),
        };
        let start = query.start;
        let shift = |span: Range<usize>| start + span.start..start + span.end;
        let text = |raw: nvp::Raw<'_>| {
            let text = raw.decode(&nvp::Config::strict()).map(Cow::into_owned);
            text.map_err(|error| error.map_spans(shift))
        };
        for pair in nvp::pairs(&url.as_bytes()[query]) {
            let span = shift(pair.name.span().start..pair.value.span().end);
            let name = text(pair.name)?.to_ascii_lowercase();
            parameters.all.push((name, text(pair.value)?, span));
        }
        for (at, (name, _, span)) in parameters.all.iter().enumerate() {
            let before = parameters.all[..at]
                .iter()
                .find(|(other, ..)| other == name);
            if let Some((_, _, first)) = before.filter(|_| KNOWN.contains(&name.as_str())) {
                let first = first.clone();
                return Err(Error::at(ErrorKind::DuplicateName { first }, span.clone()));
            }
        }
        Ok(parameters)
    }

    fn find(&self, name: &str) -> Option<&(String, String, Range<usize>)> {
        self.all.iter().find(|(own, ..)| own == name)
    }

    fn take(&self, name: &str) -> Option<String> {
        self.find(name).map(|(_, value, _)| value.clone())
    }

    fn required(&self, name: &'static str) -> Result<String> {
        let value = self.take(name).filter(|value| !value.is_empty());
        let missing = || Error::at(ErrorKind::MissingField(name), self.query.clone());
        value.ok_or_else(missing)
    }

    /// What the command of an address asks for.
    fn command(&self) -> Result<Redirect> {
        let Some((_, command, span)) = self.find("cmd") else {
            return Err(Error::at(
                ErrorKind::MissingField("cmd"),
                self.query.clone(),
            ));
        };
        match command.as_str() {
            PAYMENT_COMMAND => Ok(Redirect::payment(self.required("paykey")?)),
            PREAPPROVAL_COMMAND => Ok(Redirect::preapproval(self.required("preapprovalkey")?)),
            _ => Err(invalid("not a command of Adaptive Payments", span.clone())),
        }
    }
}
