//! Tells whether a message is about real money or a sandbox.

use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::{Facts, environment_of};

use crate::record::{Event, ExchangeRecord};

/// The environment of a message: that of the service it was sent to or came from, otherwise the one
/// that the message names.
pub(crate) fn of_message(
    exchange: Option<&ExchangeRecord>,
    facts: Option<&Facts>,
) -> Option<Environment> {
    let called = exchange.and_then(|exchange| environment_of(exchange.url.as_deref()?));
    called.or_else(|| facts?.environment)
}

/// The environment of an event.
pub(crate) fn of_event(exchange: Option<&ExchangeRecord>, event: &Event) -> Option<Environment> {
    let Event::Redirect { environment, .. } = event else {
        return of_message(exchange, None);
    };
    let mut all = Environment::ALL.iter().copied();
    all.find(|own| own.as_str() == *environment)
}

/// Whether the environment has no real money.
pub(crate) fn is_sandbox(environment: Environment) -> bool {
    environment != Environment::Production
}
