//! Draws who pays whom as SVG, and describes it in words.

use std::fmt::Write as _;

use paywire::api::facts::{Facts, Role, Sum, Transfer};
use unicode_width::UnicodeWidthChar;

use super::labels::OutcomeLabel;
use super::markup::Markup;

/// The most receivers drawn; others are counted.
const MOST_DRAWN: usize = 8;
/// The most receivers in the description; others are counted.
const MOST_DESCRIBED: usize = 100;

const WIDTH: i32 = 720;
const ROW: i32 = 56;
const NODE: i32 = 44;

/// The column layout: payer and receivers, with the primary receiver between them if there is one.
struct Columns {
    /// The width of a node.
    node: i32,
    /// The number of text columns that fit a node.
    fits: usize,
}

const TWO: Columns = Columns {
    node: 290,
    fits: 33,
};
const THREE: Columns = Columns {
    node: 200,
    fits: 21,
};

/// Draws the transfers of a message; nothing if it has none. The outcome of the exchange decides
/// the style of the lines.
pub(super) fn diagram(facts: &Facts, outcome: OutcomeLabel, number: usize) -> Markup {
    let mut markup = Markup::new();
    if facts.transfers.is_empty() {
        return markup;
    }
    markup
        .raw("<div class=\"payment ")
        .raw(outcome.id)
        .raw("\">");
    draw(&mut markup, facts, number);
    describe(&mut markup, facts, number);
    markup.raw("</div>");
    markup
}

fn draw(markup: &mut Markup, facts: &Facts, number: usize) {
    let (first, second) = sides(&facts.transfers);
    let columns = if second.is_empty() { &TWO } else { &THREE };
    let rows = first
        .len()
        .min(MOST_DRAWN)
        .max(second.len().min(MOST_DRAWN));
    let more = |side: &[&Transfer]| side.len().saturating_sub(MOST_DRAWN);
    let more = more(&first) + more(&second);
    let height = span(rows) + if more > 0 { 22 } else { 0 };
    markup
        .raw("<svg class=flow role=img viewBox=\"0 0 ")
        .number(WIDTH);
    markup
        .raw(" ")
        .number(height)
        .raw("\" aria-labelledby=t")
        .count(number);
    markup
        .raw(" aria-describedby=w")
        .count(number)
        .raw("><title id=t")
        .count(number);
    markup.raw(">").plain(&title(facts)).raw("</title>");

    let middle = span(rows) / 2;
    let payer = facts.payer.as_ref().and_then(|payer| payer.handle());
    let primary = columns.node + (WIDTH - 3 * columns.node) / 2;
    let last = WIDTH - columns.node;
    let at = if second.is_empty() { last } else { primary };
    stack(markup, &first, (columns.node, at, middle), rows, columns);
    if !second.is_empty() {
        let from = (primary + columns.node, last, middle);
        stack(markup, &second, from, rows, columns);
    }
    let class = if payer.is_some() {
        "payer"
    } else {
        "payer nobody"
    };
    let role = if payer.is_some() { "pays" } else { "not named" };
    let texts = (payer.unwrap_or("payer"), role);
    node(markup, class, (0, middle - NODE / 2), columns, texts);
    if more > 0 {
        markup
            .raw("<text class=second x=")
            .number(WIDTH)
            .raw(" y=")
            .number(height - 5);
        markup
            .raw(" text-anchor=end>and ")
            .count(more)
            .raw(" more</text>");
    }
    markup.raw("</svg>");
}

/// The receivers that the payer pays, and those that the primary receiver pays.
fn sides(transfers: &[Transfer]) -> (Vec<&Transfer>, Vec<&Transfer>) {
    let is_second = |transfer: &&Transfer| transfer.role == Some(Role::Secondary);
    let (second, first): (Vec<_>, Vec<_>) = transfers.iter().partition(is_second);
    let primaries = first.iter();
    if primaries
        .filter(|transfer| transfer.role == Some(Role::Primary))
        .count()
        == 1
    {
        (first, second)
    } else {
        // Without one primary receiver, the payer pays all.
        (transfers.iter().collect(), Vec::new())
    }
}

/// The height of a number of rows.
fn span(rows: usize) -> i32 {
    // At most [`MOST_DRAWN`], so the conversion cannot fail.
    i32::try_from(rows).unwrap_or_default() * ROW - ROW + NODE + 4
}

/// Draws receivers in a column with lines to them. The tuple has the x at which the lines start,
/// the x of the nodes, and the y at which the lines start.
fn stack(
    markup: &mut Markup,
    transfers: &[&Transfer],
    (from, to, middle): (i32, i32, i32),
    rows: usize,
    columns: &Columns,
) {
    let drawn = transfers.len().min(MOST_DRAWN);
    let mut top = 2 + (span(rows) - span(drawn)) / 2;
    for transfer in transfers.iter().take(MOST_DRAWN) {
        let class = class(transfer);
        line(
            markup,
            class,
            (from, middle),
            (to, top + NODE / 2),
            is_refund(transfer),
        );
        let name = transfer.to.handle().unwrap_or("receiver not named");
        let known_role = columns.node == THREE.node;
        node(
            markup,
            class,
            (to, top),
            columns,
            (name, &words(transfer, !known_role)),
        );
        top += ROW;
    }
}

fn is_refund(transfer: &Transfer) -> bool {
    refunded(transfer).is_some()
}

/// The refunded sum, if it is not zero.
fn refunded(transfer: &Transfer) -> Option<&Sum> {
    let refunded = transfer.refunded.as_ref();
    refunded.filter(|sum| !sum.amount.is_zero())
}

fn class(transfer: &Transfer) -> &'static str {
    match transfer {
        _ if is_refund(transfer) => "back",
        Transfer { arrived: true, .. } => "done",
        Transfer {
            status: Some(_), ..
        } => "open",
        _ => "plain",
    }
}

fn node(
    markup: &mut Markup,
    class: &'static str,
    (x, y): (i32, i32),
    columns: &Columns,
    (first, second): (&str, &str),
) {
    markup
        .raw("<g class=\"")
        .raw(class)
        .raw("\"><rect x=")
        .number(x + 1);
    markup
        .raw(" y=")
        .number(y)
        .raw(" width=")
        .number(columns.node - 2);
    markup.raw(" height=").number(NODE).raw(" rx=8 />");
    for (class, text, down, fits) in [
        ("first", first, 18, columns.fits),
        ("second", second, 34, columns.fits + columns.fits / 5),
    ] {
        markup
            .raw("<text class=")
            .raw(class)
            .raw(" x=")
            .number(x + 12);
        markup
            .raw(" y=")
            .number(y + down)
            .raw(">")
            .plain(&fitted(text, fits))
            .raw("</text>");
    }
    markup.raw("</g>");
}

/// Draws a line from one node to another with an arrowhead at the end that receives the money.
fn line(
    markup: &mut Markup,
    class: &'static str,
    (x, y): (i32, i32),
    (to, down): (i32, i32),
    is_refund: bool,
) {
    let half = i32::midpoint(x, to);
    markup
        .raw("<path class=\"line ")
        .raw(class)
        .raw("\" d=\"M")
        .number(x + 1);
    markup
        .raw(" ")
        .number(y)
        .raw("C")
        .number(half)
        .raw(" ")
        .number(y)
        .raw(" ");
    markup
        .number(half)
        .raw(" ")
        .number(down)
        .raw(" ")
        .number(to - 3)
        .raw(" ");
    markup
        .number(down)
        .raw("\"/><path class=\"tip ")
        .raw(class)
        .raw("\" d=\"M");
    let (tip, at, open) = if is_refund {
        (x + 1, y, 7)
    } else {
        (to, down, -7)
    };
    markup
        .number(tip)
        .raw(" ")
        .number(at)
        .raw("l")
        .number(open)
        .raw(" -4v8z\"/>");
}

fn title(facts: &Facts) -> String {
    let mut title = match (&facts.totals[..], &facts.refunds[..]) {
        ([total, ..], _) => format!("Payment of {total}"),
        ([], [refund, ..]) => format!("Refund of {refund}"),
        _ => "Payment".to_owned(),
    };
    match facts.transfers.len() {
        1 => title.push_str(", one receiver"),
        // Writing to a String cannot fail.
        several => drop(write!(title, ", {several} receivers")),
    }
    title
}

/// The amount, role and status of a transfer.
fn words(transfer: &Transfer, with_role: bool) -> String {
    let amount = match (refunded(transfer), &transfer.amount) {
        (Some(refunded), _) => Some(format!("refunds {refunded}")),
        (None, amount) => amount.as_ref().map(ToString::to_string),
    };
    let role = transfer.role.filter(|_| with_role);
    let role = role.map(|role| role.as_str().to_owned());
    let parts = [amount, role, transfer.status.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

/// Describes the drawing in words, for screen readers and for small screens.
fn describe(markup: &mut Markup, facts: &Facts, number: usize) {
    let (first, second) = sides(&facts.transfers);
    let primary = first.first().filter(|_| !second.is_empty());
    markup.raw("<ul class=words id=w").count(number).raw(">");
    for transfer in first.iter().chain(&second).take(MOST_DESCRIBED) {
        let is_second = primary.is_some() && transfer.role == Some(Role::Secondary);
        let from = primary.filter(|_| is_second).map(|primary| &primary.to);
        markup.raw("<li>");
        match from.or(facts.payer.as_ref()) {
            Some(from) if !from.is_empty() => markup.isolated(&from.to_string()),
            Some(_) => markup.raw("primary receiver not named"),
            None => markup.raw("payer not named"),
        };
        markup.raw(if is_refund(transfer) {
            " ← "
        } else {
            " → "
        });
        if transfer.to.is_empty() {
            markup.raw("receiver not named");
        } else {
            markup.isolated(&transfer.to.to_string());
        }
        let words = words(transfer, true);
        if !words.is_empty() {
            markup.raw(" <span>").text(&words).raw("</span>");
        }
    }
    if let Some(more) = facts.transfers.len().checked_sub(MOST_DESCRIBED + 1) {
        markup.raw("<li>and ").count(more + 1).raw(" more");
    }
    markup.raw("</ul>");
}

/// Fits a text into a number of columns. A longer text loses its middle, as an address is
/// recognized by its end too.
fn fitted(text: &str, columns: usize) -> String {
    let whole = beginning(text.chars(), columns);
    if whole.len() == text.chars().count() {
        return text.to_owned();
    }
    let before = beginning(text.chars(), columns * 3 / 5);
    let after = beginning(text.chars().rev(), columns * 2 / 5 - 1);
    let after = after.into_iter().rev();
    before.into_iter().chain(['…']).chain(after).collect()
}

/// The first characters that fit. Combining marks take no column but are bounded too.
fn beginning(characters: impl Iterator<Item = char>, columns: usize) -> Vec<char> {
    let mut taken = 0;
    let fits = |character: &char| {
        taken += character.width().unwrap_or(0);
        taken <= columns
    };
    characters.take_while(fits).take(4 * columns).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_lose_their_middle() {
        assert_eq!(fitted("short@x.example", 20), "short@x.example");
        let fit = fitted("somebody.with.a.long.name@shop.example", 20);
        assert_eq!(fit, "somebody.wit…example");
        assert_eq!(fitted(&"漢".repeat(30), 20), "漢漢漢漢漢漢…漢漢漢");
        let marks = format!("e{}", "\u{301}".repeat(50));
        assert_eq!(fitted(&marks, 20), marks);
        assert!(fitted(&marks.repeat(1000), 20).chars().count() < 100);
    }
}
