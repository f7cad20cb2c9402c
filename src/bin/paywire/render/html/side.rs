//! One message on a card: its name, summary, errors and warnings, and the data to show it in full.

use std::io;

use paywire::api::facts::{Facts, Key, KeyKind, Problem};

use super::forms::Panels;
use super::labels;
use super::markup::Markup;
use crate::record::{ErrorRecord, Event, EventRecord, MessageRecord};

/// The most keys listed; all are among the fields.
const MOST_KEYS: usize = 12;
/// The most errors, and the most warnings, listed.
const MOST_NOTES: usize = 20;

/// Renders a message. `asked` is the action of the request of its exchange, which may be this
/// message.
pub(super) fn message(record: &MessageRecord, asked: Option<&str>) -> io::Result<Markup> {
    let mut markup = Markup::new();
    let direction = record.direction.or(record.source.side);
    markup
        .raw("<section class=\"side ")
        .raw(kind(direction))
        .raw("\">");
    markup
        .raw("<h3>")
        .raw(labels::direction(direction))
        .raw("</h3><p class=name>");
    markup.text(record.name.unwrap_or("Unknown message"));
    markup
        .raw(" <span class=tag>")
        .text(&record.format.to_uppercase())
        .raw("</span></p>");
    if let Some(facts) = &record.facts {
        says(&mut markup, facts, asked);
        let errors: Vec<&Problem> = facts.errors.iter().collect();
        troubles(&mut markup, &errors);
    }
    notes(&mut markup, record);
    let panels = Panels::new(record).map_err(io::Error::from)?;
    markup.raw("<details class=all><summary>Fields and formats <span class=count>· ");
    markup
        .count(record.message.texts().count() + record.unknown.len())
        .raw("</span>");
    if !record.unknown.is_empty() {
        markup
            .raw(" <span class=\"count warn\">· ")
            .count(record.unknown.len());
        markup.raw(" unknown</span>");
    }
    markup.raw("</summary></details><script type=application/json>");
    markup.data(&panels)?.raw("</script></section>");
    Ok(markup)
}

/// Renders the error of a damaged body.
pub(super) fn damaged(record: &ErrorRecord) -> Markup {
    let mut markup = Markup::new();
    let error = &record.error;
    markup
        .raw("<section class=\"side damaged\"><h3>")
        .raw(labels::direction(record.source.side));
    markup.raw("</h3><p class=name>Damaged</p>");
    markup
        .raw("<ul class=errors><li><p class=said><b class=code>")
        .text(error.kind);
    markup.raw("</b> ").isolated(&error.message).raw("</p>");
    if let Some(offset) = error.offset {
        markup
            .raw("<p class=where>at byte ")
            .count(offset)
            .raw("</p>");
    }
    markup.raw("</ul></section>");
    markup
}

/// Renders an event.
pub(super) fn event(record: &EventRecord) -> Markup {
    let mut markup = Markup::new();
    markup.raw("<section class=\"side event\"><p class=name>");
    markup.raw(match record.event {
        Event::Redirect { .. } => "A browser was redirected to approve it",
        Event::Verified(true) => "The service verified the notification",
        Event::Verified(false) => "The service rejected the notification as invalid",
        Event::Call => "A call without a body on either side",
        Event::Other { .. } => "Other traffic",
    });
    markup.raw("</p>");
    let rows = match &record.event {
        Event::Redirect {
            environment,
            pay_key,
            preapproval_key,
        } => vec![
            ("Environment", Some(*environment)),
            (named(KeyKind::PayKey), pay_key.as_deref()),
            (named(KeyKind::PreapprovalKey), preapproval_key.as_deref()),
        ],
        Event::Other { content_type } => vec![("Content type", content_type.as_deref())],
        Event::Verified(_) | Event::Call => Vec::new(),
    };
    let rows = rows
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    list(&mut markup, rows);
    markup.raw("</section>");
    markup
}

fn kind(direction: Option<&'static str>) -> &'static str {
    match direction {
        Some("request") => "request",
        Some("notification") => "notification",
        _ => "reply",
    }
}

/// The summary and the keys.
fn says(markup: &mut Markup, facts: &Facts, asked: Option<&str>) {
    let said = [
        ("Action", facts.action.as_deref()),
        ("Status", facts.status.as_deref()),
        ("Memo", facts.memo.as_deref()),
    ];
    let said = said
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    let keys = facts.keys.iter().take(MOST_KEYS);
    let keys = keys.map(|Key { kind, value, .. }| (named(*kind), value.as_str()));
    let next = facts.next.clone();
    let next = match asked {
        Some(action) => next.and_then(|next| next.asked(action)),
        None => next,
    };
    if let Some(next) = next {
        markup
            .raw("<p class=next>")
            .isolated(&next.to_string())
            .raw("</p>");
    }
    let more = facts.keys.len().checked_sub(MOST_KEYS + 1);
    let more = more.map(|more| format!("and {} more among the fields", more + 1));
    let more = more.as_deref().map(|more| ("More ids", more));
    list(markup, said.chain(keys).chain(more));
}

fn list<'a>(markup: &mut Markup, rows: impl Iterator<Item = (&'static str, &'a str)>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    markup.raw("<dl>");
    for (name, value) in rows {
        markup
            .raw("<div><dt>")
            .raw(name)
            .raw("<dd>")
            .isolated(value)
            .raw("</div>");
    }
    markup.raw("</dl>");
}

fn named(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::PayKey => "Pay key",
        KeyKind::PreapprovalKey => "Preapproval key",
        KeyKind::TrackingId => "Tracking id",
        KeyKind::CorrelationId => "Correlation id",
        KeyKind::TransactionId => "Transaction",
        KeyKind::SenderTransactionId => "Sender’s transaction",
        KeyKind::RefundTransactionId => "Refund’s transaction",
        KeyKind::OrderId => "Order",
        KeyKind::MerchantOrderId => "Merchant’s order",
        KeyKind::PaymentId => "Payment",
        other => other.as_str(),
    }
}

fn troubles(markup: &mut Markup, errors: &[&Problem]) {
    if errors.is_empty() {
        return;
    }
    markup.raw("<ul class=errors>");
    for error in errors.iter().take(MOST_NOTES) {
        markup.raw(if error.is_warning() {
            "<li class=warn>"
        } else {
            "<li>"
        });
        markup.raw("<p class=said>");
        if let Some(code) = &error.code {
            markup.raw("<b class=code>").isolated(code).raw("</b> ");
        }
        markup
            .isolated(error.message.as_deref().unwrap_or_default())
            .raw("</p>");
        if let Some(whose) = &error.whose {
            markup.raw("<p class=where>of ").isolated(whose).raw("</p>");
        }
        let details = error.details.iter().take(MOST_NOTES);
        for detail in details.map(ToString::to_string) {
            markup.raw("<p class=where>").isolated(&detail).raw("</p>");
        }
        if !error.parameters.is_empty() && error.details.is_empty() {
            markup
                .raw("<p class=where>about ")
                .isolated(&error.parameters.join(", "));
            markup.raw("</p>");
        }
        if let Some(meaning) = error.meaning {
            markup.raw("<p class=meaning>").text(meaning).raw("</p>");
        }
        if let Some(remedy) = error.remedy {
            markup.raw("<p class=remedy>").text(remedy).raw("</p>");
        }
    }
    more(markup, errors.len(), MOST_NOTES);
    markup.raw("</ul>");
}

/// Warnings and candidates.
fn notes(markup: &mut Markup, record: &MessageRecord) {
    if !record.warnings.is_empty() {
        markup.raw("<ul class=notes>");
        for warning in record.warnings.iter().take(MOST_NOTES) {
            markup.raw("<li>").isolated(warning);
        }
        more(markup, record.warnings.len(), MOST_NOTES);
        markup.raw("</ul>");
    }
    let candidates = record.candidates.as_deref().unwrap_or_default();
    if !candidates.is_empty() {
        markup.raw("<ul class=perhaps>");
        for candidate in candidates {
            markup
                .raw("<li>perhaps <b>")
                .text(&candidate.named)
                .raw("</b>: ");
            markup.isolated(&candidate.reason);
        }
        markup.raw("</ul>");
    }
}

fn more(markup: &mut Markup, all: usize, shown: usize) {
    if let Some(more) = all.checked_sub(shown).filter(|more| *more > 0) {
        markup.raw("<li class=where>and ").count(more).raw(" more");
    }
}
