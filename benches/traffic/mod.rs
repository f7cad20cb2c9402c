//! Captures of any size, as recording a shop's traffic makes them: calls of Adaptive Payments in all
//! four formats, and between them pages, scripts and pictures.
//!
//! It is our own writing throughout, and the same in every run. Only the standard library is
//! used, so that `rustc -O` alone builds the program that writes large ones.

mod capture;
mod dice;
mod message;
mod payments;

use std::fmt::Write as _;

use dice::Dice;
use message::Message;

pub(crate) use capture::{Layout, write};

/// A request and what was answered.
pub(crate) struct Exchange {
    time: String,
    method: &'static str,
    url: String,
    request_headers: Vec<(&'static str, String)>,
    request: Option<Sent>,
    response: Sent,
}

/// A body and what it is.
struct Sent {
    mime: &'static str,
    /// In base64, if it is no text.
    base64: bool,
    body: String,
    /// What the body says, if it is a message.
    message: Option<Message>,
}

/// Exchanges without end.
pub(crate) struct Traffic {
    dice: Dice,
    sent: u64,
}

impl Traffic {
    pub(crate) fn new() -> Self {
        Traffic {
            dice: Dice::new(),
            sent: 0,
        }
    }

    /// Three in four are payments.
    pub(crate) fn exchange(&mut self) -> Exchange {
        let time = self.tick();
        match self.dice.below(12) {
            0..9 => self.paid(time),
            9 => self.page(time),
            10 => self.script(time),
            _ => self.picture(time),
        }
    }

    /// A payment, with nothing in between.
    pub(crate) fn payment(&mut self) -> Exchange {
        let time = self.tick();
        self.paid(time)
    }

    fn tick(&mut self) -> String {
        self.sent += 1;
        time(self.sent)
    }

    fn paid(&mut self, time: String) -> Exchange {
        let called = payments::call(&mut self.dice, &time);
        let format = called.format;
        let sent = |message: Message| Sent {
            mime: format.mime(),
            base64: false,
            body: message.body(format),
            message: Some(message),
        };
        let word = format.word().to_owned();
        Exchange {
            time,
            method: "POST",
            url: format!(
                "https://svcs.paypal.com/AdaptivePayments/{}",
                called.operation
            ),
            request_headers: vec![
                (
                    "X-PAYPAL-SECURITY-USERID",
                    "shop_api1.example.org".to_owned(),
                ),
                ("X-PAYPAL-SECURITY-PASSWORD", "NOTAREALPASSWORD".to_owned()),
                (
                    "X-PAYPAL-SECURITY-SIGNATURE",
                    "Not.A.Real.Signature-1234567890".to_owned(),
                ),
                ("X-PAYPAL-REQUEST-DATA-FORMAT", word.clone()),
                ("X-PAYPAL-RESPONSE-DATA-FORMAT", word),
                (
                    "X-PAYPAL-APPLICATION-ID",
                    "APP-00000000000000000".to_owned(),
                ),
                ("Content-Type", format.mime().to_owned()),
            ],
            request: Some(sent(called.request)),
            response: sent(called.response),
        }
    }

    fn page(&mut self, time: String) -> Exchange {
        let rows = 20 + self.dice.below(100);
        let mut body =
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Kites</title></head>\n".to_owned();
        for row in 0..rows {
            let price = self.dice.amount();
            body += "  <tr class=\"row\"><td>Kite no. ";
            let _ = write!(
                body,
                "{row}</td>\n    <td data-price=\"{price}\">{price} €</td></tr>\n"
            );
        }
        self.foreign(time, "kites.html", "text/html", false, body)
    }

    fn script(&mut self, time: String) -> Exchange {
        let lines = 50 + self.dice.below(200);
        let mut body = String::new();
        for line in 0..lines {
            let number = self.dice.below(1000);
            let _ = writeln!(
                body,
                "function f{line}(a) {{ return a[\"k{number}\"] + '\\\\' + {number}; }}"
            );
        }
        self.foreign(time, "cart.js", "application/javascript", false, body)
    }

    fn picture(&mut self, time: String) -> Exchange {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let length = 4 * (500 + self.dice.below(7000));
        let body = self
            .dice
            .word(LETTERS, usize::try_from(length).unwrap_or(0));
        self.foreign(time, "kite.png", "image/png", true, body)
    }

    fn foreign(
        &mut self,
        time: String,
        file: &str,
        mime: &'static str,
        base64: bool,
        body: String,
    ) -> Exchange {
        let version = self.dice.below(10_000);
        Exchange {
            time,
            method: "GET",
            url: format!("https://kites.example/{file}?v={version}"),
            request_headers: vec![("Accept", "*/*".to_owned())],
            request: None,
            response: Sent {
                mime,
                base64,
                body,
                message: None,
            },
        }
    }
}

/// Two exchanges a second, from the start of a year on.
fn time(sent: u64) -> String {
    let half_seconds = sent;
    let (second, half) = (half_seconds / 2, half_seconds % 2 * 500);
    let (day, second) = (second / 86_400, second % 86_400);
    let (month, day) = (day / 28 % 12 + 1, day % 28 + 1);
    format!(
        "2013-{month:02}-{day:02}T{:02}:{:02}:{:02}.{half:03}Z",
        second / 3600,
        second / 60 % 60,
        second % 60,
    )
}
