use std::io::{Cursor, Read};

use jiff::Timestamp;

use super::*;
use crate::capture::{Body, Exchange, Headers, Item, Kind};

/// The exchanges of a capture, and the texts of errors.
fn read(text: &[u8]) -> Vec<Result<Exchange, String>> {
    read_by(Cursor::new(text.to_vec()), &Config::new())
}

fn read_by(input: impl Read + Send + 'static, config: &Config) -> Vec<Result<Exchange, String>> {
    let mut har = Har::new(CaptureSource::new(input), config);
    std::iter::from_fn(|| har.next_entry())
        .map(|entry| entry.and_then(|entry| entry.parse(config)))
        .map(|item| match item {
            Ok(Item::Exchange(exchange)) => Ok(*exchange),
            Ok(_) => Err("a body".to_owned()),
            Err(error) => Err(error.to_string()),
        })
        .collect()
}

/// The exchange of a single entry.
#[track_caller]
fn one(entry: &str) -> Exchange {
    let har = format!(r#"{{"log":{{"entries":[{entry}]}}}}"#);
    let mut read = read(har.as_bytes());
    assert_eq!(read.len(), 1);
    read.remove(0).unwrap()
}

fn request_body(post: &str) -> (Body, Vec<String>) {
    let exchange = one(&format!(r#"{{"request":{{"postData":{post}}}}}"#));
    let warnings = exchange.warnings.iter().map(ToString::to_string);
    let warnings = warnings.collect();
    (exchange.request.unwrap().body, warnings)
}

fn response_body(headers: &str, content: &str) -> Body {
    let entry =
        format!(r#"{{"response":{{"status":200,"headers":{headers},"content":{content}}}}}"#);
    one(&entry).response.unwrap().body
}

fn plain(text: &str) -> Body {
    Body::Plain(text.as_bytes().to_vec())
}

const FULL: &str = r#"{
  "startedDateTime": "2013-04-05T06:07:08.250+02:00", "time": 12,
  "request": {"method": "POST", "url": "https://pay.example/AdaptivePayments/Pay",
    "headers": [{"name": "Content-Type", "value": "application/x-www-form-urlencoded"}],
    "postData": {"mimeType": "application/x-www-form-urlencoded", "text": "a=1&b=\u00e9"}},
  "response": {"status": 200, "statusText": "OK", "headers": [],
    "content": {"size": 5, "mimeType": "text/plain", "text": "ack=S"}},
  "cache": {}, "_more": [[{"deep": {}}]]}"#;

#[test]
fn an_entry_is_an_exchange() {
    let exchange = one(FULL);
    assert_eq!(
        exchange.time,
        "2013-04-05T04:07:08.25Z".parse::<Timestamp>().ok()
    );
    let request = exchange.request.unwrap();
    assert_eq!(request.method, "POST");
    assert_eq!(request.host(), Some("pay.example"));
    assert_eq!(request.headers.len(), 1);
    assert_eq!(request.body, plain("a=1&b=é"));
    let response = exchange.response.unwrap();
    assert_eq!((response.status, &*response.reason), (200, "OK"));
    assert_eq!(response.body, plain("ack=S"));
    assert!(exchange.warnings.is_empty());
}

#[test]
fn entries_are_found_wherever_they_stand() {
    for har in [
        "\u{feff} {\"log\":{\"entries\":[@,@]}} \n",
        r#"{"a":[{"log":{"entries":[1]}}],"log":{"x":{"entries":[1]},"entries":[ @ , @ ],"pages":[{}]},"b":null}"#,
        r#"{"run":{"log":{"entries":[@,@]}}}"#,
        r#"{"run":{"log":{"entries":[@]}},"log":{"creator":1,"entries":[@]}}"#,
        r#"{"log":{"entries":[]},"again":{"log":{"entries":[@,@]}},"a":{"b":{"log":1}}}"#,
    ] {
        let text = har.replace('@', FULL);
        let exchanges = read(text.as_bytes());
        assert_eq!(exchanges, [Ok(one(FULL)), Ok(one(FULL))], "{har}");
        assert_eq!(Kind::detect(text.as_bytes()), Kind::Har, "{har}");
    }
}

#[test]
fn what_is_no_har_is_said() {
    for (har, entries, error) in [
        ("", 0, "a HAR file must start with `{` at byte 0"),
        ("[]", 0, "a HAR file must start with `{` at byte 0"),
        ("{}", 0, "the HAR file has no `log.entries` at byte 2"),
        (
            r#"{"log":{}}"#,
            0,
            "the HAR file has no `log.entries` at byte 10",
        ),
        (
            r#"{"log":[1]}"#,
            0,
            "`log` must be an object in a HAR file at byte 7",
        ),
        (
            r#"{"log":{"entries":{}}}"#,
            0,
            "`log.entries` must be a list in a HAR file at byte 18",
        ),
        (
            r#"{"log":{"entries":[{}]}"#,
            1,
            "the HAR file is truncated at byte 23",
        ),
        (
            r#"{"log":{"entries":[{},{"#,
            1,
            "the HAR file is truncated within an entry at byte 22",
        ),
        (
            r#"{"log":{"entries":[{},]}}"#,
            1,
            "the HAR file is not well-formed JSON at byte 22",
        ),
        (
            r#"{"log":{"entries":[{} {}]}}"#,
            1,
            "the HAR file is not well-formed JSON at byte 22",
        ),
        (
            r#"{"log":{"entries":[{}}}"#,
            1,
            "the HAR file is not well-formed JSON at byte 21",
        ),
        (
            r#"{"log":{"a":,"entries":[{}]}}"#,
            0,
            "the HAR file is not well-formed JSON at byte 12",
        ),
        (
            r#"{"log":{"entries":[{}]}}x"#,
            1,
            "trailing data after the HAR file at byte 24",
        ),
    ] {
        let mut results = read(har.as_bytes());
        assert_eq!(results.pop(), Some(Err(error.to_owned())), "{har}");
        assert_eq!(results.len(), entries, "{har}");
        assert!(results.iter().all(Result::is_ok), "{har}");
    }
}

#[test]
fn a_damaged_entry_is_only_its_own() {
    let text = format!(r#"{{"log":{{"entries":[{FULL},5,{{"request":[]}},{{"a":tru}},{FULL}]}}}}"#);
    let results = read(text.as_bytes());
    assert_eq!(results.len(), 5);
    assert!(results[0].is_ok() && results[4].is_ok());
    let start = text.find(",5,").unwrap() + 1;
    let odd = |at: usize| {
        Err(format!(
            "the entry does not have the structure of HAR at byte {}",
            start + at
        ))
    };
    assert_eq!(results[1], odd(0));
    assert!(
        results[2]
            .as_ref()
            .unwrap_err()
            .starts_with("the entry does not have the structure")
    );
    assert!(
        results[3]
            .as_ref()
            .unwrap_err()
            .starts_with("expected a value (`true`")
    );
}

#[test]
fn limits_hold() {
    let text = format!(r#"{{"log":{{"entries":[{FULL},{{"_a":[[[[[1]]]]]}},{{}}]}}}}"#);
    let text = move || Cursor::new(text.clone().into_bytes());
    let config = Config::new().max_entry(20);
    let results = read_by(text(), &config);
    let long = "the entry is too long (limit `entry`) at byte 19";
    assert_eq!(results[0], Err(long.to_owned()));
    assert!(results[1].is_ok() && results[2].is_ok());

    let config = Config::new().limits(Limits::default().depth(5));
    let results = read_by(text(), &config);
    assert!(results[0].is_ok() && results[2].is_ok());
    assert!(
        results[1]
            .as_ref()
            .unwrap_err()
            .starts_with("nested deeper than 5")
    );

    for limits in [
        Limits::default().name(11),
        Limits::default().value(32),
        Limits::default().names(0),
    ] {
        let results = read_by(text(), &Config::new().limits(limits));
        assert!(results[0].is_err() && results[1].is_ok());
    }
}

#[test]
fn it_does_not_matter_how_the_input_comes() {
    /// Yields a number of bytes per read.
    struct Drops(Cursor<Vec<u8>>, usize);

    impl Read for Drops {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let most = buffer.len().min(self.1);
            self.0.read(&mut buffer[..most])
        }
    }

    let text =
        format!("\u{feff}{{\"x\":[\"\\\\\"],\"log\":{{\"entries\":[{FULL}, 1 ,{FULL}] }} }} ");
    let whole = read(text.as_bytes());
    assert_eq!(whole.len(), 3);
    for size in [1, 2, 3, 5, 7, 64, 250] {
        let drops = Drops(Cursor::new(text.clone().into_bytes()), size);
        assert_eq!(read_by(drops, &Config::new()), whole, "{size}");
    }
}

#[test]
fn what_was_sent_is_text_or_fields() {
    let form =
        r#"{"mimeType":"application/x-www-form-urlencoded","params":[{"name":"a","value":"x y"}]}"#;
    let (body, warnings) = request_body(form);
    assert_eq!(body, plain("a=x+y"));
    assert!(warnings[0].starts_with("the body was rebuilt"));
    for (post, expected) in [
        ("null", Body::Empty),
        ("{}", Body::Empty),
        (r#"{"mimeType":"","text":"","params":[]}"#, Body::Empty),
        (r#"{"text":"a=1","params":[{"name":"b"}]}"#, plain("a=1")),
        (r#"{"text":"YT0x","encoding":"base64"}"#, plain("a=1")),
        (r#"{"text":"YT\n0xMg","encoding":"BASE64"}"#, plain("a=12")),
        (
            r#"{"text":"Y*","encoding":"base64"}"#,
            Body::Missing(CaptureErrorKind::BodyBase64),
        ),
    ] {
        assert_eq!(request_body(post), (expected, vec![]), "{post}");
    }
    for parts in [
        r#"{"mimeType":"multipart/form-data; boundary=x","params":[{"name":"a"}]}"#,
        r#"{"params":[{"name":"a","fileName":"a.txt"}]}"#,
    ] {
        assert!(matches!(request_body(parts).0, Body::Missing(_)), "{parts}");
    }
    let gone = one(r#"{"request":{"bodySize":12}}"#);
    assert!(matches!(gone.request.unwrap().body, Body::Missing(_)));
}

#[test]
fn codings_are_undone_where_they_were_not() {
    let gzip = r#"[{"name":"content-encoding","value":"gzip"}]"#;
    // "a=1" in gzip, then cut off behind its mark, then as it is.
    let coded = response_body(
        gzip,
        r#"{"encoding":"base64","text":"H4sIAAAAAAACA0u0NQQAgTBijQMAAAA="}"#,
    );
    let headers = Headers::from_iter([("Content-Encoding", "gzip")]);
    assert_eq!(&*coded.content(&headers, &Config::new()).unwrap(), b"a=1");
    let cut = response_body(gzip, r#"{"encoding":"base64","text":"H4sIAAAA"}"#);
    assert!(cut.content(&headers, &Config::new()).is_err());
    for content in [
        r#"{"encoding":"base64","text":"YT0x"}"#,
        r#"{"text":"a=1"}"#,
    ] {
        assert_eq!(response_body(gzip, content), plain("a=1"), "{content}");
    }
    let deflate = r#"[{"name":"Content-Encoding","value":"deflate"}]"#;
    let coded = response_body(deflate, r#"{"encoding":"base64","text":"S7Q1BAA="}"#);
    let headers = Headers::from_iter([("Content-Encoding", "deflate")]);
    assert_eq!(&*coded.content(&headers, &Config::new()).unwrap(), b"a=1");
}

#[test]
fn what_the_capture_leaves_out_is_missing() {
    assert!(matches!(
        response_body("[]", r#"{"size":7}"#),
        Body::Missing(_)
    ));
    for content in ["null", "{}", r#"{"size":0,"text":""}"#, r#"{"size":-1}"#] {
        assert_eq!(response_body("null", content), Body::Empty, "{content}");
    }
}

#[test]
fn a_failed_request_has_no_response() {
    for response in [r#"{"status":0,"content":{}}"#, r#"{"status":-1}"#, "{}"] {
        let exchange = one(&format!(r#"{{"request":{{}},"response":{response}}}"#));
        assert_eq!(exchange.response, None);
        assert!(exchange.warnings[0].contains("the request failed"));
    }
    assert_eq!(
        one(r#"{"response":{"status":"302"}}"#)
            .response
            .unwrap()
            .status,
        302
    );
    assert_eq!(
        one(r#"{"response":{"status":404.0}}"#)
            .response
            .unwrap()
            .status,
        404
    );
}

#[test]
fn odd_times_are_none() {
    for time in [
        "\"yesterday\"",
        "1365135228",
        "\"2013-04-05 06:07:08\"",
        "\"\"",
        "{}",
    ] {
        let exchange = one(&format!(r#"{{"startedDateTime":{time}}}"#));
        assert_eq!(
            (exchange.time, exchange.warnings.len()),
            (None, 1),
            "{time}"
        );
    }
    for time in [
        "\"2013-04-05T06:07:08Z\"",
        "\"2013-04-05T08:07:08.000+0200\"",
        "\" 2013-04-05 06:07:08Z\"",
    ] {
        let exchange = one(&format!(r#"{{"startedDateTime":{time}}}"#));
        assert_eq!(exchange.time, "2013-04-05T06:07:08Z".parse().ok(), "{time}");
    }
    assert!(one(r#"{"startedDateTime":null}"#).warnings.is_empty());
}

#[test]
fn half_a_surrogate_pair_loses_nothing() {
    let exchange = one(concat!(
        r#"{"_note":"\udc00","request":{"method":"POST","url":"https://a.example/\ud800","#,
        r#""headers":[{"name":"a","value":"\udfffb"}],"postData":{"text":"a=\ud83d&b=\ud83d\ude00"}}}"#,
    ));
    let request = exchange.request.unwrap();
    assert_eq!(request.target, "https://a.example/\u{fffd}");
    assert_eq!(request.headers.get("a"), Some("\u{fffd}b"));
    assert_eq!(request.body, plain("a=\u{fffd}&b=😀"));
    assert_eq!(exchange.warnings.len(), 1);
}

#[test]
fn bytes_that_are_no_text_stay_in_bodies() {
    let har = b"{\"log\":{\"entries\":[{\"request\":{\"url\":\"/\xe9\",\"postData\":{\"text\":\"a=\xe9\"}}}]}}";
    let exchange = read(har).remove(0).unwrap();
    let request = exchange.request.unwrap();
    assert_eq!(request.target, "/\u{fffd}");
    assert_eq!(request.body, Body::Plain(b"a=\xe9".to_vec()));
}

#[test]
fn sockets_are_exchanges_without_their_messages() {
    let exchange = one(r#"{"response":{"status":101},"_webSocketMessages":[{"data":"x"}]}"#);
    assert_eq!(exchange.response.unwrap().status, 101);
    assert_eq!(exchange.warnings.len(), 1);
}

#[test]
fn other_json_is_no_har() {
    for text in [
        "{\"log\":{\"level\":\"info\"}}\n{\"log\":{\"level\":\"info\"}}",
        "{\"log\":\"entries\"}",
        "{\"payKey\":\"AP-1\"}",
        "{\"entries\":[]}",
        "log",
        "",
    ] {
        assert!(!begins(text.as_bytes()), "{text}");
    }
    // Cut off behind the first 8 KiB.
    assert!(begins(
        b"{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"WebIns"
    ));
}
