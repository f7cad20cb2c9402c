//! However many requests come, the sandbox takes no more memory: what it keeps is bounded.
//!
//! This program starts itself as a process of its own, whose memory no other test uses.

use std::env;
use std::fs;
use std::process::{Command, Stdio};

use http::{Request, Response};
use paywire::sandbox::{Config, ManualClock, Sandbox};

/// The number of requests, for the process that sends them.
const CHILD: &str = "SANDBOX_MEMORY_CHILD";

/// How much more may be resident at the end than after a tenth of the requests, in KiB: what pages of the allocator
/// come to.
const MORE: u64 = 8 << 10;

/// Where Linux tells what memory a process has.
const STATUS: &str = "/proc/self/status";

fn resident() -> u64 {
    let status = fs::read_to_string(STATUS).expect("a status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.expect("a line").trim().trim_end_matches(" kB");
    number.parse().expect("a number")
}

const URLS: &str = "cancelUrl=http://a.example&returnUrl=http://a.example";
const DAY: &str = "2013-05-01Z";

const ORDER: &str = r#"{"purchase_units":[{"reference_id":"1","amount":{"currency":"USD","total":"5.00"},
    "payee":{"email":"b@example.com"}}],"redirect_urls":{"return_url":"http://a.example","cancel_url":"http://a.example"}}"#;

/// A client that sends requests of all kinds, one after another.
struct Client {
    sandbox: Sandbox,
    key: String,
}

impl Client {
    fn send(&self, request: http::request::Builder, body: &str) -> Response<Vec<u8>> {
        let request = request
            .header("X-PAYPAL-SECURITY-USERID", "shop_api1.example.com")
            .header("X-PAYPAL-SECURITY-PASSWORD", "x")
            .header("X-PAYPAL-APPLICATION-ID", "APP-1");
        let request = request.body(body.as_bytes().to_vec());
        self.sandbox.call(&request.expect("a request"))
    }

    fn call(&self, operation: &str, body: &str) -> Response<Vec<u8>> {
        self.send(
            Request::post(format!("/AdaptivePayments/{operation}")),
            body,
        )
    }

    /// A form with the envelope of requests.
    fn form(&self, operation: &str, fields: &str) -> Response<Vec<u8>> {
        let body = format!("requestEnvelope.errorLanguage=en_US&{fields}");
        self.call(operation, &body)
    }

    fn orders(&self, path: &str, credentials: &str, body: &str) -> Response<Vec<u8>> {
        self.send(
            Request::post(path).header("authorization", credentials),
            body,
        )
    }

    /// Creates a payment, of which every second one needs approval.
    fn pay(&mut self, number: u64) -> Response<Vec<u8>> {
        let sender = if number % 20 < 10 {
            "&senderEmail=shop@example.com"
        } else {
            ""
        };
        let fields = format!(
            "actionType=PAY&currencyCode=USD&{URLS}&trackingId=T-{number}{sender}\
             &receiverList.receiver(0).email=r{}@example.com&receiverList.receiver(0).amount=1.00\
             &ipnNotificationUrl=http://127.0.0.1:9/ipn",
            number % 7
        );
        let response = self.form("Pay", &fields);
        let answer = std::str::from_utf8(response.body()).expect("a text");
        let mut pairs = answer.split('&');
        let key = pairs.find_map(|pair| pair.strip_prefix("payKey="));
        key.expect("a key").clone_into(&mut self.key);
        response
    }

    /// Sends what is due, of which every second one does not arrive.
    fn notify(&self) {
        for (at, notification) in self.sandbox.due(2).expect("a store").iter().enumerate() {
            let delivered = self.sandbox.delivered(notification, at == 0);
            delivered.expect("a store");
        }
    }

    /// Sends a request, and checks that its answer is one of those that there can be.
    fn request(&mut self, number: u64) {
        let key = self.key.clone();
        let (response, statuses) = match number % 10 {
            0 => (self.pay(number), [200, 200]),
            1 => {
                let path = format!("/webscr?cmd=_ap-payment&paykey={key}");
                let form = "email=ann%40example.com&action=approve";
                (self.send(Request::post(path), form), [303, 409])
            }
            2 => (
                self.form("PaymentDetails", &format!("payKey={key}")),
                [200; 2],
            ),
            3 => {
                let body = format!(
                    r#"{{"requestEnvelope":{{"errorLanguage":"en_US"}},"payKey":"{key}"}}"#
                );
                (self.call("Refund", &body), [200; 2])
            }
            4 => {
                let fields = format!(
                    "currencyCode=USD&{URLS}&startingDate={DAY}&endingDate={DAY}&maxTotalAmountOfAllPayments=100"
                );
                (self.form("Preapproval", &fields), [200; 2])
            }
            5 => (self.call("Pay", "{\"memo\": \"broken"), [200; 2]),
            6 => (
                self.send(Request::get(format!("/nowhere/{number}")), ""),
                [404; 2],
            ),
            7 => {
                self.notify();
                let path = format!("/exchanges/{number}");
                (self.send(Request::get(path), ""), [200, 404])
            }
            8 => (
                self.orders(
                    "/v1/oauth2/token",
                    "Basic c2hvcDp4",
                    "grant_type=client_credentials",
                ),
                [200; 2],
            ),
            _ => (
                self.orders("/v1/checkout/orders", "Bearer shop@example.com", ORDER),
                [200; 2],
            ),
        };
        let status = response.status().as_u16();
        let text = String::from_utf8_lossy(response.body());
        assert!(statuses.contains(&status), "{number}: {status} {text}");
    }
}

/// Sends requests and tells how much memory is resident. Does nothing where nobody started it.
#[test]
fn child() {
    let Ok(number) = env::var(CHILD) else {
        return;
    };
    let number: u64 = number.parse().expect("a number");
    let clock = ManualClock::at("2013-04-24T21:39:26Z".parse().expect("a time"));
    let config = Config::new().keep(20).seed(1).clock(clock);
    let mut client = Client {
        sandbox: Sandbox::in_memory(config),
        key: String::new(),
    };
    let mut before = 0;
    for at in 0..number {
        if at == number / 10 {
            before = resident();
        }
        client.request(at);
    }
    let after = resident();
    let more = after.saturating_sub(before);
    println!("resident: {before} KiB after a tenth of {number} requests, {after} KiB after all");
    assert!(more <= MORE, "{before} KiB have become {after} KiB");
}

/// Set `SANDBOX_REQUESTS` to send more than two thousand.
#[test]
fn many_requests_take_no_more_memory_than_some() {
    let number = env::var("SANDBOX_REQUESTS").unwrap_or_else(|_| "2000".to_owned());
    let program = env::current_exe().expect("this program");
    let output = Command::new(program)
        .args(["--exact", "memory::child", "--nocapture"])
        .env(CHILD, number)
        .stdin(Stdio::null())
        .output()
        .expect("a process");
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
