//! `paywire sandbox`: a client on one side, a receiver of notifications on the other.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use paywire::api::Environment;
use paywire::api::adaptive_payments::common::{PaymentExecStatus, Receiver};
use paywire::api::adaptive_payments::ipn::VERIFICATION_COMMAND;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::api::adaptive_payments::refund::RefundRequest;
use paywire::api::adaptive_payments::service::{
    Credentials, RequestHeaders, SANDBOX_APPLICATION_ID,
};
use paywire::codec::{Format, Ipn};
use paywire::service::{Client, Outgoing, ReplyError};
use paywire::{Currency, Secret};

/// A running sandbox, which ends with the test.
pub(crate) struct Server {
    process: Child,
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start(args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paywire"));
        let command = command
            .args(["sandbox", "--listen", "127.0.0.1:0"])
            .args(args);
        let mut process = command.stdout(Stdio::piped()).spawn().expect("started");
        let mut output = BufReader::new(process.stdout.take().expect("piped"));
        let mut url = String::new();
        output.read_line(&mut url).expect("an address");
        // What it says further is of no interest, but must not fill the pipe.
        thread::spawn(move || output.read_to_end(&mut Vec::new()));
        Server {
            process,
            url: url.trim_end().to_owned(),
        }
    }

    fn client(&self) -> Client {
        let credentials = Credentials::Certificate {
            user_id: Secret::from("shop_api1.example.com"),
            password: Secret::from("planted-5"),
        };
        let caller = RequestHeaders::new(credentials, SANDBOX_APPLICATION_ID);
        let client = Client::adaptive_payments(Environment::Sandbox, &caller).expect("a client");
        client.base_url(&*self.url)
    }

    /// What comes back for a request in the words of HTTP.
    fn send(&self, request: &str) -> String {
        let address = self.url.strip_prefix("http://").expect("a URL");
        let mut stream = TcpStream::connect(address).expect("connected");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        answer
    }

    fn get(&self, path: &str) -> String {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
        ))
    }

    fn post(&self, path: &str, body: &str) -> String {
        let length = body.len();
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        ))
    }

    /// The body of the answer to a call.
    fn call(&self, call: &Outgoing) -> Vec<u8> {
        let path = call.url.strip_prefix(&self.url).expect("its own address");
        let body = std::str::from_utf8(&call.body).expect("UTF-8");
        let fields = call.headers.iter();
        let lines: Vec<_> = fields
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let fields = lines.concat();
        let length = body.len();
        let answer = self.send(&format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{fields}content-length: {length}\r\n\r\n{body}"
        ));
        let (_, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        body.as_bytes().to_vec()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn payment() -> PayRequest {
    let receiver = Receiver::with_email("12.50".parse().expect("an amount"), "seller@example.com");
    PayRequest::simple(
        "https://shop.example/cart",
        Currency::USD,
        receiver,
        "https://shop.example/paid",
    )
}

/// Takes one post, and returns its body.
fn receive(listener: &TcpListener) -> Vec<u8> {
    let (stream, _) = listener.accept().expect("a notification");
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        if line.trim_end().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the whole body");
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    reader.get_mut().write_all(answer).expect("answered");
    body
}

#[test]
fn a_payment_is_made_approved_and_notified_in_every_format() {
    let server = Server::start(&[]);
    let receiver = TcpListener::bind("127.0.0.1:0").expect("a port");
    let ipn_url = format!("http://{}/ipn", receiver.local_addr().expect("an address"));
    for &format in Format::ALL {
        let client = server.client().format(format);
        let request = PayRequest {
            ipn_notification_url: Some(ipn_url.clone()),
            ..payment()
        };
        let answer = server.call(&client.call(&request, &[]).expect("a call"));
        let reply = client.read_reply::<PayRequest>(&answer).expect("a reply");
        assert_eq!(
            reply.payment_exec_status,
            PaymentExecStatus::Created,
            "{format}"
        );

        let page = format!("/webscr?cmd=_ap-payment&paykey={}", reply.pay_key);
        let shown = server.get(&page);
        assert!(shown.contains("12.50 USD to seller@example.com"), "{shown}");
        let sent_on = server.post(&page, "email=ann%40example.com&action=approve");
        assert!(sent_on.starts_with("HTTP/1.1 303 "), "{sent_on}");
        assert!(
            sent_on.contains("\r\nlocation: https://shop.example/paid\r\n"),
            "{sent_on}"
        );
        let again = server.post(&page, "action=approve");
        assert!(again.starts_with("HTTP/1.1 409 "), "{again}");

        let notified = receive(&receiver);
        let ipn = Ipn::from_slice(&notified).expect("a notification");
        let paid = ipn.payment().expect("of a payment");
        assert_eq!(paid.pay_key.as_ref(), Some(&reply.pay_key));
        let body = String::from_utf8(ipn.verification_body()).expect("ASCII");
        assert!(body.starts_with(VERIFICATION_COMMAND));
        assert!(
            server
                .post("/cgi-bin/webscr", &body)
                .ends_with("\r\n\r\nVERIFIED")
        );
        let (command, sent) = body.split_once('&').expect("two pairs");
        let behind = server.post("/cgi-bin/webscr", &format!("{sent}&{command}"));
        assert!(behind.ends_with("\r\n\r\nVERIFIED"), "{behind}");
        let forged = body.replace("12.50", "99.99");
        assert!(
            server
                .post("/cgi-bin/webscr", &forged)
                .ends_with("\r\n\r\nINVALID")
        );

        let ask = PaymentDetailsRequest::by_pay_key(&reply.pay_key);
        let answer = server.call(&client.call(&ask, &[]).expect("a call"));
        let details = client
            .read_reply::<PaymentDetailsRequest>(&answer)
            .expect("a reply");
        assert_eq!(details.status, PaymentExecStatus::Completed, "{format}");
        assert_eq!(details.sender_email.as_deref(), Some("ann@example.com"));
    }
    let log = server.get("/");
    assert!(log.contains("<b>PaymentDetails</b>"), "{log}");
    assert!(!log.contains("planted"), "{log}");
}

#[test]
fn receivers_that_hang_or_send_elsewhere_hold_up_no_other() {
    let server = Server::start(&[]);
    let client = server.client();
    let listener = || TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = |own: &TcpListener| format!("http://{}/ipn", own.local_addr().expect("an address"));
    let (hangs, elsewhere, good) = (listener(), listener(), listener());
    let notify = |url: String| {
        let request = PayRequest {
            ipn_notification_url: Some(url),
            ..payment()
        };
        let answer = server.call(&client.call(&request, &[]).expect("a call"));
        let reply = client.read_reply::<PayRequest>(&answer).expect("a reply");
        let page = format!("/webscr?cmd=_ap-payment&paykey={}", reply.pay_key);
        assert!(
            server
                .post(&page, "action=approve")
                .starts_with("HTTP/1.1 303 ")
        );
    };
    for _ in 0..20 {
        notify(url(&hangs));
    }
    notify(url(&elsewhere));
    let (mut stream, _) = elsewhere.accept().expect("a notification");
    let answer = format!(
        "HTTP/1.1 302 Found\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n",
        url(&elsewhere)
    );
    stream.write_all(answer.as_bytes()).expect("answered");
    notify(url(&good));
    let begun = Instant::now();
    assert!(!receive(&good).is_empty());
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
    elsewhere.set_nonblocking(true).expect("set");
    assert!(elsewhere.accept().is_err(), "the post was sent on");
}

#[test]
fn notifications_of_a_receiver_arrive_in_order() {
    let server = Server::start(&[]);
    let client = server.client();
    let receiver = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/ipn", receiver.local_addr().expect("an address"));
    for _ in 0..10 {
        let request = PayRequest {
            ipn_notification_url: Some(url.clone()),
            ..payment()
        };
        let answer = server.call(&client.call(&request, &[]).expect("a call"));
        let key = client
            .read_reply::<PayRequest>(&answer)
            .expect("a reply")
            .message
            .pay_key;
        let page = format!("/webscr?cmd=_ap-payment&paykey={key}");
        assert!(
            server
                .post(&page, "action=approve")
                .starts_with("HTTP/1.1 303 ")
        );
        let refund = RefundRequest {
            pay_key: Some(key),
            ..RefundRequest::default()
        };
        let answer = server.call(&client.call(&refund, &[]).expect("a call"));
        client
            .read_reply::<RefundRequest>(&answer)
            .expect("a reply");
        let kinds = [(); 2].map(|()| {
            let ipn = Ipn::from_slice(&receive(&receiver)).expect("a notification");
            let paid = ipn.payment().expect("of a payment");
            let kind = paid.transaction_type.as_ref();
            kind.expect("a type").to_string()
        });
        assert_eq!(kinds, ["Adaptive Payment PAY", "Adjustment"]);
    }
}

#[test]
fn header_fields_without_an_end_are_waited_for_only_so_long() {
    let server = Server::start(&[]);
    let address = server.url.strip_prefix("http://").expect("a URL");
    let mut slow = TcpStream::connect(address).expect("connected");
    slow.write_all(b"POST /AdaptivePayments/Pay HTTP/1.1\r\nhost: x\r\n")
        .expect("sent");
    slow.set_read_timeout(Some(Duration::from_secs(20)))
        .expect("set");
    let mut answer = Vec::new();
    slow.read_to_end(&mut answer).expect("the connection ends");
}

#[test]
fn what_was_answered_survives_a_kill() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sandbox-data");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("shop.redb");
    let args = ["--data", file.to_str().expect("UTF-8")];
    let mut keys = Vec::new();
    for _ in 0..3 {
        let server = Server::start(&args);
        let client = server.client();
        for key in &keys {
            let ask = PaymentDetailsRequest::by_pay_key(key);
            let answer = server.call(&client.call(&ask, &[]).expect("a call"));
            let details = client.read_reply::<PaymentDetailsRequest>(&answer);
            assert_eq!(&details.expect("a reply").pay_key, key);
        }
        let answer = server.call(&client.call(&payment(), &[]).expect("a call"));
        keys.push(
            client
                .read_reply::<PayRequest>(&answer)
                .expect("a reply")
                .message
                .pay_key,
        );
    }
}

#[test]
fn errors_are_brought_on_by_name() {
    let server = Server::start(&["--fail", "Pay:579042"]);
    let client = server.client().format(Format::Json);
    let answer = server.call(&client.call(&payment(), &[]).expect("a call"));
    let error = client.read_reply::<PayRequest>(&answer).unwrap_err();
    assert!(matches!(error, ReplyError::Fault(_)));
    assert_eq!(
        error.to_string(),
        "the service answered with FaultMessage, error 579042"
    );
}

#[test]
fn strange_requests_are_answered() {
    let server = Server::start(&[]);
    for (path, status) in [
        ("/nowhere", 404),
        ("/webscr", 400),
        ("/webscr?cmd=_ap-payment&paykey=AP-0", 404),
        ("/exchanges?since=%3Cscript%3E", 200),
        ("/page.js", 200),
        ("/AdaptivePayments?WSDL", 200),
    ] {
        let answer = server.get(path);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{path}: {answer}"
        );
    }
    let long = "a".repeat(2 << 20);
    let answer = server.post("/AdaptivePayments/Pay", &long);
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    let incomplete = client_post(&server, "/AdaptivePayments/Pay", "actionType=PAY&unknown=1");
    assert!(
        incomplete.contains("error(0).errorId=580029"),
        "{incomplete}"
    );
    let damaged = server.post("/AdaptivePayments/Pay", "a=%zz");
    assert!(
        damaged.contains("responseEnvelope.ack=Failure"),
        "{damaged}"
    );
    // A request that never ends does not keep others waiting.
    let address = server.url.strip_prefix("http://").expect("a URL");
    let mut slow = TcpStream::connect(address).expect("connected");
    slow.write_all(b"POST /AdaptivePayments/Pay HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\na")
        .expect("sent");
    thread::sleep(Duration::from_millis(20));
    assert!(server.get("/").starts_with("HTTP/1.1 200 "));
}

/// What comes back for raw bytes, after which nothing more is sent.
fn exchange(server: &Server, bytes: &[u8]) -> String {
    let address = server.url.strip_prefix("http://").expect("a URL");
    let mut stream = TcpStream::connect(address).expect("connected");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("set");
    // The server may have closed the connection in between.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_body_that_is_broken_or_too_long_is_refused_in_words() {
    let server = Server::start(&[]);
    let chunked =
        "POST /AdaptivePayments/Pay HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    for broken in [
        "zz\r\na=b\r\n0\r\n\r\n",
        "5\r\na=b",
        "3\r\na=bXX",
        "ffffffffffffffffff\r\na",
    ] {
        let answer = exchange(&server, format!("{chunked}{broken}").as_bytes());
        assert!(answer.starts_with("HTTP/1.1 400 "), "{broken}: {answer}");
        assert!(
            answer.ends_with("\r\n\r\nthe body cannot be read"),
            "{answer}"
        );
        assert!(answer.contains("content-type: text/plain"), "{answer}");
    }
    let long = vec![b'a'; 17 << 20];
    let head = format!("{chunked}{:x}\r\n", long.len());
    let whole = [head.as_bytes(), &long[..], b"\r\n0\r\n\r\n"];
    let answer = exchange(&server, &whole.concat());
    if !answer.is_empty() {
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
        assert!(answer.ends_with("\r\n\r\nthe body is too long"), "{answer}");
    }
}

/// Takes half a minute, and so does nothing unless `SANDBOX_SLOW` is set.
#[test]
fn a_body_that_takes_too_long_is_refused_in_words() {
    if env::var_os("SANDBOX_SLOW").is_none() {
        return;
    }
    let server = Server::start(&[]);
    let address = server.url.strip_prefix("http://").expect("a URL");
    let mut slow = TcpStream::connect(address).expect("connected");
    slow.write_all(b"POST /AdaptivePayments/Pay HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\na")
        .expect("sent");
    let mut answer = String::new();
    slow.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(
        answer.ends_with("\r\n\r\nthe body took too long"),
        "{answer}"
    );
}

/// Whatever one client sends, the program goes on, and others are answered.
#[test]
fn bytes_that_are_no_request_hurt_nobody() {
    let server = Server::start(&[]);
    let post = "POST /AdaptivePayments/Pay HTTP/1.1\r\nhost: x\r\n";
    let all: &[Vec<u8>] = &[
        Vec::new(),
        b"\r\n\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"GET\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"GET nowhere HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET http://x.example:99999/ HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"CONNECT x.example:443 HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET /\0 HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
        b"GET /\xff\xfe?\xc3\x28 HTTP/1.1\r\nhost: \xff\r\n\r\n".to_vec(),
        format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(1 << 20)).into_bytes(),
        format!(
            "GET / HTTP/1.1\r\nhost: x\r\n{}\r\n",
            "a: b\r\n".repeat(10_000)
        )
        .into_bytes(),
        format!(
            "GET / HTTP/1.1\r\nhost: x\r\na: {}\r\n\r\n",
            "b".repeat(1 << 20)
        )
        .into_bytes(),
        format!("{post}content-length: -1\r\n\r\na=b").into_bytes(),
        format!("{post}content-length: 1\r\ncontent-length: 2\r\n\r\na=b").into_bytes(),
        format!("{post}content-length: 99999999999999999999\r\n\r\na=b").into_bytes(),
        format!("{post}content-length: 9\r\n\r\na=b").into_bytes(),
        format!("{post}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")
            .into_bytes(),
        format!("{post}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n").into_bytes(),
        format!("{post}a\r\n b: c\r\n\r\n").into_bytes(),
        format!("{post}expect: 100-continue\r\ncontent-length: 3\r\n\r\n").into_bytes(),
    ];
    for (number, bytes) in all.iter().enumerate() {
        let answer = exchange(&server, bytes);
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1."),
            "{number}: {answer}"
        );
        assert!(!answer.starts_with("HTTP/1.1 5"), "{number}: {answer}");
        assert!(
            server.get("/page.js").starts_with("HTTP/1.1 200 "),
            "{number}"
        );
    }
    // Two in one, and then nothing more.
    let one = "GET /page.js HTTP/1.1\r\nhost: x\r\n\r\n";
    let both = exchange(&server, format!("{one}{one}").as_bytes());
    assert_eq!(both.matches("HTTP/1.1 200 ").count(), 2, "{both}");
    let head = exchange(
        &server,
        b"HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    assert!(
        head.starts_with("HTTP/1.1 200 ") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
}

#[test]
fn many_requests_that_do_not_end_hold_up_no_other() {
    let server = Server::start(&[]);
    let address = server.url.strip_prefix("http://").expect("a URL");
    let begun = [
        "",
        "POST /Adap",
        "POST /AdaptivePayments/Pay HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\na",
        "POST /AdaptivePayments/Pay HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nfffff\r\na",
    ];
    let slow: Vec<_> = (0..400)
        .map(|number: usize| {
            let mut stream = TcpStream::connect(address).expect("connected");
            let bytes = begun[number % begun.len()].as_bytes();
            stream.write_all(bytes).expect("sent");
            stream
        })
        .collect();
    let before = Instant::now();
    let client = server.client();
    let answer = server.call(&client.call(&payment(), &[]).expect("a call"));
    client.read_reply::<PayRequest>(&answer).expect("a reply");
    assert!(
        before.elapsed() < Duration::from_secs(5),
        "{:?}",
        before.elapsed()
    );
    drop(slow);
    assert!(server.get("/").starts_with("HTTP/1.1 200 "));
}

/// The answer to a form with credentials.
fn client_post(server: &Server, path: &str, body: &str) -> String {
    let length = body.len();
    server.send(&format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nX-PAYPAL-SECURITY-USERID: u\r\n\
         X-PAYPAL-SECURITY-PASSWORD: p\r\nX-PAYPAL-APPLICATION-ID: a\r\ncontent-length: {length}\r\n\r\n{body}"
    ))
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paywire"));
    let output = command.arg("sandbox").args(args).output().expect("started");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn what_cannot_be_used_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let (code, _, said) = run(&["--listen", &address]);
    assert_eq!(code, Some(3));
    assert!(said.contains("cannot listen on 127.0.0.1:"), "{said}");
    assert!(
        said.contains("choose another address with `--listen`"),
        "{said}"
    );

    let (code, _, said) = run(&["--listen", "8090"]);
    assert_eq!(code, Some(3));
    assert!(
        said.contains("cannot listen on 8090") && said.contains("127.0.0.1:0"),
        "{said}"
    );

    let (code, _, said) = run(&["--listen", "127.0.0.1:0", "--data", "/nowhere/shop.redb"]);
    assert_eq!(code, Some(3));
    assert!(said.contains("/nowhere/shop.redb"), "{said}");

    let cut = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cut.redb");
    let _ = fs::remove_file(&cut);
    let name = cut.to_str().expect("UTF-8");
    drop(Server::start(&["--data", name]));
    let whole = fs::read(&cut).expect("a store");
    for part in [1, whole.len() / 2, whole.len() - 1] {
        fs::write(&cut, &whole[..part]).expect("written");
        let (code, _, said) = run(&["--listen", "127.0.0.1:0", "--data", name]);
        assert_eq!(code, Some(3), "{part}: {said}");
        assert!(said.contains("cut.redb"), "{said}");
    }

    let (code, _, said) = run(&["--fail", "Pay:1"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("--fail"), "{said}");
}

#[test]
fn every_error_can_be_looked_up() {
    let (code, listed, _) = run(&["--list-failures"]);
    assert_eq!(code, Some(0));
    let row = listed
        .lines()
        .find(|line| line.starts_with("580022 "))
        .expect("a row");
    assert!(
        row.contains("5800.22") && row.contains("FAIL-580022"),
        "{row}"
    );
}
