//! Shows what a service can log of its traffic: messages, bodies that are none, and header fields, all
//! without secrets.
//!
//! ```text
//! cargo run --example log_redacted
//! ```
//!
//! With `tracing` it is `info!(message = %decoded.redacted(), "sent")`: what is shown is made only if
//! the line is written.

use paywire::codec::{self, Config, Content};
use paywire::redact::{self, Redactor};

fn main() -> paywire::Result<()> {
    let sent = "requestEnvelope.errorLanguage=en_US&preapprovalKey=PA-1&pin=9041&shop.api_key=5a3b";
    let reading = codec::read(sent.as_bytes(), &Config::strict())?;
    if let Content::Message(decoded) = &reading.content {
        println!("sent {}", decoded.redacted());
    }

    // Neither is a message: one is well-formed, and one is not.
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
    // Who wants more hidden says so, once for the whole service.
    let redactor = Redactor::new().field("preapprovalKey");
    print!("{}", redactor.headers(headers));
    if let Content::Message(decoded) = &reading.content {
        println!("sent {}", redactor.message(&decoded.message));
    }
    Ok(())
}
