//! What the texts of any request have to be.

use http::uri::Authority;

use super::refusal::{Refusal, refuse};
use crate::api::validate::Violations;
use crate::tree::{NodeKind, Ref};
use crate::xml::is_char;

/// The fields with addresses that the service calls, or sends browsers to.
const ADDRESSES: [&str; 3] = ["cancelUrl", "returnUrl", "ipnNotificationUrl"];

/// The rule about account ids. It warns, as longer ones were seen, but no account of the sandbox has one.
const ACCOUNT_ID: &str = "R067";

/// Refuses what a format cannot hold, since no answer with it could be written, and addresses that nothing can be sent
/// to.
pub(super) fn check(request: Ref<'_>) -> Result<(), Refusal> {
    if let Some(path) = unwritable(request) {
        return Err(refuse(580_022).about(path));
    }
    let mut addresses = ADDRESSES.into_iter();
    let is_malformed = |name: &&str| {
        let address = request.get(name).and_then(Ref::as_str);
        address.is_some_and(|address| !has_host(address))
    };
    match addresses.find(is_malformed) {
        Some(name) => Err(refuse(580_028).about(name)),
        None => Ok(()),
    }
}

/// Refuses ids that no account has.
pub(super) fn check_account_ids(violations: &Violations) -> Result<(), Refusal> {
    let mut violations = violations.iter();
    match violations.find(|violation| violation.rule().id == ACCOUNT_ID) {
        Some(violation) => Err(refuse(580_022).about(violation.path())),
        None => Ok(()),
    }
}

/// The path of the first value that a format cannot hold: a text with a character that XML does not have, or an entry of
/// a list without a value, which NVP does not have.
fn unwritable(value: Ref<'_>) -> Option<String> {
    if let Some(text) = value.as_str() {
        let is_wrong = text.contains(|character| !is_char(character));
        return is_wrong.then(String::new);
    }
    let is_list = value.kind() == NodeKind::List;
    let mut children = value.children().enumerate();
    children.find_map(|(at, child)| {
        let below = if is_list && child.is_empty() {
            String::new()
        } else {
            unwritable(child)?
        };
        let dot = if below.is_empty() || below.starts_with('(') {
            ""
        } else {
            "."
        };
        Some(if is_list {
            format!("({at}){dot}{below}")
        } else {
            format!("{}{dot}{below}", child.name())
        })
    })
}

/// Whether an address names a host, and a port that there can be. Names of hosts may have any letters.
fn has_host(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.replace(|character: char| !character.is_ascii(), "x");
    let Ok(authority) = authority.parse::<Authority>() else {
        return false;
    };
    let behind = authority.as_str().rsplit(']').next().unwrap_or_default();
    let behind = behind.rsplit('@').next().unwrap_or_default();
    !authority.host().is_empty() && (!behind.contains(':') || authority.port_u16().is_some())
}
