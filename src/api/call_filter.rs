//! Filters messages by what is known of the call that a body belongs to.

use super::kinds::Kinds;
use super::{Direction, MessageInfo, MessageKind, Method, System, orders_v2};

/// The messages that a call can have, as far as the call is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CallFilter {
    /// The messages that are sent to the address, or answer from it.
    address: Option<Kinds>,
    method: Option<Method>,
    /// Whether the address is one of Orders v2.
    orders_v2: bool,
}

impl CallFilter {
    /// A call of which nothing is known.
    pub(crate) const ANY: Self = CallFilter {
        address: None,
        method: None,
        orders_v2: false,
    };

    /// Adds the address: the path or the whole URL, with or without the method in front.
    pub(crate) fn at(mut self, path: &str) -> Self {
        let mut path = path.trim();
        if let Some((first, rest)) = path.split_once(' ')
            && let Some(method) = Method::from_name(first)
        {
            self.method = Some(method);
            path = rest.trim_start();
        }
        let path = path.split_once("://").map_or(path, |(_, rest)| {
            rest.find('/').map_or("", |at| &rest[at..])
        });
        let end = path.find(['?', '#']).unwrap_or(path.len());
        let path = path[..end].trim_end_matches('/');
        let mut called = Vec::new();
        let mut is_of_service = false;
        for &system in System::ALL {
            for (name, call) in system.known_calls() {
                is_of_service |= call.is_below(path);
                called.extend(call.takes(path).then_some((system, *name)));
            }
        }
        // The address of the service as a whole does not name the operation.
        if called.is_empty() && is_of_service {
            return self;
        }
        self.orders_v2 = orders_v2::is_v2(path);
        self.by(|info| {
            let own = info.operation.map(|operation| (info.system, operation));
            // A notification is sent to an address of the receiver's choice.
            info.direction != Direction::Notification
                && own.is_some_and(|own| called.contains(&own))
        })
    }

    /// Adds the method.
    pub(crate) const fn with_method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// Restricts the call to operations whose messages satisfy `is`.
    pub(crate) fn by(mut self, is: impl Fn(&MessageInfo) -> bool) -> Self {
        let all = MessageKind::ALL.iter().map(|kind| kind.info());
        let systems: Vec<System> = all
            .filter(|info| is(info))
            .map(|info| info.system)
            .collect();
        // A message without an operation may answer any operation of its system, including unknown ones.
        self.address = Some(Kinds::of(|kind| {
            let info = kind.info();
            let shared = systems.is_empty() || systems.contains(&info.system);
            // A notification is sent to an address of the receiver's choice.
            let own = info.direction == Direction::Notification && systems.is_empty();
            is(info) || (info.operation.is_none() && shared) || own
        }));
        self
    }

    /// Whether the message can belong to the call.
    pub(crate) fn allows(self, message: MessageKind) -> bool {
        let by_address = self.address.is_none_or(|kinds| kinds.contains(message));
        let by_method = |said| {
            let own = message.info().call();
            own.is_none_or(|own| own.method == said)
        };
        by_address && self.method.is_none_or(by_method)
    }

    /// Whether the address is one of Orders v2.
    pub(crate) fn goes_to_orders_v2(self) -> bool {
        self.orders_v2
    }

    /// Whether the address is known.
    pub(crate) fn has_address(self) -> bool {
        self.address.is_some()
    }

    /// Whether the address is that of an operation.
    pub(crate) fn names_operation(self) -> bool {
        // A notification does not answer a call.
        let named = |kind: &&MessageKind| {
            let info = kind.info();
            info.operation.is_some() && info.direction != Direction::Notification
        };
        let mut named = MessageKind::ALL.iter().filter(named);
        let allows = |kinds: Kinds| named.any(|kind| kinds.contains(*kind));
        self.address.is_some_and(allows)
    }
}
