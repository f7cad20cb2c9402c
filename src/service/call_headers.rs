//! Header fields that say something about a call.

use super::media;
use crate::api::{Environment, MessageKind, System};
use crate::codec::Format;
use crate::soap::ACTION_HEADER;

#[cfg(feature = "adaptive-payments")]
use crate::api::adaptive_payments::service::{self, header};

/// Header fields of a request.
pub(super) struct Fields<'h>(Vec<(&'h str, &'h str)>);

impl<'h> Fields<'h> {
    pub(super) fn of(headers: impl IntoIterator<Item = (&'h str, &'h str)>) -> Self {
        Fields(headers.into_iter().collect())
    }

    /// The value of the first field with a name, letter case ignored.
    pub(super) fn get(&self, name: &str) -> Option<&'h str> {
        let mut all = self.0.iter();
        all.find_map(|(own, value)| own.eq_ignore_ascii_case(name).then_some(*value))
    }

    /// Whether there are fields of Adaptive Payments.
    pub(super) fn has_own(&self) -> bool {
        let is_own = |name: &str| {
            let start = name.get(..9);
            start.is_some_and(|start| start.eq_ignore_ascii_case("x-paypal-"))
        };
        self.0.iter().any(|(name, _)| is_own(name))
    }
}

/// What header fields say about the operation.
pub(super) enum Named {
    Nothing,
    Operation(System, &'static str),
    /// An operation that no system has.
    Unknown,
}

/// The operation that header fields name: the service's own, `SOAPAction`, or the parameter `action` of the content type,
/// which SOAP 1.2 has in its place.
pub(super) fn operation(fields: &Fields<'_>) -> Named {
    #[cfg(feature = "adaptive-payments")]
    if let Some(operation) = fields
        .get(header::OPERATION_NAME)
        .and_then(service::operation)
    {
        return Named::Operation(System::AdaptivePayments, operation.name);
    }
    let content_type = fields.get("content-type").unwrap_or_default();
    let action = fields
        .get(ACTION_HEADER)
        .or_else(|| media::parameter(content_type, "action"));
    let action = action.unwrap_or_default().trim().trim_matches('"');
    // Many clients send it empty.
    if action.is_empty() {
        return Named::Nothing;
    }
    let mut all = MessageKind::ALL.iter().map(|kind| kind.info());
    let named = all.find(|info| info.soap_action().as_deref() == Some(action));
    match named.and_then(|info| Some((info.system, info.operation?))) {
        Some((system, operation)) => Named::Operation(system, operation),
        None => Named::Unknown,
    }
}

/// The environment whose host this is.
pub(super) fn environment_of(host: &str) -> Option<Environment> {
    #[cfg(feature = "adaptive-payments")]
    return Environment::of_host(host);
    #[cfg(not(feature = "adaptive-payments"))]
    return None;
}

/// Whether the host has the pages for people instead of operations.
pub(super) fn is_web_host(host: &str, environment: Option<Environment>) -> bool {
    #[cfg(feature = "adaptive-payments")]
    return environment.is_some_and(|own| own.web_host().eq_ignore_ascii_case(host));
    #[cfg(not(feature = "adaptive-payments"))]
    return false;
}

/// The format that a request declares for its body.
pub(super) fn request_format(fields: &Fields<'_>) -> Option<Format> {
    #[cfg(feature = "adaptive-payments")]
    let own = [header::REQUEST_DATA_FORMAT, header::MESSAGE_PROTOCOL];
    #[cfg(not(feature = "adaptive-payments"))]
    let own = [];
    declared_format(|name| fields.get(name), &own)
}

/// The format that a request names for its answer.
pub(super) fn reply_format(fields: &Fields<'_>) -> Option<Format> {
    #[cfg(feature = "adaptive-payments")]
    return fields
        .get(header::RESPONSE_DATA_FORMAT)
        .and_then(named_format);
    #[cfg(not(feature = "adaptive-payments"))]
    return None;
}

/// The format that header fields declare: the service's own fields take precedence over the content type.
pub(crate) fn declared_format<'h>(
    get: impl Fn(&str) -> Option<&'h str>,
    own: &[&str],
) -> Option<Format> {
    let named = own.iter().find_map(|name| get(name));
    let named = named.and_then(named_format);
    named.or_else(|| get("content-type").and_then(Format::from_content_type))
}

/// The format that a field of Adaptive Payments names.
fn named_format(value: &str) -> Option<Format> {
    #[cfg(feature = "adaptive-payments")]
    return Format::from_header(value);
    #[cfg(not(feature = "adaptive-payments"))]
    return None;
}
