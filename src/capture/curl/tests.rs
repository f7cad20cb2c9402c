use proptest::prelude::*;

use super::*;
use crate::capture::testing::exchanges;
use crate::capture::{Body, Exchange, Kind};

fn results(text: &str, config: &Config) -> Vec<Result<Exchange>> {
    exchanges(text.as_bytes(), Kind::Curl, config)
}

/// What a command is a request for: the method and the target, the fields, the body.
fn shown(exchange: &Exchange) -> String {
    let request = exchange.request.as_ref().unwrap();
    let mut shown = format!("{} {}", request.method, request.target);
    for (name, value) in request.headers.iter() {
        shown = format!("{shown} [{name}: {value}]");
    }
    match &request.body {
        Body::Empty => {}
        body => {
            let content = body.content(&request.headers, &Config::new()).unwrap();
            shown = format!("{shown} {}", String::from_utf8_lossy(&content));
        }
    }
    shown
}

fn one(text: &str) -> String {
    let all = results(text, &Config::new());
    assert_eq!(all.len(), 1, "{text}");
    shown(all[0].as_ref().unwrap())
}

const FORM: &str = "[Content-Type: application/x-www-form-urlencoded]";

#[test]
fn a_request_is_what_curl_would_send() {
    for (text, expected) in [
        ("curl h/", "GET http://h/".to_owned()),
        (
            "curl 'https://h?a=1#f' -I",
            "HEAD https://h/?a=1".to_owned(),
        ),
        (
            "curl h -d a=1 -d @- <<< 'b=2\n'",
            format!("POST http://h/ {FORM} a=1&b=2"),
        ),
        (
            "curl h --data-binary @- <<E\na\r\nb\nE",
            format!("POST http://h/ {FORM} a\r\nb\n"),
        ),
        (
            "curl h --data-raw @x -XPUT",
            format!("PUT http://h/ {FORM} @x"),
        ),
        (
            "curl h --data-urlencode 'a=b c&d' --data-urlencode '=x/y' --data-urlencode 'p~'",
            format!("POST http://h/ {FORM} a=b+c%26d&x%2Fy&p~"),
        ),
        (
            "curl h/?z=1 -Gd a=1 --data-urlencode n@- <<< 'x'",
            "GET http://h/?z=1&a=1&n=x%0A".to_owned(),
        ),
        (
            "curl h --json '{\"a\":' --json 1}",
            "POST http://h/ [Accept: application/json] [Content-Type: application/json] {\"a\":1}"
                .to_owned(),
        ),
        (
            "curl h -u u:p -H 'X-E;' -H 'x: y: z'",
            "GET http://h/ [X-E: ] [x: y: z] [Authorization: Basic dTpw]".to_owned(),
        ),
        (
            "curl http://u:p%40@h/",
            "GET http://h/ [Authorization: Basic dTpwQA==]".to_owned(),
        ),
        (
            "curl -H 'Authorization: B t' -u u:p h",
            "GET http://h/ [Authorization: B t]".to_owned(),
        ),
        (
            "curl --oauth2-bearer t -u u:p h",
            "GET http://h/ [Authorization: Bearer t]".to_owned(),
        ),
        ("curl --digest -u u:p h", "GET http://h/".to_owned()),
        (
            "curl -H content-type: -d a h",
            "POST http://h/ a".to_owned(),
        ),
        (
            "curl -H 'content-type: text/xml' -d '<a/>' h",
            "POST http://h/ [content-type: text/xml] <a/>".to_owned(),
        ),
        (
            "curl -A a -A b -e c -b d=1 -b e=2 -b f -r 0-5 h",
            "GET http://h/ [User-Agent: b] [Referer: c] [Range: bytes=0-5] [Cookie: d=1;e=2]"
                .to_owned(),
        ),
        (
            "curl --url-query 'a=b c' h -sSLkv --compressed -o x",
            "GET http://h/?a=b+c".to_owned(),
        ),
        ("curl -T - h/a/ <<< x", "PUT http://h/a/ x\n".to_owned()),
    ] {
        assert_eq!(one(text), expected, "{text}");
    }
}

#[test]
fn a_text_may_have_many() {
    let text = "# Get a token\n$ T=$(curl -s http://h/token -d a)\n{\"token\": \"it's\"}\n\n\
        $ curl http://h/1 http://h/2 --next -d b http://h/3 | jq .; curl http://h/4\n\
        C:\\>curl ^\"http://h/5^\" ^\r\n -d ^\"a=1^&b=2^\"\ncurl is a tool";
    let all = results(text, &Config::new());
    let all: Vec<String> = all.iter().map(|one| shown(one.as_ref().unwrap())).collect();
    assert_eq!(
        all,
        [
            format!("POST http://h/token {FORM} a"),
            "GET http://h/1".to_owned(),
            "GET http://h/2".to_owned(),
            format!("POST http://h/3 {FORM} b"),
            "GET http://h/4".to_owned(),
            format!("POST http://h/5 {FORM} a=1&b=2"),
        ],
    );
}

#[test]
fn what_a_shell_would_have_done_is_said() {
    for (text, part) in [
        ("curl -u $ID:$SECRET h", "variables"),
        ("curl http://h/?a=1&b=2", "`&`"),
        ("curl --frob h", "unknown option"),
        ("curl -b jar h", "cookies"),
        ("curl -F a=1 h", "boundary"),
        ("curl -K f h", "options in a file"),
        ("curl 'h/[1-3]'", "several requests"),
        ("curl -H nonsense h", "without `:`"),
    ] {
        let all = results(text, &Config::new());
        let warnings = &all[0].as_ref().unwrap().warnings;
        assert!(
            warnings.len() == 1 && warnings[0].contains(part),
            "{text}: {warnings:?}"
        );
    }
}

#[test]
fn what_cannot_be_known_is_an_error_of_that_command() {
    for (text, part) in [
        ("curl -d @file h", "reads a file"),
        ("curl -H @file h", "reads a file"),
        ("curl -F a=@file h", "reads a file"),
        ("curl -T file h", "reads a file"),
        ("curl --data-urlencode a@file h", "reads a file"),
        ("echo | curl -d @- h", "standard input"),
        ("curl h -d", "lacks its value"),
        ("curl -F a h", "lacks `=`"),
        ("curl -d 'a h", "unclosed quotation"),
    ] {
        let all = results(&format!("{text}\n"), &Config::new());
        assert_eq!(all.len(), 1);
        let error = all[0].as_ref().unwrap_err().to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
    let all = results(
        "curl -d 'a h\ncurl h/b\ncurl -d @x h\ncurl h/c",
        &Config::new(),
    );
    let all: Vec<bool> = all.iter().map(Result::is_ok).collect();
    assert_eq!(all, [false, true, false, true]);
}

#[test]
fn what_is_too_long_is_refused_and_the_next_line_read() {
    let config = Config::new().max_entry(100);
    let long = "x".repeat(100);
    for text in [
        format!("curl -d {long} h\ncurl h/b\n"),
        format!("{long} y\ncurl h/b\n"),
        format!(
            "curl -d '\n\n{}\n\n{}' h/\ncurl h/b\n",
            &long[..60],
            &long[..60]
        ),
    ] {
        let all = results(&text, &config);
        assert!(
            all[0].is_err() && all[1].is_ok() && all.len() == 2,
            "{text}"
        );
    }
}

#[test]
fn files_are_read_where_that_is_allowed() {
    let file = std::env::temp_dir().join(format!("paywire-curl-{}", std::process::id()));
    std::fs::write(&file, "a=1\r\nb\n").unwrap();
    let config = Config::new().read_files(true);
    let name = file.display();
    for (text, expected) in [
        (format!("curl -d @{name} h"), "a=1b"),
        (format!("curl --data-binary @{name} h"), "a=1\r\nb\n"),
        (format!("curl -T {name} h/"), "a=1\r\nb\n"),
        (format!("curl --data-binary @- h < {name}"), "a=1\r\nb\n"),
    ] {
        let all = results(&text, &config);
        let request = all[0].as_ref().unwrap().request.as_ref().unwrap();
        assert_eq!(
            request.body,
            Body::Coded(expected.as_bytes().to_vec()),
            "{text}"
        );
    }
    let short = config.max_entry(6).read_files(true);
    assert!(results(&format!("curl -d @{name} h"), &short)[0].is_err());
    std::fs::remove_file(&file).unwrap();
    assert!(
        results(
            &format!("curl -d @{name} h"),
            &Config::new().read_files(true)
        )[0]
        .is_err()
    );
}

#[test]
fn attacks_end_soon() {
    let config = Config::new();
    for text in [
        "curl '\n\"\n".repeat(10_000),
        "curl $(\n".repeat(20_000),
        "curl -d \"".to_owned() + &"$(".repeat(40_000),
        "x curl ".repeat(40_000),
        "curl ".repeat(40_000),
        "curl -".to_owned() + &"s".repeat(100_000) + " h",
        "curl h".to_owned() + &" -H a:b".repeat(20_000),
        "curl ^\n\n".repeat(20_000),
    ] {
        assert!(results(&text, &config).len() < 200_000);
    }
}

proptest! {
    #[test]
    fn nothing_panics(text in "(curl |-d|-H|-F|-u|-G|--json| |h|'|\"|\\$|\\(|=|@|:|;|\\^|\n|\\\\|é|%4|#|//){0,30}") {
        let config = Config::new();
        let _ = begins(text.as_bytes());
        for one in results(&text, &config).into_iter().flatten() {
            prop_assert!(one.request.is_some());
        }
    }
}
