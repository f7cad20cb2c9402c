//! The calls of all systems, found by path.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::kinds::Kinds;
use super::{Call, Direction, Method, System};

/// An operation that is called over HTTP.
pub(crate) struct KnownCall {
    pub(crate) system: System,
    pub(crate) operation: &'static str,
    pub(crate) call: &'static Call,
    /// The messages that are sent to its address, or answer from it.
    pub(crate) messages: Kinds,
}

/// All calls, with what finds them.
struct Index {
    all: Vec<KnownCall>,
    /// The places of those whose path has no words in braces, by path.
    plain: HashMap<&'static str, Vec<usize>>,
    /// The others: what their path has before the first word in braces, and their places.
    templates: Vec<(&'static str, usize)>,
    /// The folders that paths are in, with the systems of these paths.
    folders: HashMap<&'static str, Vec<System>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

/// The messages whose call has a method, or no method, in the order of [`Method::ALL`].
static BY_METHOD: LazyLock<Vec<Kinds>> = LazyLock::new(|| {
    let methods = Method::ALL.iter();
    let kinds = methods.map(|method| {
        Kinds::of(|kind| kind.info().call().is_none_or(|call| call.method == *method))
    });
    kinds.collect()
});

impl Index {
    fn new() -> Self {
        let of_system = |&system: &System| {
            let calls = system.known_calls().iter();
            calls.map(move |(operation, call)| KnownCall {
                system,
                operation,
                call,
                messages: messages_of(system, operation),
            })
        };
        let mut index = Index {
            all: System::ALL.iter().flat_map(of_system).collect(),
            plain: HashMap::new(),
            templates: Vec::new(),
            folders: HashMap::new(),
        };
        for (place, known) in index.all.iter().enumerate() {
            let path: &'static str = &known.call.path;
            match path.split_once('{') {
                Some((start, _)) => index.templates.push((start, place)),
                None => index.plain.entry(path).or_default().push(place),
            }
            for (end, _) in path.match_indices('/').skip(1) {
                let systems = index.folders.entry(&path[..end]).or_default();
                if !systems.contains(&known.system) {
                    systems.push(known.system);
                }
            }
        }
        index
    }
}

/// The messages of an operation that travel to its address or back.
fn messages_of(system: System, operation: &str) -> Kinds {
    Kinds::of(|kind| {
        let info = kind.info();
        // A notification is sent to an address of the receiver's choice.
        info.direction != Direction::Notification
            && info.system == system
            && info.operation == Some(operation)
    })
}

/// The calls that have this path.
pub(crate) fn at(path: &str) -> impl Iterator<Item = &'static KnownCall> {
    let index = &*INDEX;
    let plain = index.plain.get(path).into_iter().flatten();
    let plain = plain.filter_map(|place| index.all.get(*place));
    let near = index
        .templates
        .iter()
        .filter(move |(start, _)| path.starts_with(start));
    let near = near.filter_map(|(_, place)| index.all.get(*place));
    plain.chain(near.filter(move |known| known.call.takes(path)))
}

/// The systems that have calls in this folder.
pub(crate) fn below(folder: &str) -> &'static [System] {
    INDEX.folders.get(folder).map_or(&[], Vec::as_slice)
}

/// The messages whose operation is called by this method, and those without a call.
pub(crate) fn by_method(method: Method) -> Kinds {
    let place = Method::ALL.iter().position(|own| *own == method);
    let kinds = place.and_then(|place| BY_METHOD.get(place).copied());
    kinds.unwrap_or_default()
}

#[cfg(all(test, feature = "systems"))]
mod tests {
    use super::*;
    use crate::api::MessageKind;

    #[test]
    fn each_call_is_found_by_its_path() {
        for &system in System::ALL {
            for (operation, call) in system.known_calls() {
                let path = call.path_to(["8R", "1"]);
                let found: Vec<_> = at(&path).map(|known| known.operation).collect();
                assert!(found.contains(operation), "{path}: {found:?}");
                let all = System::ALL.iter().flat_map(|system| system.known_calls());
                let taking = all.filter(|(_, call)| call.takes(&path));
                assert_eq!(found.len(), taking.count(), "{path}");
            }
        }
        assert_eq!(at("/AdaptivePayments").count(), 0);
        assert_eq!(at("").count(), 0);
    }

    #[test]
    fn folders_have_the_systems_below() {
        assert_eq!(below("/AdaptivePayments"), [System::AdaptivePayments]);
        assert_eq!(below("/v1/checkout"), [System::OrdersV1]);
        assert!(below("/v1").len() > 1, "Orders and MultiSafepay");
        assert!(below("").is_empty() && below("/AdaptivePayments/Pay").is_empty());
    }

    #[test]
    fn methods_have_their_messages() {
        let post = by_method(Method::Post);
        assert!(post.contains(MessageKind::PayRequest));
        assert!(
            post.contains(MessageKind::FaultMessage),
            "it answers any call"
        );
        assert!(!by_method(Method::Get).contains(MessageKind::PayRequest));
    }
}
