use super::*;
use crate::error::Limit;
use crate::limits::Limits;

fn read_request(text: &[u8]) -> Parsed<Request> {
    request(text, &Config::new()).unwrap()
}

fn plain(text: &str) -> Body {
    Body::Plain(text.as_bytes().to_vec())
}

#[test]
fn reads_a_request_with_its_fields() {
    let read =
        read_request(b"POST /Pay?x=1 HTTP/1.1\r\nHost: svcs.example\r\nX-A:\t b \r\n\r\na=1&b=2");
    assert_eq!(read.message.method, "POST");
    assert_eq!(read.message.target, "/Pay?x=1");
    let fields: Vec<_> = read.message.headers.iter().collect();
    assert_eq!(fields, [("Host", "svcs.example"), ("X-A", "b")]);
    assert_eq!(read.message.body, plain("a=1&b=2"));
    assert!(read.warnings.is_empty());
}

#[test]
fn lines_may_end_in_a_bare_line_feed_and_the_empty_one_be_absent() {
    let read = read_request(b"\nGET / HTTP/1.0\nHost: a\n\n");
    assert_eq!(read.message.headers.get("host"), Some("a"));
    let read = read_request(b"GET / HTTP/1.0\nHost: a");
    assert_eq!(read.message.headers.get("host"), Some("a"));
    assert_eq!(read.message.body, Body::Empty);
}

#[test]
fn what_the_standard_forbids_is_read_with_a_warning() {
    let read = read_request(b"GET / HTTP/1.1\r\nA: b\r\n  c\r\nno field\r\nD : e\r\n\r\n");
    let fields: Vec<_> = read.message.headers.iter().collect();
    assert_eq!(fields, [("A", "b c"), ("D", "e")]);
    assert_eq!(read.warnings.len(), 3);
}

#[test]
fn what_servers_refuse_or_read_in_two_ways_is_said() {
    for fields in [
        "Host: a.example\r\nHost: b.example",
        "Host : a.example",
        "Ho(st: a.example",
        "A: b\rC: d",
        "Content-Length: \x0b3",
        "Content-Length: 3\x0c",
        "Content-Length: \u{a0}3",
        "Transfer-Encoding: \x0bchunked",
        "Transfer-Encoding: chunked, chunked",
    ] {
        let text = format!("POST / HTTP/1.1\r\n{fields}\r\n\r\na=1");
        let read = read_request(text.as_bytes());
        assert!(!read.warnings.is_empty(), "{fields:?}");
    }
    let same = b"POST / HTTP/1.1\r\nHost: a\r\nHost: a\r\nContent-Length:\t3 \r\n\r\na=1";
    assert!(read_request(same).warnings.is_empty());
}

#[test]
fn other_bytes_in_a_header_are_latin_1() {
    let read = read_request(b"GET /caf\xe9 HTTP/1.1\r\nA: \xe9\r\nB: \xc3\xa9\r\n\r\n");
    assert_eq!(read.message.target, "/caf\u{e9}");
    assert_eq!(read.message.headers.get("a"), Some("\u{e9}"));
    assert_eq!(read.message.headers.get("b"), Some("\u{e9}"));
}

#[test]
fn a_response_has_a_body_if_its_request_allows_one() {
    let came = b"HTTP/1.1 200 All  right\r\nContent-Length: 3\r\n\r\nabc";
    let read = response(came, None, &Config::new()).unwrap().message;
    assert_eq!((read.status, &*read.reason), (200, "All  right"));
    assert_eq!(read.body, plain("abc"));
    let head = response(&came[..came.len() - 3], Some("HEAD"), &Config::new()).unwrap();
    assert_eq!(head.message.body, Body::Empty);
    assert!(head.warnings.is_empty());
    let none = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n";
    assert_eq!(
        response(none, None, &Config::new()).unwrap().message.body,
        Body::Empty
    );
}

#[test]
fn chunks_are_joined_and_fields_behind_them_added() {
    let came = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: br\r\n\r\n\
        3\r\nabc\r\n0\r\nX-End: yes\r\nContent-Length: 9\r\n\r\n";
    let read = response(came, None, &Config::new()).unwrap();
    assert_eq!(read.message.body, Body::Coded(b"abc".to_vec()));
    assert_eq!(read.message.headers.get("x-end"), Some("yes"));
    assert_eq!(read.warnings.len(), 1);
    let joined = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{\"a\":1}";
    let read = response(joined, None, &Config::new()).unwrap();
    assert_eq!(
        (read.message.body, read.warnings.len()),
        (plain("{\"a\":1}"), 1)
    );
}

#[test]
fn lengths_that_disagree_are_said() {
    for (fields, body) in [
        ("Content-Length: 2\r\nContent-Length: 3", "abc"),
        ("Content-Length: -3", "abc"),
        ("Content-Length: 18446744073709551615", "abc"),
        ("Content-Length: 2", "abc"),
        ("Content-Length: 4", "abc"),
        (
            "Content-Length: 9\r\nTransfer-Encoding: chunked",
            "3\r\nabc\r\n0\r\n\r\n",
        ),
        (
            "Transfer-Encoding: chunked, identity",
            "3\r\nabc\r\n0\r\n\r\n",
        ),
    ] {
        let text = format!("POST / HTTP/1.1\r\n{fields}\r\n\r\n{body}");
        let read = read_request(text.as_bytes());
        assert_eq!(read.message.body, plain("abc"), "{fields}");
        assert!(!read.warnings.is_empty(), "{fields}");
    }
    let same = b"POST / HTTP/1.1\r\nContent-Length: 3, 003\r\n\r\nabc";
    assert!(read_request(same).warnings.is_empty());
}

#[test]
fn a_body_cut_between_chunks_is_missing() {
    let cut = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n";
    assert!(matches!(read_request(cut).message.body, Body::Missing(_)));
}

#[test]
fn headers_keep_to_the_limits() {
    let config = |limits| Config::new().limits(limits);
    let text = b"GET / HTTP/1.1\r\nAb: cd\r\nE: f\r\n\r\n";
    let most = Limits::default().names(2).name(2).value(2);
    assert!(request(text, &config(most)).is_ok());
    for (limits, limit) in [
        (most.names(1), Limit::Names(1)),
        (most.name(1), Limit::Name(1)),
        (most.value(1), Limit::Value(1)),
    ] {
        let error = request(text, &config(limits)).unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::Limit(limit));
    }
}

#[test]
fn what_is_no_message_is_refused() {
    for text in [
        &b""[..],
        b"payKey=AP-1",
        b"GET",
        b"get / HTTP/1.1\r\n\r\n",
        b"GET / FTP/1.1\r\n\r\n",
    ] {
        assert!(
            request(text, &Config::new()).is_err(),
            "{}",
            text.escape_ascii()
        );
    }
    assert!(request(b"HTTP/1.1 200 OK\r\n\r\n", &Config::new()).is_err());
    assert!(response(b"GET / HTTP/1.1\r\n\r\n", None, &Config::new()).is_err());
}
