//! The page with all exchanges, which new ones are added to as they happen.

use std::fmt::Write as _;

use http::{Response, StatusCode};

use super::html::{self, escaped};
use super::{Pairs, document, value};
use crate::sandbox::Sandbox;
use crate::sandbox::log::Exchange;

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
  } catch { /* the sandbox has stopped; what is shown stays */ }
}, 1000);
";

pub(super) fn page(sandbox: &Sandbox) -> Response<Vec<u8>> {
    let introduction = "<p>Calls to this sandbox, newest first. Secrets are hidden.</p>\n";
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
        one(exchange, &mut text);
    }
    text + "</main>"
}

fn one(exchange: &Exchange, text: &mut String) {
    let operation = escaped(exchange.operation().unwrap_or("another request"));
    let (request, answer) = (exchange.request(), exchange.answer());
    let outcome = if exchange.is_fault() {
        "<span class=\"fault\">fault</span>"
    } else {
        ""
    };
    let time = exchange.at();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "<details><summary><time>{time:.3}</time> <b>{operation}</b> {outcome}</summary>\n\
         <pre>{}</pre>\n<pre>{}</pre></details>",
        escaped(&request),
        escaped(&answer),
    );
}
