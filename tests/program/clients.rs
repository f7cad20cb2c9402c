//! Clients that others wrote, against `paywire sandbox`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::needs;
use crate::sandbox::Server;

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/clients")
        .join(name)
}

/// Runs a client until it says that all was well.
fn run(command: &mut Command) {
    let output = command.output().expect("started");
    let said = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complaint}");
    assert_eq!(said.trim_end(), "ok");
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn zeep_calls_over_soap() {
    let server = Server::start(&[]);
    run(Command::new(needs::path("PAYWIRE_PYTHON"))
        .arg(script("zeep_client.py"))
        .arg(&server.url));
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON and PAYWIRE_SHARED"]
fn lxml_calls_in_xml_and_the_schema_holds() {
    let server = Server::start(&[]);
    let schema = needs::path("PAYWIRE_SHARED").join("schema/AdaptivePayments.xsd");
    run(Command::new(needs::path("PAYWIRE_PYTHON"))
        .arg(script("xml_client.py"))
        .arg(&server.url)
        .arg(schema));
}

#[test]
#[ignore = "needs PAYWIRE_NODE and PAYWIRE_NODE_MODULES"]
fn clients_of_npm_call_over_soap_and_in_json() {
    let server = Server::start(&[]);
    run(Command::new(needs::path("PAYWIRE_NODE"))
        .env("NODE_PATH", needs::path("PAYWIRE_NODE_MODULES"))
        .arg(script("node_client.js"))
        .arg(&server.url));
}

#[test]
#[ignore = "needs PAYWIRE_NODE and PAYWIRE_NODE_MODULES"]
fn the_client_of_npm_calls_orders() {
    let server = Server::start(&[]);
    run(Command::new(needs::path("PAYWIRE_NODE"))
        .env("NODE_PATH", needs::path("PAYWIRE_NODE_MODULES"))
        .arg(script("orders_client.js"))
        .arg(&server.url));
}

#[test]
#[ignore = "needs PAYWIRE_PYTHON"]
fn the_client_of_multisafepay_pays_and_is_told() {
    let server = Server::start(&[]);
    run(Command::new(needs::path("PAYWIRE_PYTHON"))
        .arg(script("multisafepay_client.py"))
        .arg(&server.url));
}

/// A command as in the guide (p. 69), with another host and without TLS.
#[test]
#[ignore = "needs PAYWIRE_CURL"]
fn curl_calls_as_in_the_guide() {
    let server = Server::start(&[]);
    let url = format!("{}/AdaptivePayments/Pay", server.url);
    let body = "requestEnvelope.errorLanguage=en_US&actionType=PAY&currencyCode=USD&feesPayer=EACHRECEIVER\
        &memo=R%26D+%2B50%25&receiverList.receiver(0).amount=100.00&receiverList.receiver(0).email=seller%40example.com\
        &cancelUrl=https%3A%2F%2Fshop.example%2Fno&returnUrl=https%3A%2F%2Fshop.example%2Fyes";
    let output = Command::new(needs::path("PAYWIRE_CURL"))
        .args(["-s", "--insecure", &url])
        .args(["-H", "X-PAYPAL-SECURITY-USERID: shop_api1.example.com"])
        .args(["-H", "X-PAYPAL-SECURITY-PASSWORD: any"])
        .args(["-H", "X-PAYPAL-SECURITY-SIGNATURE: any"])
        .args(["-H", "X-PAYPAL-REQUEST-DATA-FORMAT: NV"])
        .args(["-H", "X-PAYPAL-RESPONSE-DATA-FORMAT: NV"])
        .args(["-H", "X-PAYPAL-APPLICATION-ID: APP-80W284485P519543T"])
        .args(["-d", body])
        .output()
        .expect("started");
    let answer = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(
        answer.contains("&responseEnvelope.ack=Success&"),
        "{answer}"
    );
    assert!(answer.contains("&paymentExecStatus=CREATED"), "{answer}");
}
