//! The tables of errors, held to the list they were made from.

use std::collections::BTreeMap;

use crate::needs;
use paywire::api::adaptive_payments::errors::{self, Category, ErrorEntry, Retry};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Row {
    code: i64,
    messages: Vec<String>,
    since: Option<String>,
    #[serde(default)]
    inferred: bool,
    source: Option<String>,
}

#[derive(Deserialize)]
struct Meta {
    observed_live_not_in_tables: Vec<Observed>,
}

#[derive(Deserialize)]
struct Observed {
    code: i64,
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn the_tables_are_those_of_the_documents() {
    let root = needs::path("PAYWIRE_SHARED");
    let text = std::fs::read(root.join("schema/errors.json")).expect("the list of errors");
    let mut list: BTreeMap<String, Value> = serde_json::from_slice(&text).expect("a list");
    let meta = list.remove("_meta").expect("what is said about the list");
    let mut rows = 0;
    for (operation, listed) in list {
        let listed: Vec<Row> = serde_json::from_value(listed).expect("rows");
        let own: Vec<&ErrorEntry> = errors::entries()
            .filter(|entry| entry.operation == operation)
            .collect();
        assert_eq!(own.len(), listed.len(), "{operation}");
        for (own, listed) in own.iter().zip(&listed) {
            assert_eq!(own.code, listed.code, "{operation}");
            assert_eq!(own.messages, listed.messages, "{operation} {}", own.code);
            assert_eq!(
                own.since,
                listed.since.as_deref(),
                "{operation} {}",
                own.code
            );
            assert_eq!(own.inferred, listed.inferred, "{operation} {}", own.code);
            assert_eq!(
                own.source.is_some(),
                listed.source.is_some(),
                "{operation} {}",
                own.code
            );
        }
        rows += own.len();
    }
    assert_eq!(rows, errors::entries().count());
    assert_eq!(rows, 235);

    let meta: Meta = serde_json::from_value(meta).expect("what was observed");
    for observed in meta.observed_live_not_in_tables {
        assert!(
            errors::explain(observed.code).is_some(),
            "{}",
            observed.code
        );
    }
}

#[test]
fn what_may_help_is_told_apart() {
    let told = |number| errors::explain(number).map(|code| (code.category(), code.retry()));
    assert_eq!(told(520_002), Some((Category::System, Retry::Later)));
    assert_eq!(
        told(520_003),
        Some((Category::Authentication, Retry::OnceResolved))
    );
    assert_eq!(
        told(550_001),
        Some((Category::Permission, Retry::OnceResolved))
    );
    assert_eq!(told(580_022), Some((Category::Request, Retry::Changed)));
    assert_eq!(told(570_015), Some((Category::State, Retry::Never)));
    assert_eq!(
        told(589_009),
        Some((Category::Funding, Retry::OnceResolved))
    );
    for number in [i64::MIN, -580_022, 0, 580_021, 580_022_000, i64::MAX] {
        assert_eq!(told(number), None);
    }
}

#[test]
fn a_code_has_its_rows_in_each_operation() {
    let code = errors::explain(520_003).expect("a code");
    let rows: Vec<_> = code
        .entries()
        .filter(|entry| entry.operation == "Pay")
        .map(|entry| (entry.messages.len(), entry.since))
        .collect();
    assert_eq!(rows, [(1, None), (3, Some("1.6.0"))]);
    let inferred = code
        .entries()
        .find(|entry| entry.operation == "ConfirmPreapproval");
    assert!(inferred.is_some_and(|entry| entry.inferred));
}

#[test]
fn what_was_only_seen_has_no_rows() {
    let code = errors::explain(560_022).expect("a code");
    assert_eq!(code.entries().count(), 0);
    assert_eq!(code.category(), Category::Authentication);
}
