use ::serde::de;

use super::*;

#[test]
fn is_one_pointer_wide() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<()>>(), size_of::<usize>());
}

#[test]
fn is_send_sync_and_static() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Error>();
}

#[test]
fn says_where_it_knows_and_nothing_where_it_does_not() {
    let bare = Error::new(ErrorKind::UnknownField(&[]));
    assert_eq!(bare.to_string(), "unknown field");
    let spanned = Error::at(ErrorKind::UnknownField(&[]), 3..4);
    assert_eq!(spanned.to_string(), "unknown field at byte 3");
    let whole = spanned.or_path(|| "a.b".to_owned());
    assert_eq!(whole.to_string(), "unknown field at `a.b`, byte 3");
    let lined = whole.or_line_column(2, 7);
    assert_eq!(lined.to_string(), "unknown field at `a.b`, line 2 column 7");
}

#[test]
fn never_quotes_the_value() {
    let unexpected = de::Unexpected::Str("4111111111111111");
    let shown: Error = de::Error::invalid_value(unexpected, &"a PIN");
    assert!(!shown.to_string().contains("4111"));
    let shown: Error = de::Error::unknown_variant("4111111111111111", &["A"]);
    assert!(!format!("{shown} {shown:?}").contains("4111"));
}

#[test]
fn says_what_was_expected() {
    let variant: Error = de::Error::unknown_variant("x", &["A", "B"]);
    assert_eq!(
        variant.to_string(),
        "unknown value, expected one of `A`, `B`"
    );
    let field: Error = de::Error::unknown_field("x", &["a"]);
    assert_eq!(field.to_string(), "unknown field, expected `a`");
    let many: Error = de::Error::unknown_field("x", &["a"; 15]);
    assert!(many.to_string().ends_with("`a`, `a` and 3 more"), "{many}");
}

#[test]
fn comes_through_io_as_it_was() {
    let through = io::Error::from(Error::at(ErrorKind::UnknownField(&[]), 3..4));
    assert_eq!(through.kind(), io::ErrorKind::InvalidData);
    assert_eq!(Error::from(through).span(), Some(3..4));
    let other = Error::from(io::Error::other("gone"));
    assert_eq!(other.to_string(), "reading or writing failed: gone");
}

#[test]
fn keeps_the_nearest_place() {
    let error = Error::at(ErrorKind::UnknownField(&[]), 1..2)
        .or_span(5..6)
        .or_path(|| "near".to_owned())
        .or_path(|| "far".to_owned());
    assert_eq!(error.span(), Some(1..2));
    assert_eq!(error.path(), Some("near"));
}
