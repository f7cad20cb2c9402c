//! Showing an order, and listing a caller's transactions.

use super::record::{PurchaseRecord, purchase};
use super::refusal::PurchaseRefusal;
use super::view;
use crate::api::System;
use crate::api::multisafepay::{
    Cursor, MultiSafepayGetOrderResponse, MultiSafepayListTransactionsResponse, Pager,
};
use crate::sandbox::context::Context;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::store::Snapshot;

/// How many transactions a page has unless the caller says otherwise, and at most.
const USUAL_PAGE: usize = 100;
const LONGEST_PAGE: usize = 500;

pub(super) fn show(
    asked: &Asked<'_>,
    snapshot: &Snapshot<'_>,
    context: &Context<'_>,
) -> Result<Reply, PurchaseRefusal> {
    let purchase = purchase(snapshot, asked.id(), context)?;
    let order = view::order(&purchase, context.now);
    Ok(MultiSafepayGetOrderResponse::new(order).into())
}

/// Lists the caller's transactions, the newest first, from the one behind the cursor.
pub(super) fn list(
    asked: &Asked<'_>,
    snapshot: &Snapshot<'_>,
    context: &Context<'_>,
) -> Result<Reply, PurchaseRefusal> {
    let limit = asked
        .parameter("limit")
        .and_then(|limit| limit.parse().ok());
    let limit = limit.unwrap_or(USUAL_PAGE).clamp(1, LONGEST_PAGE);
    let after = asked.parameter("after").filter(|after| !after.is_empty());
    let account = context.caller.account();
    let mut is_behind = after.is_none();
    let mut page = snapshot.newest(limit + 1, |purchase: &PurchaseRecord| {
        let is_wanted = is_behind && purchase.caller == *account;
        is_behind |= after.as_ref() == Some(&purchase.transaction_id);
        is_wanted
    })?;
    let has_more = page.len() > limit;
    page.truncate(limit);
    let last = page.last().filter(|_| has_more);
    let cursor = last.map(|purchase| purchase.transaction_id.clone());
    let transactions = page.iter().map(|own| view::transaction(own, context.now));
    Ok(MultiSafepayListTransactionsResponse {
        success: true.into(),
        data: transactions.collect(),
        pager: Pager {
            after: cursor
                .as_ref()
                .and_then(|cursor| next_page(&asked.base, cursor, limit)),
            before: None,
            cursor: Some(Cursor {
                after: cursor,
                before: None,
            }),
            limit: i64::try_from(limit).ok().map(Into::into),
        },
    }
    .into())
}

fn next_page(base: &str, cursor: &str, limit: usize) -> Option<String> {
    let path = System::MultiSafepay.call("ListTransactions")?.path;
    Some(format!("{base}{path}?after={cursor}&limit={limit}"))
}
