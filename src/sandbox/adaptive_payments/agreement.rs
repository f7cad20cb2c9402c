//! A preapproval as the store keeps it, and what may be paid by it.

use serde::{Deserialize, Serialize};

use super::payment::Sender;
use super::period::{self, Period};
use super::refusal::{Refusal, refuse};
use crate::api::adaptive_payments::common::PinType;
use crate::api::adaptive_payments::preapproval::PreapprovalRequest;
use crate::api::adaptive_payments::preapproval_details::PreapprovalStatus;
use crate::sandbox::caller::Account;
use crate::sandbox::id;
use crate::sandbox::store::{Lookup, Record, Records};
use crate::value::{Amount, Currency, Secret};

/// After so many wrong PINs one after the other, a preapproval is suspended.
const WRONG_PINS: u32 = 3;

/// A preapproval.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Agreement {
    pub(super) key: String,
    pub(super) caller: Account,
    pub(super) request: PreapprovalRequest,
    pub(super) sender: Option<Sender>,
    pub(super) approved: bool,
    pub(super) status: PreapprovalStatus,
    /// The digest of the PIN, once one was chosen.
    pub(super) pin: Option<String>,
    pub(super) wrong_pins: u32,
    /// How many payments were made with it.
    pub(super) payments: i64,
    /// How much was paid with it.
    pub(super) paid: Amount,
    /// The number of the period of the last payment, and how many were made in it.
    pub(super) last_period: (i64, i64),
}

impl Record for Agreement {
    const TABLE: Records = Records::new("preapprovals");

    fn key(&self) -> &str {
        &self.key
    }
}

/// A payment that is to be made with a preapproval.
pub(super) struct Planned<'p> {
    pub(super) sender: Option<&'p Sender>,
    pub(super) currency: &'p Currency,
    pub(super) amount: Amount,
    pub(super) now: i64,
}

/// The preapproval of a key, which a request gives.
pub(super) fn by_key(lookup: &impl Lookup, key: &str) -> Result<Agreement, Refusal> {
    lookup
        .record(key)?
        .ok_or_else(|| refuse(589_019).about(key))
}

impl Agreement {
    /// Whether a caller may use it: the one that set it up.
    pub(super) fn is_of(&self, caller: &Account) -> bool {
        self.caller == *caller
    }

    /// Whether it concerns an account: its caller or its sender.
    pub(super) fn concerns(&self, account: &Account) -> bool {
        let sender = self.sender.as_ref();
        self.is_of(account) || sender.is_some_and(|sender| sender.account == *account)
    }

    pub(super) fn needs_pin(&self) -> bool {
        self.request.pin_type == Some(PinType::Required)
    }

    /// Refuses payments while it is not in force.
    pub(super) fn check_state(&self) -> Result<(), Refusal> {
        match self.status {
            PreapprovalStatus::Canceled => Err(refuse(569_013)),
            PreapprovalStatus::Active if self.approved => Ok(()),
            PreapprovalStatus::Active => Err(refuse(539_012)),
            _ => Err(refuse(569_019)),
        }
    }

    /// Takes a PIN if none was chosen before. Whether it is the one that was chosen.
    pub(super) fn choose_pin(&mut self, pin: &Secret<String>) -> bool {
        let given = self.digest(pin);
        *self.pin.get_or_insert_with(|| given.clone()) == given
    }

    /// The digest of a PIN, so that the store does not have it in plain text.
    fn digest(&self, pin: &Secret<String>) -> String {
        id::digest(&self.key, pin.expose())
    }

    /// Refuses a payment with a wrong PIN, and counts it.
    pub(super) fn check_pin(&mut self, pin: Option<&Secret<String>>) -> Result<(), Refusal> {
        if !self.needs_pin() {
            return Ok(());
        }
        let given = pin.map(|pin| self.digest(pin));
        if given.is_some() && given == self.pin {
            self.wrong_pins = 0;
            return Ok(());
        }
        self.wrong_pins += 1;
        if self.wrong_pins >= WRONG_PINS {
            self.status = PreapprovalStatus::Deactived;
            return Err(refuse(569_019).keeping_changes());
        }
        let message = "Invalid request parameter: <value>";
        Err(refuse(580_022)
            .saying(message)
            .about("pin")
            .keeping_changes())
    }

    /// Refuses a payment that is not what was agreed on, or more.
    pub(super) fn check(&self, planned: &Planned<'_>) -> Result<(), Refusal> {
        let own = self.sender.as_ref().map(|sender| &sender.account);
        if planned.sender.map(|sender| &sender.account) != own {
            return Err(refuse(579_014));
        }
        if *planned.currency != self.request.currency_code {
            return Err(refuse(579_027));
        }
        self.check_day(planned.now)?;
        self.check_amounts(&planned.amount)?;
        self.check_numbers(planned.now)
    }

    fn check_day(&self, now: i64) -> Result<(), Refusal> {
        let request = &self.request;
        let start = period::day(&request.starting_date);
        let end = request.ending_date.as_ref().and_then(period::day);
        let has_begun = start.is_none_or(|(day, offset)| period::day_of(now, offset) >= day);
        let has_ended = end.is_some_and(|(day, offset)| period::day_of(now, offset) > day);
        if !has_begun || has_ended {
            return Err(refuse(579_024));
        }
        let Some((_, offset)) = start else {
            return Ok(());
        };
        let today = period::day_of(now, offset);
        if !period::is_weekday(today, request.day_of_week.as_ref()) {
            return Err(refuse(579_025));
        }
        if !period::is_date_of_month(today, request.date_of_month) {
            return Err(refuse(579_026));
        }
        Ok(())
    }

    fn check_amounts(&self, amount: &Amount) -> Result<(), Refusal> {
        let request = &self.request;
        if request
            .max_amount_per_payment
            .is_some_and(|most| *amount > most)
        {
            return Err(refuse(579_028));
        }
        let total = self.paid.checked_add(amount);
        let most = request.max_total_amount_of_all_payments;
        if most.is_some_and(|most| total.is_none_or(|total| total > most)) {
            return Err(refuse(579_031));
        }
        Ok(())
    }

    /// The documents have no number for too many payments in all, so they are refused as too many of a period.
    fn check_numbers(&self, now: i64) -> Result<(), Refusal> {
        let most = self.request.max_number_of_payments;
        let most_of_period = self.request.max_number_of_payments_per_period;
        let is_used = |most: Option<i32>, made: i64| most.is_some_and(|most| made >= most.into());
        if is_used(most, self.payments) || is_used(most_of_period, self.in_period(now)) {
            return Err(refuse(579_030));
        }
        Ok(())
    }

    /// The period that a moment is in. `None` if the first day cannot be read, which the rules refuse.
    pub(super) fn period(&self, now: i64) -> Option<Period> {
        let (start, offset) = period::day(&self.request.starting_date)?;
        let today = period::day_of(now, offset);
        Some(Period::of(
            start,
            today,
            self.request.payment_period.as_ref(),
        ))
    }

    /// How many payments were made in the period that a moment is in.
    pub(super) fn in_period(&self, now: i64) -> i64 {
        let number = self.period(now).map(|period| period.number);
        let (last, made) = self.last_period;
        if number == Some(last) { made } else { 0 }
    }

    /// Counts a payment that was made. `None` if the sum is too large, which [`check`](Agreement::check) refuses.
    pub(super) fn count(&mut self, amount: &Amount, now: i64) -> Option<()> {
        let made = self.in_period(now) + 1;
        self.paid = self.paid.checked_add(amount)?;
        self.payments += 1;
        let period = self.period(now);
        self.last_period = (period.map_or(0, |period| period.number), made);
        Some(())
    }
}
