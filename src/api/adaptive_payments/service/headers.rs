//! The header fields of requests and responses.

use std::fmt;

use crate::error::{Error, ErrorKind, Result};
use crate::value::Secret;

/// The names of the headers.
///
/// The guide says that letter case counts (p. 67), HTTP that it does not: write them as they are
/// here, and read them in any case.
pub mod header {
    /// The API user's name. (Guide p. 67)
    pub const USER_ID: &str = "X-PAYPAL-SECURITY-USERID";
    /// The API user's password. (Guide p. 67)
    pub const PASSWORD: &str = "X-PAYPAL-SECURITY-PASSWORD";
    /// The API user's signature; not with a certificate. (Guide p. 67)
    pub const SIGNATURE: &str = "X-PAYPAL-SECURITY-SIGNATURE";
    /// The account on whose behalf the operation is called: an e-mail address, or the phone number
    /// of a mobile account. (Guide p. 67)
    pub const SUBJECT: &str = "X-PAYPAL-SECURITY-SUBJECT";
    /// A token for calling on somebody's behalf, with its own signature. (SDK)
    pub const AUTHORIZATION: &str = "X-PAYPAL-AUTHORIZATION";
    /// The application's id. Required since 1.3.0. (Guide p. 68, p. 280)
    pub const APPLICATION_ID: &str = "X-PAYPAL-APPLICATION-ID";
    /// The id of the client's device. (Guide p. 69)
    pub const DEVICE_ID: &str = "X-PAYPAL-DEVICE-ID";
    /// The client's IP address: required, says the guide, but often left out. (Guide p. 69)
    pub const DEVICE_IP_ADDRESS: &str = "X-PAYPAL-DEVICE-IPADDRESS";
    /// The version of the operation; better not said. An answer says its own. (Guide p. 69)
    pub const SERVICE_VERSION: &str = "X-PAYPAL-SERVICE-VERSION";
    /// The name and version of the calling program. (SDK)
    pub const REQUEST_SOURCE: &str = "X-PAYPAL-REQUEST-SOURCE";
    /// The developer's e-mail address, in the sandbox. (SDK)
    pub const SANDBOX_EMAIL_ADDRESS: &str = "X-PAYPAL-SANDBOX-EMAIL-ADDRESS";
    /// The format of the request: one of [`data_format`](super::data_format). (Guide p. 68)
    pub const REQUEST_DATA_FORMAT: &str = "X-PAYPAL-REQUEST-DATA-FORMAT";
    /// The format wanted of the answer, the same or another. (Guide p. 68)
    pub const RESPONSE_DATA_FORMAT: &str = "X-PAYPAL-RESPONSE-DATA-FORMAT";
    /// Says SOAP, instead of the two before. (Guide p. 68)
    pub const MESSAGE_PROTOCOL: &str = "X-PAYPAL-MESSAGE-PROTOCOL";
    /// In an answer, the service: `{http://svcs.paypal.com/types/ap}AdaptivePayments`. (Seen)
    pub const SERVICE_NAME: &str = "X-PAYPAL-SERVICE-NAME";
    /// In an answer, the operation. (Seen)
    pub const OPERATION_NAME: &str = "X-PAYPAL-OPERATION-NAME";
    /// In an answer, `TRUE` if it is a fault, under HTTP status 200. (Seen)
    pub const ERROR_RESPONSE: &str = "X-PAYPAL-ERROR-RESPONSE";

    /// Whether the value of a header must not be shown, letter case ignored: all credentials.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::service::header;
    ///
    /// assert!(header::is_secret("x-paypal-security-password"));
    /// assert!(!header::is_secret(header::APPLICATION_ID));
    /// ```
    #[must_use]
    pub fn is_secret(name: &str) -> bool {
        let secrets = [USER_ID, PASSWORD, SIGNATURE, SUBJECT, AUTHORIZATION];
        secrets
            .iter()
            .any(|secret| secret.eq_ignore_ascii_case(name))
    }
}

/// The values of the headers that name a format or a protocol. (Guide p. 68)
pub mod data_format {
    /// Name-value pairs.
    pub const NV: &str = "NV";
    /// JSON.
    pub const JSON: &str = "JSON";
    /// XML.
    pub const XML: &str = "XML";
    /// SOAP 1.1, in [`MESSAGE_PROTOCOL`](super::header::MESSAGE_PROTOCOL).
    pub const SOAP11: &str = "SOAP11";
}

/// The credentials of a caller. `Debug` shows nothing of it but the kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credentials {
    /// The API user's name, password and signature. (Guide p. 67)
    Signature {
        /// The API user's name.
        user_id: Secret<String>,
        /// Its password.
        password: Secret<String>,
        /// Its signature.
        signature: Secret<String>,
    },
    /// The API user's name and password; the certificate goes with the connection. (Guide p. 67)
    Certificate {
        /// The API user's name.
        user_id: Secret<String>,
        /// Its password.
        password: Secret<String>,
    },
    /// A token that somebody gave to the caller through the Permissions service, instead of the
    /// above. Who has it calls on that somebody's behalf. (SDK)
    Permission {
        /// The token.
        token: Secret<String>,
        /// The signature of this very request, made with the token's secret.
        signature: Secret<String>,
        /// The time that was signed, in seconds since 1970.
        timestamp: String,
    },
}

impl Credentials {
    /// The credentials in the header fields of a request, by name and value; `None` if it has none. Letter case
    /// of names is ignored, and of fields of one name the first counts.
    ///
    /// A name and a password without a signature are those of a
    /// [certificate](Credentials::Certificate).
    ///
    /// ```
    /// use paywire::api::adaptive_payments::service::Credentials;
    ///
    /// let headers = [
    ///     ("x-paypal-security-userid", "shop_api1.shop.example"),
    ///     ("x-paypal-security-password", "hidden-1"),
    ///     ("x-paypal-security-signature", "hidden-2"),
    /// ];
    /// let credentials = Credentials::from_headers(headers)?.expect("a caller");
    /// let Credentials::Signature { user_id, .. } = credentials else { panic!() };
    /// assert_eq!(user_id.expose(), "shop_api1.shop.example");
    /// assert_eq!(Credentials::from_headers([])?, None);
    /// # Ok::<(), paywire::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidValue`], with the header's name as path, for credentials that are not
    /// complete.
    pub fn from_headers<'n, 'v>(
        headers: impl IntoIterator<Item = (&'n str, &'v str)>,
    ) -> Result<Option<Self>> {
        let headers: Vec<_> = headers.into_iter().collect();
        let get = |name: &str| {
            let mut own = headers.iter();
            let found = own.find(|(own, _)| own.trim().eq_ignore_ascii_case(name));
            found
                .map(|(_, value)| value.trim())
                .filter(|value| !value.is_empty())
        };
        let secret = |name| get(name).map(|value| Secret::new(value.to_owned()));
        if let Some(value) = get(header::AUTHORIZATION) {
            return permission(value).map(Some);
        }
        let signature = secret(header::SIGNATURE);
        match (secret(header::USER_ID), secret(header::PASSWORD)) {
            (Some(user_id), Some(password)) => Ok(Some(match signature {
                Some(signature) => Credentials::Signature {
                    user_id,
                    password,
                    signature,
                },
                None => Credentials::Certificate { user_id, password },
            })),
            (None, None) if signature.is_none() => Ok(None),
            (None, _) => Err(invalid(
                header::USER_ID,
                "it has to be given with the others",
            )),
            (_, None) => Err(invalid(
                header::PASSWORD,
                "it has to be given with the others",
            )),
        }
    }

    fn pairs(&self) -> Result<Vec<(&'static str, String)>> {
        let bare = |secret: &Secret<String>| secret.expose().clone();
        Ok(match self {
            Credentials::Signature {
                user_id,
                password,
                signature,
            } => vec![
                (header::USER_ID, bare(user_id)),
                (header::PASSWORD, bare(password)),
                (header::SIGNATURE, bare(signature)),
            ],
            Credentials::Certificate { user_id, password } => vec![
                (header::USER_ID, bare(user_id)),
                (header::PASSWORD, bare(password)),
            ],
            Credentials::Permission {
                token,
                signature,
                timestamp,
            } => {
                let (token, signature) = (token.expose(), signature.expose());
                if [token, signature, timestamp]
                    .iter()
                    .any(|part| part.contains(','))
                {
                    let reason = "a comma inside a part of it would end the part";
                    return Err(invalid(header::AUTHORIZATION, reason));
                }
                let value = format!("token={token},signature={signature},timestamp={timestamp}");
                vec![(header::AUTHORIZATION, value)]
            }
        })
    }
}

/// The parts of the header of a [permission](Credentials::Permission), in any order.
fn permission(value: &str) -> Result<Credentials> {
    let part = |name: &str| {
        let mut parts = value.split(',').filter_map(|part| part.split_once('='));
        let found = parts.find(|(own, _)| own.trim().eq_ignore_ascii_case(name));
        let missing = || {
            invalid(
                header::AUTHORIZATION,
                "write it as token=…,signature=…,timestamp=…",
            )
        };
        found
            .map(|(_, value)| value.trim().to_owned())
            .ok_or_else(missing)
    };
    Ok(Credentials::Permission {
        token: Secret::new(part("token")?),
        signature: Secret::new(part("signature")?),
        timestamp: part("timestamp")?,
    })
}

/// The header fields of a request about its caller. Those about the format of the body are
/// [`Format::headers`](crate::codec::Format::headers).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestHeaders {
    /// The caller's credentials. (Guide p. 67)
    pub credentials: Credentials,
    /// The application's id, which `PayPal` gives out. (Guide p. 68)
    pub application_id: String,
    /// The account on whose behalf the operation is called, if not the caller's: an e-mail address
    /// or a phone number; its owner must have allowed it. (Guide p. 67)
    pub subject: Option<Secret<String>>,
    /// The IP address of the client. (Guide p. 69)
    pub device_ip_address: Option<String>,
    /// The id of the client's device, or a browser's cookie. (Guide p. 69)
    pub device_id: Option<String>,
    /// The version of the operation, as `1.8.0`. Default: the current one; the guide asks not to
    /// say it without need. (Guide p. 69)
    pub service_version: Option<String>,
    /// The name and version of the calling program. (SDK)
    pub request_source: Option<String>,
    /// The developer's e-mail address, in the sandbox. (SDK)
    pub sandbox_email_address: Option<String>,
}

impl RequestHeaders {
    /// What every request has.
    #[must_use]
    pub fn new(credentials: Credentials, application_id: impl Into<String>) -> Self {
        RequestHeaders {
            credentials,
            application_id: application_id.into(),
            subject: None,
            device_ip_address: None,
            device_id: None,
            service_version: None,
            request_source: None,
            sandbox_email_address: None,
        }
    }

    /// The headers, in the order of the guide.
    ///
    /// ```
    /// use paywire::Secret;
    /// use paywire::api::adaptive_payments::service::{Credentials, RequestHeaders};
    ///
    /// let credentials = Credentials::Certificate {
    ///     user_id: Secret::new("shop_api1".to_owned()),
    ///     password: Secret::new("hidden-1".to_owned()),
    /// };
    /// let headers = RequestHeaders::new(credentials, "APP-1").headers()?;
    /// assert_eq!(headers.get("X-PayPal-Security-Password"), Some("hidden-1"));
    /// assert!(!format!("{headers:?}").contains("hidden-1"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidValue`], with the header's name as path, for a value that holds a
    /// control character: a line end would begin another header.
    pub fn headers(&self) -> Result<Headers> {
        let mut pairs = self.credentials.pairs()?;
        let subject = self.subject.as_ref().map(|secret| secret.expose().clone());
        let others = [
            (header::SUBJECT, subject),
            (header::APPLICATION_ID, Some(self.application_id.clone())),
            (header::DEVICE_ID, self.device_id.clone()),
            (header::DEVICE_IP_ADDRESS, self.device_ip_address.clone()),
            (header::SERVICE_VERSION, self.service_version.clone()),
            (header::REQUEST_SOURCE, self.request_source.clone()),
            (
                header::SANDBOX_EMAIL_ADDRESS,
                self.sandbox_email_address.clone(),
            ),
        ];
        pairs.extend(
            others
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        for (name, value) in &pairs {
            if value.chars().any(char::is_control) {
                return Err(invalid(name, "a header cannot hold a control character"));
            }
        }
        Ok(Headers(pairs))
    }
}

#[cold]
fn invalid(name: &str, reason: &str) -> Error {
    Error::new(ErrorKind::InvalidValue(reason.into())).or_path(|| name.to_owned())
}

/// Names and values of headers, ready to be sent. `Debug` shows no value that
/// [is secret](header::is_secret).
#[derive(Clone, PartialEq, Eq)]
pub struct Headers(Vec<(&'static str, String)>);

impl Headers {
    /// The names and values, secret ones too. Take care where they go from here.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The value of a header, letter case of the name ignored.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |(name, value)| {
            let hidden = header::is_secret(name);
            (name, if hidden { "***" } else { value })
        };
        f.debug_map().entries(self.iter().map(shown)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    #[test]
    fn credentials_come_back_out_of_the_headers_they_went_into() {
        for credentials in [
            Credentials::Signature {
                user_id: secret("u"),
                password: secret("p"),
                signature: secret("s=, x"),
            },
            Credentials::Certificate {
                user_id: secret("u"),
                password: secret("p"),
            },
            Credentials::Permission {
                token: secret("t="),
                signature: secret("s=="),
                timestamp: "1700000000".to_owned(),
            },
        ] {
            let headers = RequestHeaders::new(credentials.clone(), "APP-1")
                .headers()
                .unwrap();
            let read = Credentials::from_headers(headers.iter());
            assert_eq!(read.unwrap(), Some(credentials));
        }
    }

    #[test]
    fn credentials_that_are_not_complete_say_what_is_missing() {
        for (given, missing) in [
            ((header::USER_ID, "planted"), header::PASSWORD),
            ((header::PASSWORD, "planted"), header::USER_ID),
            ((header::SIGNATURE, "planted"), header::USER_ID),
            (
                (header::AUTHORIZATION, "token=planted,signature=planted"),
                header::AUTHORIZATION,
            ),
        ] {
            let error = Credentials::from_headers([given]).unwrap_err();
            assert_eq!(error.path(), Some(missing));
            assert!(!error.to_string().contains("planted"), "{error}");
        }
        let blank = [(header::USER_ID, " "), ("Host", "svcs.paypal.com")];
        assert_eq!(Credentials::from_headers(blank).unwrap(), None);
    }
}
