use proptest::prelude::*;

use super::*;
use crate::capture::Kind;
use crate::capture::testing::exchanges;

const HEAD: &str = "<?xml version=\"1.1\"?>\n<!DOCTYPE items [\n<!ELEMENT items (item*)>\n\
    <!ATTLIST items burpVersion CDATA \"\">\n<!ELEMENT item (time, url)>\n]>\n\
    <items burpVersion=\"2026.1\" exportTime=\"Mon Nov 02 10:00:00 GMT 2026\">\n";

fn results(text: &str, config: &Config) -> Vec<Result<Exchange>> {
    exchanges(text.as_bytes(), Kind::Burp, config)
}

fn item(request: &str, response: &str) -> String {
    format!(
        "  <item>\n    <time>Mon Nov 02 10:00:00 CET 2026</time>\n    <url><![CDATA[https://h/a?b=1&c]]></url>\n\
         <host ip=\"192.0.2.1\">h</host><port>443</port><protocol>https</protocol>\n\
         <method><![CDATA[POST]]></method><path><![CDATA[/a?b=1&c]]></path><extension>null</extension>\n\
         {request}<status>200</status><responselength>9</responselength><mimetype/>\n{response}\n<comment></comment></item>\n"
    )
}

fn base64(name: &str, message: &str) -> String {
    let text = base64::engine::general_purpose::STANDARD.encode(message);
    format!("<{name} base64=\"true\"><![CDATA[{text}]]></{name}>")
}

#[test]
fn messages_come_as_they_travelled() {
    let request = base64(
        "request",
        "POST /a?b=1&c HTTP/2\r\nHost: h\r\n\r\npayKey=AP-1",
    );
    let response = base64(
        "response",
        "HTTP/2 200 OK\r\nContent-Type: text/plain\r\n\r\nack=Success",
    );
    let text = HEAD.to_owned()
        + &item(&request, &response)
        + &item(&request, "<response base64=\"true\"></response>")
        + "</items>\n";
    assert_eq!(Kind::detect(text.as_bytes()), Kind::Burp);
    let all = results(&text, &Config::new());
    assert_eq!(all.len(), 2);
    let exchange = all[0].as_ref().unwrap();
    assert_eq!(exchange.time.unwrap().to_string(), "2026-11-02T09:00:00Z");
    let request = exchange.request.as_ref().unwrap();
    assert_eq!(
        (&*request.method, &*request.target),
        ("POST", "https://h/a?b=1&c")
    );
    assert_eq!(request.headers.get("host"), Some("h"));
    assert_eq!(request.body, Body::Plain(b"payKey=AP-1".to_vec()));
    let response = exchange.response.as_ref().unwrap();
    assert_eq!(
        (response.status, &response.body),
        (200, &Body::Plain(b"ack=Success".to_vec()))
    );
    assert!(exchange.warnings.is_empty(), "{:?}", exchange.warnings);
    assert_eq!(all[1].as_ref().unwrap().response, None);
}

#[test]
fn text_that_is_not_base64_may_hold_what_ends_an_item() {
    let request = "<request base64=\"false\"><![CDATA[POST /a HTTP/1.1\r\n\r\n</item></request>]]]]><![CDATA[>]]></request>";
    let response = "<response base64='false'>HTTP/1.1 204 No&#x20;Content&#13;\r\n\r\na &lt; b&unknown;</response>";
    let all = results(&item(request, response), &Config::new());
    let exchange = all[0].as_ref().unwrap();
    let body = &exchange.request.as_ref().unwrap().body;
    assert_eq!(*body, Body::Plain(b"</item></request>]]>".to_vec()));
    assert_eq!(exchange.response.as_ref().unwrap().status, 204);
}

#[test]
fn damage_is_that_of_one_item() {
    let request = base64("request", "GET / HTTP/1.1\r\n\r\n");
    let good = item(&request, "");
    let bad = [
        item("<request base64=\"true\">!</request>", ""),
        item(
            "<request base64=\"true\"><![CDATA[</item>]]></requests>",
            "",
        ),
        item(&base64("request", "nonsense"), ""),
        item(
            &base64(
                "request",
                &format!("GET / HTTP/1.1\r\n\r\n{}", "x".repeat(5000)),
            ),
            "",
        ),
    ];
    for bad in bad {
        let all = results(
            &format!("{HEAD}{good}{bad}{good}</items>"),
            &Config::new().max_entry(4000),
        );
        let all: Vec<bool> = all.iter().map(Result::is_ok).collect();
        assert_eq!(all, [true, false, true], "{bad}");
    }
    let cut = format!("{HEAD}{good}{}", &good[..100]);
    let all = results(&cut, &Config::new());
    assert!(all[0].is_ok() && all[1].is_err() && all.len() == 2);
}

#[test]
fn what_was_not_saved_is_missing() {
    let all = results(&item("", &base64("response", "nonsense")), &Config::new());
    let exchange = all[0].as_ref().unwrap();
    let request = exchange.request.as_ref().unwrap();
    assert_eq!(
        (&*request.method, &*request.target),
        ("POST", "https://h/a?b=1&c")
    );
    assert!(matches!(request.body, Body::Missing(_)));
    let response = exchange.response.as_ref().unwrap();
    assert_eq!(response.status, 200);
    assert!(matches!(response.body, Body::Missing(_)));
    assert_eq!(exchange.warnings.len(), 1);
}

#[test]
fn times_have_the_zone_of_whoever_saved_them() {
    for (text, expected) in [
        ("Mon Nov 02 10:00:00 GMT 2026", Some("2026-11-02T10:00:00Z")),
        ("Mon Nov 02 10:00:00 PST 2026", Some("2026-11-02T18:00:00Z")),
        ("Mon Nov 02 10:00:00 IST 2026", None),
        ("yesterday", None),
    ] {
        let time = time(text).map(|time| time.to_string());
        assert_eq!(time.as_deref(), expected);
    }
}

proptest! {
    #[test]
    fn nothing_panics(text in "(<item>|</item>|<|>|/|<!\\[CDATA\\[|\\]\\]>|request|response| base64=|'true'|&#|;|x|\\]|\"){0,40}") {
        let _ = begins(text.as_bytes());
        let _ = results(&text, &Config::new());
        let _ = results(&text, &Config::new().max_entry(10));
    }
}
