//! Notifications: the charset inside, the bytes kept, what they say, and what else may come.

use paywire::api::adaptive_payments::common::{
    ActionType, DayOfWeek, FeesPayer, PaymentExecStatus, PaymentType, PendingReason, PinType,
    TransactionStatus,
};
use paywire::api::adaptive_payments::ipn::{
    MaxNumber, PaymentNotification, ReasonCode, TransactionType,
};
use paywire::api::adaptive_payments::preapproval_details::PreapprovalStatus;
use paywire::api::{AnyMessage, MessageKind};
use paywire::codec::{self, Config, Content, Format, Ipn, Reason, Warning};
use paywire::nvp::WarningKind;
use paywire::{Amount, Currency, ErrorKind};
use proptest::prelude::*;

/// A chained payment as the service tells of it, in the order of nobody.
const PAYMENT: &[u8] = b"transaction%5B1%5D.status_for_sender_txn=Pending&transaction%5B1%5D.amount=USD+13.00\
    &transaction%5B0%5D.is_primary_receiver=true&transaction%5B0%5D.id_for_sender_txn=21U69691\
    &log_default_shipping_address_in_transaction=false&transaction%5B0%5D.receiver=a%40shop.example\
    &action_type=PAY&ipn_notification_url=https%3A//shop.example//ipn&transaction%5B1%5D.paymentType=SERVICE\
    &transaction%5B0%5D.amount=USD+129.95&charset=windows-1252&transaction_type=Adaptive+Payment+PAY\
    &transaction%5B1%5D.receiver=b%40shop.example&transaction%5B1%5D.is_primary_receiver=false\
    &notify_version=UNVERSIONED&transaction%5B0%5D.id=7DH16329&transaction%5B0%5D.status=Completed\
    &cancel_url=http%3A//shop.example/no&verify_sign=AFcWxV21C7fd0v3b&sender_email=c%40home.example\
    &fees_payer=PRIMARYRECEIVER&transaction%5B0%5D.status_for_sender_txn=Completed\
    &transaction%5B0%5D.invoiceId=R42&transaction%5B1%5D.pending_reason=UNILATERAL\
    &return_url=http%3A//shop.example/yes&memo=Caf%E9+%80+1&pay_key=AP-5S66&tracking_id=t-1\
    &transaction%5B0%5D.pending_reason=NONE&status=COMPLETED&test_ipn=1\
    &reverse_all_parallel_payments_on_error=false&payment_request_date=Mon+Oct+03+05%3A43%3A08+PDT+2011";

const PREAPPROVAL: &[u8] = b"verify_sign=AFcW&ending_date=2013-07-06T11%3A34%3A05.000-07%3A00\
    &max_number_of_payments=null&payment_period=0&current_number_of_payments=2\
    &sender_email=c%40home.example&current_total_amount_of_all_payments=20.0\
    &starting_date=2013-05-08T16%3A04%3A24.000-07%3A00&notify_version=UNVERSIONED\
    &preapproval_key=PA-94D9&status=ACTIVE&date_of_month=0&day_of_week=NO_DAY_SPECIFIED\
    &transaction_type=Adaptive+Payment+PREAPPROVAL&pin_type=NOT_REQUIRED&charset=windows-1252\
    &currency_code=USD&current_period_attempts=0&max_total_amount_of_all_payments=100.00&approved=true";

fn read(body: &[u8]) -> Ipn {
    Ipn::from_slice(body).unwrap_or_else(|error| panic!("{error}"))
}

fn payment(body: &[u8]) -> PaymentNotification {
    read(body).payment().expect("about a payment").clone()
}

#[test]
fn a_payment_is_typed() {
    let ipn = read(PAYMENT);
    assert_eq!(ipn.charset().name(), "windows-1252");
    assert_eq!((ipn.unknown().len(), ipn.warnings().len()), (0, 0));
    assert!(ipn.preapproval().is_none());
    let payment = ipn.payment().expect("about a payment");
    assert_eq!(payment.status, Some(PaymentExecStatus::Completed));
    assert_eq!(payment.action_type, Some(ActionType::Pay));
    assert_eq!(payment.fees_payer, Some(FeesPayer::PrimaryReceiver));
    assert_eq!(payment.memo.as_deref(), Some("Café € 1"));
    assert_eq!(payment.tracking_id.as_deref(), Some("t-1"));
    assert_eq!(
        payment.return_url.as_deref(),
        Some("http://shop.example/yes")
    );
    assert!(payment.is_test() && !payment.is_adjustment());
    let asked = payment.payment_request_date.as_ref().unwrap();
    assert_eq!(
        asked.to_timestamp().unwrap().to_string(),
        "2011-10-03T12:43:08Z"
    );
    assert_eq!(asked.as_str(), "Mon Oct 03 05:43:08 PDT 2011");

    let [first, second] = &payment.transaction[..] else {
        panic!("two transfers")
    };
    assert_eq!(first.id.as_deref(), Some("7DH16329"));
    assert!(
        first
            .status
            .as_ref()
            .unwrap()
            .is(&TransactionStatus::Completed)
    );
    assert_eq!(first.invoice_id.as_deref(), Some("R42"));
    assert_eq!(first.waits_for(), None);
    let money = first.amount.as_ref().unwrap();
    assert_eq!(money.parts(), Ok((Currency::USD, Amount::new(12_995, 2))));
    assert_eq!((&second.id, &second.status), (&None, &None));
    assert_eq!(second.payment_type, Some(PaymentType::Service));
    assert_eq!(second.waits_for(), Some(&PendingReason::Unilateral));
}

#[test]
fn a_preapproval_is_typed() {
    let ipn = read(PREAPPROVAL);
    assert!(ipn.unknown().is_empty() && ipn.payment().is_none());
    let own = ipn.preapproval().expect("about a preapproval");
    assert_eq!(own.status, Some(PreapprovalStatus::Active));
    assert_eq!(own.approved, Some(true));
    assert_eq!(own.max_number_of_payments, Some(MaxNumber::Null));
    assert_eq!(own.current_number_of_payments, Some(2));
    assert_eq!(
        own.current_total_amount_of_all_payments
            .unwrap()
            .to_string(),
        "20.0"
    );
    assert_eq!(own.currency_code, Some(Currency::USD));
    assert_eq!(own.payment_period.as_ref().unwrap().as_str(), "0");
    assert_eq!(own.day_of_week, Some(DayOfWeek::NoDaySpecified));
    assert_eq!(own.pin_type, Some(PinType::NotRequired));
    let start = own.starting_date.as_ref().unwrap();
    assert_eq!(
        start.to_timestamp().unwrap().to_string(),
        "2013-05-08T23:04:24Z"
    );
    assert!(!own.is_test());
}

#[test]
fn an_adjustment_is_a_payment() {
    let own = payment(
        b"transaction_type=adjustment&reason_code=Refund&transaction[0].refund_id=7A\
        &transaction[0].refund_amount=USD+1.00&transaction[0].status=Partially_Refunded\
        &transaction[0].refund_account_charged=a%40shop.example&preapproval_key=PA-1",
    );
    assert!(own.is_adjustment());
    assert!(
        own.transaction_type
            .as_ref()
            .unwrap()
            .is(&TransactionType::Adjustment)
    );
    assert!(own.reason_code.as_ref().unwrap().is(&ReasonCode::Refund));
    let status = own.transaction[0].status.as_ref().unwrap();
    assert_eq!(status.code(), TransactionStatus::PartiallyRefunded);
    assert_eq!(status.as_str(), "Partially_Refunded");
}

#[test]
fn other_spellings_of_the_documents_are_read() {
    let own = payment(
        b"transaction_type=Adaptive Payment Pay&trackingId=t&transaction[0].id_for_sender=1",
    );
    assert_eq!(own.tracking_id.as_deref(), Some("t"));
    assert_eq!(own.transaction[0].id_for_sender_txn.as_deref(), Some("1"));
    let ipn = read(b"transaction_type=Adaptive+Payment+Preapproval&currencyCode=EUR");
    assert_eq!(
        ipn.preapproval().unwrap().currency_code,
        Some(Currency::EUR)
    );
    let twice = Ipn::from_slice(b"transaction_type=Adjustment&trackingId=t&tracking_id=u").unwrap();
    let Content::Generic(generic) = twice.content() else {
        panic!("one would be lost")
    };
    assert!(matches!(
        generic.warnings[..],
        [Warning::NotTheMessage { .. }]
    ));
}

#[test]
fn names_may_be_escaped_or_not_or_as_php_has_them() {
    let plain = payment(b"transaction_type=Adjustment&transaction[0].id=1&transaction[1].id=2");
    for body in [
        &b"transaction_type=Adjustment&transaction%5b1%5d.id=2&transaction%5B0%5D.id=1"[..],
        b"transaction_type=Adjustment&transaction(0).id=1&transaction%281%29.id=2",
        b"transaction_type=Adjustment&transaction[0][id]=1&transaction%5B1%5D%5Bid%5D=2",
        b"transaction%5Ftype=Adjustment&transaction%5B0%5D%2Eid=1&transaction[1].id=2",
    ] {
        assert_eq!(payment(body), plain, "{}", String::from_utf8_lossy(body));
    }
    let ipn = read(b"transaction[0][id]=1&transaction[0][x][y]=2");
    let [Warning::Nvp(warning)] = ipn.warnings() else {
        panic!("{:?}", ipn.warnings());
    };
    assert_eq!(warning.kind(), WarningKind::WordsInBrackets);
    insta::assert_snapshot!(ipn.warnings()[0], @"read words in brackets as steps of names: `a[0][b]` as `a[0].b`, at byte 0");
    assert_eq!(ipn.unknown()[0].to_string(), "transaction(0).x.y=2");
    // Two spellings of one name are the same name twice, and places are those of the body.
    let body = b"verify_sign=%zz&transaction[0][id]=1";
    assert_eq!(Ipn::from_slice(body).unwrap_err().span(), Some(12..15));
    let body = b"transaction[0][id]=1&transaction[0].id=2";
    let error = Ipn::from_slice(body).unwrap_err();
    assert_eq!(error.span().map(|span| &body[span]), Some(&b"2"[..]));
}

#[test]
fn the_body_goes_back_byte_for_byte() {
    for body in [
        PAYMENT,
        PREAPPROVAL,
        b"b=%83%5c+%20&&a=&charset=Shift_JIS&a%2e&\r\n",
    ] {
        let ipn = Ipn::with_config(body, &Config::lenient()).unwrap();
        assert_eq!(ipn.raw(), body);
        let question = ipn.verification_body();
        assert_eq!(question.strip_prefix(b"cmd=_notify-validate&"), Some(body));
    }
}

#[test]
fn the_charset_is_inside() {
    for (body, memo, name) in [
        (&b"memo=%E9&charset=windows-1252"[..], "é", "windows-1252"),
        (b"charset=iso-8859-1&memo=\xe9", "é", "windows-1252"),
        (b"memo=%CC%C9&charset=KOI8_R", "ли", "KOI8-R"),
        (b"memo=%C4%E3&charset=gb2312", "你", "GBK"),
        (b"memo=%83%5C%26&charset=Shift_JIS", "ソ&", "Shift_JIS"),
        (b"memo=%ef&charset=windows_1251", "п", "windows-1251"),
        (b"memo=%C3%A9&charset=UTF-8", "é", "UTF-8"),
        (b"memo=%C3%A9", "é", "UTF-8"),
    ] {
        let body = [b"transaction_type=Adjustment&", body].concat();
        let ipn = read(&body);
        assert_eq!(ipn.payment().unwrap().memo.as_deref(), Some(memo));
        assert_eq!(ipn.charset().name(), name);
        // The same without saying that it is a notification.
        let reading = codec::read(&body, &Config::strict()).unwrap();
        let Content::Message(decoded) = reading.content else {
            panic!("a message")
        };
        assert_eq!(&decoded.message, ipn.message().unwrap());
    }
}

#[test]
fn escapes_of_no_standard_are_read_and_told() {
    let body =
        b"transaction_type=Adjustment&memo=%E9+Smith%u010D+%uD83D%uDE00&charset=windows-1252";
    let ipn = read(body);
    assert_eq!(ipn.payment().unwrap().memo.as_deref(), Some("é Smithč 😀"));
    assert!(matches!(ipn.warnings(), [Warning::Nvp(_), ..]));
    let lone = b"transaction_type=Adjustment&memo=Smith%uD83D";
    let error = Ipn::from_slice(lone).unwrap_err();
    assert_eq!(
        (error.kind(), error.path()),
        (&ErrorKind::UnicodeEscape, Some("memo"))
    );
}

#[test]
fn what_is_said_goes_before_what_is_inside() {
    let body = b"transaction_type=Adjustment&memo=%C3%A9&charset=windows-1252";
    let utf8 = Config::strict().charset(paywire::nvp::Charset::UTF_8);
    let ipn = Ipn::with_config(body, &utf8).unwrap();
    assert_eq!(ipn.payment().unwrap().memo.as_deref(), Some("é"));
    assert_eq!(ipn.charset().name(), "UTF-8");
    assert_eq!(payment(body).memo.as_deref(), Some("Ã©"));
    // And it may be a label that nobody knows.
    let body = b"transaction_type=Adjustment&memo=%C3%A9&charset=x-none";
    assert!(Ipn::with_config(body, &utf8).is_ok());
}

#[test]
fn charsets_that_are_none_are_pointed_at() {
    let error = |body: &[u8]| Ipn::from_slice(body).unwrap_err();
    insta::assert_snapshot!(error(b"a=%E9&charset=x-evil"), @"unknown charset, or one that this format cannot use at `charset`, byte 14");
    insta::assert_snapshot!(error(b"charset=utf-7"), @"unknown charset, or one that this format cannot use at `charset`, byte 8");
    insta::assert_snapshot!(error(b"charset=%FF"), @"unknown charset, or one that this format cannot use at `charset`, byte 8");
    insta::assert_snapshot!(error(b"charset="), @"unknown charset, or one that this format cannot use at `charset`, byte 8");
    insta::assert_snapshot!(error(b"charset=windows-1252&a=1&charset=UTF-8"), @"duplicate name (first at byte 8; send one, or set which one counts) at `charset`, byte 33");
    insta::assert_snapshot!(error(b"a=%E9"), @"bytes that are not UTF-8 (specify the charset that the sender used) at `a`, byte 2");
    insta::assert_snapshot!(error(b"a=%83&charset=Shift_JIS"), @"bytes that are not Shift_JIS (specify the charset that the sender used) at `a`, byte 2");
    // Nobody knows which of two it is, however lenient.
    let two = b"charset=windows-1252&charset=Shift_JIS&a=%83%5C";
    let error = Ipn::with_config(two, &Config::lenient()).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::DuplicateName { first } if *first == (8..20)));
    let same = b"charset=windows-1252&charset=CP1252&a=%83%5C";
    assert!(Ipn::with_config(same, &Config::lenient()).is_ok());
}

#[test]
fn a_charset_in_another_body_is_a_field_like_any() {
    let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1&transactionId=9T&charset=x-evil";
    let config = Config::strict().path("/AdaptivePayments/PaymentDetails");
    let reading = codec::read(body, &config).unwrap();
    let Content::Message(decoded) = reading.content else {
        panic!("a message")
    };
    assert_eq!(decoded.message.kind(), MessageKind::PaymentDetailsRequest);
    assert_eq!(decoded.unknown[0].to_string(), "charset=x-evil");
}

#[test]
fn a_notification_is_told_by_its_type_or_its_names() {
    let candidates = |body: &[u8]| codec::identify(Format::Nvp, body, &Config::strict()).unwrap();
    let first = |body: &[u8]| {
        candidates(body)
            .into_iter()
            .next()
            .map(|first| first.message)
    };
    assert_eq!(first(PAYMENT), Some(MessageKind::PaymentNotification));
    assert_eq!(
        first(PREAPPROVAL),
        Some(MessageKind::PreapprovalNotification)
    );
    assert_eq!(candidates(PREAPPROVAL)[0].reasons, [Reason::Declared]);
    // Its own word is enough, whatever else a framework put there.
    let strangers = b"transaction_type=Adjustment&a=1&b=2&c=3&d=4&e=5&f=6&g=7";
    assert_eq!(read(strangers).unknown().len(), 7);
    let minimal = b"transaction[0].id=1&transaction[1].id=2";
    assert_eq!(first(minimal), Some(MessageKind::PaymentNotification));
    // No field of it is required, and still not everything is one.
    for body in [
        &b"memo=1&status=2"[..],
        b"description=Jake's store",
        b"charset=UTF-8&test_ipn=1",
        b"requestEnvelope.errorLanguage=en_US&memo=1&preapprovalKey=PA-1",
    ] {
        let found = candidates(body);
        let is_one = |kind: MessageKind| kind.info().direction.as_str() == "notification";
        assert!(!found.iter().any(|one| is_one(one.message)), "{found:?}");
    }
    // One of the service's other notifications.
    let classic = b"txn_type=web_accept&verify_sign=A&payment_status=Completed&mc_gross=1.00\
        &mc_currency=USD&txn_id=6&charset=windows-1252&item_name=Caf%E9&payer_email=a%40b.example";
    let ipn = read(classic);
    assert!(ipn.message().is_none() && ipn.idempotency_key().is_none());
    let Content::Generic(generic) = ipn.content() else {
        panic!("none of ours")
    };
    assert_eq!(
        generic
            .value()
            .get("item_name")
            .and_then(|name| name.as_str()),
        Some("Café")
    );
}

#[test]
fn a_notification_comes_to_an_address_of_its_own() {
    let at = |path: &str| {
        let reading = codec::read(PAYMENT, &Config::strict().path(path)).unwrap();
        matches!(reading.content, Content::Message(_))
    };
    assert!(at("https://shop.example/ipn?order=1"));
    assert!(!at("/AdaptivePayments/Pay"));
}

#[test]
fn the_same_event_has_the_same_key() {
    let key = |body: &[u8]| read(body).idempotency_key();
    let own = key(PAYMENT).expect("it has a pay key");
    // Sent again: another order, other escapes, another signature.
    let text = String::from_utf8(PAYMENT.to_vec()).unwrap();
    let mut pairs: Vec<&str> = text
        .split('&')
        .filter(|pair| !pair.starts_with("verify"))
        .collect();
    pairs.reverse();
    let again = pairs.join("&").replace("%5B", "[").replace("%5D", "]") + "&verify_sign=other";
    assert_eq!(key(again.as_bytes()), Some(own.clone()));
    // Something else happened.
    for (before, after) in [
        (
            "status_for_sender_txn=Pending",
            "status_for_sender_txn=Completed",
        ),
        ("&status=COMPLETED", "&status=ERROR"),
        ("pay_key=AP-5S66", "pay_key=AP-5S67"),
        ("Adaptive+Payment+PAY", "Adjustment"),
        ("id=7DH16329", "id=7DH1632A"),
    ] {
        assert!(text.contains(before));
        assert_ne!(
            key(text.replace(before, after).as_bytes()).unwrap(),
            own,
            "{after}"
        );
    }
    assert!(key(PREAPPROVAL).is_some());
    assert_eq!(key(b"transaction_type=Adjustment&status=COMPLETED"), None);
}

#[test]
fn it_goes_to_json_and_back_and_to_xml_not() {
    for body in [PAYMENT, PREAPPROVAL] {
        let body = [body, b"&stranger=%E9"].concat();
        let json = codec::convert(&body, Format::Json, &Config::strict()).unwrap();
        assert!(json.warnings.is_empty());
        assert!(json.body.contains(r#""stranger":"é""#));
        let back = codec::convert(json.body.as_bytes(), Format::Nvp, &Config::strict()).unwrap();
        let (first, last) = (read(&body), read(back.body.as_bytes()));
        assert_eq!(first.message(), last.message());
        assert_eq!(last.unknown()[0].to_string(), "stranger=é");
        // In its own charset again.
        assert!(back.body.contains("stranger=%E9"), "{}", back.body);
        for format in [Format::Xml, Format::Soap] {
            let error = codec::convert(&body, format, &Config::strict()).unwrap_err();
            assert!(
                matches!(error.kind(), ErrorKind::UnsupportedFormat { .. }),
                "{error}"
            );
        }
    }
}

#[test]
fn it_is_written_in_the_charset_it_names_or_not_at_all() {
    let write = |charset: &str, memo: &str| {
        let message = AnyMessage::from(PaymentNotification {
            memo: Some(memo.to_owned()),
            charset: Some(charset.into()),
            ..PaymentNotification::default()
        });
        codec::encode(&message, Format::Nvp, &Config::strict())
    };
    assert_eq!(write("KOI8_R", "ли").unwrap(), "memo=%CC%C9&charset=KOI8_R");
    let error = write("windows-1252", "ли").unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Unencodable("windows-1252"));
    let error = write("x-evil", "a").unwrap_err();
    assert_eq!(
        (error.kind(), error.path()),
        (&ErrorKind::UnknownCharset, Some("charset"))
    );
    let lists = codec::convert(PAYMENT, Format::Nvp, &Config::strict())
        .unwrap()
        .body;
    assert!(
        lists.contains("transaction[0].id=7DH16329") || lists.contains("transaction%5B0%5D.id=")
    );
}

proptest! {
    #[test]
    fn reading_never_panics_and_keeps_the_bytes(
        pairs in prop::collection::vec("(transaction(\\[|%5B)[0-9a-z](\\]|%5d)?(\\[id\\])?|charset|transaction_type|memo|[a-z\\[\\].%]{0,6})=(UTF-8|windows-1252|Adjustment|%[0-9A-F]{2}|[a-zé+%]{0,4})", 0..6),
        noise in prop::collection::vec(any::<u8>(), 0..8),
    ) {
        let body = [pairs.join("&").as_bytes(), &noise].concat();
        for config in [Config::strict(), Config::lenient()] {
            match Ipn::with_config(body.clone(), &config) {
                Ok(ipn) => {
                    prop_assert_eq!(ipn.raw(), &body[..]);
                    let _ = ipn.idempotency_key();
                }
                Err(error) => {
                    let span = error.span();
                    prop_assert!(span.is_none_or(|span| span.end <= body.len()), "{error}");
                }
            }
        }
    }

    /// What was read is written as something that says the same, whatever the charset.
    #[test]
    fn what_is_read_is_written_alike(
        memo in prop::collection::vec(any::<u8>(), 0..6),
        charset in prop::sample::select(vec!["windows-1252", "Shift_JIS", "KOI8_R", "UTF-8", "gb2312", "ISO-2022-JP"]),
    ) {
        let escapes: Vec<String> = memo.iter().map(|byte| format!("%{byte:02X}")).collect();
        let body = format!("transaction_type=Adjustment&memo={}&charset={charset}", escapes.concat());
        if let Ok(ipn) = Ipn::from_slice(body.as_bytes()) {
            let message = ipn.message().unwrap();
            if let Ok(written) = codec::encode(message, Format::Nvp, &Config::strict()) {
                let again = Ipn::from_slice(written.as_bytes()).unwrap();
                prop_assert_eq!(again.message(), Some(message));
            }
        }
    }
}

/// Money that vanishes without a word is the worst: it is told of by whoever reads, checks or adds up.
#[test]
fn an_amount_that_cannot_be_read_is_told_of() {
    let transfer = "&transaction%5B1%5D.amount=USD+5.00&transaction%5B0%5D.";
    for (rest, config, path) in [
        ("amount=USD+1%2C000.00", Config::strict(), Some("amount")),
        ("amount=USD+1%2C000.00", Config::lenient(), Some("amount")),
        ("amount=USD+1.25E3", Config::strict(), Some("amount")),
        ("amount=USD+1.25E3", Config::lenient(), None),
        ("amount=1000.00", Config::strict(), Some("amount")),
        ("refund_amount=USD", Config::strict(), Some("refund_amount")),
        ("refund_amount=", Config::strict(), None),
        ("amount=1000.00+USD", Config::strict(), None),
    ] {
        let body = format!(
            "transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1{transfer}{rest}"
        );
        let path = path.map(|name| format!("transaction(0).{name}"));
        let ipn = Ipn::with_config(body, &config).unwrap();
        let Content::Message(decoded) = ipn.content() else {
            panic!("a payment")
        };
        let unread = |warning: &&Warning| matches!(warning, Warning::UnreadAmount { .. });
        let warned = decoded.warnings.iter().find(unread);
        assert_eq!(warned.and_then(Warning::path), path.as_deref(), "{rest}");
        assert!(!warned.is_some_and(|warning| warning.to_string().contains("000")));
        let violations = decoded.violations(None);
        let broken: Vec<_> = violations.into_iter().collect();
        let broken: Vec<_> = broken
            .iter()
            .map(|own| (own.rule().id, own.path()))
            .collect();
        let expected: Vec<_> = path.iter().map(|path| ("N002", &**path)).collect();
        assert_eq!(broken, expected, "{rest}");
        let told: Vec<_> = path.into_iter().collect();
        let unread = decoded.facts().unread_amounts.into_iter();
        let unread: Vec<_> = unread.map(|own| own.path).collect();
        assert_eq!(unread, told, "{rest}");
    }
}
