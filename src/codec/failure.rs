//! How a body says that a call failed, by the names that each system has for its errors.

use crate::api::MessageKind;
use crate::api::orders_v1::ErrorName;
use crate::tree::Ref;

/// The names under which the systems say that a call failed.
const NAMES: [&str; 10] = [
    "responseEnvelope",
    "error",
    "error_code",
    "success",
    "name",
    "debug_id",
    "error_response",
    "type",
    "code",
    "request_id",
];

/// What in a body may say that a call failed: what stands under such a name, or else under one in another letter case.
pub(super) struct Signs<'v> {
    body: Ref<'v>,
    /// The nodes of them; the root stands under no name.
    nodes: [u32; NAMES.len()],
}

impl<'v> Signs<'v> {
    /// None yet of a body.
    pub(super) fn of(body: Ref<'v>) -> Self {
        let nodes = [0; NAMES.len()];
        Signs { body, nodes }
    }

    /// Which of the names a name is in any letter case.
    pub(super) fn place(name: &str) -> Option<usize> {
        NAMES.iter().position(|own| own.eq_ignore_ascii_case(name))
    }

    /// Takes note of a member whose name is the one at a place, if it is any.
    pub(super) fn add(&mut self, place: Option<usize>, member: Ref<'v>) {
        let Some(place) = place else { return };
        let sign = &mut self.nodes[place];
        if *sign == 0 || member.name() == NAMES[place] {
            *sign = member.number();
        }
    }

    /// Whether there is any at all.
    pub(super) fn are_there(&self) -> bool {
        self.nodes.iter().any(|node| *node != 0)
    }

    fn get(&self, name: &str) -> Option<Ref<'v>> {
        let place = NAMES.iter().position(|own| *own == name)?;
        let node = self.nodes[place];
        (node != 0).then(|| self.body.numbered(node))
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn text(&self, name: &str) -> Option<&'v str> {
        self.get(name)?.as_str()
    }

    /// Whether a body names an error where this fault has it, whatever else it has or lacks.
    pub(super) fn tell_of(&self, fault: MessageKind) -> bool {
        match fault {
            MessageKind::FaultMessage => {
                let envelope = self.get("responseEnvelope");
                let ack = envelope.and_then(|own| own.get_in_any_case("ack")?.as_str());
                let failed = ack.map(|ack| starts_with(ack, "Failure"));
                let error = self.get("error").and_then(|error| error.entries().next());
                let has_id = error.is_some_and(|error| error.get_in_any_case("errorId").is_some());
                failed.unwrap_or(has_id)
            }
            MessageKind::MultiSafepayFault => self.has("error_code") && self.is_no_success(),
            MessageKind::OrderError => {
                let name = self.text("name").unwrap_or_default();
                ErrorName::from(name).facts().is_some()
                    || (!name.is_empty() && self.has("debug_id"))
            }
            MessageKind::DsErrorResponse => {
                let refusal = self.get("error_response");
                refusal.is_some_and(|refusal| refusal.get_in_any_case("code").is_some())
            }
            MessageKind::DsGatewayFault => {
                let type_ = self.text("type").unwrap_or_default();
                let is_known = matches!(type_, "ISV" | "ISP" | "SYSTEM");
                is_known && self.has("code") && self.has("request_id")
            }
            _ => false,
        }
    }

    /// Whether a body that cannot be read as this fault may be meant for it: it tells of an error, or at least that the
    /// call failed.
    pub(super) fn hint_at(&self, fault: MessageKind) -> bool {
        let is_multisafepay = fault == MessageKind::MultiSafepayFault;
        self.tell_of(fault) || (is_multisafepay && self.is_no_success())
    }

    fn is_no_success(&self) -> bool {
        matches!(self.text("success"), Some("false" | "0"))
    }
}

fn starts_with(text: &str, start: &str) -> bool {
    let beginning = text.get(..start.len());
    beginning.is_some_and(|own| own.eq_ignore_ascii_case(start))
}
