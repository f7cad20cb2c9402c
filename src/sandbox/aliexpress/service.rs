//! `AliExpress` as a service: one address, at which a parameter names the operation.

use std::borrow::Cow;

use super::order::{create, documents};
use super::refusal::{
    ADDRESS, NO_APPLICATION, NO_SESSION, NO_SIGNATURE, PAYMENT, REMOTE, WRONG_SIGNATURE, answer,
    not_created, refused,
};
use crate::api::aliexpress::{DsErrorResponse, DsOrderCreateRequest, verify_signature};
use crate::api::{AnyMessage, System};
use crate::error::Error;
use crate::sandbox::call::Call;
use crate::sandbox::context::Context;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::service::Service;
use crate::sandbox::store::Store;
use crate::sandbox::url::parameter;
use crate::sandbox::{Caller, Failure};
use crate::tree::Tree;

/// The service of `AliExpress` dropshipping.
pub(in crate::sandbox) struct AliExpress;

impl Service for AliExpress {
    fn system(&self) -> System {
        System::AliExpress
    }

    fn is_named_by_body(&self, _: &str) -> bool {
        true
    }

    /// The session names the account. Parameters come in the body or in the query.
    fn caller(&self, call: &Call<'_>, context: &Context<'_>) -> Result<Caller, Box<AnyMessage>> {
        let form = call.incoming.with_parameters(Cow::Borrowed(call.body));
        let text = String::from_utf8_lossy(&form);
        let value = |name| parameter(&text, name).filter(|value| !value.is_empty());
        let refuse = |code| Err(Box::new(refused(code, context)));
        if value("app_key").is_none() {
            return refuse(NO_APPLICATION);
        }
        if value("sign").is_none() {
            return refuse(NO_SIGNATURE);
        }
        let secret = context.config.app_secret.as_ref();
        let is_right = secret.is_none_or(|secret| verify_signature(&form, secret).unwrap_or(false));
        if !is_right {
            return refuse(WRONG_SIGNATURE);
        }
        match value("session").or_else(|| value("access_token")) {
            Some(session) => Ok(Caller::new(session)),
            None => refuse(NO_SESSION),
        }
    }

    fn unread(&self, error: &Error, _: &Context<'_>) -> AnyMessage {
        DsErrorResponse::of_error(error).into()
    }

    /// A failed payment is told by an answer that says that the order was created.
    fn is_fault(&self, answer: &AnyMessage) -> bool {
        !answer.facts().errors.is_empty()
    }

    fn answer(&self, store: &Store, asked: Asked<'_>, context: &Context<'_>) -> Reply {
        let request: Option<DsOrderCreateRequest> = asked.request();
        let Some(request) = request else {
            return refused(REMOTE, context).into();
        };
        let wanted = asked.failure(self.system(), context);
        let wanted = wanted.or_else(|| within(&request));
        let wanted = wanted.map(|failure| failure.code());
        match wanted.as_deref() {
            Some(ADDRESS) => answer(&request, not_created(ADDRESS), context).into(),
            None | Some(PAYMENT) => {
                let created = create(&request, store, context, wanted.is_some());
                created.unwrap_or_else(|_| refused(REMOTE, context)).into()
            }
            Some(code) => refused(code, context).into(),
        }
    }
}

/// The error that the order within a request asks for.
fn within(request: &DsOrderCreateRequest) -> Option<Failure> {
    let tree = Tree::written(&documents(request)).ok()?;
    Failure::asked_by(System::AliExpress, tree.root())
}
