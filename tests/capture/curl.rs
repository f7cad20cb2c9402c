//! Commands of curl, held to what the real curl sends.
//!
//! `PAYWIRE_CURL` names the program.

use std::io::{Cursor, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::needs;
use paywire::capture::{self, Body, Config, Headers, Item, Kind, Reader, Request, http};

/// Commands, with `HOST` where the server listens.
const COMMANDS: &[&str] = &[
    "curl HOST",
    "curl 'http://HOST?a=1#b'",
    "curl HOST/a -d a=1 -d 'b=2 3'",
    "curl HOST/a --data-ascii a=1 --data-raw @b --data-binary 'c\nd'",
    "curl HOST --data-urlencode 'a=b c&d/é~' --data-urlencode '=x y' --data-urlencode 'p q@r=1'",
    "curl HOST/a -d @- <<'END'\na=1\nb=2\nEND",
    "curl HOST/a --data-binary @- <<END\na=1\nb=2\nEND",
    "curl HOST/a --data-urlencode n@- <<END\nx y\nEND",
    "curl 'HOST/a?z=1' -G -d a=1 --data-urlencode 'b=2 3'",
    "curl -G HOST --json '{\"a\":1}'",
    "curl HOST/a --json '{\"a\":' --json '1}'",
    "curl HOST -d a=1 --json 2 -d b=3",
    "curl HOST/a --url-query 'a=b c' --url-query '+d=%20' -d x",
    "curl HOST/a -X PUT -d x",
    "curl -I HOST/a",
    "curl -sSXDELETE HOST/a",
    "curl -u user:pass HOST/a",
    "curl http://user:p%40ss@HOST/a",
    "curl -u a:b http://user:pass@HOST/a",
    "curl -u a:b -H 'Authorization: Bearer t' HOST",
    "curl --oauth2-bearer token HOST",
    "curl --oauth2-bearer token -u a:b HOST",
    "curl --digest -u a:b HOST",
    "curl -H 'X-A: 1' -H 'X-B;' -H 'Accept:' -H 'x-c:  d : e ' HOST",
    "curl -H 'Content-Type: text/xml' -d '<a/>' HOST",
    "curl -H 'content-type:' -d 'a' HOST",
    "curl -A agent -e http://h/ -b a=b -b c=d -r 0-5 HOST/a",
    "curl -A '' -H 'Cookie: x=y' -b a=b HOST/a",
    "curl -e 'http://h/;auto' -A a -A b HOST",
    "curl -F 'a=b;type=text/x' -F 'c=\"d;e\"' --form-string 'f=@g;type=h' HOST/form",
    "curl -F 'a=@-;filename=\"x\"' HOST <<END\nin it\nEND",
    "curl -F 'a=@-;filename=\"x.xml\"' -F 'b=1;filename=y.txt' HOST <<END\nin it\nEND",
    "curl -T - HOST/up/ <<END\nin it\nEND",
    "curl -d \"a=\\\"b\\$c\\\\d\" HOST/'a'\"c\"d\\&e",
    "curl --compressed -L -k -m 10 -o /dev/null HOST/a # b",
    "curl HOST/a --next -d x HOST/b",
    "curl -d x HOST/a HOST/b",
];

/// Fields that say what is sent; of the others curl adds some by itself.
const TOLD: [&str; 7] = [
    "authorization",
    "content-type",
    "cookie",
    "range",
    "referer",
    "x-a",
    "x-b",
];

/// Reads a request off a connection, and answers it.
fn serve(mut stream: TcpStream) -> Request {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let head = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(head) = head {
            let text = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
            let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
            let length = field("content-length:")
                .map_or(0, |digits| digits.trim().parse().expect("a length"));
            let is_chunked = field("transfer-encoding:").is_some();
            let is_whole = !is_chunked || bytes.ends_with(b"0\r\n\r\n");
            if bytes.len() >= head + 4 + length && is_whole {
                break;
            }
            if field("expect:").is_some() {
                stream
                    .write_all(b"HTTP/1.1 100 Continue\r\n\r\n")
                    .expect("curl waits");
            }
        }
        let read = stream.read(&mut piece).expect("curl sends on");
        assert!(read > 0, "a request that is cut off");
        bytes.extend(&piece[..read]);
    }
    let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    stream.write_all(answer).expect("curl reads");
    http::request(&bytes, &Config::new()).expect("HTTP").message
}

/// The next connection; curl may refuse a command and make none.
fn accept(listener: &TcpListener) -> TcpStream {
    listener.set_nonblocking(true).expect("a socket can");
    for _ in 0..2000 {
        if let Ok((stream, _)) = listener.accept() {
            stream.set_nonblocking(false).expect("a socket can");
            return stream;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("curl does not connect");
}

/// What the real curl sends.
fn sent(curl: &Path, listener: &TcpListener, command: &str, count: usize) -> Vec<Request> {
    let rest = command.strip_prefix("curl").expect("a command of curl");
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!("\"$PAYWIRE_CURL\" -s -m 20 {rest}"))
        .env("PAYWIRE_CURL", curl)
        .env("NO_PROXY", "*")
        .spawn()
        .expect("a shell");
    let requests = (0..count).map(|_| serve(accept(listener))).collect();
    assert!(child.wait().expect("it ends").success(), "{command}");
    requests
}

/// What is read of the command.
fn read(command: &str) -> Vec<Request> {
    let config = Config::new().kind(Kind::Curl);
    let text = Cursor::new(command.as_bytes().to_vec());
    let mut capture = capture::open(text, &config).expect("memory can be read");
    std::iter::from_fn(|| capture.next_entry())
        .map(|entry| match entry.and_then(|entry| entry.parse(&config)) {
            Ok(Item::Exchange(exchange)) => exchange.request.expect("a request"),
            other => panic!("{command}: {other:?}"),
        })
        .collect()
}

fn content(body: &Body) -> Vec<u8> {
    let content = body.content(&Headers::new(), &Config::new());
    content.expect("it is there").into_owned()
}

/// The boundary of a form.
fn boundary(headers: &Headers) -> Option<&str> {
    let (_, boundary) = headers.get("content-type")?.split_once("boundary=")?;
    Some(boundary)
}

fn compare(command: &str, own: &Request, sent: &Request) {
    assert_eq!(own.method, sent.method, "{command}");
    let own_target = own.target.split_once("://").expect("a scheme").1;
    let own_path = own_target.find('/').map(|at| &own_target[at..]);
    assert_eq!(own_path, Some(&*sent.target), "{command}");
    let unbounded = |request: &Request, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        boundary(&request.headers).map_or(text.clone(), |boundary| text.replace(boundary, "…"))
    };
    let bodies = (content(&own.body), content(&sent.body));
    assert_eq!(
        unbounded(own, &bodies.0),
        unbounded(sent, &bodies.1),
        "{command}"
    );
    for name in TOLD {
        let values = |request: &Request| -> Vec<String> {
            let values = request.headers.all(name);
            values
                .map(|value| unbounded(request, value.as_bytes()))
                .collect()
        };
        assert_eq!(values(own), values(sent), "{command} {name}");
    }
    for (name, value) in own
        .headers
        .iter()
        .filter(|(name, _)| !TOLD.contains(&&*name.to_lowercase()))
    {
        assert!(
            sent.headers.all(name).any(|sent| sent == value),
            "{command} {name}"
        );
    }
    // What curl sends besides is its own.
    for (name, value) in sent.headers.iter() {
        let is_own = match &*name.to_lowercase() {
            "host" | "content-length" | "expect" | "accept-encoding" | "transfer-encoding" => true,
            "accept" => value == "*/*",
            "user-agent" => value.starts_with("curl/"),
            _ => false,
        };
        assert!(
            is_own || own.headers.get(name).is_some(),
            "{command} {name}"
        );
    }
}

#[test]
#[ignore = "needs PAYWIRE_CURL"]
fn a_command_is_the_request_that_curl_sends() {
    let curl = needs::path("PAYWIRE_CURL");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let host = listener.local_addr().expect("it is bound").to_string();
    for command in COMMANDS {
        let command = format!("{}\n", command.replace("HOST", &host));
        let own = read(&command);
        let sent = sent(&curl, &listener, &command, own.len());
        assert!(!own.is_empty(), "{command}");
        for (own, sent) in own.iter().zip(&sent) {
            compare(&command, own, sent);
        }
    }
}
