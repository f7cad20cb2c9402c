//! Pay, `ExecutePayment`, `PaymentDetails`, and what a sender does.

use paywire::api::adaptive_payments::common::{
    ActionType, FeesPayer, PaymentExecStatus, PendingReason, Receiver, SenderIdentifier,
    TransactionStatus,
};
use paywire::api::adaptive_payments::execute_payment::ExecutePaymentRequest;
use paywire::api::adaptive_payments::kinds::PaymentKind;
use paywire::api::adaptive_payments::outcome::Reply;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::api::adaptive_payments::refund::{RefundRequest, RefundStatus};
use paywire::jiff::SignedDuration;
use paywire::sandbox::{Buyer, Caller, VisitError};
use paywire::{Currency, Secret};

use crate::setup::{chained, implicit, pay, said, shop, to};

#[test]
fn a_payment_is_made_once_its_sender_approves() {
    let shop = shop();
    let reply = shop.ok(pay([to("seller@example.com", "12.50")]));
    assert_eq!(reply.payment_exec_status, PaymentExecStatus::Created);
    assert_eq!(reply.payment_info_list, None);
    assert_eq!(reply.pay_key.len(), 20);
    assert_eq!(
        reply.response_envelope.timestamp.as_str(),
        "2013-04-24T13:39:26.000-08:00"
    );
    assert_eq!(reply.response_envelope.correlation_id.len(), 13);

    let before = shop.details(&reply.pay_key);
    assert_eq!(
        before.payment_info_list.payment_info[0].transaction_id,
        None
    );

    let url = shop.sandbox.approve(&reply.pay_key).expect("approved");
    assert_eq!(
        url,
        format!("https://shop.example/paid?key={}", reply.pay_key)
    );
    let details = shop.details(&reply.pay_key);
    assert_eq!(details.status, PaymentExecStatus::Completed);
    assert_eq!(details.sender_email.as_deref(), Some("buyer@example.com"));
    let info = &details.payment_info_list.payment_info[0];
    assert_eq!(info.transaction_status, Some(TransactionStatus::Completed));
    assert_eq!(info.refunded_amount.expect("an amount").to_string(), "0.00");

    let id = info.transaction_id.clone().expect("an id");
    let by_transaction = shop.ok(PaymentDetailsRequest::by_transaction_id(id));
    assert_eq!(by_transaction.pay_key, reply.pay_key);
    assert!(details.outcome().is_success());
}

#[test]
fn a_caller_does_not_approve_its_own_payment() {
    let shop = shop();
    let by_credentials = PayRequest {
        sender: Some(SenderIdentifier {
            use_credentials: Some(true),
            ..SenderIdentifier::default()
        }),
        ..pay([to("seller@example.com", "12.50")])
    };
    for request in [
        implicit([to("seller@example.com", "12.50")]),
        by_credentials,
    ] {
        let reply = shop.ok(request);
        assert_eq!(reply.payment_exec_status, PaymentExecStatus::Completed);
        let info = &reply.payment_info_list.expect("transfers").payment_info[0];
        assert_eq!(info.receiver.primary, Some(false));
        assert_eq!(info.receiver.account_id.as_ref().map(String::len), Some(13));
        assert!(reply.sender.expect("a sender").account_id.is_some());
    }
}

#[test]
fn what_is_created_is_made_by_execute_payment() {
    let shop = shop();
    let request = PayRequest {
        action_type: ActionType::Create,
        ..pay([to("seller@example.com", "12.50")])
    };
    let key = shop.ok(request).pay_key;
    let execute = || ExecutePaymentRequest::new(key.clone());
    let (number, message) = (
        550_001,
        "This payment request must be authorized by the sender",
    );
    assert_eq!(said(&shop.refused(execute())), (number, message));

    shop.sandbox.approve(&key).expect("approved");
    assert_eq!(shop.details(&key).status, PaymentExecStatus::Created);
    let reply = shop.ok(execute());
    assert_eq!(reply.payment_exec_status, PaymentExecStatus::Completed);

    let error = shop.refused(execute());
    let message = format!("payKey {key} has already been used to make a payment");
    assert_eq!(said(&error), (580_022, message.as_str()));
    assert_eq!(error.parameter[0].value, key);
    assert_eq!(error.domain.as_deref(), Some("PLATFORM"));
}

#[test]
fn the_others_of_a_delayed_chained_payment_are_paid_later() {
    let shop = shop();
    let delayed = || PayRequest {
        action_type: ActionType::PayPrimary,
        ..chained([
            to("market@example.com", "10.00"),
            to("seller@example.com", "9.00"),
        ])
    };
    let key = shop.ok(delayed()).pay_key;
    let details = shop.details(&key);
    assert_eq!(details.status, PaymentExecStatus::Incomplete);
    let infos = details.payment_info_list.payment_info;
    assert!(infos[0].transaction_id.is_some() && infos[1].transaction_id.is_none());

    let reply = shop.ok(ExecutePaymentRequest::new(key.clone()));
    assert_eq!(reply.payment_exec_status, PaymentExecStatus::Completed);

    let late = shop.ok(delayed()).pay_key;
    shop.clock.advance(SignedDuration::from_hours(24 * 90));
    let error = shop.refused(ExecutePaymentRequest::new(late.clone()));
    assert_eq!(
        said(&error),
        (580_022, format!("payKey {late} is expired").as_str())
    );
}

#[test]
fn a_tracking_id_is_accepted_once_for_each_caller() {
    let shop = shop();
    let request = PayRequest {
        tracking_id: Some("order-17".to_owned()),
        ..implicit([to("seller@example.com", "12.50")])
    };
    let key = shop.ok(request.clone()).pay_key;
    let message = "The tracking ID already exists and cannot be duplicated";
    assert_eq!(said(&shop.refused(request.clone())), (579_042, message));
    let found = shop.ok(PaymentDetailsRequest::by_tracking_id("order-17"));
    assert_eq!(found.pay_key, key);

    let other = Caller::new("other@example.com");
    assert!(shop.sandbox.send(&other, request).is_ok());
    let error = shop.refused_to(&other, PaymentDetailsRequest::by_tracking_id("order-18"));
    assert_eq!(said(&error), (579_051, "The tracking ID is invalid"));
}

#[test]
fn an_invoice_is_paid_once_to_a_receiver() {
    let shop = shop();
    let mut receiver = to("seller@example.com", "12.50");
    receiver.invoice_id = Some("I-1".to_owned());
    let waiting = shop.ok(pay([receiver.clone()])).pay_key;
    shop.ok(implicit([receiver.clone()]));
    let error = shop.refused(implicit([receiver.clone()]));
    let message = "The invoice id (I-1) already exists for receiver seller@example.com and cannot be duplicated";
    assert_eq!(said(&error), (580_026, message));

    // What was asked for before fails when it is approved.
    shop.sandbox.approve(&waiting).expect("approved");
    assert_eq!(shop.details(&waiting).status, PaymentExecStatus::Error);
}

#[test]
fn what_the_rules_forbid_is_refused() {
    let shop = shop();
    let error = shop.refused(implicit([to("seller@example.com", "0.00")]));
    assert_eq!(error.error_id, Some(580_022));
    assert_eq!(error.parameter[0].value, "receiverList.receiver(0).amount");

    let too_much = implicit([to("seller@example.com", "10000.01")]);
    assert_eq!(shop.refused(too_much).error_id, Some(579_048));
    shop.ok(implicit([to("seller@example.com", "10000.00")]));

    // The same account by its id.
    let paid = shop.ok(implicit([to("seller@example.com", "1.00")]));
    let paid = &paid.payment_info_list.expect("transfers").payment_info[0];
    let mut same = to("", "1.00");
    same.email = None;
    same.account_id.clone_from(&paid.receiver.account_id);
    let twice = implicit([to("seller@example.com", "2.00"), same]);
    assert_eq!(shop.refused(twice).error_id, Some(579_040));
}

#[test]
fn a_payment_belongs_to_its_caller() {
    let shop = shop();
    let key = shop
        .ok(implicit([to("seller@example.com", "12.50")]))
        .pay_key;
    let details = || PaymentDetailsRequest::by_pay_key(key.clone());
    let stranger = Caller::new("stranger@example.com");
    let message = "You do not have permission to get these payment details";
    assert_eq!(
        said(&shop.refused_to(&stranger, details())),
        (540_031, message)
    );
    let receiver = Caller::of_user_id("seller_api1.example.com");
    assert!(shop.sandbox.send(&receiver, details()).is_ok());
    let execute = ExecutePaymentRequest::new(key);
    assert_eq!(shop.refused_to(&receiver, execute).error_id, Some(540_031));
}

#[test]
fn a_key_is_good_for_three_hours_or_as_long_as_the_request_says() {
    let shop = shop();
    let short = PayRequest {
        pay_key_duration: Some("PT5M".into()),
        ..pay([to("seller@example.com", "1.00")])
    };
    let short = shop.ok(short).pay_key;
    let key = shop.ok(pay([to("seller@example.com", "1.00")])).pay_key;
    shop.clock.advance(SignedDuration::from_mins(5));
    assert!(matches!(
        shop.sandbox.approve(&short),
        Err(VisitError::Ended)
    ));
    shop.clock.advance(SignedDuration::from_mins(3 * 60 - 5));
    assert!(matches!(shop.sandbox.approve(&key), Err(VisitError::Ended)));
    assert_eq!(shop.details(&key).status, PaymentExecStatus::Created);
}

#[test]
fn a_sender_approves_once_and_may_go_back_before() {
    let shop = shop();
    let named = PayRequest {
        sender_email: Some("anna@example.com".to_owned()),
        ..pay([to("seller@example.com", "1.00")])
    };
    let key = shop.ok(named).pay_key;
    let other = Buyer::new("bert@example.com").pin(Secret::from("1"));
    let refused = shop.sandbox.approve_as(&key, &other);
    assert!(matches!(refused, Err(VisitError::OtherSender)));

    let url = shop.sandbox.cancel(&key).expect("cancelled");
    assert_eq!(url, format!("https://shop.example/cancelled?key={key}"));
    shop.sandbox.approve(&key).expect("approved");
    assert!(matches!(
        shop.sandbox.approve(&key),
        Err(VisitError::Approved)
    ));
    assert!(matches!(
        shop.sandbox.approve("AP-1"),
        Err(VisitError::UnknownKey)
    ));
    let seen = shop
        .sandbox
        .payment(&key)
        .expect("a store")
        .expect("a payment");
    assert_eq!(seen.sender_email.as_deref(), Some("anna@example.com"));
}

#[test]
fn a_receiver_without_an_account_waits_for_one() {
    let shop = shop();
    let nobody = || to("nobody@unregistered.example", "12.50");
    let reply = shop.ok(implicit([nobody()]));
    assert_eq!(reply.payment_exec_status, PaymentExecStatus::Completed);
    let details = shop.details(&reply.pay_key);
    assert!(details.kinds().contains(PaymentKind::Unilateral));
    let info = &details.payment_info_list.payment_info[0];
    assert_eq!(info.transaction_status, Some(TransactionStatus::Pending));
    assert_eq!(info.pending_reason, Some(PendingReason::Unilateral));

    let part = to("nobody@unregistered.example", "1.00");
    let part = RefundRequest::partial(reply.pay_key.clone(), Currency::USD, part);
    let part = shop.ok(part).refund_info_list.refund_info.remove(0);
    assert_eq!(part.refund_status, Some(RefundStatus::RefundNotAllowed));
    let whole = shop.ok(RefundRequest::full(reply.pay_key));
    let whole = &whole.refund_info_list.refund_info[0];
    assert_eq!(whole.refund_status, Some(RefundStatus::Refunded));

    let message = "The email address is invalid. It may not be registered in PayPal's system yet";
    assert_eq!(said(&shop.refused(pay([nobody()]))), (589_039, message));
    let secondary = chained([to("market@example.com", "20.00"), nobody()]);
    assert_eq!(shop.refused(secondary).error_id, Some(589_039));
    let fees = PayRequest {
        fees_payer: Some(FeesPayer::Sender),
        ..implicit([nobody()])
    };
    assert_eq!(shop.refused(fees).error_id, Some(580_023));
}

#[test]
fn who_pays_has_an_account_and_is_not_paid() {
    let shop = shop();
    let named = PayRequest {
        sender_email: Some("Nobody@Unregistered.example".to_owned()),
        ..pay([to("seller@example.com", "1.00")])
    };
    assert_eq!(shop.refused(named).error_id, Some(589_039));
    let key = shop.ok(pay([to("seller@example.com", "1.00")])).pay_key;
    for (email, number) in [
        ("nobody@unregistered.example", 589_039),
        ("seller@example.com", 579_033),
    ] {
        let refused = shop.sandbox.approve_as(&key, &Buyer::new(email));
        let Err(VisitError::Refused(error)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(error.error_id, Some(number));
    }
    shop.sandbox.approve(&key).expect("approved");
}

#[test]
fn words_that_the_documents_do_not_list_are_refused() {
    let shop = shop();
    let error = shop.refused(PayRequest {
        fees_payer: Some("SENDR".into()),
        ..pay([to("seller@example.com", "12.50")])
    });
    assert_eq!(error.error_id, Some(580_022));
    assert_eq!(error.parameter[0].value, "feesPayer");

    let second = Receiver {
        payment_type: Some("FOOD".into()),
        ..to("two@example.com", "1.00")
    };
    let error = shop.refused(pay([to("seller@example.com", "12.50"), second]));
    assert_eq!(error.error_id, Some(580_022));
    assert_eq!(
        error.parameter[0].value,
        "receiverList.receiver(1).paymentType"
    );
}
