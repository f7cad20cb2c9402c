use super::*;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn error(text: &str) -> String {
    text.parse::<Amount>().unwrap_err().to_string()
}

#[test]
fn every_error_message() {
    insta::assert_snapshot!(error(""), @"");
    insta::assert_snapshot!(error("-"), @"");
    insta::assert_snapshot!(error("."), @"");
    insta::assert_snapshot!(error("1,00"), @"");
    insta::assert_snapshot!(error("1.000.00"), @"");
    insta::assert_snapshot!(error("1e3"), @"");
    insta::assert_snapshot!(error("1 000"), @"");
    insta::assert_snapshot!(error("\n1"), @"");
    insta::assert_snapshot!(error("1'000"), @"");
    insta::assert_snapshot!(error("--1"), @"");
    insta::assert_snapshot!(error("$1"), @"");
    insta::assert_snapshot!(error("NaN"), @"");
    insta::assert_snapshot!(error("１"), @"");
    insta::assert_snapshot!(error("12345678901234567890123456789012"), @"");
    insta::assert_snapshot!(error("12345678901234567890,00"), @"");
}
