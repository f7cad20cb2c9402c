//! Whose money something is about: real or made up.

use paywire::api::adaptive_payments::service::Environment;
use paywire::api::facts::{Facts, environment_of};

use crate::record::{Event, ExchangeRecord};

/// The environment that a message belongs to: that of the service it went to or came from, otherwise
/// the one that the message itself names.
pub(crate) fn of_message(
    exchange: Option<&ExchangeRecord>,
    facts: Option<&Facts>,
) -> Option<Environment> {
    let called = exchange.and_then(|exchange| environment_of(exchange.url.as_deref()?));
    called.or_else(|| facts?.environment)
}

/// The same of what is no message.
pub(crate) fn of_event(exchange: Option<&ExchangeRecord>, event: &Event) -> Option<Environment> {
    let Event::Redirect { environment, .. } = event else {
        return of_message(exchange, None);
    };
    let mut all = Environment::ALL.iter().copied();
    all.find(|own| own.as_str() == *environment)
}

/// Whether money is made up there.
pub(crate) fn is_made_up(environment: Environment) -> bool {
    environment != Environment::Production
}
