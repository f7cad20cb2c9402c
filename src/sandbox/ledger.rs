//! The balances of accounts.

use super::caller::Account;
use super::error::Cause;
use super::store::{Change, Index, Lookup};
use crate::value::{Amount, Currency};

/// Balances as text, by currency and account.
const BALANCES: Index = Index::new("balances");

/// Moves money from one account to another. What one has less the other has more, whatever happens.
pub(super) fn transfer(
    change: &Change<'_>,
    currency: &Currency,
    amount: &Amount,
    (from, to): (&Account, &Account),
) -> Result<(), Cause> {
    add(change, currency, from, &-*amount)?;
    add(change, currency, to, amount)
}

fn add(
    change: &Change<'_>,
    currency: &Currency,
    account: &Account,
    amount: &Amount,
) -> Result<(), Cause> {
    let before = balance(change, currency, account)?;
    let after = before
        .checked_add(amount)
        .ok_or_else(|| Cause::Damaged("a balance is too large"))?;
    change.set_index(BALANCES, &place(currency, account), &after.to_string());
    Ok(())
}

/// The balance of an account: what it got less what it gave.
pub(super) fn balance(
    lookup: &impl Lookup,
    currency: &Currency,
    account: &Account,
) -> Result<Amount, Cause> {
    match lookup.indexed(BALANCES, &place(currency, account))? {
        Some(text) => text
            .parse()
            .map_err(|_| Cause::Damaged("a balance is no number")),
        None => Ok(super::money::zero(currency)),
    }
}

fn place(currency: &Currency, account: &Account) -> String {
    format!("{currency} {}", account.id())
}
