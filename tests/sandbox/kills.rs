//! A process that is killed at any moment has lost nothing that it answered, and does nothing twice.
//!
//! This program starts itself as the process that is killed: [`child`] makes payments on a file until it is.

use std::collections::BTreeMap;
use std::env;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use paywire::api::adaptive_payments::common::PaymentExecStatus;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::api::adaptive_payments::refund::RefundRequest;
use paywire::sandbox::{Caller, Config, Sandbox};
use paywire::{Amount, Currency};

use crate::model::File;
use crate::setup::{implicit, to};

const FILE: &str = "SANDBOX_CHILD_FILE";
const ROUND: &str = "SANDBOX_CHILD_ROUND";

const SELLER: &str = "seller@example.com";

/// What a part of a payment is given back.
const PART: Amount = Amount::new(25, 2);

fn payment(tracking_id: &str) -> PayRequest {
    PayRequest {
        tracking_id: Some(tracking_id.to_owned()),
        ipn_notification_url: Some("http://127.0.0.1/ipn".to_owned()),
        ..implicit([to(SELLER, "1.00")])
    }
}

fn caller() -> Caller {
    Caller::new("shop@example.com")
}

/// Makes payments until it is killed, and tells of each before and after. Does nothing where nobody started it.
#[test]
fn child() {
    let (Ok(file), Ok(round)) = (env::var(FILE), env::var(ROUND)) else {
        return;
    };
    // The harness has begun a line.
    tell("");
    let sandbox = Sandbox::open(file, Config::new()).expect("a sandbox");
    for number in 0.. {
        let id = format!("{round}-{number}");
        tell(&format!("tries {id}"));
        let reply = sandbox.send(&caller(), payment(&id)).expect("paid");
        tell(&format!("paid {id} {}", reply.pay_key));
        if number % 3 == 0 {
            let refund = RefundRequest::partial(reply.pay_key, Currency::USD, to(SELLER, "0.25"));
            sandbox.send(&caller(), refund).expect("refunded");
            tell(&format!("refunded {id}"));
        }
    }
}

fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").expect("a pipe");
    out.flush().expect("a pipe");
}

/// What the process told of a payment before it was killed.
#[derive(Default)]
struct Told {
    key: Option<String>,
    refunded: bool,
}

/// Starts the process, kills it after a while, and returns what it told.
fn killed_after(file: &File, round: u64, pause: Duration, told: &mut BTreeMap<String, Told>) {
    let program = env::current_exe().expect("this program");
    let mut child = Command::new(program)
        .args(["--exact", "kills::child", "--nocapture"])
        .env(FILE, &file.0)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process");
    sleep(pause);
    child.kill().expect("killed");
    let mut text = String::new();
    let mut out = child.stdout.take().expect("a pipe");
    out.read_to_string(&mut text).expect("text");
    child.wait().expect("ended");
    // What stands after the last line end was cut off.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    for line in whole.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["tries", id] => drop(told.insert(id.to_owned(), Told::default())),
            ["paid", id, key] => told.get_mut(id).expect("tried").key = Some(key.to_owned()),
            ["refunded", id] => told.get_mut(id).expect("tried").refunded = true,
            _ => {}
        }
    }
}

/// Compares what the file has with what was told.
fn check(file: &File, told: &BTreeMap<String, Told>) {
    let sandbox = Sandbox::open(&file.0, Config::new()).expect("a sandbox");
    let (mut payments, mut refunds) = (0, 0);
    for (id, told) in told {
        let asks = PaymentDetailsRequest::by_tracking_id(id);
        let Ok(found) = sandbox.send(&caller(), asks) else {
            assert_eq!(told.key, None, "{id} is lost");
            continue;
        };
        payments += 1;
        assert_eq!(found.status, PaymentExecStatus::Completed);
        assert!(told.key.is_none() || told.key.as_ref() == Some(&found.pay_key));
        let again = sandbox
            .send(&caller(), payment(id))
            .expect_err("made twice");
        assert!(again.to_string().ends_with("error 579042"), "{again}");
        let refunded = found.payment_info_list.payment_info[0].refunded_amount;
        let was_refunded = refunded == Some(PART);
        assert!(was_refunded || !told.refunded, "the refund of {id} is lost");
        assert!(
            was_refunded || refunded == Some(Amount::ZERO),
            "{refunded:?}"
        );
        refunds += i64::from(was_refunded);
    }
    let usd = Currency::USD;
    let got = sandbox.balance(SELLER, &usd).expect("a store");
    let got = got.checked_add(&sandbox.fees(&usd).expect("a store"));
    assert_eq!(got, Some(Amount::new(payments * 100 - refunds * 25, 2)));
    let notifications = sandbox.due(usize::MAX).expect("a store").len();
    assert_eq!(i64::try_from(notifications), Ok(payments + refunds));
}

fn kill_and_check(rounds: u64) {
    let file = File::new();
    let mut told = BTreeMap::new();
    for round in 0..rounds {
        // From before the file is there to after many payments, in no order.
        let pause = Duration::from_millis((round * 67 + 5) % 211);
        killed_after(&file, round, pause, &mut told);
        check(&file, &told);
    }
    let answered = told.values().filter(|told| told.key.is_some()).count();
    assert!(
        answered > usize::try_from(rounds).expect("a number"),
        "{answered}"
    );
}

/// Set `SANDBOX_KILLS` to kill more often than twenty times.
#[test]
fn kills_lose_nothing() {
    let kills = env::var("SANDBOX_KILLS").ok();
    kill_and_check(kills.map_or(20, |kills| kills.parse().expect("a number")));
}
