//! Secrets that are planted everywhere a capture can have them, and looked for in everything that
//! is printed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// What is planted, one in each place. Each is told apart by its number.
const PLANTED: &[&str] = &[
    "plant01", // the user id in a header of the service
    "plant02", // its password
    "plant03", // its signature
    "plant04", // Authorization
    "plant05", // Cookie
    "plant06", // Set-Cookie
    "plant07", // a token in the query of an address
    "plant08", // the name and password before a host
    "plant09", // a PIN in NVP
    "plant10", // a PIN in JSON
    "plant11", // a PIN in XML
    "plant12", // a password in the header of SOAP
    "plant13", // a PIN in a damaged body
    "plant14", // a token in the address of other traffic
    "plant15", // a PIN in a body that is no message
    "plant16", // an unknown field with a name of a secret
    "plant17", // a token in an address within a message
];

const NVP: &str = "requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=https%3A%2F%2Fa.example%2F%3Ftoken%3Dplant17\
    &currencyCode=EUR&receiverList.receiver(0).amount=1.00&receiverList.receiver(0).email=shown%40a.example\
    &returnUrl=https%3A%2F%2Fa.example&pin=plant09&partnerSecret=plant16&trackingId=order-1";
const JSON: &str = r#"{"requestEnvelope":{"errorLanguage":"en_US"},"actionType":"PAY","cancelUrl":"https://a.example",
    "currencyCode":"EUR","receiverList":{"receiver":[{"amount":"1.00","email":"shown@a.example"}]},
    "returnUrl":"https://a.example","pin":"plant10"}"#;
const XML: &str = r#"<ns:PayRequest xmlns:ns="http://svcs.paypal.com/types/ap"><requestEnvelope><errorLanguage>en_US</errorLanguage>
    </requestEnvelope><actionType>PAY</actionType><cancelUrl>https://a.example</cancelUrl><currencyCode>EUR</currencyCode>
    <pin>plant11</pin><receiverList><receiver><amount>1.00</amount><email>shown@a.example</email></receiver></receiverList>
    <returnUrl>https://a.example</returnUrl></ns:PayRequest>"#;

const PAID: &str = "responseEnvelope.timestamp=2013-04-24T14:39:26.000-07:00&responseEnvelope.ack=Success\
    &responseEnvelope.correlationId=34e4&responseEnvelope.build=1&payKey=AP-1&paymentExecStatus=COMPLETED";

fn soap() -> String {
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><c:Credentials xmlns:c="urn:c"
        ><c:Password>plant12</c:Password></c:Credentials></s:Header><s:Body>{}</s:Body></s:Envelope>"#,
        XML.replace("plant11", "0000")
    )
}

fn entry(method: &str, url: &str, body: &str) -> Value {
    let fields = json!([
        {"name": "X-PAYPAL-SECURITY-USERID", "value": "plant01"},
        {"name": "x-paypal-security-password", "value": "plant02"},
        {"name": "X-PAYPAL-SECURITY-SIGNATURE", "value": "plant03"},
        {"name": "Authorization", "value": "Bearer plant04"},
        {"name": "Cookie", "value": "a=plant05; b=plant05"},
    ]);
    let answered = json!([{"name": "Set-Cookie", "value": "s=plant06; HttpOnly"}]);
    json!({
        "startedDateTime": "2026-01-02T03:04:05.678Z",
        "time": 1,
        "request": {
            "method": method, "url": url, "httpVersion": "HTTP/1.1", "headers": fields,
            "queryString": [], "cookies": [], "headersSize": -1, "bodySize": body.len(),
            "postData": {"mimeType": "application/octet-stream", "text": body},
        },
        "response": {
            "status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": answered,
            "cookies": [], "redirectURL": "", "headersSize": -1, "bodySize": 0,
            "content": {"size": PAID.len(), "mimeType": "text/plain", "text": PAID},
        },
        "cache": {}, "timings": {"send": 0, "wait": 1, "receive": 0},
    })
}

/// An exchange that is about something else.
fn other() -> Value {
    let mut other = entry("GET", "https://other.example/?token=plant14", "");
    other["response"]["content"] = json!({"size": 3, "mimeType": "text/html", "text": "<p>"});
    other
}

/// A capture with all that is planted.
fn har() -> String {
    let pay = "https://svcs.paypal.com/AdaptivePayments/Pay";
    let json = format!("{pay}?access_token=plant07");
    let xml = pay.replace("https://", "https://me:plant08@");
    let entries = json!([
        entry("POST", pay, NVP),
        entry("POST", &json, JSON),
        entry("POST", &xml, XML),
        entry("POST", pay, &soap()),
        entry("POST", pay, "actionType=PAY&pin=plant13&actionType=PAY"),
        entry("POST", pay, "pin=plant15&a=b"),
        other(),
    ]);
    json!({"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": entries}})
        .to_string()
}

struct Shown {
    what: String,
    bytes: Vec<u8>,
}

impl Shown {
    fn has(&self, text: &str) -> bool {
        memchr::memmem::find(&self.bytes, text.as_bytes()).is_some()
    }
}

/// What a command prints, and the file it writes.
fn shown(folder: &Path, args: &[&str]) -> Vec<Shown> {
    let run = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(args)
        .arg("planted.har")
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let code = run.status.code();
    assert!(matches!(code, Some(0 | 1)), "{args:?}: {code:?}");
    let of = |stream: &str, bytes| Shown {
        what: format!("{stream} of {args:?}"),
        bytes,
    };
    vec![of("stdout", run.stdout), of("stderr", run.stderr)]
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("planted.har"), har()).expect("a file");
    folder
}

/// Every way to print what is in a capture.
fn outputs() -> Vec<Vec<&'static str>> {
    let mut outputs = vec![
        vec!["identify"],
        vec!["validate", "--to", "pretty"],
        vec!["validate", "--to", "json"],
        vec!["decode", "--summary"],
        vec!["decode", "--summary", "--to", "json"],
        vec!["trace"],
        vec!["trace", "--to", "json"],
    ];
    for to in ["pretty", "json", "ndjson", "nvp", "xml", "soap", "html"] {
        outputs.push(vec!["decode", "--to", to, "--all"]);
        outputs.push(vec!["decode", "--to", to, "--lenient"]);
    }
    #[cfg(feature = "parquet")]
    outputs.push(vec!["decode", "--to", "parquet", "--all"]);
    outputs
}

#[test]
fn planted_secrets_are_shown_nowhere() {
    let folder = folder("planted");
    for args in outputs() {
        for shown in shown(&folder, &args) {
            for secret in PLANTED {
                assert!(!shown.has(secret), "{} has {secret}", shown.what);
            }
        }
    }
}

#[test]
fn who_asks_for_secrets_gets_them() {
    // Otherwise the test above could not fail.
    let folder = folder("shown");
    let args = ["decode", "--all", "--show-secrets", "--to"];
    let all: Vec<Shown> = ["ndjson", "html", "soap"]
        .iter()
        .flat_map(|to| shown(&folder, &[&args[..], &[to]].concat()))
        .collect();
    for secret in PLANTED {
        assert!(all.iter().any(|shown| shown.has(secret)), "{secret}");
    }
}

#[test]
fn fields_of_ones_own_are_hidden_too() {
    let folder = folder("redacted");
    for args in outputs() {
        for field in ["receiver.email", "EMAIL"] {
            let args = [&args[..], &["--redact", field]].concat();
            if args[0] == "identify" {
                continue;
            }
            for shown in shown(&folder, &args) {
                assert!(!shown.has("shown@a.example"), "{} has it", shown.what);
                assert!(!shown.has("shown%40a.example"), "{} has it", shown.what);
            }
        }
    }
    let secrets = [
        "decode",
        "--show-secrets",
        "--redact",
        "pin",
        "--to",
        "ndjson",
    ];
    let shown = &shown(&folder, &secrets)[0];
    assert!(!shown.has("plant09") && shown.has("plant17"));
}

/// What a command prints of an input, on both streams.
fn printed(args: &[&str], input: &str) -> String {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut run = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(args)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = run.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    let done = run.wait_with_output().expect("it ends");
    String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned()
}

#[test]
fn secrets_are_known_by_name_neighbor_and_digits() {
    let pay = r#""requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1""#;
    let nvp = "requestEnvelope.errorLanguage=en_US&payKey=AP-1";
    for body in [
        format!(r#"{{{pay},"card.number":"Hidden7351","card.cvc":"Hidden7351"}}"#),
        format!(r#"{{{pay},"user[password]":"Hidden7351"}}"#),
        format!(r#"{{{pay},"{{urn:x}}pin":"Hidden7351"}}"#),
        format!(r#"{{{pay},"h":[{{"name":"X-Api-Key","value":"Hidden7351"}}]}}"#),
        format!(r#"{{{pay},"h":[{{"value":"Hidden7351","key":"Authorization"}}]}}"#),
        format!(r#"{{{pay},"memo":"see http://me:Hidden7351@a/ now"}}"#),
        format!("{nvp}&amp;pin=Hidden7351"),
        format!("{nvp}&a.to%256ben=Hidden7351"),
        format!("{nvp}&h(0).name=password&h(0).value=Hidden7351"),
        format!("{nvp}&passwords(0)=Hidden7351"),
        "a=1&b.password=Hidden7351".to_owned(),
        r#"{"log":{"tokens":["Hidden7351"]}}"#.to_owned(),
    ] {
        for to in ["pretty", "json", "ndjson", "nvp", "xml", "soap", "html"] {
            let printed = printed(&["decode", "--to", to], &body);
            assert!(!printed.contains("Hidden7351"), "{to} of {body}: {printed}");
        }
    }
    let log = r#"{"log":{"pan":"4111111111111111","n":5555555555554444,"iban":"gb82 west 1234 5698 7654 32","order":"123456789012","4012888888881881":1}}"#;
    for to in ["pretty", "json", "ndjson", "nvp", "html"] {
        let printed = printed(&["decode", "--to", to], log);
        for hidden in [
            "4111111111111111",
            "5555555555554444",
            "5698",
            "4012888888881881",
        ] {
            assert!(!printed.contains(hidden), "{to}: {printed}");
        }
        assert!(printed.contains("123456789012"), "{to}: {printed}");
    }
}

#[test]
fn secrets_of_a_document_within_a_message_are_in_no_form_of_it() {
    let rest = r#""logistics_address":{"city":"Oslo","zip":"0150"},"product_items":[{"product_id":1,"product_count":1}]}"#;
    for unknown in [
        r#""value":"plant18","x":{},"name":"pin""#,
        r#""name":"pin","x":{"y":{"z":1}},"value":"plant18""#,
        r#""--header":"X-Api-Key: plant18""#,
        r#""token":{"a":"plant18"}"#,
        r#""to\u006ben":"plant18""#,
    ] {
        let document = format!("{{{unknown},{rest}");
        let bytes = document.bytes().map(|byte| format!("%{byte:02X}"));
        let body = format!(
            "method=aliexpress.ds.order.create&app_key=3&session=hunter2&sign_method=sha256&sign=0A1B2C\
             &param_place_order_request4_open_api_d_t_o={}",
            bytes.collect::<String>()
        );
        for args in [
            &["decode", "--to", "ndjson"][..],
            &["decode", "--to", "nvp"],
            &["decode", "--to", "html"],
            &["decode", "--to", "html", "--redact", "zip"],
            &["decode", "--to", "pretty"],
        ] {
            let printed = printed(args, &body);
            assert!(printed.contains("Oslo"), "{printed}");
            assert!(
                !printed.contains("plant18"),
                "{unknown} {args:?}: {printed}"
            );
            let is_named = args.contains(&"--redact");
            assert!(!is_named || !printed.contains("0150"), "{printed}");
        }
    }
}

#[test]
fn a_name_beside_a_value_is_met_only_where_it_says_what_that_is() {
    let args = [
        "decode",
        "--to",
        "ndjson",
        "--show-secrets",
        "--redact",
        "pin",
    ];
    let printed = printed(&args, r#"{"a":[["api_key","pin"]]}"#);
    assert!(
        printed.contains("`--redact pin` matched no field"),
        "{printed}"
    );
}

#[test]
fn numbers_in_the_name_of_the_root_element_are_hidden() {
    for body in [
        "<a4111111111111111/>",
        "<r4111111111111111><a>1</a></r4111111111111111>",
        "<n:r4111111111111111 xmlns:n='urn:4111111111111111'/>",
    ] {
        let commands: [&[&str]; 6] = [
            &["decode"],
            &["decode", "--to", "pretty"],
            &["decode", "--to", "html"],
            &["decode", "--message", "PayResponse"],
            &["identify"],
            &["validate"],
        ];
        for command in commands {
            let printed = printed(command, body);
            assert!(
                !printed.contains("4111111111111111"),
                "{command:?} of {body}: {printed}"
            );
        }
    }
}

/// Said to be in a format that it is not in, a body becomes names and values at the wrong places.
#[test]
fn secrets_are_hidden_in_a_body_that_is_in_another_format_than_was_said() {
    let curl = "curl -u me.b:Hidden7351 https://a.example/?x=1 -H 'X-Api-Key: Hidden7351'";
    let bodies = [
        r#"{"email":"a.b@c.example","pin":"Hidden7351"}"#,
        r#"{"pin":"Hidden7351"}"#,
        r#"{"pin":"x&Hidden7351&y=z"}"#,
        r#"{"pin":"x=Hidden7351.y"}"#,
        r#"{"a":{"name":"password","value":"x.Hidden7351=1"}}"#,
        "<a><pin>Hidden7351</pin></a>",
        "<a b='c'><pin>x.Hidden7351</pin></a>",
        "<a><pin>x&amp;Hidden7351</pin></a>",
        "<?xml version='1.0'?><a><pin>x=1&amp;Hidden7351</pin></a>",
        "'password' => 'x.y&Hidden7351=1'",
        "proxy = me:Hidden7351@proxy:8080",
        "header = \"X-Api-Key: Hidden7351\"",
        curl,
        "name=password value=Hidden7351",
        "name=password, value=Hidden7351",
        "say=hello name=password value=Hidden7351",
        "The password=Hidden7351",
        "The password.is=Hidden7351",
        "password = Hidden7351",
        "user = me:Hidden7351",
        "user = \"me:Hidden7351\"\nurl = https://a.example/?a&b\n",
        "url = https://a.example/?a=b&b\nuser = \"me:Hidden7351\"\n",
        "Authorization: Basic Hidden7351=",
        "Authorization: Basic Hidden7351==\nHost: a.example",
    ];
    let commands: [&[&str]; 7] = [
        &["decode", "--to", "ndjson"],
        &["decode", "--to", "pretty"],
        &["decode", "--to", "html"],
        &["decode", "--to", "nvp"],
        &["decode", "--message", "PayRequest", "--to", "ndjson"],
        &["identify"],
        &["validate"],
    ];
    for body in bodies {
        for from in ["nvp", "json", "xml", "soap"] {
            for command in commands {
                for lenient in [&[][..], &["--lenient"]] {
                    if !lenient.is_empty() && command.last() != Some(&"ndjson") {
                        continue;
                    }
                    let args = [command, &["--from", from], lenient].concat();
                    let printed = printed(&args, body);
                    let hidden = !printed.contains("Hidden7351");
                    assert!(hidden, "{args:?} of {body}: {printed}");
                }
            }
        }
    }
    let printed = printed(
        &["decode", "--from", "nvp", "--to", "ndjson"],
        "First name=Ann&user=ann&key=a:b&value=12",
    );
    for shown in ["First name", "\"Ann\"", "\"ann\"", "a:b", "12"] {
        assert!(printed.contains(shown), "{printed}");
    }
}

#[test]
fn what_the_program_says_itself_hides_numbers_of_cards() {
    let card = "4111111111111111";
    let pay = "payKey=AP-1&requestEnvelope.errorLanguage=en_US";
    let path = format!("/nowhere/{card}/out.json");
    let commands: [&[&str]; 5] = [
        &["trace", "--key", card],
        &["decode", "--output", &path],
        &["decode", "--redact", card],
        &["validate"],
        &["validate", "--to", "json"],
    ];
    for command in commands {
        for body in [
            pay.to_owned(),
            format!("{pay}&n{card}=1&actionType=n{card}"),
        ] {
            let printed = printed(command, &body);
            assert!(!printed.contains(card), "{command:?}: {printed}");
        }
    }
    let explained = Command::new(env!("CARGO_BIN_EXE_paywire"))
        .args(["explain", card])
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&explained.stderr);
    assert!(!said.contains(card) && said.contains("***"), "{said}");
}

#[test]
fn a_time_in_milliseconds_is_no_card() {
    // It passes the check of cards.
    let printed = printed(
        &["decode", "--to", "ndjson"],
        r#"{"sent_at":1378388600008,"at":"1378388600008"}"#,
    );
    assert_eq!(printed.matches("1378388600008").count(), 2, "{printed}");
}

#[test]
fn a_value_that_was_left_out_is_hidden_as_the_one_that_was_not() {
    let pay = "requestEnvelope.errorLanguage=en_US&actionType=PAY";
    for body in [
        "x.name=pin&x.value=Hidden7351&x.value=2222".to_owned(),
        "x.value=Hidden7351&x.value=2222&x.name=pin".to_owned(),
        "a(0).key=X-Api-Key&a(0).value=Hidden7351&a(0).value=2222".to_owned(),
        "pin=Hidden7351&pin=2222".to_owned(),
        "a.password=Hidden7351&a.password=".to_owned(),
        format!("{pay}&x.name=pin&x.value=Hidden7351&x.value=2222"),
        format!("{pay}&pin=Hidden7351&pin=2222"),
        format!("{pay}&memo=see+http%3A%2F%2Fme%3AHidden7351%40a%2F&memo=2"),
        r#"{"x":{"name":"pin","value":"Hidden7351","value":"2222"}}"#.to_owned(),
        r#"{"x":[{"name":"pin","value":{"a":"Hidden7351"},"value":"2222"}]}"#.to_owned(),
        r#"{"x.name":"pin","x.value":"Hidden7351","x.value":"2222"}"#.to_owned(),
        r#"{"headers":{"X-Sid":"Hidden7351","X-Sid":"2222"}}"#.to_owned(),
    ] {
        for command in [
            &["decode", "--lenient"][..],
            &["decode", "--lenient", "--to", "html"],
            &["validate", "--lenient"],
            &["identify", "--lenient"],
            &["convert", "--lenient", "--to", "json"],
        ] {
            let printed = printed(command, &body);
            // Who converts a message wants all of it.
            if command[0] != "convert" || !printed.starts_with('{') {
                let hidden = !printed.contains("Hidden7351");
                assert!(hidden, "{command:?} of {body}: {printed}");
            }
        }
    }
    let shown = printed(
        &["decode", "--lenient"],
        "x.name=colour&x.value=red&x.value=2222",
    );
    assert!(shown.contains(": red"), "{shown}");
}

#[test]
fn what_is_no_secret_is_shown() {
    let body = r#"{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1","useCredentials":true,"nextPageToken":"p2","shipToken":"s3"}"#;
    for to in ["json", "ndjson", "nvp", "xml"] {
        let printed = printed(&["decode", "--to", to], body);
        assert!(!printed.contains("***"), "{to}: {printed}");
    }
}

#[test]
fn numbers_have_their_own_digits_in_every_output() {
    const NUMBERS: &[&str] = &[
        "100.10",
        "0.1",
        "0.30000000000000004",
        "16777217.1",
        "36893488147419103233",
        "12345678901234567890",
        "9007199254740993",
        "1e400",
        "1.50E+3",
        "-0.0",
    ];
    let known = r#""requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1","#;
    for number in NUMBERS {
        for body in [
            format!(r#"{{"amount":{number},"x":{{"y":[{number}]}}}}"#),
            format!(r#"{{{known}"amount":{number},"x":{{"y":[{number}]}}}}"#),
        ] {
            for to in ["pretty", "json", "ndjson", "nvp", "xml", "soap", "html"] {
                let printed = printed(&["decode", "--to", to], &body);
                let printed = printed.replace("%2B", "+");
                assert!(printed.contains(number), "{to} of {body}: {printed}");
            }
        }
    }
}

#[test]
fn a_field_that_is_nowhere_is_told_of() {
    let body = "requestEnvelope.errorLanguage=en_US&payKey=AP-1";
    let args = ["decode", "--to", "ndjson", "--redact"];
    let shown = printed(&[&args[..], &["payKey"]].concat(), body);
    assert!(
        !shown.contains("AP-1") && !shown.contains("no field"),
        "{shown}"
    );
    let shown = printed(&[&args[..], &["pay.kee"]].concat(), body);
    assert!(
        shown.contains("`--redact pay.kee` matched no field"),
        "{shown}"
    );
}

#[test]
fn what_is_followed_and_counted_is_taken_before_anything_is_hidden() {
    let pay = "actionType=PAY&currencyCode=EUR&cancelUrl=https%3A%2F%2Fe.example&returnUrl=https%3A%2F%2Fe.example\
        &requestEnvelope.errorLanguage=en_US&receiverList.receiver(0).email=shop&receiverList.receiver(0).amount=15.00";
    let body = format!("{pay}&pin=1500");
    let shown = printed(&["decode", "--summary", "--to", "pretty"], &body);
    assert!(shown.contains("EUR 15.00"), "{shown}");
    let body = format!("{pay}&pin=4182&trackingId=order-4182");
    let shown = printed(&["trace", "--to", "json"], &body);
    assert!(shown.contains("order-4182"), "{shown}");
    let shown = printed(&["decode", "--to", "pretty"], &format!("{pay}&pin=shop"));
    assert!(shown.contains("to shop"), "{shown}");
    for field in ["payer.email", "email", "senderEmail"] {
        let body = format!("{pay}&senderEmail=ann%40a.example");
        let shown = printed(&["trace", "--to", "json", "--redact", field], &body);
        assert!(!shown.contains("ann@a.example"), "{field}: {shown}");
    }
}

/// What is left out of XML of any encoding is shown as what it says, and hidden as that.
#[test]
fn what_was_left_out_of_xml_is_hidden_in_any_encoding() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("secrets-left-out");
    fs::create_dir_all(&folder).unwrap();
    let twice = format!(
        "<memo>4111111111111111</memo><memo>b</memo><receiverList><pin>plant11</pin><receiver><amount>7.25</amount>\
         </receiver></receiverList><receiverList>{}",
        XML.split_once("<receiverList>").unwrap().1
    );
    let (before, _) = XML.split_once("<receiverList>").unwrap();
    let document = format!("{before}{twice}");
    let wide = |unit: fn(u16) -> [u8; 2]| {
        let marked = format!("\u{feff}{document}");
        marked.encode_utf16().flat_map(unit).collect::<Vec<u8>>()
    };
    let bodies = [
        document.clone().into_bytes(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ];
    for (number, body) in bodies.iter().enumerate() {
        let file = folder.join(format!("{number}.xml"));
        fs::write(&file, body).unwrap();
        let run = Command::new(env!("CARGO_BIN_EXE_paywire"))
            .args(["decode", "--lenient", "--to", "ndjson"])
            .arg(&file)
            .output()
            .unwrap();
        let shown = String::from_utf8(run.stdout).unwrap();
        let record: Value = serde_json::from_str(&shown).unwrap();
        let warnings = record["warnings"].to_string();
        assert!(
            warnings.contains("<amount>7.25</amount>"),
            "{number}: {shown}"
        );
        for secret in ["4111", "plant11"] {
            assert!(!shown.contains(secret), "{number}: {shown}");
        }
    }
}
