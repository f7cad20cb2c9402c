use proptest::prelude::*;

use super::*;
use crate::capture::Kind;
use crate::capture::testing::exchanges;

fn results(text: &str, config: &Config) -> Vec<Result<Exchange>> {
    exchanges(text.as_bytes(), Kind::Tshark, config)
}

fn read(text: &str) -> Vec<Exchange> {
    assert_eq!(Kind::detect(text.as_bytes()), Kind::Tshark);
    let all = results(text, &Config::new()).into_iter();
    all.collect::<Result<_>>().unwrap()
}

/// `-T json` of some layers.
fn json(packets: &[&str]) -> String {
    let packets = packets.iter().map(|layers| {
        format!("  {{\n    \"_index\": \"packets-2026-11-22\",\n    \"_source\": {{\"layers\": {{{layers}}}}}\n  }}")
    });
    format!("[\n{}\n]\n", packets.collect::<Vec<_>>().join(",\n"))
}

/// `-T ek` of some layers.
fn ek(packets: &[&str]) -> String {
    let lines = packets.iter().map(|layers| {
        format!("{{\"index\":{{\"_index\":\"packets-2026-11-22\",\"_type\":\"doc\"}}}}\n{{\"timestamp\":\"1700000000250\",\"layers\":{{{layers}}}}}\n")
    });
    lines.collect()
}

const REQUEST: &str = r#""frame": {"frame.number": "4", "frame.time_epoch": "1700000000.25"},
    "tcp": {"tcp.stream": "7"},
    "http": {
        "POST /Pay HTTP/1.1\\r\\n": {"http.request.method": "POST", "http.request.uri": "/Pay"},
        "http.host": "h", "http.request.line": "Host: h\r\n",
        "http.request.line": "Content-Length: 11\r\n",
        "http.request.full_uri": "http://h/Pay", "http.request": "1",
        "http.file_data": "payKey=AP-1"
    }"#;

const RESPONSE: &str = r#""frame": {"frame.number": "6"}, "tcp": {"tcp.stream": "7"},
    "http": {
        "HTTP/1.1 200 OK\\r\\n": {"http.response.code": "200", "http.response.code.desc": "OK", "http.response.phrase": "OK"},
        "http.content_length_header": "11", "http.content_length_header_tree": {"http.content_length": "11"},
        "http.response.line": "Content-Length: 11\r\n", "http.request_in": "4",
        "http.file_data": "61:63:6b:3d:53:75:63:63:65:73:73"
    }"#;

const REQUEST_EK: &str = r#""frame":{"frame_frame_number":"4","frame_frame_time_epoch":"2023-11-14T22:13:20.250000000Z"},
    "tcp":{"tcp_tcp_stream":"7"},"http":{"text":["POST /Pay HTTP/1.1\\r\\n"],"http_http_request_method":"POST",
    "http_http_request_uri":"/Pay","http_http_request_line":["Host: h\r\n","Content-Length: 11\r\n"],
    "http_http_request_full_uri":"http://h/Pay","http_http_request":true,"http_http_file_data":"payKey=AP-1"}"#;

const RESPONSE_EK: &str = r#""frame":{"frame_frame_number":"6"},"tcp":{"tcp_tcp_stream":"7"},
    "http":[{"http_http_response_code":200,"http_http_response_phrase":"OK","http_http_response_line":["Content-Length: 11\r\n"],
    "http_http_request_in":"4","http_http_file_data":"ack=Success"}]"#;

#[test]
fn requests_and_responses_are_paired() {
    let one_line = |text: &str| text.replace('\n', " ");
    for text in [
        json(&[REQUEST, RESPONSE]),
        ek(&[&one_line(REQUEST_EK), &one_line(RESPONSE_EK)]),
        "\u{feff}".to_owned() + &json(&[REQUEST, "\"udp\": {\"x\": [\"http\"]}", RESPONSE]),
    ] {
        let all = read(&text);
        assert_eq!(all.len(), 1, "{text}");
        assert_eq!(all[0].time.unwrap().to_string(), "2023-11-14T22:13:20.25Z");
        assert!(all[0].warnings.is_empty());
        let request = all[0].request.as_ref().unwrap();
        assert_eq!(
            (&*request.method, &*request.target),
            ("POST", "http://h/Pay")
        );
        assert_eq!(request.headers.get("host"), Some("h"));
        assert_eq!(request.headers.len(), 2);
        assert_eq!(request.body, Body::Plain(b"payKey=AP-1".to_vec()));
        let response = all[0].response.as_ref().unwrap();
        assert_eq!((response.status, &*response.reason), (200, "OK"));
        assert_eq!(response.body, Body::Plain(b"ack=Success".to_vec()));
    }
}

#[test]
fn several_messages_of_a_packet_are_told_apart() {
    let get =
        |path: &str| format!(r#"{{"http.request.method": "GET", "http.request.uri": "{path}"}}"#);
    let (a, b) = (get("/a"), get("/b"));
    let answers = r#""tcp": {"tcp.stream": "0"}, "http": [{"http.response.code": "404"}, {"http.response.code": "200"}]"#;
    for requests in [
        format!("\"http\": {a}, \"http\": {b}"),
        format!("\"http\": [{a}, {b}]"),
    ] {
        let all = read(&json(&[&requests, answers]));
        let all: Vec<_> = all
            .iter()
            .map(|one| {
                (
                    one.request.as_ref().unwrap().target.clone(),
                    one.response.as_ref().unwrap().status,
                )
            })
            .collect();
        assert_eq!(all, [("/a".to_owned(), 404), ("/b".to_owned(), 200)]);
    }
}

#[test]
fn single_fields_are_enough() {
    let all = read(&json(&[
        r#""http.request.method": ["POST"], "http.request.uri": ["/a"], "http.host": ["h"], "http.file_data": ["a=1"], "tcp.stream": ["0"]"#,
    ]));
    let request = all[0].request.as_ref().unwrap();
    assert_eq!(request.headers.get("host"), Some("h"));
    assert_eq!(request.body, Body::Plain(b"a=1".to_vec()));
    let all = read(&ek(&[
        r#""http_request_method":["GET"],"http_request_full_uri":["http://h/a"]"#,
    ]));
    assert_eq!(all[0].request.as_ref().unwrap().target, "http://h/a");
    assert_eq!(all[0].time.unwrap().as_millisecond(), 1_700_000_000_250);
}

/// The body of a request with these fields, in a packet with these layers beside.
fn body(fields: &str, layers: &str) -> Body {
    let http = format!(r#""http": {{"http.request.method": "POST", {fields}}}{layers}"#);
    let all = read(&json(&[&http]));
    all[0].request.as_ref().unwrap().body.clone()
}

fn hex(text: &str) -> String {
    let bytes = text.bytes().map(|byte| format!("{byte:02x}"));
    bytes.collect::<Vec<_>>().join(":")
}

#[test]
fn what_looks_like_hexadecimal_may_be_a_text() {
    let of_length = |length: usize, data: &str| {
        body(
            &format!(
                r#""http.request.line": "Content-Length: {length}", "http.file_data": "{data}""#
            ),
            "",
        )
    };
    assert_eq!(of_length(2, "61:62"), Body::Plain(b"ab".to_vec()));
    assert_eq!(of_length(5, "61:62"), Body::Plain(b"61:62".to_vec()));
    assert_eq!(of_length(4, "6162"), Body::Plain(b"6162".to_vec()));
    assert_eq!(of_length(2, "6162"), Body::Plain(b"ab".to_vec()));
    assert_eq!(
        body(r#""http.file_data": "6162""#, ""),
        Body::Plain(b"6162".to_vec())
    );
}

#[test]
fn a_text_that_lost_something_is_looked_up_in_the_bytes() {
    let text = "POST /a HTTP/1.1\r\nContent-Length: 4\r\n\r\na\u{e9}b";
    let fields = r#""http.request.line": "Content-Length: 4", "http.file_data": "a??b""#;
    let fields = fields.replace('?', "\u{fffd}");
    assert!(matches!(body(&fields, ""), Body::Missing(_)));
    let payload = format!(r#", "tcp": {{"tcp.payload": "{}"}}"#, hex(text));
    let whole = Body::Plain("a\u{e9}b".as_bytes().to_vec());
    assert_eq!(body(&fields, &payload), whole);
    let reassembled = format!(
        r#", "tcp": {{"tcp.payload": "62"}}, "tcp.segments": {{"tcp.reassembled.data": "{}"}}"#,
        hex(text)
    );
    assert_eq!(body(&fields, &reassembled), whole);
    let none = r#""http.request.line": "Content-Length: 4""#;
    assert!(matches!(body(none, ""), Body::Missing(_)));
    assert_eq!(body(none, &payload), whole);
    assert_eq!(body(r#""http.host": "h""#, ""), Body::Empty);
}

#[test]
fn a_form_is_put_together_where_nothing_else_is_left() {
    let form = r#", "urlencoded-form": {"Form item": {"urlencoded-form.key": "a b", "urlencoded-form.value": "1&2"}, "Form item": {"urlencoded-form.key": "c(0).d", "urlencoded-form.value": ""}}"#;
    let http = format!(r#""http": {{"http.request.method": "POST"}}{form}"#);
    let all = read(&json(&[&http]));
    let body = &all[0].request.as_ref().unwrap().body;
    assert_eq!(*body, Body::Plain(b"a%20b=1%262&c(0).d=".to_vec()));
    assert_eq!(all[0].warnings.len(), 1);
}

#[test]
fn answers_go_where_they_belong() {
    let request = |stream: u32, method: &str| {
        format!(
            r#""tcp": {{"tcp.stream": "{stream}"}}, "http": {{"http.request.method": "{method}"}}"#
        )
    };
    let response = |stream: u32, code: u32| {
        format!(
            r#""tcp": {{"tcp.stream": "{stream}"}}, "http": {{"http.response.code": "{code}", "http.response.line": "Content-Length: 5"}}"#
        )
    };
    let packets = [
        request(1, "HEAD"),
        request(2, "PUT"),
        response(2, 100),
        response(2, 201),
        response(1, 200),
        response(3, 500),
        request(4, "GET"),
    ];
    let packets: Vec<&str> = packets.iter().map(|packet| &**packet).collect();
    let all = read(&json(&packets));
    let shown: Vec<_> = all
        .iter()
        .map(|one| {
            let method = one.request.as_ref().map(|request| &*request.method);
            (
                method,
                one.response.as_ref().map(|response| response.status),
            )
        })
        .collect();
    let expected = [
        (Some("PUT"), Some(201)),
        (Some("HEAD"), Some(200)),
        (None, Some(500)),
        (Some("GET"), None),
    ];
    assert_eq!(shown, expected);
    assert_eq!(all[1].response.as_ref().unwrap().body, Body::Empty);

    let config = Config::new().limits(crate::Limits::default().list(1));
    let all = results(
        &json(&[&request(1, "A"), &request(2, "B"), &response(1, 200)]),
        &config,
    );
    let warned = all.iter().flatten().filter(|one| !one.warnings.is_empty());
    assert_eq!((all.len(), warned.count()), (3, 1));
}

#[test]
fn damage_is_that_of_one_packet() {
    let long = format!("\"http\": {{\"http.host\": \"{}\"}}", "x".repeat(3000));
    let config = Config::new().max_entry(2000);
    let sound =
        |text: &str| -> Vec<bool> { results(text, &config).iter().map(Result::is_ok).collect() };
    let bad = r#""http": {"http.response.code": "two"}"#;
    assert_eq!(
        sound(&json(&[REQUEST, bad, &long, RESPONSE])),
        [false, false, true]
    );
    assert_eq!(
        sound(&json(&[REQUEST, "\"http\": {x}", RESPONSE])),
        [false, true]
    );
    assert_eq!(
        sound(&json(&[REQUEST, RESPONSE]).replace("\n]\n", "")),
        [true, false]
    );
    assert_eq!(
        sound(&json(&[REQUEST, RESPONSE]).replace(",\n  {", ",\n  3,{")),
        [false, true]
    );
    assert_eq!(
        sound(&ek(&[&long, "\"http\":{x}", "\"http\":3"])),
        [false, false]
    );
    let deep = format!("\"http\": {}1{}", "{\"a\":".repeat(500), "}".repeat(500));
    assert_eq!(sound(&json(&[&deep])), [false]);
}

proptest! {
    #[test]
    fn nothing_panics(text in "(\\[|\\]|\\{|\\}|:|,|\"http\"|\"layers\"|\"_source\"|\"http.file_data\"|\"tcp.payload\"|\"http.request.method\"|\"6\"|\"61:62\"|1|\n|\"){0,40}") {
        let _ = begins(text.as_bytes());
        let _ = results(&text, &Config::new());
        let _ = results(&format!("[{{\"_source\": {{\"layers\": {text}}}}}]"), &Config::new());
    }
}
