//! Summarises a message in a few lines: who pays whom how much, its state and its errors.

use paywire::api::facts::{Allowance, Facts, KeyKind, OutcomeKind, Party, Problem, Sum, Transfer};

use crate::record::MessageRecord;

/// The most recipients listed.
const MOST_RECIPIENTS: usize = 8;
/// The most fields of an error listed.
const MOST_DETAILS: usize = 8;

/// The summary of a message. Its texts are as the message has them; escape them before showing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Headline {
    /// Who pays whom how much, in which state.
    pub(crate) lines: Vec<String>,
    /// The errors, each with the explanation of its code.
    pub(crate) troubles: Vec<(String, Option<String>)>,
}

impl Headline {
    /// Summarises a message; empty if it has no facts.
    pub(crate) fn of(record: &MessageRecord) -> Self {
        let Some(facts) = &record.facts else {
            return Headline::default();
        };
        let mut lines = money(facts, record.direction == Some("request"));
        state(&mut lines, facts);
        lines.extend(facts.next.as_ref().map(ToString::to_string));
        recipients(&mut lines, &facts.transfers);
        lines.extend(fees(facts));
        lines.extend(facts.memo.as_ref().map(|memo| format!("memo: {memo}")));
        let troubles = facts
            .errors
            .iter()
            .map(|trouble| (error_line(trouble), explained(trouble)));
        let troubles = troubles.collect();
        Headline { lines, troubles }
    }
}

/// The money that moves, in one line, otherwise the payer.
fn money(facts: &Facts, asks: bool) -> Vec<String> {
    let allowance = facts.allowance.as_ref();
    let parts = [
        payment(facts, asks),
        refund(facts, asks),
        allowance.and_then(|own| allowed(facts, own)),
        unread(facts),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if !parts.is_empty() {
        return vec![parts.join("; ")];
    }
    let payer = facts.payer.iter();
    payer.map(|payer| format!("of {payer}")).collect()
}

/// The payer, the sums and the recipients of a payment.
fn payment(facts: &Facts, asks: bool) -> Option<String> {
    let sums = listed(&facts.totals)?;
    let to = facts.transfers.iter().filter(|own| own.amount.is_some());
    let to: Vec<&Party> = to.map(|own| &own.to).collect();
    let to = match to.as_slice() {
        [one] if one.is_empty() => String::new(),
        [one] => format!(" to {one}"),
        [] => String::new(),
        several => format!(" to {} recipients", several.len()),
    };
    Some(match (&facts.payer, asks) {
        (Some(payer), true) => format!("{payer} is to pay {sums}{to}"),
        (Some(payer), false) => format!("{payer} pays {sums}{to}"),
        (None, _) => format!("{sums}{to}"),
    })
}

/// The sums that are refunded and who refunds them.
fn refund(facts: &Facts, asks: bool) -> Option<String> {
    let sums = listed(&facts.refunds)?;
    let goes = if asks { "is to go back" } else { "went back" };
    let mut from = facts.transfers.iter().filter(|own| back(own).is_some());
    // If there is one recipient, it is the one who refunds.
    let is_named = !facts.totals.is_empty() && facts.transfers.len() == 1;
    let from = match (from.next(), from.next()) {
        (Some(one), None) if !is_named && !one.to.is_empty() => format!(" from {}", one.to),
        _ => String::new(),
    };
    Some(format!("{sums} {goes}{from}"))
}

/// The limits of a preapproval.
fn allowed(facts: &Facts, allowance: &Allowance) -> Option<String> {
    let total = allowance
        .total
        .as_ref()
        .map(|sum| format!("up to {sum} in all"));
    let each = allowance
        .each
        .as_ref()
        .map(|sum| format!("up to {sum} each"));
    let used = allowance.used.as_ref().map(|sum| format!("{sum} used"));
    let parts: Vec<String> = [total, each, used].into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let payer = facts
        .payer
        .as_ref()
        .map_or_else(String::new, |payer| format!("{payer} allows "));
    Some(format!("{payer}payments: {}", parts.join(", ")))
}

/// Unreadable amounts verbatim, with the payer where nothing else names it.
fn unread(facts: &Facts) -> Option<String> {
    let amounts = facts.unread_amounts.iter();
    let amounts: Vec<String> = amounts.map(|own| format!("\"{}\"", own.text)).collect();
    if amounts.is_empty() {
        return None;
    }
    let is_alone = facts.totals.is_empty() && facts.refunds.is_empty();
    let payer = facts.payer.as_ref().filter(|_| is_alone);
    let payer = payer.map_or_else(String::new, |payer| format!("{payer}: "));
    Some(format!(
        "{payer}{} is not a valid amount",
        amounts.join(", ")
    ))
}

/// Appends the state to the first line.
fn state(lines: &mut Vec<String>, facts: &Facts) {
    let whole = facts.status.as_deref();
    let part = only_status(&facts.transfers).filter(|part| {
        let same = whole.is_some_and(|whole| whole.eq_ignore_ascii_case(part));
        !same
    });
    let reason = match facts.transfers.as_slice() {
        [one] => one.reason.as_deref(),
        _ => None,
    };
    let reason = reason.map(because);
    let status: Vec<&str> = [whole, part, reason.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let status = (!status.is_empty()).then(|| status.join(", "));
    let outcome = facts.outcome.map(OutcomeKind::as_str);
    let state = match (status, outcome) {
        (Some(status), Some(outcome)) => format!("{status} ({outcome})"),
        (Some(status), None) => status,
        (None, Some(outcome)) => outcome.to_owned(),
        (None, None) => return,
    };
    match lines.first_mut() {
        Some(first) => *first = format!("{first}: {state}"),
        None => lines.push(match subject(facts) {
            Some(subject) => format!("{subject}: {state}"),
            None => state,
        }),
    }
}

/// The state of the transfer, if there is only one.
pub(crate) fn only_status(transfers: &[Transfer]) -> Option<&str> {
    match transfers {
        [one] => one.status.as_deref(),
        _ => None,
    }
}

fn because(reason: &str) -> String {
    format!("reason: {reason}")
}

/// The key to show for a message without sums.
fn subject(facts: &Facts) -> Option<&str> {
    let naming = [
        KeyKind::PayKey,
        KeyKind::PreapprovalKey,
        KeyKind::OrderId,
        KeyKind::MerchantOrderId,
        KeyKind::PaymentId,
        KeyKind::TrackingId,
    ];
    naming.into_iter().find_map(|kind| facts.key(kind))
}

/// Adds a line for each recipient, if there are several.
fn recipients(lines: &mut Vec<String>, transfers: &[Transfer]) {
    let paid = transfers
        .iter()
        .filter(|own| own.amount.is_some() || back(own).is_some());
    let paid: Vec<&Transfer> = paid.collect();
    if paid.len() < 2 {
        return;
    }
    lines.extend(paid.iter().take(MOST_RECIPIENTS).map(|own| recipient(own)));
    if let Some(more) = paid
        .len()
        .checked_sub(MOST_RECIPIENTS)
        .filter(|more| *more > 0)
    {
        lines.push(format!("  and {more} more"));
    }
}

fn recipient(transfer: &Transfer) -> String {
    let amount = transfer.amount.as_ref().map(|sum| format!("{sum} "));
    let amount = amount.unwrap_or_default();
    let side = if amount.is_empty() { "from" } else { "to" };
    let to = &transfer.to;
    let to = if to.is_empty() {
        format!("a receiver {to}")
    } else {
        to.to_string()
    };
    let role = transfer
        .role
        .map(|role| format!(" ({role})"))
        .unwrap_or_default();
    let reason = transfer.reason.as_deref().map(because);
    let status: Vec<&str> = [transfer.status.as_deref(), reason.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let status = (!status.is_empty()).then(|| format!(": {}", status.join(", ")));
    let back = back(transfer).map(|sum| format!(", {sum} back"));
    let (status, back) = (status.unwrap_or_default(), back.unwrap_or_default());
    format!("  {amount}{side} {to}{role}{status}{back}")
}

/// The refunded sum of a transfer, if it is not zero.
fn back(transfer: &Transfer) -> Option<&Sum> {
    let refunded = transfer.refunded.as_ref();
    refunded.filter(|sum| !sum.amount.is_zero())
}

fn fees(facts: &Facts) -> Option<String> {
    let sums = listed(&facts.fees);
    match (sums, &facts.fees_payer) {
        (Some(sums), Some(payer)) => Some(format!("fees: {sums}, paid by {payer}")),
        (Some(sums), None) => Some(format!("fees: {sums}")),
        (None, _) => None,
    }
}

/// Sums as a list; `None` if there are none.
pub(crate) fn listed(sums: &[Sum]) -> Option<String> {
    let sums: Vec<String> = sums.iter().map(ToString::to_string).collect();
    (!sums.is_empty()).then(|| sums.join(" + "))
}

/// An error in one line: its code, the service's message and what it is about.
pub(crate) fn error_line(trouble: &Problem) -> String {
    let kind = if trouble.is_warning() {
        "warning"
    } else {
        "error"
    };
    let code = trouble.code.as_ref().map(|code| format!(" {code}"));
    let words = trouble.message.as_ref().map(|words| format!(": {words}"));
    let about = about(trouble);
    let about = if about.is_empty() {
        about
    } else {
        format!(" ({about})")
    };
    let whose = trouble.whose.as_ref().map(|whose| format!(", of {whose}"));
    let parts = [code, words, Some(about), whose];
    kind.to_owned() + &parts.into_iter().flatten().collect::<String>()
}

/// The service's message and what it says about each field.
pub(crate) fn words(trouble: &Problem) -> String {
    let details = trouble.details.iter().map(ToString::to_string);
    let words: Vec<String> = trouble.message.iter().cloned().chain(details).collect();
    words.join("; ")
}

/// What the error is about: fields with their problems, otherwise the parameters that the service
/// names.
fn about(trouble: &Problem) -> String {
    let mut about: Vec<String> = trouble.details.iter().map(ToString::to_string).collect();
    let separator = if about.is_empty() {
        about.clone_from(&trouble.parameters);
        ", "
    } else {
        "; "
    };
    if let Some(more) = about
        .len()
        .checked_sub(MOST_DETAILS)
        .filter(|more| *more > 0)
    {
        about.truncate(MOST_DETAILS);
        about.push(format!("and {more} more"));
    }
    about.join(separator)
}

/// The explanation of the error's code.
pub(crate) fn explained(trouble: &Problem) -> Option<String> {
    let known = [trouble.meaning, trouble.remedy];
    let known: Vec<String> = known.into_iter().flatten().map(sentence).collect();
    (!known.is_empty()).then(|| known.join(" "))
}

/// Makes a text a sentence: some error tables have sentences, others fragments.
pub(crate) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    let stop = if text.ends_with('.') { "" } else { "." };
    let sentence: String = first.into_iter().flatten().chain(characters).collect();
    sentence + stop
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_either_kind_are_sentences() {
        assert_eq!(sentence("check the id"), "Check the id.");
        assert_eq!(sentence("It failed."), "It failed.");
        assert_eq!(sentence(""), ".");
    }

    #[test]
    fn invalid_amounts_and_reasons_are_shown_verbatim() {
        use paywire::api::facts::ToFacts as _;
        use paywire::api::multisafepay::MultiSafepayOrder;

        let line = |rest: &str| {
            let body = format!(
                r#"{{"order_id":"m-1","amount":1250,"customer":{{"email":"a@b.example"}},{rest}}}"#
            );
            let order: MultiSafepayOrder = paywire::json::from_str(&body).expect("an order");
            let facts = order.facts();
            let mut lines = money(&facts, false);
            state(&mut lines, &facts);
            lines.remove(0)
        };
        assert_eq!(
            line(r#""currency":"POINTS","status":"completed""#),
            r#"a@b.example: "1250 minor units of POINTS" is not a valid amount: completed (success)"#
        );
        assert_eq!(
            line(r#""currency":"EUR","status":"declined","reason":"Insufficient funds""#),
            "a@b.example pays EUR 12.50: declined, reason: Insufficient funds (failure)"
        );
    }

    #[test]
    fn an_error_says_what_is_known() {
        let mut trouble = Problem::default();
        assert_eq!(error_line(&trouble), "error");
        assert_eq!(explained(&trouble), None);
        trouble.code = Some("580001".to_owned());
        trouble.message = Some("Invalid request".to_owned());
        trouble.parameters = vec!["amount".to_owned()];
        assert_eq!(
            error_line(&trouble),
            "error 580001: Invalid request (amount)"
        );
        trouble.meaning = Some("a value is wrong");
        assert_eq!(explained(&trouble).as_deref(), Some("A value is wrong."));
    }
}
