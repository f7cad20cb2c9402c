//! The rules of the documents: each broken, and just not broken.

use std::collections::{BTreeMap, BTreeSet};

use crate::needs;
use jiff::civil::date;
use paywire::api::adaptive_payments::common::{ActionType, Receiver};
use paywire::api::adaptive_payments::convert_currency::ConvertCurrencyRequest;
use paywire::api::adaptive_payments::get_user_limits::GetUserLimitsRequest;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
use paywire::api::shape::{FieldKind, Shape, Struct};
use paywire::api::validate::{Severity, Violations};
use paywire::api::{AnyMessage, MessageKind, System, Validate};
use paywire::codec::{self, Config, Content, Format};
use paywire::proptest::any_message;
use paywire::{Amount, Currency};
use proptest::prelude::*;
use serde_json::Value;

mod cases;

use cases::{cases, plainest};

/// The day of the tests, by which the plainest preapproval starts today.
const TODAY: jiff::civil::Date = date(2026, 11, 22);

/// A value with what stands before `*` padded to the length after it.
fn padded(value: &str) -> String {
    let Some((start, length)) = value.rsplit_once('*') else {
        return value.to_owned();
    };
    let length: usize = length.parse().expect("a length");
    let padding = length - start.chars().count();
    format!("{start}{}", "x".repeat(padding))
}

/// The plainest request with changes.
fn request(message: &str, changes: &str) -> AnyMessage {
    let mut pairs = BTreeMap::from([("requestEnvelope.errorLanguage", "en_US".to_owned())]);
    let plain = plainest(message).split('&');
    for change in plain
        .chain(changes.split('&'))
        .filter(|change| !change.is_empty())
    {
        match change.split_once('=') {
            Some((name, value)) => drop(pairs.insert(name, padded(value))),
            None => drop(pairs.remove(change)),
        }
    }
    let pairs = pairs.iter().map(|(name, value)| {
        let value = value.replace('%', "%25").replace('+', "%2B");
        format!("{name}={}", value.replace('\n', "%0A"))
    });
    let body = pairs.collect::<Vec<_>>().join("&");
    let kind = MessageKind::from_name(message).expect("a message");
    let read = |config: Config| {
        let decoded = codec::decode(kind, Format::Nvp, body.as_bytes(), &config);
        decoded.unwrap_or_else(|error| panic!("{body}: {error}"))
    };
    let message = read(Config::strict()).message;
    // What is read leniently is held to the same rules.
    assert_eq!(read(Config::lenient()).message, message);
    message
}

fn shown(violations: &Violations) -> Vec<String> {
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn each_rule_is_broken_at_its_path_and_just_not_broken() {
    let book = System::AdaptivePayments.rulebook();
    let mut wrong = Vec::new();
    for case in cases() {
        let rule = book.rule(case.rule).expect("a rule");
        let violations = request(case.message, case.bad).violations(Some(TODAY));
        let mut own = violations.iter().filter(|broken| broken.rule() == rule);
        let broken = own.next();
        if broken.is_none_or(|broken| broken.path() != case.path) {
            let shown = shown(&violations);
            wrong.push(format!(
                "{} is not broken by `{}`: {shown:?}",
                case.rule, case.bad
            ));
        }
        let violations = request(case.message, case.good).violations(Some(TODAY));
        if !violations.is_empty() {
            let shown = shown(&violations);
            wrong.push(format!(
                "{}: `{}` breaks rules: {shown:?}",
                case.rule, case.good
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case() {
    let rules = System::AdaptivePayments.rulebook().rules.iter();
    let rules: BTreeSet<_> = rules.map(|rule| rule.id).collect();
    let cases: BTreeSet<_> = cases().map(|case| case.rule).collect();
    assert_eq!(rules, cases);
}

/// What cannot be said by changing a body in NVP: an empty list is no field there.
#[test]
fn lists_that_must_not_be_empty() {
    let request = PayRequest::new(ActionType::Pay, "https://c", Currency::USD, [], "https://r");
    assert_eq!(
        shown(&request.validate().unwrap_err()),
        ["receiverList.receiver: nobody is paid: name one to six receivers (R002, error 579007)"]
    );
    let mut request: ConvertCurrencyRequest = match self::request("ConvertCurrencyRequest", "") {
        AnyMessage::ConvertCurrencyRequest(request) => *request,
        other => panic!("{other:?}"),
    };
    request.base_amount_list.currency.clear();
    request.convert_to_currency_list.currency_code.clear();
    assert_eq!(
        shown(&request.validate().unwrap_err()),
        [
            "baseAmountList.currency: has no entries (R153, error 580027)",
            "convertToCurrencyList.currencyCode: has no entries (R153, error 580027)",
        ]
    );
    let AnyMessage::GetUserLimitsRequest(mut request) = self::request("GetUserLimitsRequest", "")
    else {
        panic!("another message");
    };
    request.limit_type.clear();
    request.user.email = None;
    let request: GetUserLimitsRequest = *request;
    assert_eq!(
        shown(&request.validate().unwrap_err()),
        [
            "limitType: has no entries (R159)",
            "user: one of email, phone and accountId is required (R159)",
        ]
    );
}

#[test]
fn rules_about_time_need_a_day() {
    let request = PreapprovalRequest {
        ending_date: Some("2027-06-30T00:00:00Z".into()),
        max_total_amount_of_all_payments: Some(Amount::from(1500)),
        ..PreapprovalRequest::new(
            "https://s.example/c",
            Currency::USD,
            "https://s.example/r",
            "2026-11-21T00:00:00Z",
        )
    };
    assert!(request.validate().is_ok());
    assert!(request.validate_on(date(2026, 11, 21)).is_ok());
    assert_eq!(
        request.validate_on(TODAY).unwrap_err().to_string(),
        "startingDate: is before today (R108, error 580024)"
    );
}

#[test]
fn a_warning_alone_is_no_error() {
    let message = request("PaymentDetailsRequest", "trackingId=t");
    let violations = message.violations(None);
    assert_eq!(violations[0].severity(), Severity::Warning);
    assert!(!violations.has_errors());
    assert!(message.validate().is_ok());
}

#[test]
fn answers_are_not_held_to_the_rules_of_requests() {
    let body =
        b"responseEnvelope.timestamp=x&responseEnvelope.ack=&responseEnvelope.correlationId=\
        &responseEnvelope.build=&payKey=AP-1&paymentExecStatus=&sender.accountId=short";
    let config = Config::strict();
    let decoded = codec::decode(MessageKind::PayResponse, Format::Nvp, body, &config).unwrap();
    assert!(decoded.message.violations(Some(TODAY)).is_empty());
}

/// A limit that names a struct or a field that is not there would never be checked.
#[test]
fn every_limit_is_of_a_field_that_its_rule_can_reach() {
    for system in System::ALL {
        let limits = system.rulebook().limits.iter();
        let kinds = MessageKind::ALL
            .iter()
            .filter(|kind| kind.info().system == *system);
        let shapes: Vec<_> = kinds.map(|kind| (kind.info(), kind.shape())).collect();
        for limit in limits {
            let reached = shapes.iter().any(|(info, shape)| {
                let structs = shape.structs().iter();
                limit.rule.is_for(info)
                    && structs
                        .filter(|known| known.name == limit.on)
                        .any(|known| known.fields.iter().any(|field| field.name == limit.field))
            });
            assert!(reached, "{}.{} ({})", limit.on, limit.field, limit.rule.id);
        }
    }
}

/// Structs are told apart by their names.
#[test]
fn no_two_structs_of_a_system_with_limits_share_a_name() {
    for system in System::ALL {
        let mut paths = BTreeMap::new();
        for kind in MessageKind::ALL
            .iter()
            .filter(|kind| kind.info().system == *system)
        {
            for known in kind.shape().structs() {
                let limits = system.rulebook().limits.iter();
                if limits.clone().any(|limit| limit.on == known.name) {
                    let path = paths.entry(known.name).or_insert(known.type_path);
                    assert_eq!(*path, known.type_path);
                }
            }
        }
    }
}

#[test]
fn ids_are_unique_and_rules_are_sentences() {
    for system in System::ALL {
        let mut ids = BTreeSet::new();
        for rule in system.rulebook().rules {
            assert!(ids.insert(rule.id), "{}", rule.id);
            assert!(rule.statement.ends_with('.'), "{}", rule.id);
            assert!(!rule.source.is_empty(), "{}", rule.id);
        }
    }
}

/// Any value of a struct in which every text and every number has the planted digits.
fn planted(shape: &Shape, of: &Struct) -> Value {
    let fields = of.fields.iter().map(|field| {
        let one = match (field.kind, field.type_name()) {
            (FieldKind::Struct, _) => {
                planted(shape, shape.find(field.type_path).expect("a struct"))
            }
            (FieldKind::Bool, _) => Value::from(true),
            (FieldKind::Integer, _) => Value::from(5571),
            (FieldKind::Text, "Amount") => Value::from("-5571.5571"),
            (FieldKind::Text, "String") => Value::from("planted 5571 ".repeat(100)),
            (FieldKind::Text, "Embedded") => {
                let inner = field.document().expect("a document");
                Value::from(planted(&inner, inner.root()).to_string())
            }
            // A code, a date, a number as text: digits are what all of them can be read from.
            _ => Value::from("5571"),
        };
        let value = if field.list {
            Value::from(vec![one; 7])
        } else {
            one
        };
        (field.name.to_owned(), value)
    });
    Value::Object(fields.collect())
}

#[test]
fn no_value_is_quoted() {
    let mut broken = 0;
    for kind in MessageKind::ALL {
        let shape = kind.shape();
        let message = kind
            .deserialize(planted(&shape, shape.root()))
            .expect("a message");
        let violations = message.violations(Some(TODAY));
        for violation in &violations {
            let said = violation.to_string();
            assert!(!said.contains("5571") && !said.contains('\n'), "{said}");
        }
        broken += violations.len();
    }
    assert!(broken > 200, "{broken}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_message_is_checked_to_its_end(message in any_message()) {
        let all = message.violations(Some(TODAY));
        prop_assert!(message.violations(None).len() <= all.len());
        prop_assert_eq!(message.validate_on(TODAY).is_ok(), !all.has_errors());
    }
}

/// Who sends a thousand receivers is told of each that is wrong, and soon.
#[test]
fn a_long_list_takes_its_own_time_and_no_more() {
    let receivers = |number: usize| -> Vec<Receiver> {
        let one = |at| Receiver::with_email(Amount::from(0), format!("{}@s.example", at / 2));
        (0..number).map(one).collect()
    };
    let pay = |number| {
        PayRequest::new(
            ActionType::Pay,
            "https://c",
            Currency::USD,
            receivers(number),
            "https://r",
        )
    };
    let violations = pay(50_000).violations(None);
    let of = |id| {
        violations
            .iter()
            .filter(|found| found.rule().id == id)
            .count()
    };
    assert_eq!((of("R006"), of("R008"), of("R002")), (50_000, 25_000, 1));
}

#[derive(serde::Deserialize)]
struct Sample {
    file: String,
    system: String,
    direction: String,
}

/// Recorded requests that break rules: what is told of them, and why it is right.
const BROKEN: &[(&str, &[&str])] = &[
    // Made up to be wrong, as their names say.
    (
        "pay-request-tc-chained-amounts-inconsistent.json",
        &["R005"],
    ),
    ("pay-request-tc-numeric-actiontype.json", &["R010"]),
    (
        "pay-request-tc-parallel-duplicate-receivers.json",
        &["R008"],
    ),
    (
        "preapproval-request-tc-bad-dates-extra-field.json",
        &["R121"],
    ),
    // An offset that was cut off: `+08:0`.
    ("preapproval-request-yappa-numeric-amounts.json", &["R121"]),
];

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn recorded_requests_break_no_rule_but_those_that_are_wrong() {
    let root = needs::path("PAYWIRE_SHARED");
    let corpus = root.join("corpus");
    let index = std::fs::read_to_string(corpus.join("index.jsonl")).expect("the index");
    let samples = index
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line"));
    let requests = samples.filter(|sample: &Sample| {
        sample.system == "adaptive-payments" && sample.direction == "request"
    });
    let mut checked = 0;
    for sample in requests {
        let body = std::fs::read(corpus.join(&sample.file)).expect("a body");
        let Ok(reading) = codec::read(&body, &Config::strict()) else {
            continue;
        };
        let Content::Message(decoded) = reading.content else {
            continue;
        };
        let violations = decoded.message.violations(None);
        let broken: BTreeSet<_> = violations.iter().map(|found| found.rule().id).collect();
        let known = BROKEN.iter().find(|(file, _)| sample.file.ends_with(file));
        let known: BTreeSet<_> = known
            .iter()
            .flat_map(|(_, ids)| ids.iter().copied())
            .collect();
        assert_eq!(broken, known, "{}: {:?}", sample.file, shown(&violations));
        checked += 1;
    }
    assert!(checked >= 13, "{checked}");
}

#[derive(serde::Deserialize)]
struct Documented {
    rules: Vec<DocumentedRule>,
}

#[derive(serde::Deserialize)]
struct DocumentedRule {
    id: String,
    operation: String,
    error_code: Option<String>,
    checkable_offline: bool,
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn the_rules_are_those_of_the_list() {
    let root = needs::path("PAYWIRE_SHARED");
    let text = std::fs::read(root.join("schema/rules.json")).expect("the list of rules");
    let list: Documented = serde_json::from_slice(&text).expect("rules");
    let checkable = list.rules.iter().filter(|rule| rule.checkable_offline);
    let listed: BTreeMap<_, _> = checkable
        .map(|rule| {
            let operations = match rule.operation.as_str() {
                "*" => Vec::new(),
                named => named.split(", ").collect(),
            };
            (rule.id.as_str(), (operations, rule.error_code.as_deref()))
        })
        .collect();
    let own = System::AdaptivePayments.rulebook().rules.iter();
    let own: BTreeMap<_, _> = own
        .map(|rule| (rule.id, (rule.operations.to_vec(), rule.code)))
        .collect();
    assert_eq!(own, listed);
    assert_eq!(own.len(), 108);
}
