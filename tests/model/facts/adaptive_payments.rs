//! Adaptive Payments, operation by operation.

use paywire::api::facts::Step;

use super::{Facts, KeyKind, OutcomeKind, Role, json, keys, nvp, sums};

const ENVELOPE: &str = "responseEnvelope.timestamp=2026-03-02T10:15:00Z&responseEnvelope.ack=Success\
    &responseEnvelope.correlationId=c1&responseEnvelope.build=1&";
const ASKED: &str = "requestEnvelope.errorLanguage=en_US&";

fn request(message: &str, rest: &str) -> Facts {
    nvp(message, &format!("{ASKED}{rest}"))
}

fn reply(message: &str, rest: &str) -> Facts {
    nvp(message, &format!("{ENVELOPE}{rest}"))
}

#[test]
fn a_chained_payment_that_is_asked_for() {
    let facts = request(
        "PayRequest",
        "actionType=PAY&cancelUrl=a&returnUrl=b&currencyCode=EUR&trackingId=t-1&preapprovalKey=PA-1\
         &senderEmail=ann%40buyer.example&memo=Tea&feesPayer=EACHRECEIVER&pin=9041\
         &receiverList.receiver(0).amount=10.00&receiverList.receiver(0).email=a%40shop.example\
         &receiverList.receiver(0).primary=true&receiverList.receiver(0).invoiceId=7\
         &receiverList.receiver(1).amount=9.50&receiverList.receiver(1).accountId=ACC1",
    );
    assert_eq!(keys(&facts), ["preapproval_key PA-1", "tracking_id t-1"]);
    assert_eq!(facts.payer.unwrap().handle(), Some("ann@buyer.example"));
    assert_eq!(sums(&facts.totals), ["EUR 10.00"]);
    assert_eq!(facts.action.as_deref(), Some("PAY"));
    assert_eq!(facts.fees_payer.as_deref(), Some("EACHRECEIVER"));
    assert_eq!(facts.memo.as_deref(), Some("Tea"));
    assert_eq!(
        (facts.outcome, facts.status, facts.time),
        (None, None, None)
    );
    let [first, second] = facts.transfers.as_slice() else {
        panic!("two receivers")
    };
    assert_eq!(
        (first.role, second.role),
        (Some(Role::Primary), Some(Role::Secondary))
    );
    assert_eq!(first.reference.as_deref(), Some("7"));
    assert_eq!(second.to.to_string(), "ACC1");
    assert_eq!(second.amount.as_ref().unwrap().to_string(), "EUR 9.50");
}

#[test]
fn a_parallel_payment_is_the_sum_of_its_parts() {
    let facts = request(
        "PayRequest",
        "actionType=PAY&cancelUrl=a&returnUrl=b&currencyCode=JPY\
         &sender.email=ann%40buyer.example&senderEmail=bob%40buyer.example\
         &receiverList.receiver(0).amount=100&receiverList.receiver(0).phone.countryCode=81\
         &receiverList.receiver(0).phone.phoneNumber=5551234\
         &receiverList.receiver(1).amount=20&receiverList.receiver(1).email=b%40shop.example",
    );
    assert_eq!(sums(&facts.totals), ["JPY 120"]);
    assert_eq!(facts.transfers[0].to.to_string(), "+81 5551234");
    assert_eq!(facts.transfers[0].role, None);
    assert_eq!(facts.payer.unwrap().to_string(), "ann@buyer.example");
}

#[test]
fn a_reply_to_a_payment_names_no_currency() {
    let facts = reply(
        "PayResponse",
        "payKey=AP-1&paymentExecStatus=ERROR&sender.accountId=ACC2\
         &paymentInfoList.paymentInfo(0).receiver.amount=5.00\
         &paymentInfoList.paymentInfo(0).receiver.email=a%40shop.example\
         &paymentInfoList.paymentInfo(0).transactionId=T1\
         &paymentInfoList.paymentInfo(0).transactionStatus=COMPLETED\
         &paymentInfoList.paymentInfo(0).senderTransactionId=S1\
         &payErrorList.payError(0).receiver.amount=6.00\
         &payErrorList.payError(0).receiver.email=b%40shop.example\
         &payErrorList.payError(0).error.errorId=580022\
         &payErrorList.payError(0).error.message=Invalid\
         &warningDataList.warningData(0).warningId=9\
         &defaultFundingPlan.fundingPlanId=0&defaultFundingPlan.fundingAmount.code=EUR\
         &defaultFundingPlan.fundingAmount.amount=5.00&defaultFundingPlan.senderFees.code=EUR\
         &defaultFundingPlan.senderFees.amount=0.35",
    );
    assert_eq!(
        keys(&facts),
        [
            "pay_key AP-1",
            "transaction_id T1",
            "sender_transaction_id S1",
            "correlation_id c1"
        ]
    );
    assert_eq!(facts.status.as_deref(), Some("ERROR"));
    assert_eq!(facts.outcome, Some(OutcomeKind::Partial));
    assert_eq!(sums(&facts.totals), ["5.00"]);
    assert_eq!(sums(&facts.arrived()), ["5.00"]);
    assert_eq!(sums(&facts.fees), ["EUR 0.35"]);
    let [failed, warning] = facts.errors.as_slice() else {
        panic!("an error and a warning")
    };
    assert_eq!(failed.code.as_deref(), Some("580022"));
    assert_eq!(failed.whose.as_deref(), Some("b@shop.example"));
    assert!(failed.meaning.is_some() && failed.remedy.is_some());
    assert!(warning.is_warning() && !failed.is_warning());
    assert_eq!(facts.time.unwrap().text, "2026-03-02T10:15:00Z");
}

#[test]
fn details_tell_what_went_back() {
    let facts = reply(
        "PaymentDetailsResponse",
        "cancelUrl=a&returnUrl=b&currencyCode=EUR&status=COMPLETED&payKey=AP-1&trackingId=t-1\
         &preapprovalKey=PA-1&actionType=PAY&feesPayer=SENDER&senderEmail=ann%40buyer.example\
         &paymentInfoList.paymentInfo(0).receiver.amount=5.00\
         &paymentInfoList.paymentInfo(0).receiver.email=a%40shop.example\
         &paymentInfoList.paymentInfo(0).transactionStatus=PARTIALLY_REFUNDED\
         &paymentInfoList.paymentInfo(0).refundedAmount=1.25\
         &paymentInfoList.paymentInfo(1).receiver.amount=2.00\
         &paymentInfoList.paymentInfo(1).transactionStatus=PENDING\
         &paymentInfoList.paymentInfo(1).pendingReason=ECHECK\
         &paymentInfoList.paymentInfo(1).refundedAmount=0.00",
    );
    assert_eq!(
        keys(&facts),
        [
            "pay_key AP-1",
            "tracking_id t-1",
            "preapproval_key PA-1",
            "correlation_id c1"
        ]
    );
    assert_eq!(sums(&facts.totals), ["EUR 7.00"]);
    assert_eq!(sums(&facts.arrived()), ["EUR 5.00"]);
    assert_eq!(sums(&facts.refunds), ["EUR 1.25"]);
    assert_eq!(facts.transfers[1].reason.as_deref(), Some("ECHECK"));
}

#[test]
fn requests_about_a_payment_name_it() {
    for (message, rest, key) in [
        ("PaymentDetailsRequest", "payKey=AP-1", "pay_key AP-1"),
        (
            "PaymentDetailsRequest",
            "transactionId=T1",
            "transaction_id T1",
        ),
        ("PaymentDetailsRequest", "trackingId=t-1", "tracking_id t-1"),
        ("ExecutePaymentRequest", "payKey=AP-1", "pay_key AP-1"),
        ("GetPaymentOptionsRequest", "payKey=AP-1", "pay_key AP-1"),
        ("SetPaymentOptionsRequest", "payKey=AP-1", "pay_key AP-1"),
        ("GetFundingPlansRequest", "payKey=AP-1", "pay_key AP-1"),
        (
            "GetPrePaymentDisclosureRequest",
            "payKey=AP-1",
            "pay_key AP-1",
        ),
        ("GetShippingAddressesRequest", "key=AP-1", "pay_key AP-1"),
        (
            "GetAvailableShippingAddressesRequest",
            "key=AP-1",
            "pay_key AP-1",
        ),
        (
            "GetAvailableShippingAddressesRequest",
            "key=PA-1",
            "preapproval_key PA-1",
        ),
        (
            "GetAllowedFundingSourcesRequest",
            "key=PA-1",
            "preapproval_key PA-1",
        ),
        (
            "PreapprovalDetailsRequest",
            "preapprovalKey=PA-1",
            "preapproval_key PA-1",
        ),
        (
            "CancelPreapprovalRequest",
            "preapprovalKey=PA-1",
            "preapproval_key PA-1",
        ),
        (
            "ConfirmPreapprovalRequest",
            "preapprovalKey=PA-1&pin=9041",
            "preapproval_key PA-1",
        ),
        ("RefundRequest", "payKey=AP-1", "pay_key AP-1"),
    ] {
        let facts = request(message, rest);
        assert_eq!(keys(&facts), [key], "{message}");
        assert_eq!(facts.outcome, None, "{message}");
    }
}

#[test]
fn replies_that_say_only_that_it_is_done() {
    for message in [
        "SetPaymentOptionsResponse",
        "CancelPreapprovalResponse",
        "ConfirmPreapprovalResponse",
        "GetAllowedFundingSourcesResponse",
        "GetShippingAddressesResponse",
        "GetAvailableShippingAddressesResponse",
        "GetUserLimitsResponse",
        "GetFundingPlansResponse",
        "GetPaymentOptionsResponse",
    ] {
        let facts = reply(message, "");
        assert_eq!(keys(&facts), ["correlation_id c1"], "{message}");
        assert_eq!(facts.outcome, Some(OutcomeKind::Success), "{message}");
    }
}

#[test]
fn options_tell_who_takes_part() {
    let options = "initiatingEntity.institutionCustomer.institutionId=1\
        &initiatingEntity.institutionCustomer.firstName=Ann\
        &initiatingEntity.institutionCustomer.lastName=Li\
        &initiatingEntity.institutionCustomer.displayName=Ann+Li\
        &initiatingEntity.institutionCustomer.institutionCustomerId=2\
        &initiatingEntity.institutionCustomer.countryCode=US\
        &initiatingEntity.institutionCustomer.email=ann%40buyer.example\
        &receiverOptions(0).description=Tea&receiverOptions(0).customId=7\
        &receiverOptions(0).receiver.email=a%40shop.example";
    for facts in [
        request(
            "SetPaymentOptionsRequest",
            &format!("payKey=AP-1&{options}"),
        ),
        reply("GetPaymentOptionsResponse", options),
    ] {
        assert_eq!(
            facts.payer.unwrap().to_string(),
            "Ann Li <ann@buyer.example>"
        );
        assert_eq!(facts.transfers[0].to.to_string(), "a@shop.example");
        assert_eq!(facts.transfers[0].memo.as_deref(), Some("Tea"));
        assert_eq!(facts.transfers[0].reference.as_deref(), Some("7"));
        assert!(facts.totals.is_empty());
    }
}

#[test]
fn an_execution_tells_its_state_and_whom_it_is_to() {
    let facts = reply(
        "ExecutePaymentResponse",
        "paymentExecStatus=COMPLETED\
         &postPaymentDisclosureList.postPaymentDisclosure(0).accountIdentifier.email=a%40shop.example",
    );
    assert_eq!(facts.status.as_deref(), Some("COMPLETED"));
    assert_eq!(facts.transfers[0].to.to_string(), "a@shop.example");
    let facts = request("ExecutePaymentRequest", "payKey=AP-1&actionType=PAY");
    assert_eq!(facts.action.as_deref(), Some("PAY"));
}

#[test]
fn a_preapproval_tells_what_it_allows() {
    let facts = request(
        "PreapprovalRequest",
        "cancelUrl=a&returnUrl=b&currencyCode=USD&startingDate=2026-03-02&memo=Club\
         &senderEmail=ann%40buyer.example&maxAmountPerPayment=5.00&maxTotalAmountOfAllPayments=60.00",
    );
    let allowance = facts.allowance.expect("what is allowed");
    assert_eq!(allowance.total.unwrap().to_string(), "USD 60.00");
    assert_eq!(allowance.each.unwrap().to_string(), "USD 5.00");
    assert_eq!(allowance.used, None);
    assert_eq!(facts.memo.as_deref(), Some("Club"));

    let facts = reply("PreapprovalResponse", "preapprovalKey=PA-1");
    assert_eq!(facts.key(KeyKind::PreapprovalKey), Some("PA-1"));
    assert_eq!(facts.outcome, Some(OutcomeKind::Pending));

    let facts = reply(
        "PreapprovalDetailsResponse",
        "approved=true&cancelUrl=a&returnUrl=b&curPayments=1&curPaymentsAmount=5.00\
         &currencyCode=USD&startingDate=2026-03-02&status=ACTIVE&senderEmail=ann%40buyer.example",
    );
    let allowance = facts.allowance.expect("what is allowed");
    assert_eq!(allowance.used.unwrap().to_string(), "USD 5.00");
    assert_eq!(facts.status.as_deref(), Some("ACTIVE"));
    assert_eq!(facts.outcome, Some(OutcomeKind::Success));
    assert!(facts.totals.is_empty());
}

#[test]
fn what_is_still_to_be_done_is_said() {
    let details = |rest: &str| {
        let body =
            format!("cancelUrl=a&returnUrl=b&currencyCode=USD&feesPayer=&payKey=AP-1&{rest}");
        reply("PaymentDetailsResponse", &body)
            .next
            .map(|next| next.step)
    };
    let info = "paymentInfoList.paymentInfo(0).receiver.amount=1";
    for (step, rest) in [
        (Some(Step::Approve), "status=CREATED&actionType=PAY"),
        (Some(Step::Execute), "status=CREATED&actionType=CREATE"),
        (
            Some(Step::PaySecondary),
            "status=INCOMPLETE&actionType=PAY_PRIMARY",
        ),
        (None, "status=INCOMPLETE&actionType=PAY"),
        (None, "status=COMPLETED&actionType=PAY_PRIMARY"),
        (None, "status=ERROR&actionType=PAY_PRIMARY"),
        (None, "status=PROCESSING&actionType=PAY"),
    ] {
        assert_eq!(details(&format!("{rest}&{info}")), step, "{rest}");
    }
    let pay = |rest: &str| {
        let body = format!("payKey=AP-1&paymentExecStatus={rest}");
        reply("PayResponse", &body).next.map(|next| next.step)
    };
    // A payment that was only created may need no approval: its payer may be the caller.
    assert_eq!(pay("CREATED"), Some(Step::ApproveOrExecute));
    assert_eq!(pay("INCOMPLETE"), Some(Step::PayOthers));
    let primary = "INCOMPLETE&paymentInfoList.paymentInfo(0).receiver.amount=9\
        &paymentInfoList.paymentInfo(0).receiver.primary=true\
        &paymentInfoList.paymentInfo(0).transactionStatus=COMPLETED\
        &paymentInfoList.paymentInfo(1).receiver.amount=5";
    assert_eq!(pay(primary), Some(Step::PaySecondary));
    let failed = "INCOMPLETE&payErrorList.payError(0).receiver.amount=1\
        &payErrorList.payError(0).error.errorId=580036";
    assert_eq!(pay(failed), None);
    let facts = nvp(
        "PaymentNotification",
        "status=INCOMPLETE&pay_key=AP-1&action_type=PAY_PRIMARY",
    );
    assert!(
        facts
            .next
            .unwrap()
            .to_string()
            .contains("ExecutePayment is still to be called")
    );
    let facts = reply("PreapprovalResponse", "preapprovalKey=PA-1");
    assert_eq!(facts.next.unwrap().step, Step::Agree);
}

#[test]
fn warnings_are_explained_too() {
    let facts = reply(
        "PayResponse",
        "payKey=AP-1&paymentExecStatus=COMPLETED\
         &warningDataList.warningData(0).warningId=580022\
         &warningDataList.warningData(0).message=memo\
         &error(0).errorId=520002&error(0).severity=Warning",
    );
    assert_eq!(facts.outcome, Some(OutcomeKind::Success));
    assert_eq!(facts.errors.len(), 2);
    for warning in &facts.errors {
        assert!(
            warning.is_warning() && warning.meaning.is_some(),
            "{warning:?}"
        );
    }
}

#[test]
fn a_refund_goes_the_other_way() {
    let facts = request(
        "RefundRequest",
        "payKey=AP-1&currencyCode=EUR&receiverList.receiver(0).amount=2.00\
         &receiverList.receiver(0).email=a%40shop.example",
    );
    assert_eq!(sums(&facts.refunds), ["EUR 2.00"]);
    assert!(facts.totals.is_empty() && facts.transfers[0].amount.is_none());

    let facts = reply(
        "RefundResponse",
        "currencyCode=EUR&refundInfoList.refundInfo(0).receiver.amount=2.00\
         &refundInfoList.refundInfo(0).receiver.email=a%40shop.example\
         &refundInfoList.refundInfo(0).refundStatus=REFUNDED\
         &refundInfoList.refundInfo(0).refundGrossAmount=2.00\
         &refundInfoList.refundInfo(0).refundFeeAmount=0.06\
         &refundInfoList.refundInfo(0).totalOfAllRefunds=3.00\
         &refundInfoList.refundInfo(0).encryptedRefundTransactionId=R1\
         &refundInfoList.refundInfo(1).receiver.amount=4.00\
         &refundInfoList.refundInfo(1).receiver.email=b%40shop.example\
         &refundInfoList.refundInfo(1).refundStatus=INSUFFICIENT_BALANCE\
         &refundInfoList.refundInfo(1).refundGrossAmount=4.00\
         &refundInfoList.refundInfo(1).errorList.error(0).errorId=580027",
    );
    assert_eq!(
        keys(&facts),
        ["refund_transaction_id R1", "correlation_id c1"]
    );
    assert_eq!(sums(&facts.refunds), ["EUR 2.00"]);
    assert_eq!(sums(&facts.fees), ["EUR 0.06"]);
    let so_far = facts.transfers[0].refunded_so_far.as_ref();
    assert_eq!(so_far.unwrap().to_string(), "EUR 3.00");
    assert_eq!(facts.transfers[1].refunded, None, "nothing went back");
    assert_eq!(facts.errors[0].whose.as_deref(), Some("b@shop.example"));
    assert_eq!(facts.outcome, Some(OutcomeKind::Partial));
}

#[test]
fn a_disclosure_tells_what_arrives_and_what_it_costs() {
    let facts = reply(
        "GetPrePaymentDisclosureResponse",
        "status=RTR&feesPayer=SENDER&senderDisclosure.amountToTransfer.code=USD\
         &senderDisclosure.amountToTransfer.amount=10.00\
         &senderDisclosure.feeDisclosure.fee.code=USD&senderDisclosure.feeDisclosure.fee.amount=0.50\
         &senderDisclosure.feeDisclosure.taxes.code=USD\
         &senderDisclosure.feeDisclosure.taxes.amount=0.05\
         &senderDisclosure.totalAmountToTransfer.code=USD\
         &senderDisclosure.totalAmountToTransfer.amount=10.55\
         &senderDisclosure.conversionRate.senderCurrency=USD\
         &senderDisclosure.conversionRate.receiverCurrency=EUR\
         &senderDisclosure.conversionRate.exchangeRate=0.9\
         &receiverDisclosureList.receiverDisclosure(0).accountIdentifier.email=a%40shop.example\
         &receiverDisclosureList.receiverDisclosure(0).amountReceivedFromSender.code=EUR\
         &receiverDisclosureList.receiverDisclosure(0).amountReceivedFromSender.amount=9.00\
         &receiverDisclosureList.receiverDisclosure(0).countryCode=DE\
         &receiverDisclosureList.receiverDisclosure(0).conversionRate.senderCurrency=USD\
         &receiverDisclosureList.receiverDisclosure(0).conversionRate.receiverCurrency=EUR\
         &receiverDisclosureList.receiverDisclosure(0).conversionRate.exchangeRate=0.9\
         &receiverDisclosureList.receiverDisclosure(0).totalAmountReceived.code=EUR\
         &receiverDisclosureList.receiverDisclosure(0).totalAmountReceived.amount=9.00",
    );
    assert_eq!(sums(&facts.totals), ["USD 10.00"]);
    assert_eq!(sums(&facts.fees), ["USD 0.55"]);
    assert_eq!(
        facts.transfers[0].amount.as_ref().unwrap().to_string(),
        "EUR 9.00"
    );
    assert_eq!(facts.status.as_deref(), Some("RTR"));
    let facts = request(
        "GetPrePaymentDisclosureRequest",
        "payKey=AP-1&receiverInfoList.receiverInfo(0).email=a%40shop.example\
         &receiverInfoList.receiverInfo(0).firstName=Bo",
    );
    assert_eq!(facts.transfers[0].to.to_string(), "Bo <a@shop.example>");
}

#[test]
fn plans_estimates_and_limits_move_nothing() {
    let plan = |at: u32| {
        format!(
            "fundingPlan({at}).fundingPlanId={at}&fundingPlan({at}).fundingAmount.code=USD\
             &fundingPlan({at}).fundingAmount.amount=10.00&fundingPlan({at}).senderFees.code=USD\
             &fundingPlan({at}).senderFees.amount=0.50"
        )
    };
    let facts = reply("GetFundingPlansResponse", &plan(0));
    assert_eq!(sums(&facts.fees), ["USD 0.50"]);
    let facts = reply(
        "GetFundingPlansResponse",
        &format!("{}&{}", plan(0), plan(1)),
    );
    assert!(facts.fees.is_empty(), "the sender has not chosen");

    let facts = request(
        "ConvertCurrencyRequest",
        "baseAmountList.currency(0).code=USD&baseAmountList.currency(0).amount=1.00\
         &convertToCurrencyList.currencyCode(0)=EUR",
    );
    assert!(facts.is_empty());
    let facts = reply(
        "ConvertCurrencyResponse",
        "estimatedAmountTable.currencyConversionList(0).baseAmount.code=USD\
         &estimatedAmountTable.currencyConversionList(0).baseAmount.amount=1.00\
         &estimatedAmountTable.currencyConversionList(0).currencyList.currency(0).code=EUR\
         &estimatedAmountTable.currencyConversionList(0).currencyList.currency(0).amount=0.90",
    );
    assert!(facts.totals.is_empty() && facts.outcome == Some(OutcomeKind::Success));
    let facts = request(
        "GetUserLimitsRequest",
        "user.email=ann%40buyer.example&country=US&currencyCode=USD&limitType(0)=WITHDRAWAL",
    );
    assert_eq!(facts.payer.unwrap().to_string(), "ann@buyer.example");
}

#[test]
fn a_fault_is_explained() {
    let facts = json(
        "FaultMessage",
        r#"{"responseEnvelope":{"timestamp":"2026-03-02T10:15:00Z","ack":"Failure",
            "correlationId":"c1","build":"1"},"error":[{"errorId":520003,"severity":"Error",
            "message":"Authentication failed","parameter":["X"]},{"errorId":1}]}"#,
    );
    assert_eq!(facts.outcome, Some(OutcomeKind::Failure));
    let error = &facts.errors[0];
    assert_eq!(error.message.as_deref(), Some("Authentication failed"));
    assert_eq!(error.severity.as_deref(), Some("Error"));
    assert_eq!(error.parameters, ["X"]);
    assert!(error.meaning.unwrap().contains("credentials"));
    assert_eq!(facts.errors[1].meaning, None, "no document has it");
}

#[test]
fn notifications_tell_it_in_words_of_their_own() {
    let facts = nvp(
        "PaymentNotification",
        "status=COMPLETED&pay_key=AP-1&tracking_id=t-1&preapproval_key=PA-1\
         &sender_email=ann%40buyer.example&action_type=PAY\
         &payment_request_date=Mon+Mar+02+10%3A14%3A58+PST+2026\
         &transaction%5B0%5D.receiver=a%40shop.example&transaction%5B0%5D.amount=EUR+10.00\
         &transaction%5B0%5D.status=Partially_Refunded&transaction%5B0%5D.id=T1\
         &transaction%5B0%5D.id_for_sender_txn=S1&transaction%5B0%5D.refund_id=R1\
         &transaction%5B0%5D.refund_amount=EUR+2.00&transaction%5B0%5D.is_primary_receiver=true\
         &transaction%5B1%5D.receiver=b%40shop.example&transaction%5B1%5D.amount=9.00+EUR\
         &transaction%5B1%5D.is_primary_receiver=false&transaction%5B2%5D.amount=many",
    );
    assert_eq!(
        keys(&facts),
        [
            "pay_key AP-1",
            "tracking_id t-1",
            "preapproval_key PA-1",
            "transaction_id T1",
            "sender_transaction_id S1",
            "refund_transaction_id R1"
        ]
    );
    assert_eq!(sums(&facts.totals), ["EUR 10.00"]);
    assert_eq!(sums(&facts.arrived()), ["EUR 10.00"]);
    assert_eq!(sums(&facts.refunds), ["EUR 2.00"]);
    assert_eq!(
        facts.transfers[1].amount.as_ref().unwrap().to_string(),
        "EUR 9.00"
    );
    assert_eq!(facts.transfers[2].amount, None, "no sum");
    assert_eq!(
        facts.outcome,
        Some(OutcomeKind::Partial),
        "part of it went back"
    );
    assert_eq!(facts.time.unwrap().text, "Mon Mar 02 10:14:58 PST 2026");

    let facts = nvp(
        "PreapprovalNotification",
        "preapproval_key=PA-1&approved=true&status=ACTIVE&currency_code=USD\
         &max_total_amount_of_all_payments=60.00&sender_email=ann%40buyer.example",
    );
    assert_eq!(keys(&facts), ["preapproval_key PA-1"]);
    assert_eq!(
        facts.allowance.unwrap().total.unwrap().to_string(),
        "USD 60.00"
    );
    assert_eq!(facts.outcome, Some(OutcomeKind::Success));
}
