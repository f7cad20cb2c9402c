//! Adaptive Payments as a service: its callers, its pages, and the verification of notifications.

use std::borrow::Cow;

use http::{Response, StatusCode};

use super::Unread;
use crate::api::adaptive_payments::ipn::VERIFICATION_COMMAND;
use crate::api::adaptive_payments::service::{Credentials, header};
use crate::api::{AnyMessage, System};
use crate::error::{Error, ErrorKind};
use crate::sandbox::call::{self, Call};
use crate::sandbox::context::Context;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::pages::{self, Visit};
use crate::sandbox::service::Service;
use crate::sandbox::store::Store;
use crate::sandbox::{Caller, Sandbox};

/// The end of the path of the page that people are sent to, which also verifies notifications.
const WEBSCR: &str = "/webscr";

/// The service of Adaptive Payments.
pub(in crate::sandbox) struct AdaptivePayments;

impl Service for AdaptivePayments {
    fn system(&self) -> System {
        System::AdaptivePayments
    }

    fn page(&self, sandbox: &Sandbox, visit: &Visit<'_>) -> Option<Response<Vec<u8>>> {
        if visit.path.ends_with(WEBSCR) {
            let is_visit = verification(visit.path, visit.query, visit.body).is_none();
            return is_visit.then(|| pages::approval(sandbox, visit));
        }
        pages::service_description(visit)
    }

    fn aside(&self, sandbox: &Sandbox, call: &Call<'_>) -> Option<Response<Vec<u8>>> {
        let body = verification(call.path, call.query, call.body)?;
        Some(call::plain(StatusCode::OK, sandbox.verify(&body).as_str()))
    }

    /// The address of all operations is the folder of their paths. Another path below it is a mistake.
    fn is_named_by_body(&self, path: &str) -> bool {
        System::of_soap_path(path.trim_end_matches('/')) == Some(self.system())
    }

    fn caller(&self, call: &Call<'_>, context: &Context<'_>) -> Result<Caller, Box<AnyMessage>> {
        caller(call).map_err(|unread| Box::new(super::unread(unread, context)))
    }

    fn unread(&self, error: &Error, context: &Context<'_>) -> AnyMessage {
        let unread = if error.kind() == &ErrorKind::UnknownMessage {
            Unread::Unknown
        } else {
            Unread::Body(error)
        };
        super::unread(unread, context)
    }

    fn answer(&self, store: &Store, asked: Asked<'_>, context: &Context<'_>) -> Reply {
        match asked.message {
            Some(request) => super::answer(store, request, context).into(),
            None => super::unread(Unread::Unknown, context).into(),
        }
    }
}

/// Who calls.
fn caller(call: &Call<'_>) -> Result<Caller, Unread<'static>> {
    let credentials = Credentials::from_headers(call.fields());
    let credentials = credentials.ok().flatten().ok_or(Unread::Caller)?;
    if call.field(header::APPLICATION_ID).is_none() {
        return Err(Unread::Application);
    }
    if let Some(subject) = call.field(header::SUBJECT) {
        return Ok(Caller::new(subject));
    }
    let (Credentials::Signature { user_id: name, .. }
    | Credentials::Certificate { user_id: name, .. }
    | Credentials::Permission { token: name, .. }) = &credentials;
    Ok(Caller::of_user_id(name.expose()))
}

/// The body by which a notification is verified, if it is one. It may come as a query.
fn verification<'c>(path: &str, query: &'c str, body: &'c [u8]) -> Option<Cow<'c, [u8]>> {
    if !path.ends_with(WEBSCR) {
        return None;
    }
    verification_body(body).or_else(|| verification_body(query.as_bytes()))
}

/// The body of a verification: with the command first, as the documents say, or last, as some clients have it.
fn verification_body(body: &[u8]) -> Option<Cow<'_, [u8]>> {
    let command = VERIFICATION_COMMAND.as_bytes();
    if body.starts_with(command) {
        return Some(Cow::Borrowed(body));
    }
    let sent = body.strip_suffix(command)?.strip_suffix(b"&")?;
    Some(Cow::Owned([command, b"&", sent].concat()))
}
