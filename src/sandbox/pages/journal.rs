//! The page with a line for each exchange, which new ones are added to as they happen, and a page for each.

use std::fmt::Write as _;

use http::{Response, StatusCode};

use super::html::{self, Rows, escaped};
use super::{EXCHANGES, Pairs, asset, document, value};
use crate::sandbox::Sandbox;
use crate::sandbox::log::{Exchange, ExchangeKind, Side};

/// The names of the sides in paths.
const REQUEST: &str = "request";
const ANSWER: &str = "answer";

/// How many bytes of a body are shown on the page of an exchange. The whole is a text beside it.
const MOST_SHOWN: usize = 32 << 10;

/// Asks for new exchanges once a second, and puts them on top.
pub(super) const SCRIPT: &str = "\
const list = document.querySelector('main');
let last = Number(list.dataset.last);
setInterval(async () => {
  if (document.hidden) return;
  try {
    const reply = await fetch('/exchanges?since=' + last);
    if (!reply.ok) return;
    const holder = document.createElement('template');
    holder.innerHTML = await reply.text();
    const news = holder.content.querySelector('main');
    if (!news || news.dataset.last === String(last)) return;
    last = Number(news.dataset.last);
    list.prepend(...news.children);
    while (list.children.length > 500) list.lastElementChild.remove();
  } catch { /* the sandbox has stopped; what is shown stays */ }
}, 1000);
";

pub(super) fn page(sandbox: &Sandbox) -> Response<Vec<u8>> {
    let introduction =
        "<p>Calls, visits and notifications, newest first. Secrets are hidden.</p>\n";
    let script = "\n<script src=\"/page.js\" defer></script>";
    let text = [introduction, &exchanges(sandbox, 0), script].concat();
    document(StatusCode::OK, html::page("paywire sandbox", &text))
}

/// The exchanges after the one with the number in the query.
pub(super) fn news(sandbox: &Sandbox, query: &Pairs) -> Response<Vec<u8>> {
    let since = value(query, "since").and_then(|number| number.parse().ok());
    document(StatusCode::OK, exchanges(sandbox, since.unwrap_or(0)))
}

fn exchanges(sandbox: &Sandbox, since: u64) -> String {
    let all = sandbox.exchanges_since(since);
    let last = all.last().map_or(since, |exchange| exchange.number());
    let mut text = format!("<main data-last=\"{last}\">\n");
    for exchange in all.iter().rev() {
        line(sandbox, exchange, &mut text);
    }
    text + "</main>"
}

/// A line about an exchange, which leads to its page.
fn line(sandbox: &Sandbox, exchange: &Exchange, text: &mut String) {
    let (number, time, title) = (exchange.number(), exchange.at(), title(exchange));
    let [request, answer] = exchange.sides();
    let request = match exchange.operation() {
        // It says as much as the path.
        Some(_) => String::new(),
        None => format!("<span>{}</span> ", escaped(&request.line())),
    };
    let status = escaped(&answer.line());
    let outcome = outcome(sandbox, exchange);
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "<a href=\"{EXCHANGES}{number}\"><time>{time:.3}</time> <b>{title}</b> {request}\
         <span>{status}</span> {outcome}</a>",
    );
}

/// What an exchange was.
fn title(exchange: &Exchange) -> &'static str {
    match (exchange.kind(), exchange.operation()) {
        (_, Some(operation)) => operation,
        (ExchangeKind::Visit, None) => "visit",
        (ExchangeKind::Notification, None) => "notification",
        (ExchangeKind::Call, None) => "another request",
    }
}

/// What went wrong, if something did.
fn outcome(sandbox: &Sandbox, exchange: &Exchange) -> String {
    if !exchange.is_fault() {
        return String::new();
    }
    let error = exchange.error();
    let error = error.map_or_else(String::new, |code| format!(" {}", escaped(&code)));
    let asked = match exchange.failure(&sandbox.config.failures) {
        Some(_) => ", which was asked for",
        None => "",
    };
    let what = match exchange.kind() {
        ExchangeKind::Notification => "did not arrive",
        _ => "fault",
    };
    format!("<span class=\"fault\">{what}{error}{asked}</span>")
}

/// The page of an exchange, or one of its sides as a text: `/exchanges/17` or `/exchanges/17/request`.
pub(super) fn part(sandbox: &Sandbox, path: &str) -> Response<Vec<u8>> {
    let unknown = || {
        let text = "There is no such exchange, or it is not kept any more.";
        document(
            StatusCode::NOT_FOUND,
            html::message("No such exchange", text),
        )
    };
    known_part(sandbox, path).unwrap_or_else(unknown)
}

fn known_part(sandbox: &Sandbox, path: &str) -> Option<Response<Vec<u8>>> {
    let rest = path.strip_prefix(EXCHANGES)?;
    let (number, side) = rest.split_once('/').unwrap_or((rest, ""));
    let exchange = sandbox.exchange(number.parse().ok()?)?;
    let [request, answer] = exchange.sides();
    let whole = |side: &Side| asset("text/plain; charset=utf-8", &whole(side));
    match side {
        "" => Some(document(StatusCode::OK, one(sandbox, &exchange))),
        REQUEST => Some(whole(request)),
        ANSWER => Some(whole(answer)),
        _ => None,
    }
}

/// A side as a text, with its body as it was sent if that can be shown.
fn whole(side: &Side) -> String {
    let body = side.sent().unwrap_or_else(|| side.read());
    match side.head() {
        head if head.is_empty() => body,
        head => format!("{head}\n\n{body}"),
    }
}

fn one(sandbox: &Sandbox, exchange: &Exchange) -> String {
    let mut rows = Rows::new();
    rows.add("Time", Some(&format!("{:.3}", exchange.at())));
    let mut text = rows.finish();
    let outcome = outcome(sandbox, exchange);
    if !outcome.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(text, "\n<p>{outcome}</p>");
    }
    let [request, answer] = exchange.sides();
    let number = exchange.number();
    for (title, name, side) in [("Request", REQUEST, request), ("Answer", ANSWER, answer)] {
        let _ = write!(text, "\n<h2>{title}</h2>\n");
        show(side, &format!("{EXCHANGES}{number}/{name}"), &mut text);
    }
    text.push_str("\n<p><a href=\"/\">All exchanges</a></p>");
    let title = format!("{} ({number})", title(exchange));
    html::page(&title, &text)
}

/// A side: its head, and its body as it was sent beside what was read of it.
fn show(side: &Side, whole: &str, text: &mut String) {
    let head = side.head();
    if !head.is_empty() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "<pre>{}</pre>", escaped(&head));
    }
    let sent = side.sent();
    if sent.as_ref().is_some_and(String::is_empty) {
        return;
    }
    text.push_str("<div class=\"beside\">\n");
    if let Some(sent) = sent {
        shortened("As it was sent", &sent, whole, text);
    }
    shortened("As it was read", &side.read(), whole, text);
    text.push_str("</div>");
}

/// A text under a title, of which the end is left out if it is long.
fn shortened(title: &str, own: &str, whole: &str, text: &mut String) {
    let mut end = own.len().min(MOST_SHOWN);
    while !own.is_char_boundary(end) {
        end -= 1;
    }
    let shown = own.get(..end).unwrap_or_default();
    // Writing to a String cannot fail.
    let _ = write!(text, "<div><h3>{title}</h3><pre>{}</pre>", escaped(shown));
    if end < own.len() {
        let left = own.len() - end;
        let _ = write!(
            text,
            "<p>{left} bytes more: <a href=\"{whole}\">the whole</a></p>"
        );
    }
    text.push_str("</div>\n");
}
