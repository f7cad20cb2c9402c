use serde::de::IntoDeserializer;
use serde::de::value::{Error, F64Deserializer, I64Deserializer, U64Deserializer};

use super::*;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn error(text: &str) -> String {
    text.parse::<Amount>().unwrap_err().to_string()
}

#[test]
fn every_error_message() {
    insta::assert_snapshot!(error(""), @"not a decimal number: the text is empty");
    insta::assert_snapshot!(error("-"), @"not a decimal number: no digits");
    insta::assert_snapshot!(error("."), @"not a decimal number: no digits");
    insta::assert_snapshot!(error("1,00"), @"not a decimal number: unexpected `,` (use a decimal point, and do not group digits)");
    insta::assert_snapshot!(error("1.000.00"), @"not a decimal number: a second `.` (digits cannot be grouped)");
    insta::assert_snapshot!(error("1e3"), @"not a decimal number: it has an exponent (write out the digits; the lenient preset reads it)");
    insta::assert_snapshot!(error("1 000"), @"not a decimal number: unexpected ` ` (whitespace is not allowed)");
    insta::assert_snapshot!(error("\n1"), @r#"not a decimal number: unexpected `\n` (whitespace is not allowed)"#);
    insta::assert_snapshot!(error("1'000"), @"not a decimal number: unexpected `'` (digits cannot be grouped)");
    insta::assert_snapshot!(error("--1"), @"not a decimal number: unexpected `-` (only one sign is allowed, at the start)");
    insta::assert_snapshot!(error("$1"), @"not a decimal number: unexpected `$` (the currency belongs in a field of its own)");
    insta::assert_snapshot!(error("NaN"), @"not a decimal number: unexpected `N`");
    insta::assert_snapshot!(error("１"), @"not a decimal number: unexpected `１` (use the digits 0 to 9)");
    insta::assert_snapshot!(error("12345678901234567890123456789012"), @"decimal number with too many digits (at most 28, and 28 after the point)");
    insta::assert_snapshot!(error("12345678901234567890,00"), @"not a decimal number: unexpected `,` (use a decimal point, and do not group digits)");
}

#[test]
fn text_keeps_scale_and_sign() {
    for (read, written) in [
        ("10.00", "10.00"),
        ("+10.00", "10.00"),
        ("010.00", "10.00"),
        (".5", "0.5"),
        ("-.05", "-0.05"),
        ("5.", "5"),
        ("0", "0"),
        ("-0.00", "-0.00"),
        ("9999999999999999999", "9999999999999999999"),
        ("18446744073709551616", "18446744073709551616"),
        (
            "79228162514264337593543950335",
            "79228162514264337593543950335",
        ),
        (
            "-7.9228162514264337593543950335",
            "-7.9228162514264337593543950335",
        ),
        (
            "0.0000000000000000000000000001",
            "0.0000000000000000000000000001",
        ),
        ("00000000000000000000000000000000001.0", "1.0"),
    ] {
        assert_eq!(amount(read).to_string(), written, "{read}");
    }
}

#[test]
fn too_long_is_refused_and_never_rounded() {
    for text in [
        "79228162514264337593543950336",
        "99999999999999999999999999999999999999999999999999999999999",
        "7.92281625142643375935439503351",
        "0.00000000000000000000000000000",
        "0.00000000000000000000000000001",
    ] {
        assert!(text.parse::<Amount>().unwrap_err().is_too_long(), "{text}");
    }
}

#[test]
fn formatting_honours_width_and_ignores_precision() {
    let amount = amount("-10.00");
    assert_eq!(format!("{amount:>8}"), "  -10.00");
    assert_eq!(format!("{amount:<8}|"), "-10.00  |");
    assert_eq!(format!("{amount:08}"), "-0010.00");
    assert_eq!(format!("{amount:.1}"), "-10.00");
    assert_eq!(format!("{amount:?}"), "Amount(-10.00)");
}

#[test]
fn equality_ordering_and_hash_are_by_value() {
    use std::collections::HashSet;
    let set = HashSet::from([amount("1.0"), amount("0"), amount("100")]);
    for text in ["1", "1.000", "-0.00", "0.0", "-0", "100.00"] {
        assert!(set.contains(&amount(text)), "{text}");
    }
    assert_eq!(amount("-0.0").cmp(&amount("0")), Ordering::Equal);
    assert!(amount("-0.01") < amount("0"));
    assert!(amount("0.10") > amount("0.099"));
    assert!(!amount("-0.0").is_negative());
    assert!(amount("-0.0").is_zero());
    assert!(amount("-0.1").is_negative());
}

#[test]
fn negative_zero_does_not_reach_decimal() {
    assert!(amount("-0.00").to_decimal().is_sign_positive());
    assert_eq!(amount("-0.00").to_decimal().scale(), 2);
    assert_eq!((-amount("0.0")).to_string(), "0.0");
    assert_eq!((-amount("-0.0")).to_string(), "0.0");
    assert_eq!((-amount("1.0")).to_string(), "-1.0");
}

#[test]
fn sums_are_exact_or_nothing() {
    let sum = |a: &str, b: &str| amount(a).checked_add(&amount(b)).map(|sum| sum.to_string());
    assert_eq!(sum("1.50", "0.5").as_deref(), Some("2.00"));
    assert_eq!(sum("1.50", "-1.5").as_deref(), Some("0.00"));
    assert_eq!(sum("79228162514264337593543950335", "1"), None);
    assert_eq!(sum("79228162514264337593543950335", "0.1"), None);
    assert_eq!(
        sum("1", "0.0000000000000000000000000001").as_deref(),
        Some("1.0000000000000000000000000001")
    );
    assert_eq!(
        amount("1").checked_sub(&amount("0.25")),
        Some(amount("0.75"))
    );
    assert_eq!(Amount::checked_sum([]), Some(Amount::ZERO));
}

#[test]
fn minor_units() {
    let units = |text: &str, currency: Currency| amount(text).to_minor_units(&currency);
    assert_eq!(units("-10.5", Currency::USD), Some(-1050));
    assert_eq!(units("10.000", Currency::JPY), Some(10));
    assert_eq!(units("10.5", Currency::JPY), None);
    assert_eq!(units("1.2345", Currency::CLF), Some(12_345));
    assert_eq!(units("1", Currency::XAU), None);
    assert_eq!(units("1", Currency::from("POINTS")), None);
    assert_eq!(units("92233720368547758.07", Currency::EUR), Some(i64::MAX));
    assert_eq!(
        units("-92233720368547758.08", Currency::EUR),
        Some(i64::MIN)
    );
    assert_eq!(units("92233720368547758.08", Currency::EUR), None);
    assert_eq!(units("79228162514264337593543950335", Currency::EUR), None);
    assert_eq!(Amount::from_minor_units(5, &Currency::from("eur")), None);
}

#[test]
#[should_panic(expected = "more than 28 decimal places")]
fn new_wants_a_scale_that_fits() {
    let _ = Amount::new(1, 29);
}

#[test]
fn serde_takes_text_with_space_around() {
    let read = |json: &str| serde_json::from_str::<Amount>(json).map(|amount| amount.to_string());
    assert_eq!(read("\"1.50\"").unwrap(), "1.50");
    assert_eq!(read("\" 1.50\\n\"").unwrap(), "1.50");
    assert!(read("\"\u{a0}1.50\"").is_err());
    assert!(read("\"1 .50\"").is_err());
    assert_eq!(serde_json::to_string(&amount("1.50")).unwrap(), "\"1.50\"");
    assert!(read("1.5").is_err());
}

// serde_json gives no numbers where text is asked for; other formats do.
#[test]
fn serde_takes_integers_but_no_floats() {
    let number: I64Deserializer<Error> = (-5_i64).into_deserializer();
    assert_eq!(Amount::deserialize(number).unwrap(), Amount::from(-5));
    let number: U64Deserializer<Error> = u64::MAX.into_deserializer();
    assert_eq!(Amount::deserialize(number).unwrap(), Amount::from(u64::MAX));
    let number: F64Deserializer<Error> = 1.5.into_deserializer();
    insta::assert_snapshot!(Amount::deserialize(number).unwrap_err(), @"a floating point number is not an exact amount (send it as a string)");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn any_decimal() -> impl Strategy<Value = Decimal> {
        let mantissa = prop_oneof![
            -10_000_i128..10_000,
            any::<i64>().prop_map(i128::from),
            -(1_i128 << 96) + 1..1_i128 << 96,
        ];
        (mantissa, 0..=Amount::MAX_SCALE)
            .prop_map(|(mantissa, scale)| Decimal::from_i128_with_scale(mantissa, scale))
    }

    /// What is in front of the point and, counted in 10^-28, what is behind it.
    fn parts(number: Decimal) -> (i128, i128) {
        let unit = 10_i128.pow(number.scale());
        let rest = 10_i128.pow(Amount::MAX_SCALE - number.scale());
        (number.mantissa() / unit, number.mantissa() % unit * rest)
    }

    proptest! {
        #[test]
        fn text_is_decimals_own_and_comes_back(number in any_decimal()) {
            let text = Amount::from(number).to_string();
            prop_assert_eq!(&text, &number.to_string());
            let back: Amount = text.parse().unwrap();
            prop_assert_eq!((back.mantissa(), back.scale()), (number.mantissa(), number.scale()));
        }

        #[test]
        fn order_and_sum_are_exact(a in any_decimal(), b in any_decimal()) {
            let (x, y) = (Amount::from(a), Amount::from(b));
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(x.cmp(&y), parts(a).cmp(&parts(b)));
            prop_assert_eq!(x == y, a == b);
            if let Some(sum) = x.checked_add(&y) {
                prop_assert_eq!(sum.to_decimal(), a.checked_add(b).unwrap());
                // The way back may need more digits than there are.
                prop_assert_eq!(sum.checked_sub(&y).unwrap_or(x), x);
            }
        }

        #[test]
        fn reading_agrees_with_the_grammar(text in "[-+]?[0-9,e ]{0,12}\\.?[0-9.]{0,12}") {
            let unsigned = text.strip_prefix(['-', '+']).unwrap_or(&text);
            let well_formed = unsigned.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                && unsigned.bytes().filter(|&byte| byte == b'.').count() <= 1
                && unsigned.bytes().any(|byte| byte.is_ascii_digit());
            prop_assert_eq!(text.parse::<Amount>().is_ok(), well_formed, "{}", text);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            if let Ok(amount) = text.parse::<Amount>() {
                prop_assert_eq!(amount.to_string().parse::<Amount>().unwrap(), amount);
            }
        }

        #[test]
        fn minor_units_come_back(units: i64, at in any::<prop::sample::Index>()) {
            let currencies: Vec<_> = Currency::known().collect();
            let currency = at.get(&currencies);
            let amount = Amount::from_minor_units(units, currency);
            prop_assert_eq!(amount.is_some(), currency.minor_unit().is_some());
            if let Some(amount) = amount {
                prop_assert_eq!(amount.to_minor_units(currency), Some(units));
                prop_assert_eq!(Some(amount.scale()), currency.minor_unit());
            }
        }
    }
}
