//! The page where a payment or a preapproval is approved.

use http::{Response, StatusCode};

use super::html::{self, Rows, escaped};
use super::{Pairs, Visit, document, pairs, redirect, value};
use crate::api::adaptive_payments::common::PinType;
use crate::api::adaptive_payments::payment_details::PaymentDetailsResponse;
use crate::api::adaptive_payments::preapproval_details::PreapprovalDetailsResponse;
use crate::sandbox::buyer::ANYBODY;
use crate::sandbox::{Buyer, Sandbox, VisitError};
use crate::value::Secret;

const CANCEL: &str = "<button name=\"action\" value=\"cancel\" formnovalidate>Cancel</button>";

/// The button that a payment or a preapproval is approved with.
const APPROVE: &[(&str, &str)] = &[("approve", "Approve")];

/// What a page is about, by the key in its URL.
enum Subject {
    Payment(String),
    Preapproval(String),
}

impl Subject {
    fn of(query: &Pairs) -> Option<Self> {
        let own = |name| value(query, name).filter(|key| !key.is_empty());
        let payment = || own("paykey").map(|key| Subject::Payment(key.to_owned()));
        let preapproval = own("preapprovalkey").map(|key| Subject::Preapproval(key.to_owned()));
        preapproval.or_else(payment)
    }
}

pub(in crate::sandbox) fn page(sandbox: &Sandbox, visit: &Visit<'_>) -> Response<Vec<u8>> {
    let Some(subject) = Subject::of(&pairs(visit.query.as_bytes())) else {
        let text = "The URL needs paykey or preapprovalkey: /webscr?cmd=_ap-payment&paykey=AP-…";
        return document(
            StatusCode::BAD_REQUEST,
            html::message("Nothing to approve", text),
        );
    };
    if visit.is_post {
        return clicked(sandbox, &subject, &pairs(visit.body));
    }
    match shown(sandbox, &subject) {
        Ok(text) => document(StatusCode::OK, text),
        Err(error) => refused(&error),
    }
}

/// The page about something, with what can be done with it.
fn shown(sandbox: &Sandbox, subject: &Subject) -> Result<String, VisitError> {
    let unknown = || VisitError::UnknownKey;
    match subject {
        Subject::Payment(key) => {
            let details = sandbox.payment(key).map_err(VisitError::Store)?;
            let state = sandbox.waits_for_approval(key);
            Ok(payment(&details.ok_or_else(unknown)?, state))
        }
        Subject::Preapproval(key) => {
            let details = sandbox.preapproval(key).map_err(VisitError::Store)?;
            let state = sandbox.preapproval_waits_for_approval(key);
            Ok(preapproval(&details.ok_or_else(unknown)?, state))
        }
    }
}

/// Carries out what a person clicked.
fn clicked(sandbox: &Sandbox, subject: &Subject, form: &Pairs) -> Response<Vec<u8>> {
    let cancels = value(form, "action") == Some("cancel");
    let buyer = buyer(form);
    let done = match subject {
        Subject::Payment(key) if cancels => sandbox.cancel(key),
        Subject::Payment(key) => sandbox.approve_as(key, &buyer),
        Subject::Preapproval(key) if cancels => sandbox.cancel_preapproval(key),
        Subject::Preapproval(key) => sandbox.approve_preapproval_as(key, &buyer),
    };
    match done {
        Ok(url) => redirect(&url),
        Err(error) => refused(&error),
    }
}

/// The person that a form describes. Empty fields are as good as none.
pub(super) fn buyer(form: &Pairs) -> Buyer {
    let given = |name| value(form, name).filter(|text| !text.is_empty());
    let mut buyer = given("email").map_or_else(Buyer::default, Buyer::new);
    if let Some(pin) = given("pin") {
        buyer = buyer.pin(Secret::new(pin.to_owned()));
    }
    if let Some(address) = given("addressId") {
        buyer = buyer.ship_to(address);
    }
    buyer
}

pub(super) fn refused(error: &VisitError) -> Response<Vec<u8>> {
    let status = match error {
        VisitError::UnknownKey => StatusCode::NOT_FOUND,
        VisitError::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::CONFLICT,
    };
    document(status, html::message("Not approved", &error.to_string()))
}

fn payment(details: &PaymentDetailsResponse, state: Result<(), VisitError>) -> String {
    let mut rows = Rows::new();
    let currency = &details.currency_code;
    for info in &details.payment_info_list.payment_info {
        let receiver = &info.receiver;
        let who = receiver.email.as_deref();
        let who = who
            .or(receiver.account_id.as_deref())
            .unwrap_or("a receiver");
        let note = if receiver.primary == Some(true) {
            " (primary)"
        } else {
            ""
        };
        let amount = format!("{} {currency} to {who}{note}", receiver.amount);
        rows.add("Pay", Some(&amount));
    }
    rows.add("For", details.memo.as_deref());
    rows.add("Status", Some(details.status.as_str()));
    rows.add("Pay key", Some(&details.pay_key));
    let sender = details.sender_email.as_deref();
    let below = match state {
        Ok(()) => form(sender, "", APPROVE),
        Err(error) => note(&error),
    };
    html::page("Approve a payment", &(rows.finish() + &below))
}

fn preapproval(details: &PreapprovalDetailsResponse, state: Result<(), VisitError>) -> String {
    let currency = &details.currency_code;
    let money = |amount: Option<&crate::Amount>| amount.map(|own| format!("{own} {currency}"));
    let count = |number: Option<i32>| number.map(|own| own.to_string());
    let mut rows = Rows::new();
    let total = money(details.max_total_amount_of_all_payments.as_ref());
    rows.add("All payments at most", total.as_deref());
    let each = money(details.max_amount_per_payment.as_ref());
    rows.add("Each payment at most", each.as_deref());
    rows.add(
        "Payments at most",
        count(details.max_number_of_payments).as_deref(),
    );
    let period = details.payment_period.as_ref().map(ToString::to_string);
    rows.add("Period", period.as_deref());
    let per_period = count(details.max_number_of_payments_per_period);
    rows.add("Payments in a period", per_period.as_deref());
    rows.add("From", Some(details.starting_date.as_str()));
    rows.add(
        "Until",
        details.ending_date.as_ref().map(crate::DateTime::as_str),
    );
    rows.add("For", details.memo.as_deref());
    rows.add("Status", Some(details.status.as_str()));
    let pin = if details.pin_type == Some(PinType::Required) {
        "<label>PIN for payments <input name=\"pin\" type=\"password\" autocomplete=\"off\" required></label>\n"
    } else {
        ""
    };
    let sender = details.sender_email.as_deref();
    let below = match state {
        Ok(()) => form(sender, pin, APPROVE),
        // One that was approved can be ended.
        Err(error @ VisitError::Approved) => note(&error) + &ending(),
        Err(error) => note(&error),
    };
    html::page("Approve a preapproval", &(rows.finish() + &below))
}

/// Why nothing can be approved.
pub(super) fn note(error: &VisitError) -> String {
    format!(
        "\n<p>{}</p>",
        escaped(&format!("There is nothing to approve: {error}."))
    )
}

fn ending() -> String {
    format!("\n<form method=\"post\">\n{CANCEL}\n</form>")
}

/// The form with the buttons, of which Enter clicks the first, and what a person enters.
pub(super) fn form(sender: Option<&str>, fields: &str, buttons: &[(&str, &str)]) -> String {
    let sender = escaped(sender.unwrap_or(ANYBODY));
    let buttons = buttons.iter().map(|(action, label)| {
        format!("<button name=\"action\" value=\"{action}\">{label}</button>\n")
    });
    let buttons: String = buttons.collect();
    format!(
        "\n<form method=\"post\">\n\
         <label>Your email address <input name=\"email\" type=\"email\" value=\"{sender}\"></label>\n{fields}{buttons}\
         {CANCEL}\n</form>"
    )
}
