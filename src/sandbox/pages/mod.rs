//! Pages for people: the one where a payment or preapproval is approved, and the log of all exchanges.

mod approval;
mod html;
mod journal;
mod order;
mod payment;

pub(super) use approval::page as approval;
pub(super) use html::escaped;
pub(super) use order::page as order;
pub(super) use payment::page as payment;

use std::fmt::Write as _;

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderName, HeaderValue, Response, StatusCode};

use super::wsdl::wsdl;
use super::{Sandbox, service};
use crate::api::System;
use crate::api::adaptive_payments::service::operation;
use crate::nvp;

const STYLES: &str = "/page.css";
const SCRIPT: &str = "/page.js";

/// The path at which calls in SOAP are taken.
const FOLDER: &str = "/AdaptivePayments";

/// How the paths of the pages of single exchanges begin.
const EXCHANGES: &str = "/exchanges/";

/// Whether a path is one of the pages that show the log, which are not in it themselves.
pub(super) fn is_of_log(path: &str) -> bool {
    let own = ["/", "/exchanges", STYLES, SCRIPT];
    own.contains(&path) || path.starts_with(EXCHANGES)
}

/// A request of a browser.
pub(super) struct Visit<'r> {
    /// The host and port at which the sandbox is called.
    pub(super) host: &'r str,
    pub(super) is_post: bool,
    pub(super) path: &'r str,
    pub(super) query: &'r str,
    pub(super) body: &'r [u8],
}

/// Names and values of a form or a query.
type Pairs = Vec<(String, String)>;

impl Sandbox {
    /// The page at a path; `None` if there is none.
    pub(super) fn page(&self, visit: &Visit<'_>) -> Option<Response<Vec<u8>>> {
        if let Some(page) = service::all().find_map(|service| service.page(self, visit)) {
            return Some(page);
        }
        match visit.path {
            // All else is only looked at.
            _ if visit.is_post => None,
            "/" => Some(journal::page(self)),
            "/exchanges" => Some(journal::news(self, &pairs(visit.query.as_bytes()))),
            path if path.starts_with(EXCHANGES) => Some(journal::part(self, path)),
            STYLES => Some(asset("text/css; charset=utf-8", html::STYLE)),
            SCRIPT => Some(asset("text/javascript; charset=utf-8", journal::SCRIPT)),
            _ => None,
        }
    }
}

/// The WSDL, if it is asked for at the address for SOAP or at that of an operation.
pub(super) fn service_description(visit: &Visit<'_>) -> Option<Response<Vec<u8>>> {
    let path = visit.path.trim_end_matches('/');
    let is_operation = || {
        let name = path
            .strip_prefix(FOLDER)
            .and_then(|rest| rest.strip_prefix('/'));
        name.and_then(operation).is_some()
    };
    let is_here = System::of_soap_path(path).is_some() || is_operation();
    let is_wanted = is_here && !visit.is_post && visit.query.eq_ignore_ascii_case("wsdl");
    is_wanted.then(|| {
        let text = wsdl(&format!("http://{}{FOLDER}", visit.host));
        asset("text/xml; charset=utf-8", &text)
    })
}

/// The pairs of a form; damaged ones are repaired or left out, as a page is for people.
fn pairs(form: &[u8]) -> Pairs {
    let lenient = nvp::Config::lenient();
    lenient.from_slice(form).unwrap_or_default()
}

fn value<'p>(pairs: &'p Pairs, name: &str) -> Option<&'p str> {
    let mut named = pairs
        .iter()
        .filter(|(own, _)| own.eq_ignore_ascii_case(name));
    named.next().map(|(_, value)| value.trim())
}

/// A document that is shown.
fn document(status: StatusCode, text: String) -> Response<Vec<u8>> {
    // Pages load what the sandbox serves, and nothing else.
    let policy = HeaderValue::from_static("default-src 'self'");
    let mut response = bytes("text/html; charset=utf-8", text.into_bytes());
    *response.status_mut() = status;
    set(&mut response, CONTENT_SECURITY_POLICY, policy);
    response
}

fn asset(content_type: &'static str, text: &str) -> Response<Vec<u8>> {
    bytes(content_type, text.as_bytes().to_vec())
}

fn bytes(content_type: &'static str, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    set(
        &mut response,
        CONTENT_TYPE,
        HeaderValue::from_static(content_type),
    );
    set(
        &mut response,
        CACHE_CONTROL,
        HeaderValue::from_static("no-store"),
    );
    // A body that was sent is a text, whatever it looks like.
    set(
        &mut response,
        X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

/// A URL in the characters that a header field may have; those that are escaped already stay so.
fn in_ascii(url: &str) -> String {
    let mut text = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() {
            text.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// Sends the browser on.
fn redirect(url: &str) -> Response<Vec<u8>> {
    let Ok(location) = HeaderValue::try_from(in_ascii(url)) else {
        let text = "The URL to return to, which the request named, is not valid in a header.";
        return document(
            StatusCode::BAD_GATEWAY,
            html::message("Cannot go back", text),
        );
    };
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::SEE_OTHER;
    set(&mut response, LOCATION, location);
    response
}

fn set(response: &mut Response<Vec<u8>>, name: HeaderName, value: HeaderValue) {
    response.headers_mut().insert(name, value);
}
