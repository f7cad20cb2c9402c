//! The systems that the sandbox serves.

use http::Response;

use super::adaptive_payments::AdaptivePayments;
use super::aliexpress::AliExpress;
use super::call::Call;
use super::context::Context;
use super::multisafepay::MultiSafepay;
use super::operation::{Asked, Reply};
use super::orders_v1::OrdersV1;
use super::pages::Visit;
use super::store::Store;
use super::{Caller, Sandbox};
use crate::api::{AnyMessage, Direction, Environment, System};
use crate::error::Error;

/// The service of a system. All calls pass through it, over HTTP or not.
pub(super) trait Service: Sync {
    fn system(&self) -> System;

    /// The page for people at a path; `None` if there is none.
    fn page(&self, _sandbox: &Sandbox, _visit: &Visit<'_>) -> Option<Response<Vec<u8>>> {
        None
    }

    /// Answers a call that is about no operation; `None` if it is another.
    fn aside(&self, _sandbox: &Sandbox, _call: &Call<'_>) -> Option<Response<Vec<u8>>> {
        None
    }

    /// Whether the body of a call to a path may name its operation, where neither path nor header fields do.
    fn is_named_by_body(&self, _path: &str) -> bool {
        false
    }

    /// Who calls, or the fault by which the caller is refused.
    fn caller(&self, call: &Call<'_>, context: &Context<'_>) -> Result<Caller, Box<AnyMessage>>;

    /// The fault by which a body is refused that cannot be read as the request of an operation.
    fn unread(&self, error: &Error, context: &Context<'_>) -> AnyMessage;

    /// Whether an answer says that something failed.
    fn is_fault(&self, answer: &AnyMessage) -> bool {
        answer.kind().info().direction == Direction::Fault
    }

    /// Carries out a request.
    fn answer(&self, store: &Store, asked: Asked<'_>, context: &Context<'_>) -> Reply;
}

/// The service of a system.
pub(super) fn of(system: System) -> &'static dyn Service {
    match system {
        System::AdaptivePayments => &AdaptivePayments,
        System::OrdersV1 => &OrdersV1,
        System::MultiSafepay => &MultiSafepay,
        System::AliExpress => &AliExpress,
    }
}

/// All services.
pub(super) fn all() -> impl Iterator<Item = &'static dyn Service> {
    System::ALL.iter().map(|system| of(*system))
}

/// The service that a path belongs to, whether an operation has it or not.
pub(super) fn at(path: &str) -> Option<&'static dyn Service> {
    all().find(|service| is_of(service.system(), path))
}

/// Whether a path is in a folder of the system's calls, or is the address of all of them.
fn is_of(system: System, path: &str) -> bool {
    let calls = system.known_calls();
    if calls.is_empty() {
        let address = system.base_url(Environment::Production);
        return address.is_some_and(|address| address.ends_with(path) && path.len() > 1);
    }
    let mut folders = calls.iter().map(|(_, call)| folder(&call.path));
    folders.any(|folder| {
        let below = path.strip_prefix(folder);
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The folder that is the same for all calls with a path: `/v1/checkout` of `/v1/checkout/orders/{order_id}`.
fn folder(path: &str) -> &str {
    let fixed = path.split('{').next().unwrap_or_default();
    let parts = fixed.trim_end_matches('/').rsplit_once('/');
    parts.map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_belongs_to_the_system_whose_folder_it_is_in() {
        for path in [
            "/AdaptivePayments",
            "/AdaptivePayments/",
            "/AdaptivePayments/Buy",
        ] {
            let service = at(path).expect("a service");
            assert_eq!(service.system(), System::AdaptivePayments, "{path}");
        }
        for path in [
            "/",
            "/AdaptivePaymentsX",
            "/adaptivepayments/Pay",
            "/x/AdaptivePayments",
        ] {
            assert!(at(path).is_none(), "{path}");
        }
        assert_eq!(folder("/v1/checkout/orders/{order_id}/pay"), "/v1/checkout");
    }
}
