//! Notifications about orders, which are put into the outbox with what they are about.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use sha2::Sha512;

use super::record::PurchaseRecord;
use super::view;
use crate::api::AnyMessage;
use crate::codec::{self, Config, Format};
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;
use crate::sandbox::id::hexadecimal;
use crate::sandbox::store::{Change, Entry, Post};
use crate::sandbox::url::with_parameters;

/// Notifies of an order's state, if the order says where: the order as JSON, signed with the caller's key. A receiver that
/// wants `GET` is only told the order's name.
pub(super) fn of(
    purchase: &PurchaseRecord,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), Cause> {
    let options = purchase.options();
    let Some(url) = options.notification_url.filter(|url| !url.is_empty()) else {
        return Ok(());
    };
    let timestamp = (context.now / 1000).to_string();
    let parameters = [
        ("transactionid", purchase.order_id()),
        ("timestamp", &timestamp),
    ];
    let method = options.notification_method.unwrap_or_default();
    let (body, post) = if method.eq_ignore_ascii_case("GET") {
        (String::new(), Post::Get)
    } else {
        let order: AnyMessage = view::order(purchase, context.now).into();
        let body = codec::encode(&order, Format::Json, &Config::strict());
        let body = body.map_err(|_| Cause::Damaged("a notification cannot be written"))?;
        let signature = signature(&purchase.api_key, &timestamp, &body)?;
        (body, Post::Json(signature))
    };
    let entry = Entry {
        url: with_parameters(&url, &parameters),
        body,
        post,
        failed: 0,
    };
    change.post(context.now, entry)
}

/// The signature of a body at a time, with the time.
fn signature(api_key: &str, timestamp: &str, body: &str) -> Result<String, Cause> {
    let mac = Hmac::<Sha512>::new_from_slice(api_key.as_bytes());
    let mac = mac.map_err(|_| Cause::Damaged("a key cannot sign"))?;
    let mac = mac
        .chain_update(timestamp)
        .chain_update(":")
        .chain_update(body);
    let digest = hexadecimal(&mac.finalize().into_bytes(), 128);
    Ok(STANDARD.encode(format!("{timestamp}:{digest}")))
}
