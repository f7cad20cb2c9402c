//! What was called, as far as a request says before its body is looked at.

use super::{Exchange, Headers, Request};
use crate::api::Environment;
use crate::api::adaptive_payments::redirect::Redirect;
use crate::api::adaptive_payments::service::{header, operation};
use crate::api::{Method, System, orders_v2};
use crate::codec::{self, Format};

/// What a request says about what was called.
pub(super) struct Called {
    pub(super) config: codec::Config,
    /// Whether the address or the header fields are those of a system that is known here.
    pub(super) is_known: bool,
    /// Whether it went to the page that senders approve at, which also verifies notifications.
    pub(super) is_webscr: bool,
    pub(super) answers_in: Option<Format>,
    pub(super) redirect: Option<(Environment, Redirect)>,
    /// The parameters in the address, where they are those of the call.
    pub(super) parameters: Option<String>,
}

impl Called {
    pub(super) fn of(exchange: &Exchange, base: codec::Config) -> Self {
        let mut called = Called {
            config: base,
            is_known: false,
            is_webscr: false,
            answers_in: None,
            redirect: None,
            parameters: None,
        };
        if let Some(request) = &exchange.request {
            called.read(request);
        }
        called
    }

    fn read(&mut self, request: &Request) {
        let url = request.url();
        self.answers_in = said_format(&request.headers, &[header::RESPONSE_DATA_FORMAT]);
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
                // As clients do that try a call out in a browser.
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

    /// Where the address does not say the operation, header fields may.
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
    /// The environment of the service that it was sent to, if the host is one of the service's.
    #[must_use]
    pub fn environment(&self) -> Option<Environment> {
        let host = without_port(self.host()?);
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        Environment::of_host(host)
    }
}

/// Whether only this service has a header field of the name.
fn is_service_header(name: &str) -> bool {
    name.get(..9)
        .is_some_and(|start| start.eq_ignore_ascii_case("x-paypal-"))
}

/// Whether a path is that of a call to one of the systems.
fn is_call(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let takes = |system: &System| {
        let mut calls = system.calls().into_iter();
        calls.any(|(_, call)| call.takes(path))
    };
    System::ALL.iter().any(takes) || orders_v2::is_v2(path)
}

/// The parameters of an address.
fn query_of(url: &str) -> &str {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split('#').next().unwrap_or_default()
}

/// The operation that parameters name, where one address serves many.
fn operation_of(query: &str) -> Option<(System, &'static str)> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find_map(|(name, value)| System::of_method(value).filter(|_| name == "method"))
}

/// Whether parameters are those of Adaptive Payments.
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

/// The path of an address, or all of what is no whole address.
fn path_of(url: &str) -> &str {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => url,
    };
    &path[..path.find(['?', '#']).unwrap_or(path.len())]
}

/// The format that header fields name: the service's own before the type of the content.
pub(super) fn said_format(headers: &Headers, names: &[&str]) -> Option<Format> {
    let own = names.iter().find_map(|name| headers.get(name));
    own.and_then(Format::from_header).or_else(|| {
        let said = headers.get("content-type");
        said.and_then(Format::from_content_type)
    })
}
