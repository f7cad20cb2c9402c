//! Amounts keep their digits in every format and on every way between two, and an exponent is
//! written out exactly or refused.

use std::collections::BTreeMap;

use paywire::api::MessageKind;
use paywire::codec::{self, Config, Content, Format};
use paywire::value::{Loose, MinorUnits, Money};
use paywire::{Amount, json, nvp, xml};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const FORMATS: [Format; 4] = [Format::Nvp, Format::Json, Format::Xml, Format::Soap];

/// Digits that a binary fraction of 64 bits changes, and some that it drops.
const DIGITS: [&str; 12] = [
    "100.10",
    "0.1",
    "1.10",
    "10.00",
    "0.30000000000000004",
    "36893488147419103233",
    "9007199254740993",
    "9007199254740993.01",
    "0.0000000000000000000000000001",
    "79228162514264337593543950335",
    "-0.00",
    "1234567890123456789.123456789",
];

/// A request with this as an amount, spelled as JSON.
fn request(amount: &str) -> String {
    format!(
        r#"{{"requestEnvelope":{{"errorLanguage":"en_US"}},"actionType":"PAY","cancelUrl":"https://e.example/no","currencyCode":"EUR","receiverList":{{"receiver":[{{"amount":{amount},"email":"a@e.example"}}]}},"returnUrl":"https://e.example/yes"}}"#
    )
}

const PATH: &str = "receiverList.receiver(0).amount";

fn amount_of(content: &Content) -> String {
    let leaves = content.leaves().expect("what was read");
    let mut leaves = leaves.into_iter().filter(|leaf| leaf.path == PATH);
    leaves.next().expect("an amount").value
}

fn read(body: &str, format: Format, config: Config) -> Content {
    let reading = codec::read(body.as_bytes(), &config.format(format)).expect("a body");
    assert!(matches!(reading.content, Content::Message(_)), "{body}");
    reading.content
}

#[test]
fn every_way_between_two_formats_keeps_the_digits() {
    for digits in DIGITS {
        let spellings = [request(digits), request(&format!("\"{digits}\""))];
        let first = read(&spellings[0], Format::Json, Config::strict());
        for json in &spellings {
            for from in FORMATS {
                let strict = Config::strict().format(Format::Json);
                let body = codec::convert(json.as_bytes(), from, &strict).unwrap().body;
                assert!(body.contains(digits), "{body}");
                let content = read(&body, from, Config::strict());
                assert_eq!(amount_of(&content), digits);
                assert_eq!(codec::diff(&first, &content).unwrap(), []);
                let Content::Message(decoded) = &content else {
                    panic!("a message")
                };
                for to in FORMATS {
                    let config = Config::strict().format(from);
                    let converted = codec::convert(body.as_bytes(), to, &config).unwrap();
                    assert!(converted.body.contains(digits), "{}", converted.body);
                    let again = read(&converted.body, to, Config::strict());
                    assert_eq!(codec::diff(&content, &again).unwrap(), [], "{from} to {to}");
                    for written in [
                        decoded.encode(to, &Config::strict()).unwrap(),
                        codec::encode(&decoded.message, to, &Config::strict()).unwrap(),
                    ] {
                        assert!(written.contains(digits), "{written}");
                        assert_eq!(amount_of(&read(&written, to, Config::strict())), digits);
                    }
                }
            }
        }
    }
}

/// What no type knows keeps its digits too, as a literal where it was one.
#[test]
fn unknown_numbers_keep_their_digits() {
    for digits in DIGITS.iter().chain(&["1.25E7", "1e-7"]) {
        let json = request("\"1.00\"").replacen('{', &format!("{{\"tip\":{digits},"), 1);
        for to in FORMATS {
            for config in [Config::strict(), Config::lenient()] {
                let config = config.format(Format::Json);
                let converted = codec::convert(json.as_bytes(), to, &config).unwrap();
                assert!(converted.body.contains(digits), "{}", converted.body);
            }
        }
        let generic = codec::decode_generic(Format::Json, json.as_bytes(), &Config::lenient());
        let (value, warnings) = generic.unwrap();
        let tip = codec::leaves(&value)
            .into_iter()
            .find(|leaf| leaf.path == "tip");
        assert_eq!(tip.unwrap().value, *digits);
        assert_eq!(warnings.len(), 0);
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    #[serde(rename = "@fee")]
    fee: Option<Amount>,
    #[serde(rename = "$text")]
    amount: Amount,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Bill {
    total: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    tip: Option<Amount>,
    parts: Vec<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gross: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cents: Option<MinorUnits>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<Loose<Amount>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Loose<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<Line>,
}

fn from_nvp(body: &str) -> Result<(Bill, Vec<String>), paywire::Error> {
    let (bill, warnings) = nvp::Config::lenient().from_slice_reporting(body.as_bytes())?;
    // The way that gives no warnings reads the same.
    assert_eq!(nvp::Config::lenient().from_str::<Bill>(body)?, bill);
    Ok((bill, warnings.iter().map(ToString::to_string).collect()))
}

fn from_json(body: &str) -> Result<(Bill, Vec<String>), paywire::Error> {
    let (bill, warnings) = json::Config::lenient().from_slice_reporting(body.as_bytes())?;
    Ok((bill, warnings.iter().map(ToString::to_string).collect()))
}

fn from_xml(body: &str) -> Result<(Bill, Vec<String>), paywire::Error> {
    let (bill, warnings) = xml::Config::lenient().from_slice_reporting(body.as_bytes())?;
    Ok((bill, warnings.iter().map(ToString::to_string).collect()))
}

#[test]
fn lenient_writes_an_exponent_out_wherever_an_amount_is() {
    let amount = |text: &str| text.parse::<Amount>().unwrap();
    let expected = Bill {
        total: amount("12500000"),
        tip: Some(amount("0.0005")),
        parts: vec![amount("-1.20"), amount("1")],
        gross: Some(Money::from("EUR 12500000")),
        cents: Some(MinorUnits::new(1500)),
        rate: Some(Loose::from(amount("0.001"))),
        note: Some("1e3".into()),
        id: Some(Loose::from("1e3")),
        line: Some(Line {
            fee: Some(amount("0.5")),
            amount: amount("100"),
        }),
    };
    let same = |bill: Bill| {
        // An amount is compared by its value, and is to have the very digits.
        let texts = |bill: &Bill| json::to_string(bill).unwrap().replace('"', "");
        assert_eq!(texts(&bill), texts(&expected));
    };
    let (bill, warnings) = from_nvp(
        "total=1.25E7&tip=5e-4&parts(0)=-1.20e0&parts(1)=1&gross=EUR+1.25E7&cents=1.5E3&rate=1E-3&note=1e3&id=1e3&line.%40fee=5e-1&line=1E%2B2",
    )
    .unwrap();
    same(bill);
    assert_eq!(warnings.len(), 8);
    assert_eq!(
        warnings[0],
        "expanded a number with an exponent, at `total`, at byte 6"
    );
    assert!(
        warnings
            .iter()
            .any(|warning| warning.contains("`parts(0)`"))
    );
    let (bill, warnings) = from_json(
        r#"{"total":1.25E7,"tip":"5e-4","parts":[-1.20e0,"1"],"gross":"EUR 1.25E7","cents":1.5E3,"rate":1E-3,"note":1e3,"id":"1e3","line":{"@fee":5e-1,"$text":"1E+2"}}"#,
    )
    .unwrap();
    same(bill);
    assert_eq!(warnings.len(), 8);
    assert_eq!(
        warnings[2],
        "expanded a number with an exponent, at `parts(0)`, at byte 38"
    );
    let (bill, warnings) = from_xml(
        "<r><total>1.25E7</total><tip> 5e-4 </tip><parts>-1.20e0</parts><parts>1</parts><gross>EUR 1.25E7</gross><cents>1.5E3</cents><rate>1E-3</rate><note>1e3</note><id>1e3</id><line fee='5e-1'>1E+2</line></r>",
    )
    .unwrap();
    same(bill);
    assert_eq!(warnings.len(), 8);
    assert!(warnings[0].contains("`total`"), "{}", warnings[0]);
}

/// Every reader of one amount, by format.
fn readers<T: DeserializeOwned>(text: &str, lenient: bool) -> Vec<Result<T, String>> {
    type One<T> = BTreeMap<String, T>;
    fn only<T>(read: Result<One<T>, paywire::Error>) -> Result<T, String> {
        let read = read.map_err(|error| error.to_string());
        read.map(|mut one| one.pop_first().expect("one entry").1)
    }
    let (nvp, json, xml) = if lenient {
        (
            nvp::Config::lenient(),
            json::Config::lenient(),
            xml::Config::lenient(),
        )
    } else {
        (
            nvp::Config::strict(),
            json::Config::strict(),
            xml::Config::strict(),
        )
    };
    vec![
        only(nvp.from_str(&format!("a={}", text.replace('+', "%2B")))),
        only(json.from_str(&format!("{{\"a\":\"{text}\"}}"))),
        only(json.from_str(&format!("{{\"a\":{text}}}"))),
        only(xml.from_str(&format!("<r><a>{text}</a></r>"))),
    ]
}

#[test]
fn strict_refuses_an_exponent_and_says_who_reads_it() {
    for text in ["1.25E7", "5e-4", "-1E+2", "0E5"] {
        for read in readers::<Amount>(text, false) {
            let error = read.unwrap_err();
            assert!(error.contains("the lenient preset reads it"), "{error}");
            assert!(!error.contains("25"), "{error}");
        }
        for read in readers::<Amount>(text, true) {
            assert!(read.is_ok(), "{text}");
        }
    }
    for read in readers::<MinorUnits>("1E3", false) {
        let error = read.unwrap_err();
        assert!(error.contains("the lenient preset reads it"), "{error}");
    }
}

#[test]
fn lenient_reads_whatever_exponent_leaves_a_whole_number() {
    for (text, whole) in [
        ("1E3", 1000),
        ("1.5E3", 1500),
        ("100000E-2", 1000),
        ("-50.0E-1", -5),
    ] {
        for read in readers::<MinorUnits>(text, true) {
            assert_eq!(read.map(MinorUnits::units), Ok(whole), "{text}");
        }
        // As a count or an id is: those keep any text.
        for read in readers::<Loose<i64>>(text, true) {
            assert_eq!(read.unwrap().get(), Some(whole), "{text}");
        }
    }
    let order =
        r#"{"product_items":[{"product_id":1,"product_count":1E2}],"logistics_address":{}}"#;
    let config = Config::lenient().message(MessageKind::DsPlaceOrderRequest);
    let reading = codec::read(order.as_bytes(), &config).expect("an order");
    let Content::Message(decoded) = reading.content else {
        panic!("an order")
    };
    let told = decoded.warnings.iter().map(ToString::to_string);
    let told: Vec<String> = told.filter(|own| own.contains("exponent")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("product_items(0).product_count"),
        "{told:?}"
    );
}

#[test]
fn a_huge_exponent_is_too_long_in_both() {
    for text in [
        "1e29",
        "1E-29",
        "1e999999999",
        "-1e-999999999",
        "9e99999999999999999999",
    ] {
        for lenient in [false, true] {
            for read in readers::<Amount>(text, lenient) {
                let error = read.unwrap_err();
                assert!(error.contains("too many digits"), "{error}");
            }
        }
    }
    for text in ["1e19", "1e999999999", "1.5e0", "1e-1"] {
        for lenient in [false, true] {
            for read in readers::<MinorUnits>(text, lenient) {
                let error = read.unwrap_err();
                assert!(!error.contains("lenient"), "{error}");
            }
        }
    }
}

#[test]
fn what_was_written_out_stays_so() {
    for (came, digits) in [
        ("1.25E7", "12500000"),
        ("\"1.25E7\"", "12500000"),
        ("\" +5E-4 \"", "0.0005"),
        ("1.250e1", "12.50"),
    ] {
        let body = request(came);
        let strict = codec::read(body.as_bytes(), &Config::strict()).unwrap();
        let Content::Generic(generic) = strict.content else {
            panic!("strict read {came}")
        };
        let said: Vec<String> = generic.warnings.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|said| said.contains("lenient")), "{said:?}");
        let lenient = codec::read(body.as_bytes(), &Config::lenient()).unwrap();
        let Content::Message(decoded) = lenient.content else {
            panic!("lenient did not read {came}")
        };
        assert_eq!(decoded.warnings.len(), 1);
        assert_eq!(decoded.warnings[0].path(), Some(PATH));
        for to in FORMATS {
            let converted = codec::convert(body.as_bytes(), to, &Config::lenient()).unwrap();
            assert_eq!(converted.warnings.len(), 1);
            for written in [
                converted.body,
                decoded.encode(to, &Config::strict()).unwrap(),
            ] {
                let again = read(&written, to, Config::strict());
                assert_eq!(amount_of(&again), digits, "{written}");
            }
        }
    }
}
