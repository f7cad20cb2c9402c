//! Logs the traffic of a service without its secrets: messages, other bodies, and header fields.
//!
//! ```text
//! cargo run --example log_redacted
//! ```
//!
//! With `tracing`, write `info!(message = %decoded.redacted(), "sent")`: the text is only made if
//! the line is logged.

use paywire::codec::{self, Config, Content};
use paywire::redact::{self, Redactor};

fn main() -> paywire::Result<()> {
    let sent = "requestEnvelope.errorLanguage=en_US&preapprovalKey=PA-1&pin=9041&shop.api_key=5a3b";
    let reading = codec::read(sent.as_bytes(), &Config::strict())?;
    if let Content::Message(decoded) = &reading.content {
        println!("sent {}", decoded.redacted());
    }

    // Neither body is a message: one is well-formed, the other is not.
    for body in [
        "card.number=4111111111111111&a=1",
        "{\"pin\":\"9041\",\"a\":",
    ] {
        println!("got {}", redact::body(body.as_bytes(), None));
    }

    let headers = [
        ("X-PAYPAL-SECURITY-PASSWORD", "secret"),
        ("X-PAYPAL-APPLICATION-ID", "APP-1"),
    ];
    // To hide further fields, configure one redactor for the whole service.
    let redactor = Redactor::new().field("preapprovalKey");
    print!("{}", redactor.headers(headers));
    if let Content::Message(decoded) = &reading.content {
        println!("sent {}", redactor.message(&decoded.message));
    }
    Ok(())
}
