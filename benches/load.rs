//! A service under load: requests a second and the slowest of a hundred, against a bare handler that answers the same
//! bytes. One service takes and gives `Payload`, and looks nothing up; the other is the sandbox.
//!
//! Needs `wrk`. All servers are processes of their own, called in turn with 64 connections:
//! `cargo bench --bench load --features axum,sandbox`. Seconds of a run may follow: `-- 10`.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use paywire::api::adaptive_payments::common::Receiver;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::api::adaptive_payments::service::{
    Credentials, RequestHeaders, SANDBOX_APPLICATION_ID,
};
use paywire::api::{Environment, Request};
use paywire::codec::Format;
use paywire::service::axum::Payload;
use paywire::service::{Client, Outgoing, read_reply};
use paywire::{Currency, Secret};

/// What this program is started with again, to be the bare server: the file with its answer follows.
const BARE: &str = "--bare";
/// The same for the service that takes and gives `Payload`.
const PAYLOAD: &str = "--payload";
const ROUNDS: usize = 3;
const CONNECTIONS: &str = "64";

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let file_after = |name: &str| {
        let at = args.iter().position(|arg| arg == name)?;
        Some(fs::read(args.get(at + 1).expect("a file")).expect("read"))
    };
    if let Some(answer) = file_after(BARE) {
        return serve(bare(answer));
    }
    if let Some(answer) = file_after(PAYLOAD) {
        return serve(payload(&answer));
    }
    if env::args().any(|arg| arg == "--test") {
        return;
    }
    let seconds = args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(5);
    let sandbox = Server::start(Command::new(env!("CARGO_BIN_EXE_paywire")).args([
        "sandbox",
        "--listen",
        "127.0.0.1:0",
    ]));
    println!(
        "{:<8} {:<16} {:<5} {:>9} {:>9} {:>6} {:>10} {:>10}",
        "service", "call", "", "paywire/s", "bare/s", "ratio", "p99", "bare p99"
    );
    for format in [Format::Nvp, Format::Json, Format::Soap] {
        let client = sandbox.client(format);
        let pay = client.call(&payment(), &[]).expect("a call");
        let answer = Server::ask(&pay);
        let key = client
            .read_reply::<PayRequest>(&answer)
            .expect("a reply")
            .message
            .pay_key;
        let details = PaymentDetailsRequest::by_pay_key(key);
        let details = client.call(&details, &[]).expect("a call");
        let file = scratch("reply");
        fs::write(&file, Server::ask(&details)).expect("written");
        let service = Server::own(PAYLOAD, &file);
        let mut moved = details.clone();
        moved.url = details.url.replace(&sandbox.url, &service.url);
        row::<PaymentDetailsRequest>(("Payload", &service), &moved, format, seconds);
        row::<PaymentDetailsRequest>(("sandbox", &sandbox), &details, format, seconds);
        row::<PayRequest>(("sandbox", &sandbox), &pay, format, seconds);
    }
    println!("resident memory of the sandbox: {} kB", sandbox.memory());
}

/// Measures a call in turn with the bare server, and prints the medians.
fn row<R: Request>(
    (service, server): (&str, &Server),
    call: &Outgoing,
    format: Format,
    seconds: u32,
) {
    let file = scratch("answer");
    fs::write(&file, Server::ask(call)).expect("written");
    let bare = Server::own(BARE, &file);
    let script = scratch("request.lua");
    fs::write(&script, lua(call)).expect("written");
    let path = call.url.strip_prefix(&server.url).expect("the server");
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        own.push(wrk(&format!("{}{path}", server.url), &script, seconds));
        other.push(wrk(&format!("{}{path}", bare.url), &script, seconds));
    }
    let ((rate, p99), (bare_rate, bare_p99)) = (median(own), median(other));
    let operation = R::INFO.operation.unwrap_or_default();
    println!(
        "{service:<8} {operation:<16} {:<5} {rate:>9.0} {bare_rate:>9.0} {:>6.2} {p99:>10} {bare_p99:>10}",
        format.as_str(),
        rate / bare_rate,
    );
}

fn median(mut runs: Vec<(f64, String)>) -> (f64, String) {
    runs.sort_by(|one, other| one.0.total_cmp(&other.0));
    runs.swap_remove(runs.len() / 2)
}

/// Requests a second, and the time in which 99 of 100 are answered.
fn wrk(url: &str, script: &PathBuf, seconds: u32) -> (f64, String) {
    let output = Command::new("wrk")
        .args([
            "-t1",
            "-c",
            CONNECTIONS,
            "--latency",
            "-d",
            &format!("{seconds}s"),
            "-s",
        ])
        .arg(script)
        .arg(url)
        .output()
        .expect("wrk is installed");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        !said.contains("Non-2xx") && !said.contains("Socket errors"),
        "{said}"
    );
    let value = |name: &str| {
        let line = said
            .lines()
            .find(|line| line.trim_start().starts_with(name));
        let value = line.and_then(|line| line.split_whitespace().nth(1));
        value.unwrap_or_else(|| panic!("{said}")).to_owned()
    };
    (
        value("Requests/sec:").parse().expect("a number"),
        value("99%"),
    )
}

/// The request in the words of wrk.
fn lua(call: &Outgoing) -> String {
    let body = std::str::from_utf8(&call.body).expect("UTF-8");
    let mut script = format!("wrk.method = 'POST'\nwrk.body = [==[{body}]==]\n");
    for (name, value) in &call.headers {
        // Writing to a String cannot fail.
        let _ = writeln!(script, "wrk.headers['{name}'] = [==[{value}]==]");
    }
    script
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("load");
    fs::create_dir_all(&folder).expect("a folder");
    folder.join(name)
}

fn payment() -> PayRequest {
    let receiver = Receiver::with_email("12.50".parse().expect("an amount"), "seller@example.com");
    PayRequest::simple(
        "https://shop.example/no",
        Currency::USD,
        receiver,
        "https://shop.example/yes",
    )
}

/// A server that ends with this program.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts this program as a server.
    fn own(name: &str, file: &PathBuf) -> Self {
        let program = env::current_exe().expect("this program");
        Server::start(Command::new(program).arg(name).arg(file))
    }

    fn start(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().expect("started");
        let mut url = String::new();
        let output = process.stdout.as_mut().expect("piped");
        BufReader::new(output)
            .read_line(&mut url)
            .expect("an address");
        let url = url.trim_end().to_owned();
        Server { process, url }
    }

    fn client(&self, format: Format) -> Client {
        let credentials = Credentials::Certificate {
            user_id: Secret::from("shop_api1.example.com"),
            password: Secret::from("any"),
        };
        let caller = RequestHeaders::new(credentials, SANDBOX_APPLICATION_ID);
        let client = Client::adaptive_payments(Environment::Sandbox, &caller).expect("a client");
        client.base_url(&*self.url).format(format)
    }

    fn ask(call: &Outgoing) -> Vec<u8> {
        let mut request = ureq::post(&call.url);
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let mut answer = request.send(&call.body).expect("answered");
        answer.body_mut().read_to_vec().expect("read")
    }

    fn memory(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let value = line.and_then(|line| line.split_whitespace().nth(1));
        value.unwrap_or("unknown").to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Answers every request with the same bytes. The body is read, as no service answers what it has not read.
fn bare(answer: Vec<u8>) -> Router {
    let handler = move |_: axum::body::Bytes| {
        let answer = answer.clone();
        async move { ([(CONTENT_TYPE, "text/plain")], answer) }
    };
    Router::new().fallback(handler)
}

/// Reads every request, and answers with the same reply.
fn payload(answer: &[u8]) -> Router {
    let format = Format::detect(answer).expect("a format");
    let reply = read_reply::<PaymentDetailsRequest>(answer, format).expect("a reply");
    let handler = move |request: Payload<PaymentDetailsRequest>| {
        let answer = request.reply(reply.message.clone());
        async move { answer }
    };
    Router::new().fallback(handler)
}

fn serve(router: Router) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async move {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("set");
        let address = listener.local_addr().expect("an address");
        println!("http://{address}");
        std::io::stdout().flush().expect("flushed");
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        axum::serve(listener, router).await.expect("served");
    });
}
