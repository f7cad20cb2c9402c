//! Filters messages by what is known of the call that a body belongs to.

use std::sync::LazyLock;

use super::kinds::Kinds;
use super::{Direction, MessageInfo, MessageKind, Method, System, known_calls, orders_v2};

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
        let called: Vec<_> = known_calls::at(path).collect();
        // The address of the service as a whole does not name the operation.
        if called.is_empty() && !known_calls::below(path).is_empty() {
            return self;
        }
        self.orders_v2 = orders_v2::is_v2(path);
        let messages = called.iter().map(|known| known.messages);
        self.among(messages.fold(Kinds::default(), Kinds::or))
    }

    /// Adds the method.
    pub(crate) const fn with_method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// Restricts the call to operations whose messages satisfy `is`.
    pub(crate) fn by(self, is: impl Fn(&MessageInfo) -> bool) -> Self {
        self.among(Kinds::of(|kind| is(kind.info())))
    }

    /// Restricts the call to operations with these messages.
    fn among(mut self, own: Kinds) -> Self {
        let systems = own.iter().map(|kind| kind.info().system);
        let own = if own == Kinds::default() {
            // A notification is sent to an address of the receiver's choice.
            SHARED.any.or(*NOTIFICATIONS)
        } else {
            systems.fold(own, |all, system| all.or(SHARED.of(system)))
        };
        self.address = Some(own);
        self
    }

    /// Whether the message can belong to the call.
    pub(crate) fn allows(self, message: MessageKind) -> bool {
        let by_address = self.address.is_none_or(|kinds| kinds.contains(message));
        let by_method = |method| known_calls::by_method(method).contains(message);
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
        let named = |kinds: Kinds| kinds.and(*NAMED) != Kinds::default();
        self.address.is_some_and(named)
    }
}

/// Messages without an operation, which may answer any operation of their system, including unknown ones.
struct Shared {
    any: Kinds,
    by_system: Vec<(System, Kinds)>,
}

impl Shared {
    fn of(&self, system: System) -> Kinds {
        let mut all = self.by_system.iter();
        let found = all.find(|(own, _)| *own == system);
        found.map(|(_, kinds)| *kinds).unwrap_or_default()
    }
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let any = Kinds::of(|kind| kind.info().operation.is_none());
    let systems = System::ALL.iter();
    let of = |system| any.and(Kinds::of(|kind| kind.info().system == system));
    Shared {
        any,
        by_system: systems.map(|&system| (system, of(system))).collect(),
    }
});

static NOTIFICATIONS: LazyLock<Kinds> =
    LazyLock::new(|| Kinds::of(|kind| kind.info().direction == Direction::Notification));

/// Messages with an operation. A notification does not answer a call.
static NAMED: LazyLock<Kinds> = LazyLock::new(|| {
    Kinds::of(|kind| {
        let info = kind.info();
        info.operation.is_some() && info.direction != Direction::Notification
    })
});
