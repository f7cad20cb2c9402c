//! Raw requests to the sandbox, several one after another: each is answered with what its content type says, and no log
//! shows the caller's password.
//!
//! A request is its line, its header fields, an empty line and its body; `====` stands between two. `{key}` stands for
//! the last key that the sandbox gave out.

use http::{Request, Response, StatusCode};
use paywire::nvp;
use paywire::sandbox::{Config, ManualClock, Sandbox};

/// What stands between two requests.
const BETWEEN: &[u8] = b"\n====\n";

/// What stands for the last key.
const KEY: &str = "{key}";

/// The most requests of an input.
const MOST: usize = 12;

/// The password of the caller, which no page may show.
const PASSWORD: &str = "planted-7f3a91";

/// The target.
pub fn run(data: &[u8]) {
    let clock = ManualClock::at("2013-04-25T12:00:00Z".parse().expect("a time"));
    let config = Config::new().clock(clock).seed(1).most_bytes(64 << 10);
    let sandbox = Sandbox::in_memory(config);
    let mut key = String::new();
    for raw in parts(data).into_iter().take(MOST) {
        let Some(request) = request(raw, &key) else {
            continue;
        };
        let response = sandbox.call(&request);
        check(&request, &response);
        if let Some(found) = key_in(response.body()) {
            key = found;
        }
    }
    let is_quoted = memchr::memmem::find(data, PASSWORD.as_bytes()).is_some();
    let last = sandbox
        .exchanges_since(0)
        .last()
        .map_or(0, |own| own.number());
    let pages = (1..=last).flat_map(|number| {
        ["", "/request", "/answer"].map(|side| format!("/exchanges/{number}{side}"))
    });
    for path in pages.chain(["/".to_owned()]) {
        let request = Request::get(&path).body(Vec::new()).expect("a request");
        let response = sandbox.call(&request);
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        check(&request, &response);
        let shows = memchr::memmem::find(response.body(), PASSWORD.as_bytes());
        assert!(is_quoted || shows.is_none(), "{path} shows the password");
    }
    for notification in sandbox.due(100).expect("a store") {
        let delivered = sandbox.delivered(&notification, data.len().is_multiple_of(2));
        assert!(delivered.is_ok());
    }
}

fn parts(mut data: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while let Some(at) = memchr::memmem::find(data, BETWEEN) {
        parts.push(&data[..at]);
        data = &data[at + BETWEEN.len()..];
    }
    parts.push(data);
    parts
}

/// The request that the bytes are, as far as the crate `http` takes them for one.
fn request(raw: &[u8], key: &str) -> Option<Request<Vec<u8>>> {
    let end = memchr::memmem::find(raw, b"\n\n").unwrap_or(raw.len());
    let (head, body) = raw.split_at(end);
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut words = lines.next()?.splitn(2, |byte| *byte == b' ');
    let method = words.next()?;
    let target = replaced(words.next().unwrap_or(b"/"), key);
    let mut request = Request::builder()
        .method(method)
        .uri(target.as_slice())
        .header("X-PAYPAL-SECURITY-PASSWORD", PASSWORD)
        .header("Cookie", PASSWORD);
    for line in lines.filter(|line| !line.is_empty()) {
        let mut field = line.splitn(2, |byte| *byte == b':');
        let (name, value) = (field.next()?, field.next().unwrap_or_default());
        request = request.header(name, value.trim_ascii());
    }
    let body = body.strip_prefix(b"\n\n").unwrap_or(body);
    request.body(replaced(body, key)).ok()
}

/// The bytes with the last key where one is wanted.
fn replaced(mut bytes: &[u8], key: &str) -> Vec<u8> {
    let mut all = Vec::with_capacity(bytes.len());
    while let Some(at) = memchr::memmem::find(bytes, KEY.as_bytes()) {
        all.extend_from_slice(&bytes[..at]);
        all.extend_from_slice(key.as_bytes());
        bytes = &bytes[at + KEY.len()..];
    }
    all.extend_from_slice(bytes);
    all
}

/// The key of a payment or a preapproval in an answer, or the id of an order.
fn key_in(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let is_key = |word: &&str| {
        let key = word.strip_prefix("AP-").or(word.strip_prefix("PA-"));
        key.unwrap_or(word).len() == 17
            && word
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    words.find(is_key).map(str::to_owned)
}

/// An answer is what its content type says, and no failure of the sandbox itself.
fn check(request: &Request<Vec<u8>>, response: &Response<Vec<u8>>) {
    let (body, status) = (response.body(), response.status());
    let about = (request.method(), request.uri(), status);
    let content_type = response.headers().get("content-type");
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let Some(content_type) = content_type else {
        assert!(body.is_empty(), "{about:?}: a body without a type");
        return;
    };
    let text = std::str::from_utf8(body).expect("UTF-8");
    let mut is_fault = false;
    match content_type.split(';').next().unwrap_or_default() {
        "application/json" => {
            serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        }
        "application/x-www-form-urlencoded" => {
            nvp::from_str::<nvp::Value>(text).expect("NVP");
        }
        "text/xml" | "application/xml" | "application/soap+xml" => {
            let document = roxmltree::Document::parse(text).expect("XML");
            let mut nodes = document.descendants();
            is_fault = nodes.any(|node| node.tag_name().name() == "Fault");
        }
        "text/html" => assert!(text.contains("<main") || text.ends_with("</html>\n")),
        "text/plain" | "text/css" | "text/javascript" => {}
        other => panic!("{about:?}: {other}"),
    }
    assert!(status.as_u16() < 500 || is_fault, "{about:?}: {text}");
}
