//! Preapprovals: their approval, their limits, and what is paid by them.

use paywire::api::adaptive_payments::cancel_preapproval::CancelPreapprovalRequest;
use paywire::api::adaptive_payments::common::{
    ActionType, DayOfWeek, PaymentExecStatus, PaymentPeriod, PinType,
};
use paywire::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalRequest;
use paywire::api::adaptive_payments::execute_payment::ExecutePaymentRequest;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
use paywire::api::adaptive_payments::preapproval_details::{
    PreapprovalDetailsRequest, PreapprovalDetailsResponse, PreapprovalStatus,
};
use paywire::jiff::SignedDuration;
use paywire::sandbox::{Buyer, Caller, VisitError};
use paywire::{Amount, Currency};

use crate::setup::{Shop, pay, said, shop, to};

const SENDER: &str = "anna@example.com";

fn amount(text: &str) -> Option<Amount> {
    text.parse().ok()
}

/// An agreement on 100 dollars in 30 days from today on, which is a Wednesday.
fn agreement() -> PreapprovalRequest {
    PreapprovalRequest {
        sender_email: Some(SENDER.to_owned()),
        ..PreapprovalRequest::limited(
            "https://shop.example/cancelled?key=${preapprovalKey}",
            Currency::USD,
            "https://shop.example/agreed?key=${preapprovalKey}",
            "2013-04-24T00:00:00-08:00",
            "2013-05-24T00:00:00-08:00",
            amount("100.00").expect("an amount"),
        )
    }
}

/// The key of an agreement that is approved.
fn approved(shop: &Shop, request: PreapprovalRequest) -> String {
    let key = shop.ok(request).preapproval_key;
    shop.sandbox.approve_preapproval(&key).expect("approved");
    key
}

fn by(key: &str, amount: &str) -> PayRequest {
    pay([to("seller@example.com", amount)]).preapproved(key, SENDER)
}

fn details(shop: &Shop, key: &str) -> PreapprovalDetailsResponse {
    shop.ok(PreapprovalDetailsRequest::new(key))
}

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

#[test]
fn payments_are_made_once_the_sender_has_approved() {
    let shop = shop();
    let key = shop.ok(agreement()).preapproval_key;
    assert!(key.starts_with("PA-") && key.len() == 20);
    assert!(!details(&shop, &key).approved);
    let message = "The preapproval key has not been authorized yet";
    assert_eq!(said(&shop.refused(by(&key, "60.00"))), (539_012, message));

    let url = shop.sandbox.approve_preapproval(&key).expect("approved");
    assert_eq!(url, format!("https://shop.example/agreed?key={key}"));
    let again = shop.sandbox.approve_preapproval(&key);
    assert!(matches!(again, Err(VisitError::Approved)));
    let reply = shop.ok(by(&key, "60.00"));
    assert_eq!(reply.payment_exec_status, PaymentExecStatus::Completed);
    let with_address = PreapprovalDetailsRequest {
        get_billing_address: Some(true),
        ..PreapprovalDetailsRequest::new(key.clone())
    };
    assert_eq!(
        shop.ok(with_address)
            .address_list
            .expect("addresses")
            .address
            .len(),
        1
    );
    let told = details(&shop, &key);
    assert!(told.approved && told.address_list.is_none());
    assert_eq!(
        (told.cur_payments, Some(told.cur_payments_amount)),
        (1, amount("60.00"))
    );
    assert_eq!(told.status, PreapprovalStatus::Active);

    let message =
        "The total amount of all payments exceeds the maximum total amount for all payments";
    assert_eq!(said(&shop.refused(by(&key, "40.01"))), (579_031, message));
    shop.ok(by(&key, "40.00"));
}

#[test]
fn each_limit_has_its_error() {
    type Change = fn(&mut PreapprovalRequest);
    let cases: [(Change, i64); 4] = [
        (
            |request| request.max_amount_per_payment = amount("9.99"),
            579_028,
        ),
        (|request| request.max_number_of_payments = Some(0), 579_030),
        (
            |request| request.day_of_week = Some(DayOfWeek::Thursday),
            579_025,
        ),
        (|request| request.date_of_month = Some(25), 579_026),
    ];
    for (change, number) in cases {
        let shop = shop();
        let mut request = agreement();
        change(&mut request);
        let key = approved(&shop, request);
        assert_eq!(shop.refused(by(&key, "10.00")).error_id, Some(number));
    }
}

#[test]
fn it_holds_from_its_first_day_to_its_last() {
    let shop = shop();
    let later = PreapprovalRequest {
        starting_date: "2013-04-25T00:00:00-08:00".into(),
        ..agreement()
    };
    let key = approved(&shop, later);
    assert_eq!(shop.refused(by(&key, "10.00")).error_id, Some(579_024));
    shop.clock.advance(days(1));
    shop.ok(by(&key, "10.00"));
    shop.clock.advance(days(29));
    shop.ok(by(&key, "10.00"));
    shop.clock.advance(days(1));
    assert_eq!(shop.refused(by(&key, "10.00")).error_id, Some(579_024));
}

#[test]
fn payments_of_a_period_are_counted() {
    let shop = shop();
    let weekly = PreapprovalRequest {
        payment_period: Some(PaymentPeriod::Weekly),
        max_number_of_payments_per_period: Some(2),
        ..agreement()
    };
    let key = approved(&shop, weekly);
    shop.ok(by(&key, "1.00"));
    shop.clock.advance(days(6));
    shop.ok(by(&key, "1.00"));
    let told = details(&shop, &key);
    assert_eq!(told.cur_period_attempts, Some(2));
    let ends = told.cur_period_ending_date.expect("a day");
    assert_eq!(ends.as_str(), "2013-04-30T00:00:00.000Z");
    assert_eq!(shop.refused(by(&key, "1.00")).error_id, Some(579_030));
    shop.clock.advance(days(1));
    assert_eq!(details(&shop, &key).cur_period_attempts, Some(0));
    shop.ok(by(&key, "1.00"));
    assert_eq!(details(&shop, &key).cur_payments, 3);
}

#[test]
fn a_payment_is_that_of_the_agreement() {
    let shop = shop();
    let key = approved(&shop, agreement());
    let other = pay([to("seller@example.com", "1.00")]).preapproved(&key, "bert@example.com");
    assert_eq!(shop.refused(other).error_id, Some(579_014));
    let euros = PayRequest {
        currency_code: Currency::EUR,
        ..by(&key, "1.00")
    };
    assert_eq!(shop.refused(euros).error_id, Some(579_027));
    let error = shop.refused(by("PA-1", "1.00"));
    assert_eq!(
        said(&error),
        (589_019, "The preapproval key PA-1 is invalid")
    );
    let stranger = Caller::new("stranger@example.com");
    assert_eq!(
        shop.refused_to(&stranger, by(&key, "1.00")).error_id,
        Some(550_001)
    );
    let asks = PreapprovalDetailsRequest::new(key.clone());
    assert_eq!(shop.refused_to(&stranger, asks).error_id, Some(540_031));
}

#[test]
fn what_is_created_counts_when_it_is_made() {
    let shop = shop();
    let key = approved(&shop, agreement());
    let created = |amount| PayRequest {
        action_type: ActionType::Create,
        ..by(&key, amount)
    };
    let first = shop.ok(created("60.00")).pay_key;
    let second = shop.ok(created("60.00")).pay_key;
    assert_eq!(details(&shop, &key).cur_payments, 0);
    shop.ok(ExecutePaymentRequest::new(first));
    assert_eq!(details(&shop, &key).cur_payments, 1);
    assert_eq!(
        shop.refused(ExecutePaymentRequest::new(second)).error_id,
        Some(579_031)
    );
}

#[test]
fn it_ends_when_it_is_cancelled() {
    let shop = shop();
    let key = approved(&shop, agreement());
    let cancel = || CancelPreapprovalRequest::new(key.clone());
    let stranger = Caller::new("stranger@example.com");
    assert_eq!(shop.refused_to(&stranger, cancel()).error_id, Some(540_031));
    shop.ok(cancel());
    shop.ok(cancel());
    assert_eq!(details(&shop, &key).status, PreapprovalStatus::Canceled);
    assert_eq!(shop.refused(by(&key, "1.00")).error_id, Some(569_013));
    let error = shop.refused(CancelPreapprovalRequest::new("PA-1"));
    assert_eq!(error.error_id, Some(589_019));

    let denied = shop.ok(agreement()).preapproval_key;
    let url = shop.sandbox.cancel_preapproval(&denied).expect("cancelled");
    assert_eq!(url, format!("https://shop.example/cancelled?key={denied}"));
    let approved = shop.sandbox.approve_preapproval(&denied);
    assert!(matches!(approved, Err(VisitError::Ended)));
}

#[test]
fn three_wrong_pins_suspend_it() {
    let shop = shop();
    let protected = PreapprovalRequest {
        pin_type: Some(PinType::Required),
        ..agreement()
    };
    let key = shop.ok(protected).preapproval_key;
    let without = shop.sandbox.approve_preapproval(&key);
    assert!(matches!(without, Err(VisitError::Refused(_))));
    let buyer = Buyer::new(SENDER).pin("1903".into());
    shop.sandbox
        .approve_preapproval_as(&key, &buyer)
        .expect("approved");

    let with = |pin: Option<&str>| PayRequest {
        pin: pin.map(Into::into),
        ..by(&key, "1.00")
    };
    let error = shop.refused(with(None));
    assert_eq!(said(&error), (580_022, "Invalid request parameter: pin"));
    assert_eq!(shop.refused(with(Some("1"))).error_id, Some(580_022));
    shop.ok(with(Some("1903")));
    for number in [580_022, 580_022, 569_019, 569_019] {
        assert_eq!(shop.refused(with(Some("1"))).error_id, Some(number));
    }
    assert_eq!(shop.refused(with(Some("1903"))).error_id, Some(569_019));
    assert!(details(&shop, &key).status.is_deactivated());
}

#[test]
fn a_caller_confirms_for_the_sender() {
    let shop = shop();
    let key = shop.ok(agreement()).preapproval_key;
    shop.ok(ConfirmPreapprovalRequest::new(key.clone()));
    shop.ok(ConfirmPreapprovalRequest::new(key.clone()));
    shop.ok(by(&key, "1.00"));

    let unnamed = PreapprovalRequest {
        sender_email: None,
        ..agreement()
    };
    let key = shop.ok(unnamed).preapproval_key;
    let message = "You are not allowed to confirm the preapproval for this key";
    let error = shop.refused(ConfirmPreapprovalRequest::new(key.clone()));
    assert_eq!(said(&error), (550_001, message));
    shop.sandbox.approve_preapproval(&key).expect("approved");
    let by_anybody = pay([to("seller@example.com", "1.00")]).preapproved(key, "buyer@example.com");
    shop.ok(by_anybody);

    let protected = PreapprovalRequest {
        pin_type: Some(PinType::Required),
        ..agreement()
    };
    let key = shop.ok(protected).preapproval_key;
    let confirm = |pin: Option<&str>| ConfirmPreapprovalRequest {
        pin: pin.map(Into::into),
        ..ConfirmPreapprovalRequest::new(key.clone())
    };
    assert_eq!(shop.refused(confirm(None)).error_id, Some(580_029));
    shop.ok(confirm(Some("1903")));
    assert_eq!(
        said(&shop.refused(confirm(Some("1")))),
        (580_022, "The PIN is invalid")
    );
}

#[test]
fn what_cannot_be_agreed_on_is_refused() {
    let shop = shop();
    let too_much = PreapprovalRequest {
        currency_code: Currency::GBP,
        max_total_amount_of_all_payments: amount("1600.01"),
        ..agreement()
    };
    assert_eq!(shop.refused(too_much).error_id, Some(579_055));
    let past = PreapprovalRequest {
        starting_date: "2013-04-23T00:00:00-08:00".into(),
        ..agreement()
    };
    assert_eq!(shop.refused(past).error_id, Some(580_024));
    let nobody = PreapprovalRequest {
        sender_email: Some("nobody@unregistered.example".to_owned()),
        ..agreement()
    };
    assert_eq!(shop.refused(nobody).error_id, Some(589_039));
    let far = PreapprovalRequest {
        starting_date: "2014-05-24T00:00:00-08:00".into(),
        ending_date: Some("2014-06-24T00:00:00-08:00".into()),
        ..agreement()
    };
    assert_eq!(shop.refused(far).error_id, Some(570_026));
}

#[test]
fn limits_below_zero_are_refused() {
    let shop = shop();
    for (request, field) in [
        (
            PreapprovalRequest {
                max_amount_per_payment: amount("-1"),
                ..agreement()
            },
            "maxAmountPerPayment",
        ),
        (
            PreapprovalRequest {
                max_total_amount_of_all_payments: amount("0.00"),
                ..agreement()
            },
            "maxTotalAmountOfAllPayments",
        ),
        (
            PreapprovalRequest {
                max_number_of_payments: Some(-1),
                ..agreement()
            },
            "maxNumberOfPayments",
        ),
    ] {
        let error = shop.refused(request);
        assert_eq!(error.error_id, Some(580_001), "{field}");
        assert_eq!(error.parameter[0].value, field);
        let message = format!("Invalid request: {field}");
        assert_eq!(error.message.as_deref(), Some(&*message));
    }
}
