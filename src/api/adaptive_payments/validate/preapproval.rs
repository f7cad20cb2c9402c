//! The rules between fields of a `PreapprovalRequest`.

use std::cmp::Ordering;

use jiff::{Span, civil};

use super::places;
use super::rules::{R108, R109, R110, R113, R114, R116, R128};
use crate::api::adaptive_payments::preapproval::PreapprovalRequest;
use crate::api::validate::{Check, Report};
use crate::value::{Amount, Currency, Date, DateTime};

pub(in super::super) const PREAPPROVAL: &[Check<PreapprovalRequest>] = &[
    Check::new(&R108, not_in_the_past),
    Check::new(&R109, starts_before_it_ends),
    Check::new(&R110, a_year_at_most),
    Check::new(&R113, total),
    Check::new(&R114, one_payment_and_total),
    Check::new(&R116, payments_of_a_period),
    Check::new(&R128, sender_once),
    places::PREAPPROVED,
];

/// The day of a date that the guide writes with a time or without. `None` where it is neither: that
/// is another rule's.
fn day(date: &DateTime) -> Option<civil::Date> {
    let with_time = date.to_civil().map(civil::DateTime::date);
    with_time
        .or_else(|_| Date::from(date.as_str()).to_civil())
        .ok()
}

fn not_in_the_past(request: &PreapprovalRequest, report: &mut Report<'_>) {
    let start = day(&request.starting_date);
    if let (Some(today), Some(start)) = (report.today(), start)
        && start < today
    {
        report.add("startingDate", "is before today");
    }
}

fn starts_before_it_ends(request: &PreapprovalRequest, report: &mut Report<'_>) {
    let (start, Some(end)) = (&request.starting_date, &request.ending_date) else {
        return;
    };
    let by_day = || Some(day(start)?.cmp(&day(end)?));
    if start.compare(end).or_else(by_day) == Some(Ordering::Greater) {
        report.add("endingDate", "is before startingDate");
    }
}

fn a_year_at_most(request: &PreapprovalRequest, report: &mut Report<'_>) {
    let start = day(&request.starting_date);
    let latest = start.and_then(|start| start.checked_add(Span::new().years(1)).ok());
    let end = request.ending_date.as_ref().and_then(day);
    if let (Some(latest), Some(end)) = (latest, end)
        && end > latest
    {
        report.add("endingDate", "is more than a year after startingDate");
    }
}

fn total(request: &PreapprovalRequest, report: &mut Report<'_>) {
    // What it is in other currencies, the service alone knows.
    let limit = Amount::from(2000);
    let total = request.max_total_amount_of_all_payments.as_ref();
    if request.currency_code == Currency::USD && total.is_some_and(|total| *total > limit) {
        report.add("maxTotalAmountOfAllPayments", "is more than 2000 USD");
    }
}

fn one_payment_and_total(request: &PreapprovalRequest, report: &mut Report<'_>) {
    let one = request.max_amount_per_payment.as_ref();
    let total = request.max_total_amount_of_all_payments.as_ref();
    if one.zip(total).is_some_and(|(one, total)| one > total) {
        report.add(
            "maxAmountPerPayment",
            "is more than maxTotalAmountOfAllPayments",
        );
    }
}

fn payments_of_a_period(request: &PreapprovalRequest, report: &mut Report<'_>) {
    let period = request.max_number_of_payments_per_period;
    let all = request.max_number_of_payments;
    if period.zip(all).is_some_and(|(period, all)| period > all) {
        report.add(
            "maxNumberOfPaymentsPerPeriod",
            "is more than maxNumberOfPayments",
        );
    }
}

fn sender_once(request: &PreapprovalRequest, report: &mut Report<'_>) {
    if request.sender_email.is_some() && request.sender.is_some() {
        report.add("senderEmail", "is given beside sender");
    }
}
