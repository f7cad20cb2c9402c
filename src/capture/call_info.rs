//! What a request tells about the call before its body is decoded.

use super::{Exchange, Headers, Request};
use crate::api::Environment;
use crate::api::adaptive_payments::redirect::Redirect;
use crate::api::adaptive_payments::service::{header, operation};
use crate::api::{Method, System, orders_v2};
use crate::codec::{self, Format};

/// What a request tells about the call.
pub(super) struct CallInfo {
    pub(super) config: codec::Config,
    /// Whether the URL or the header fields belong to a known system.
    pub(super) is_known: bool,
    /// Whether it was sent to the approval page, which also verifies notifications.
    pub(super) is_webscr: bool,
    pub(super) answers_in: Option<Format>,
    pub(super) redirect: Option<(Environment, Redirect)>,
    /// The parameters in the URL, if they belong to the call.
    pub(super) parameters: Option<String>,
}

impl CallInfo {
    pub(super) fn of(exchange: &Exchange, base: codec::Config) -> Self {
        let mut call = CallInfo {
            config: base,
            is_known: false,
            is_webscr: false,
            answers_in: None,
            redirect: None,
            parameters: None,
        };
        if let Some(request) = &exchange.request {
            call.read(request);
        }
        call
    }

    fn read(&mut self, request: &Request) {
        let url = request.url();
        self.answers_in = declared_format(&request.headers, &[header::RESPONSE_DATA_FORMAT]);
        let host = request.host().map(without_port);
        let environment = host.and_then(Environment::of_host);
        let path = path_of(&url);
        if let Some(environment) = environment
            && environment
                .web_host()
                .eq_ignore_ascii_case(host.unwrap_or_default())
        {
            self.is_webscr = path.ends_with("/webscr");
            self.is_known = self.is_webscr && !request.body.is_empty();
            self.redirect = Redirect::parse(&url)
                .ok()
                .filter(|_| request.body.is_empty());
            return;
        }
        let query = query_of(&url);
        if let Some((system, operation)) = operation_of(query) {
            self.config = self.config.operation(system, operation);
            self.parameters = Some(query.to_owned());
            self.is_known = true;
            return;
        }
        let is_call = is_call(path);
        if is_call {
            self.config = self.config.path(&url);
            if request.body.is_empty() && has_envelope(query) {
                // Some clients try out a call in a browser.
                self.parameters = Some(query.to_owned());
            } else if let Some(method) = Method::from_name(&request.method) {
                self.config = self.config.method(method);
            }
        } else {
            self.read_headers(&request.headers);
        }
        let mut names = request.headers.iter().map(|(name, _)| name);
        self.is_known = is_call || environment.is_some() || names.any(is_service_header);
    }

    /// Reads the operation from header fields if the URL does not name it.
    fn read_headers(&mut self, headers: &Headers) {
        let operation = headers.get(header::OPERATION_NAME).and_then(operation);
        let action = headers
            .get("soapaction")
            .map(|action| action.trim().trim_matches('"'));
        if let Some(operation) = operation {
            self.config = self.config.path(&operation.path());
        } else if let Some(action) = action.filter(|action| !action.is_empty()) {
            self.config = self.config.soap_action(action);
        }
    }
}

impl Request {
    /// Returns the environment of the service it was sent to, if the host is known.
    #[must_use]
    pub fn environment(&self) -> Option<Environment> {
        let host = without_port(self.host()?);
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        Environment::of_host(host)
    }
}

/// Whether a header field is specific to the service.
fn is_service_header(name: &str) -> bool {
    name.get(..9)
        .is_some_and(|start| start.eq_ignore_ascii_case("x-paypal-"))
}

/// Whether a path is a call of one of the systems.
fn is_call(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let takes = |system: &System| {
        let mut calls = system.calls().into_iter();
        calls.any(|(_, call)| call.takes(path))
    };
    System::ALL.iter().any(takes) || orders_v2::is_v2(path)
}

/// The query of a URL.
fn query_of(url: &str) -> &str {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split('#').next().unwrap_or_default()
}

/// The operation that parameters name, for a URL that serves several operations.
fn operation_of(query: &str) -> Option<(System, &'static str)> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find_map(|(name, value)| System::of_method(value).filter(|_| name == "method"))
}

/// Whether a query has parameters of Adaptive Payments.
fn has_envelope(query: &str) -> bool {
    query
        .split('&')
        .any(|pair| pair.starts_with("requestEnvelope."))
}

fn without_port(host: &str) -> &str {
    let end = host.rfind(':').filter(|at| {
        let port = &host[at + 1..];
        !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
    });
    &host[..end.unwrap_or(host.len())]
}

/// The path of a URL, or the text itself if it is no URL.
fn path_of(url: &str) -> &str {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => url,
    };
    &path[..path.find(['?', '#']).unwrap_or(path.len())]
}

/// The format that header fields declare: the service's own fields take precedence over the content
/// type.
pub(super) fn declared_format(headers: &Headers, names: &[&str]) -> Option<Format> {
    let own = names.iter().find_map(|name| headers.get(name));
    own.and_then(Format::from_header).or_else(|| {
        let content_type = headers.get("content-type");
        content_type.and_then(Format::from_content_type)
    })
}
