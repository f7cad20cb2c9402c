//! Refunds: whole and in parts, by all receivers or by some.

use paywire::api::adaptive_payments::common::{ActionType, PaymentType, TransactionStatus};
use paywire::api::adaptive_payments::execute_payment::ExecutePaymentRequest;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::refund::{
    RefundInfo, RefundRequest, RefundResponse, RefundStatus,
};
use paywire::jiff::SignedDuration;
use paywire::sandbox::Caller;
use paywire::{Amount, Currency};

use crate::setup::{Shop, chained, implicit, pay, said, shop, to};

fn amount(text: &str) -> Option<Amount> {
    text.parse().ok()
}

/// The statuses of a reply, with the numbers of errors.
fn statuses(reply: &RefundResponse) -> Vec<(String, Option<i64>)> {
    let infos = reply.refund_info_list.refund_info.iter();
    infos
        .map(|info| {
            let error = info
                .error_list
                .as_ref()
                .and_then(|list| list.error[0].error_id);
            let status = info.refund_status.as_ref().expect("a status");
            (status.to_string(), error)
        })
        .collect()
}

fn part(shop: &Shop, key: &str, email: &str, amount: &str) -> RefundInfo {
    let request = RefundRequest::partial(key, Currency::USD, to(email, amount));
    shop.ok(request).refund_info_list.refund_info.remove(0)
}

#[test]
fn parts_add_up_and_the_fee_goes_back_with_them() {
    let shop = shop();
    let key = shop
        .ok(implicit([to("seller@example.com", "10.00")]))
        .pay_key;
    let first = part(&shop, &key, "seller@example.com", "3.33");
    assert_eq!(first.refund_status, Some(RefundStatus::Refunded));
    assert_eq!(first.refund_gross_amount, amount("3.33"));
    assert_eq!(first.refund_fee_amount, amount("0.10"));
    assert_eq!(first.refund_net_amount, amount("3.23"));
    assert_eq!(first.total_of_all_refunds, amount("3.33"));
    assert_eq!(first.refund_has_become_full, Some(false));
    let info = shop.details(&key).payment_info_list.payment_info.remove(0);
    assert_eq!(
        info.transaction_status,
        Some(TransactionStatus::PartiallyRefunded)
    );
    assert_eq!(info.refunded_amount, amount("3.33"));

    let too_much = part(&shop, &key, "seller@example.com", "6.68");
    assert_eq!(
        too_much.refund_status,
        Some(RefundStatus::AmountExceedsRefundable)
    );
    assert_eq!(
        too_much.error_list.expect("an error").error[0].error_id,
        Some(570_014)
    );
    let whole = shop.ok(RefundRequest::full(key.clone()));
    let not_allowed = RefundStatus::RefundNotAllowed.to_string();
    assert_eq!(statuses(&whole), [(not_allowed, Some(570_012))]);

    let last = part(&shop, &key, "seller@example.com", "6.67");
    assert_eq!(last.refund_fee_amount, amount("0.19"), "0.29 in all");
    assert_eq!(last.refund_has_become_full, Some(true));
    assert_eq!(last.total_of_all_refunds, amount("10.00"));
    let again = part(&shop, &key, "seller@example.com", "0.01");
    assert_eq!(
        again.refund_status,
        Some(RefundStatus::AlreadyReversedOrRefunded)
    );
    let info = shop.details(&key).payment_info_list.payment_info.remove(0);
    assert_eq!(info.transaction_status, Some(TransactionStatus::Refunded));
}

#[test]
fn without_receivers_all_give_back_all() {
    let shop = shop();
    let request = PayRequest {
        tracking_id: Some("order-17".to_owned()),
        ..implicit([
            to("one@example.com", "10.00"),
            to("two@example.com", "5.00"),
        ])
    };
    let key = shop.ok(request).pay_key;
    let refunded = RefundStatus::Refunded.to_string();
    let by_tracking = RefundRequest::full_by_tracking_id("order-17", Currency::USD);
    let reply = shop.ok(by_tracking);
    assert_eq!(
        statuses(&reply),
        [(refunded.clone(), None), (refunded, None)]
    );
    let already = RefundStatus::AlreadyReversedOrRefunded.to_string();
    let again = shop.ok(RefundRequest::full(key));
    assert_eq!(
        statuses(&again),
        [(already.clone(), Some(570_015)), (already, Some(570_015))]
    );
}

#[test]
fn a_transaction_is_given_back_by_its_receiver() {
    let shop = shop();
    let key = shop
        .ok(implicit([
            to("one@example.com", "10.00"),
            to("two@example.com", "5.00"),
        ]))
        .pay_key;
    let infos = shop.details(&key).payment_info_list.payment_info;
    let id = infos[1].transaction_id.clone().expect("an id");
    let reply = shop.ok(RefundRequest::full_by_transaction_id(id, Currency::USD));
    let infos = reply.refund_info_list.refund_info;
    assert_eq!(infos.len(), 1);
    assert_eq!(infos[0].receiver.email.as_deref(), Some("two@example.com"));
    assert_eq!(infos[0].refund_gross_amount, amount("5.00"));
}

#[test]
fn in_a_chained_payment_the_primary_receiver_gives_back_last() {
    let shop = shop();
    let key = shop
        .ok(chained([
            to("market@example.com", "10.00"),
            to("seller@example.com", "9.00"),
        ]))
        .pay_key;
    let reply = shop.ok(RefundRequest::full(key));
    let infos = reply.refund_info_list.refund_info.iter();
    let emails: Vec<_> = infos
        .filter_map(|info| info.receiver.email.as_deref())
        .collect();
    assert_eq!(emails, ["seller@example.com", "market@example.com"]);
}

#[test]
fn what_cannot_be_given_back_says_why() {
    let shop = shop();
    let waiting = shop.ok(pay([to("seller@example.com", "10.00")])).pay_key;
    let not_paid = RefundStatus::NotPaid.to_string();
    assert_eq!(
        statuses(&shop.ok(RefundRequest::full(waiting))),
        [(not_paid, None)]
    );

    let key = shop
        .ok(implicit([to("seller@example.com", "10.00")]))
        .pay_key;
    let other = to("other@example.com", "1.00");
    let error = shop.refused(RefundRequest::partial(key.clone(), Currency::USD, other));
    let message = "The refund's receiver was not part of the payment request";
    assert_eq!(said(&error), (589_037, message));
    assert_eq!(error.parameter[0].value, "other@example.com");
    let more = to("seller@example.com", "10.01");
    let error = shop.refused(RefundRequest::partial(key.clone(), Currency::USD, more));
    assert_eq!(error.error_id, Some(589_038));
    let euros = to("seller@example.com", "1.00");
    let error = shop.refused(RefundRequest::partial(key.clone(), Currency::EUR, euros));
    assert_eq!(error.error_id, Some(589_036));
    let error = shop.refused(RefundRequest::full("AP-1"));
    assert_eq!(
        said(&error),
        (580_022, "Invalid request parameter: payKey with value AP-1")
    );
    let stranger = Caller::new("stranger@example.com");
    let error = shop.refused_to(&stranger, RefundRequest::full(key.clone()));
    assert_eq!(error.error_id, Some(540_031));

    shop.clock.advance(SignedDuration::from_hours(24 * 180));
    let not_allowed = RefundStatus::RefundNotAllowed.to_string();
    assert_eq!(
        statuses(&shop.ok(RefundRequest::full(key))),
        [(not_allowed, Some(570_017))]
    );
}

#[test]
fn a_personal_payment_is_given_back_as_a_whole() {
    let shop = shop();
    let mut receiver = to("friend@example.com", "10.00");
    receiver.payment_type = Some(PaymentType::Personal);
    let key = shop.ok(implicit([receiver])).pay_key;
    let info = part(&shop, &key, "friend@example.com", "1.00");
    assert_eq!(info.refund_status, Some(RefundStatus::RefundNotAllowed));
    assert_eq!(
        info.error_list.expect("an error").error[0].error_id,
        Some(560_016)
    );
    let info = part(&shop, &key, "friend@example.com", "10.00");
    assert_eq!(info.refund_status, Some(RefundStatus::Refunded));
}

/// What the primary receiver gave back before the others were paid cannot be paid to them.
#[test]
fn others_are_not_paid_from_what_was_given_back() {
    let shop = shop();
    let delayed = || PayRequest {
        action_type: ActionType::PayPrimary,
        ..chained([
            to("market@example.com", "10.00"),
            to("seller@example.com", "9.00"),
        ])
    };
    let execute = |key: &str| ExecutePaymentRequest::new(key);
    let key = shop.ok(delayed()).pay_key;
    let reply = shop.ok(RefundRequest::full(key.clone()));
    assert_eq!(
        statuses(&reply),
        [
            (RefundStatus::NotPaid.to_string(), None),
            (RefundStatus::Refunded.to_string(), None)
        ]
    );
    let error = shop.refused(execute(&key));
    let message = "The amount for the primary receiver must be greater than or equal to the total of other chained receiver amounts";
    assert_eq!(said(&error), (579_017, message));
    let balance = shop.sandbox.balance("market@example.com", &Currency::USD);
    assert!(balance.expect("a store").is_zero());

    for (part, is_enough) in [("1.00", true), ("1.01", false)] {
        let key = shop.ok(delayed()).pay_key;
        let part = to("market@example.com", part);
        shop.ok(RefundRequest::partial(key.clone(), Currency::USD, part));
        let executed = shop.sandbox.send(&shop.caller, execute(&key));
        assert_eq!(executed.is_ok(), is_enough);
    }
}
