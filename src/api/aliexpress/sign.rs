//! Signatures of requests.

use std::fmt;
use std::fmt::Write as _;

use hmac::{Hmac, Mac};
use md5::Md5;
use sha2::Sha256;

use super::{DsOrderCreateRequest, METHOD};
use crate::error::{Error, ErrorKind, Result};
use crate::nvp;
use crate::open_code;
use crate::value::Secret;

open_code! {
    /// How the parameters of a request are signed, as its `sign_method` says. (order page)
    #[derive(Default)]
    pub enum SignMethod {
        /// HMAC with SHA-256.
        #[default]
        Sha256 = "sha256",
        /// HMAC with MD5, of older clients.
        Hmac = "hmac",
        /// MD5 of the parameters between two copies of the secret, of older clients.
        Md5 = "md5",
    }
}

/// The keys of an application and the session of a buyer, which sign requests.
#[derive(Clone)]
pub struct DsCredentials {
    /// The key of the application.
    pub app_key: Secret<String>,
    /// The secret of the application, which is never sent.
    pub app_secret: Secret<String>,
    /// The access token of the buyer's account.
    pub session: Secret<String>,
}

/// The values are not shown.
impl fmt::Debug for DsCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DsCredentials").finish_non_exhaustive()
    }
}

impl DsOrderCreateRequest {
    /// Adds the parameters of the gateway, with a signature of all by SHA-256. `timestamp` is in milliseconds since 1970.
    ///
    /// Sign last: each later change makes the signature invalid.
    ///
    /// ```
    /// use paywire::Secret;
    /// use paywire::api::aliexpress::{
    ///     self, DsCredentials, DsLogisticsAddress, DsOrderCreateRequest, DsPlaceOrderRequest, DsProductItem,
    /// };
    ///
    /// let [app_key, app_secret, session] =
    ///     ["30001", "the secret", "the token"].map(|text| Secret::new(text.to_owned()));
    /// let credentials = DsCredentials { app_key, app_secret, session };
    /// let items = [DsProductItem::new(1_005_004_638_293_060, 1)];
    /// let order = DsPlaceOrderRequest::new(DsLogisticsAddress::default(), items);
    ///
    /// let request = DsOrderCreateRequest::new(order).signed(&credentials, 1_517_820_392_000)?;
    /// let body = paywire::nvp::to_string(&request)?;
    /// assert!(aliexpress::verify_signature(body.as_bytes(), &credentials.app_secret)?);
    /// # Ok::<(), paywire::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The order cannot be written as NVP.
    pub fn signed(mut self, credentials: &DsCredentials, timestamp: i64) -> Result<Self> {
        self.method.get_or_insert_with(|| METHOD.to_owned());
        self.app_key = Some(credentials.app_key.clone());
        // Newer clients send the session as `access_token`.
        if self.access_token.is_some() {
            self.access_token = Some(credentials.session.clone());
        } else {
            self.session = Some(credentials.session.clone());
        }
        self.timestamp = Some(timestamp.to_string());
        self.format.get_or_insert_with(|| "json".to_owned());
        self.v.get_or_insert_with(|| "2.0".to_owned());
        self.sign_method = Some(SignMethod::Sha256.to_string());
        self.sign = None;
        let parameters = parameters(nvp::to_string(&self)?.as_bytes())?;
        let pairs = parameters.iter().map(|(name, value)| (&**name, &**value));
        let sign = signature(pairs, &credentials.app_secret, &SignMethod::Sha256)?;
        self.sign = Some(Secret::new(sign));
        Ok(self)
    }
}

/// The signature of parameters: the digest of names and values, sorted by name, in upper-case hexadecimal digits.
/// `sign` itself is left out.
///
/// ```
/// use paywire::Secret;
/// use paywire::api::aliexpress::{SignMethod, signature};
///
/// let secret = Secret::new("the secret".to_owned());
/// let sign = signature([("foo", "1"), ("bar", "2")], &secret, &SignMethod::Sha256)?;
/// assert_eq!(sign.len(), 64);
/// assert_eq!(sign, signature([("bar", "2"), ("foo", "1"), ("sign", "x")], &secret, &SignMethod::Sha256)?);
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// The method is not one of the known ones.
pub fn signature<'p>(
    parameters: impl IntoIterator<Item = (&'p str, &'p str)>,
    app_secret: &Secret<String>,
    method: &SignMethod,
) -> Result<String> {
    let mut pairs: Vec<_> = parameters.into_iter().collect();
    pairs.retain(|(name, _)| *name != SIGN);
    pairs.sort_unstable();
    let text: String = pairs
        .iter()
        .flat_map(|(name, value)| [*name, *value])
        .collect();
    let secret = app_secret.expose().as_bytes();
    match method {
        SignMethod::Sha256 => hmac::<Hmac<Sha256>>(secret, &text),
        SignMethod::Hmac => hmac::<Hmac<Md5>>(secret, &text),
        SignMethod::Md5 => {
            use md5::Digest as _;
            let digest = Md5::new().chain_update(secret).chain_update(&text);
            Ok(hexadecimal(&digest.chain_update(secret).finalize()))
        }
        _ => Err(unknown_method()),
    }
}

/// Whether the signature of a form is right. All of its parameters are signed, also those that the model does not know.
///
/// # Errors
///
/// The body is not a form, or has no `sign` or an unknown `sign_method`.
pub fn verify_signature(body: &[u8], app_secret: &Secret<String>) -> Result<bool> {
    let parameters = parameters(body)?;
    let value = |wanted: &str| {
        let mut all = parameters.iter();
        all.find_map(|(name, value)| (name == wanted).then_some(value.as_str()))
    };
    let given = value(SIGN).ok_or_else(|| Error::new(ErrorKind::MissingField(SIGN)))?;
    let method = SignMethod::from(value("sign_method").unwrap_or("md5"));
    let pairs = parameters.iter().map(|(name, value)| (&**name, &**value));
    let right = signature(pairs, app_secret, &method)?;
    Ok(is_same(
        right.as_bytes(),
        given.to_ascii_uppercase().as_bytes(),
    ))
}

/// The parameter that the signature is in.
const SIGN: &str = "sign";

fn unknown_method() -> Error {
    let kind = ErrorKind::UnknownVariant(&["sha256", "hmac", "md5"]);
    Error::new(kind).or_path(|| "sign_method".to_owned())
}

/// Names and values of a form, unescaped.
fn parameters(body: &[u8]) -> Result<Vec<(String, String)>> {
    nvp::from_slice(body)
}

fn hmac<M: Mac + hmac::digest::KeyInit>(secret: &[u8], text: &str) -> Result<String> {
    let mac = <M as Mac>::new_from_slice(secret).map_err(|error| {
        let what = error.to_string();
        Error::new(ErrorKind::InvalidLength(what.into()))
    })?;
    Ok(hexadecimal(&mac.chain_update(text).finalize().into_bytes()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02X}");
    }
    text
}

/// Compares in a time that does not depend on where the difference is.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let pairs = one.iter().zip(other);
    let differences = pairs.fold(0, |all, (one, other)| all | (one ^ other));
    one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    /// Digests computed by Python's `hmac` and `hashlib`.
    #[test]
    fn each_method_has_its_digest() {
        let pairs = [
            ("foo_bar", "3"),
            ("foo", "1"),
            ("sign", "x"),
            ("bar", "2"),
            ("foobar", "4"),
        ];
        for (method, expected) in [
            (
                "sha256",
                "339676BF36C50A8BD3D8F6B4A81B2F9AA614B05BFCFEBEFC169CB830D6B77D3B",
            ),
            ("hmac", "E687005F819D6F9E6ED085311C8ACC75"),
            ("md5", "5AAF1C690262A24768F5478B084C2C8A"),
        ] {
            let method = SignMethod::from(method);
            let sign = signature(pairs, &secret("helloworld"), &method).expect("a known method");
            assert_eq!(sign, expected, "{method}");
        }
        let error = signature(pairs, &secret("s"), &SignMethod::from("rsa")).unwrap_err();
        assert_eq!(error.path(), Some("sign_method"));
    }

    #[test]
    fn a_signature_is_of_all_parameters_and_of_one_secret() {
        let sign = signature([("a", "1 é"), ("b", "")], &secret("s"), &SignMethod::Sha256);
        let sign = sign.expect("signed");
        let body = format!("b=&a=1+%C3%A9&sign={sign}&sign_method=sha256");
        let is_right = |body: &str, key: &str| verify_signature(body.as_bytes(), &secret(key));
        // The method is a parameter, too.
        assert!(!is_right(&body, "s").expect("signed"));
        let with_method = [("a", "1 é"), ("b", ""), ("sign_method", "sha256")];
        let sign = signature(with_method, &secret("s"), &SignMethod::Sha256).expect("signed");
        let body = format!(
            "b=&a=1+%C3%A9&sign={}&sign_method=sha256",
            sign.to_lowercase()
        );
        assert!(is_right(&body, "s").expect("signed"));
        assert!(!is_right(&body, "t").expect("signed"));
        assert!(!is_right(&body.replace("a=1", "a=2"), "s").expect("signed"));
        assert!(!is_right(&format!("{body}&c=3"), "s").expect("signed"));
        assert!(!is_right(&body.replace(&sign[..60].to_lowercase(), ""), "s").expect("signed"));
        assert_eq!(
            is_right("a=1", "s").unwrap_err().to_string(),
            "missing field `sign`"
        );
    }
}
