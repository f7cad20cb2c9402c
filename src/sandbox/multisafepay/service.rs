//! `MultiSafepay` as a service: its callers and its payment pages.

use http::Response;

use super::OPERATIONS;
use super::refusal::{API_KEY, ORDER, UNSPECIFIED, refuse};
use super::view::PAGES;
use crate::api::multisafepay::MultiSafepayFault;
use crate::api::{AnyMessage, System};
use crate::error::Error;
use crate::sandbox::call::Call;
use crate::sandbox::context::Context;
use crate::sandbox::operation::{Asked, Operation, Reply};
use crate::sandbox::pages::{self, Visit};
use crate::sandbox::service::Service;
use crate::sandbox::store::Store;
use crate::sandbox::{Caller, Sandbox};

/// The service of `MultiSafepay`.
pub(in crate::sandbox) struct MultiSafepay;

impl Service for MultiSafepay {
    fn system(&self) -> System {
        System::MultiSafepay
    }

    fn page(&self, sandbox: &Sandbox, visit: &Visit<'_>) -> Option<Response<Vec<u8>>> {
        let is_own = visit.path.starts_with(PAGES);
        is_own.then(|| pages::payment(sandbox, visit))
    }

    /// The key names the account. It comes as a header field, as a token of newer clients, or in the query.
    fn caller(&self, call: &Call<'_>, _: &Context<'_>) -> Result<Caller, Box<AnyMessage>> {
        let field = call.field("api_key").or_else(|| call.bearer());
        let key = field
            .map(str::to_owned)
            .or_else(|| call.parameter("api_key"));
        let key = key.filter(|key| !key.is_empty());
        let refused = || Box::new(refuse(API_KEY).fault().into());
        key.map(Caller::new).ok_or_else(refused)
    }

    fn unread(&self, error: &Error, _: &Context<'_>) -> AnyMessage {
        MultiSafepayFault::of_error(error).into()
    }

    fn answer(&self, store: &Store, asked: Asked<'_>, context: &Context<'_>) -> Reply {
        if let Some(failure) = asked.failure(self.system(), context) {
            let code = failure.code().parse().unwrap_or(UNSPECIFIED);
            return refuse(code).fault().into();
        }
        let result = match Operation::named(OPERATIONS, context.operation) {
            Some(operation) => operation.carry_out(&asked, store, context),
            None => Err(refuse(ORDER)),
        };
        result.unwrap_or_else(|refusal| refusal.fault().into())
    }
}
