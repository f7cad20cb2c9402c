//! Capturing what was reserved.

use super::record::purchase;
use super::refusal::{PurchaseRefusal, UNSPECIFIED, refuse_saying};
use crate::sandbox::context::Context;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::store::Snapshot;

/// Refuses to capture: payments of the sandbox are completed at once, as those with Alipay are, so nothing is reserved.
pub(super) fn capture(
    asked: &Asked<'_>,
    snapshot: &Snapshot<'_>,
    context: &Context<'_>,
) -> Result<Reply, PurchaseRefusal> {
    purchase(snapshot, asked.id(), context)?;
    Err(refuse_saying(
        UNSPECIFIED,
        "Nothing is reserved for this order",
    ))
}
