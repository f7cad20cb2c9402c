//! Orders as a service: its callers, its page and its tokens.

use http::Response;

use super::refusal::{OrderRefusal, not_found, refuse};
use super::{OPERATIONS, token, view};
use crate::api::orders_v1::ErrorName;
use crate::api::{AnyMessage, System};
use crate::error::Error;
use crate::sandbox::call::Call;
use crate::sandbox::context::Context;
use crate::sandbox::operation::{Asked, Operation, Reply};
use crate::sandbox::pages::{self, Visit};
use crate::sandbox::service::Service;
use crate::sandbox::store::Store;
use crate::sandbox::{Caller, Sandbox};

/// The service of Orders, version 1.
pub(in crate::sandbox) struct OrdersV1;

impl Service for OrdersV1 {
    fn system(&self) -> System {
        System::OrdersV1
    }

    fn page(&self, sandbox: &Sandbox, visit: &Visit<'_>) -> Option<Response<Vec<u8>>> {
        (visit.path == view::APPROVAL).then(|| pages::order(sandbox, visit))
    }

    fn aside(&self, _: &Sandbox, call: &Call<'_>) -> Option<Response<Vec<u8>>> {
        (call.path == token::PATH).then(|| token::grant(call))
    }

    fn caller(&self, call: &Call<'_>, context: &Context<'_>) -> Result<Caller, Box<AnyMessage>> {
        let token = call.bearer();
        let client = token.map(|token| Caller::of_user_id(&token::client_of(token)));
        client.ok_or_else(|| {
            let refusal = refuse(ErrorName::Unauthorized).saying("NO_ACCESS_TOKEN");
            Box::new(refusal.fault(context).into())
        })
    }

    fn unread(&self, error: &Error, context: &Context<'_>) -> AnyMessage {
        OrderRefusal::from(error.clone()).fault(context).into()
    }

    fn answer(&self, store: &Store, asked: Asked<'_>, context: &Context<'_>) -> Reply {
        if let Some(failure) = asked.failure(self.system(), context) {
            return refuse(failure.code().into()).fault(context).into();
        }
        let result = match Operation::named(OPERATIONS, context.operation) {
            Some(operation) => operation.carry_out(&asked, store, context),
            None => Err(not_found("path")),
        };
        result.unwrap_or_else(|refusal| refusal.fault(context).into())
    }
}
