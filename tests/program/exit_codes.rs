//! The exit code where a body is not the message that it was said to be: by the command line, or by
//! the call that it belongs to. Whatever shows it, it is 1.

use std::io::Write;
use std::process::{Command, Stdio};

/// A request whose amount is none.
const COMMA: &str = "actionType=PAY&currencyCode=EUR&cancelUrl=https%3A%2F%2Fshop.example%2Fno\
    &returnUrl=https%3A%2F%2Fshop.example%2Fyes&requestEnvelope.errorLanguage=en_US\
    &receiverList.receiver(0).email=a%40shop.example&receiverList.receiver(0).amount=15%2C00";
const DETAILS: &str = "requestEnvelope.errorLanguage=en_US&payKey=AP-1";

fn code(args: &[&str], input: &str) -> Option<i32> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait().expect("it ends").code()
}

/// Every way to look at one input, without the input.
const WAYS: [&[&str]; 15] = [
    &["decode", "--to", "pretty"],
    &["decode", "--to", "json"],
    &["decode", "--to", "ndjson"],
    &["decode", "--to", "html"],
    &["decode", "--to", "nvp"],
    &["decode", "--to", "xml"],
    &["decode", "--to", "soap"],
    &["decode", "--summary", "--to", "pretty"],
    &["decode", "--summary", "--to", "json"],
    &["trace", "--to", "pretty"],
    &["trace", "--to", "ndjson"],
    &["validate", "--to", "pretty"],
    &["validate", "--to", "json"],
    &["identify"],
    &["diff", "-"],
];

/// Holds every way to its exit code; the last two can only be wrong of one body and no capture.
fn held(args: &[&str], input: &str, expected: i32) {
    for way in WAYS {
        let is_diff = way[0] == "diff";
        if is_diff && input.starts_with("POST") {
            continue;
        }
        // `identify` and `validate` are about nothing but what a body is.
        let asks = matches!(way[0], "identify" | "validate");
        let mut all = [way, args].concat();
        // A file that is the same message.
        all.push(if is_diff {
            "tests/program/cli/decode.in/pay.nvp"
        } else {
            "-"
        });
        let found = code(&all, input);
        if is_diff || asks && expected == 0 {
            continue;
        }
        assert_eq!(found, Some(expected), "{all:?} of {input}");
    }
}

#[test]
fn a_body_that_is_not_what_the_command_line_says() {
    for said in ["PayRequest", "PaymentDetailsResponse", "RefundRequest"] {
        held(&["--message", said], COMMA, 1);
        held(&["--message", said, "--lenient"], "{\"a\":1}", 1);
        held(&["--message", said], "<a/>", 1);
    }
    for path in [
        "/AdaptivePayments/Pay",
        "https://svcs.paypal.com/AdaptivePayments/Refund",
        "POST /v1/checkout/orders",
    ] {
        held(&["--path", path], "{\"a\":1}", 1);
        held(&["--path", path], COMMA, 1);
    }
}

#[test]
fn a_body_of_which_nothing_was_said() {
    for path in ["/", "/ipn", "https://shop.example/notify"] {
        for way in [&["decode"][..], &["trace"], &["decode", "--summary"]] {
            let args = [way, &["--path", path, "-"]].concat();
            assert_eq!(code(&args, "{\"a\":1}"), Some(0), "{args:?}");
        }
    }
    for way in [&["decode"][..], &["trace"], &["decode", "--summary"]] {
        let args = [way, &["-"]].concat();
        assert_eq!(code(&args, "{\"a\":1}"), Some(0), "{args:?}");
        let args = [way, &["--message", "PaymentDetailsRequest", "-"]].concat();
        assert_eq!(code(&args, DETAILS), Some(0), "{args:?}");
    }
}

fn call(target: &str, fields: &str, body: &str) -> String {
    let length = body.len();
    format!("POST {target} HTTP/1.1\r\n{fields}Content-Length: {length}\r\n\r\n{body}")
}

#[test]
fn a_body_that_is_not_what_its_call_says() {
    let own = "X-PAYPAL-REQUEST-DATA-FORMAT: NV\r\nHost: svcs.paypal.com\r\n";
    let named = "Host: svcs.paypal.com\r\nX-PAYPAL-OPERATION-NAME: Pay\r\n";
    for input in [
        call("/AdaptivePayments/Pay", own, COMMA),
        call("/AdaptivePayments/PaymentDetails", own, "a=1"),
        call("/AdaptivePayments", named, COMMA),
    ] {
        held(&[], &input, 1);
    }
    // What fits is well.
    let input = call("/AdaptivePayments/PaymentDetails", own, DETAILS);
    assert_eq!(code(&["decode", "-"], &input), Some(0));
}

#[test]
fn two_bodies_of_which_one_is_not_what_was_said() {
    let file = "tests/program/cli/decode.in/pay.nvp";
    let args = ["diff", "--message", "PayRequest", file, "-"];
    assert_eq!(code(&args, COMMA), Some(1));
    // The same on both sides is not well either.
    let both = ["diff", "--message", "PayResponse", file, file];
    assert_eq!(code(&both, ""), Some(1));
    assert_eq!(
        code(&["diff", "--message", "PayRequest", file, file], ""),
        Some(0)
    );
    let args = ["convert", "--to", "json", "--message", "PayRequest", "-"];
    assert_eq!(code(&args, COMMA), Some(1));
}
