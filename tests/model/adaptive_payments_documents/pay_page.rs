//! The later web page of the Pay operation. Its requests are lists of curl's `-d` options, which
//! curl joins to one body.

use paywire::api::adaptive_payments::common::{
    ActionType, ClientDetailsType, PaymentExecStatus, Receiver, SenderIdentifier, TransactionStatus,
};
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::{AnyMessage, MessageKind};
use paywire::codec::Format;
use paywire::{Amount, Currency};

use super::Example;

const fn request(place: &'static str, body: &'static str) -> Example {
    Example {
        place,
        message: MessageKind::PayRequest,
        format: Format::Nvp,
        body,
    }
}

const fn response(place: &'static str, body: &'static str) -> Example {
    Example {
        place,
        message: MessageKind::PayResponse,
        format: Format::Nvp,
        body,
    }
}

pub(crate) const EXAMPLES: &[Example] = &[
    request(
        "Pay page, request of a simple payment",
        "actionType=PAY&senderEmail=sender@domain&cancelUrl=https://example.com&currencyCode=USD\
         &receiverList.receiver(0).email=receiver@domain&receiverList.receiver(0).amount=100.00\
         &requestEnvelope.errorLanguage=en_US&returnUrl=https://example.com",
    ),
    response(
        "Pay page, response of an implicitly approved payment",
        "responseEnvelope.timestamp=2013-04-24T14%3A39%3A26.000-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=34e44c0bdbed6&responseEnvelope.build=5710123\
         &payKey=AP-54224401WG0931234&paymentExecStatus=COMPLETED\
         &paymentInfoList.paymentInfo(0).transactionId=1F809595PU5211234\
         &paymentInfoList.paymentInfo(0).transactionStatus=COMPLETED\
         &paymentInfoList.paymentInfo(0).receiver.amount=100.00\
         &paymentInfoList.paymentInfo(0).receiver.email=receiver@domain\
         &paymentInfoList.paymentInfo(0).receiver.primary=false\
         &paymentInfoList.paymentInfo(0).receiver.accountId=7X2XKABC5Z1234\
         &paymentInfoList.paymentInfo(0).pendingRefund=false\
         &paymentInfoList.paymentInfo(0).senderTransactionId=5VA331617X3361234\
         &paymentInfoList.paymentInfo(0).senderTransactionStatus=COMPLETED\
         &sender.accountId=6VJKLRUABCDEF",
    ),
    response(
        "Pay page, response of a payment to be approved",
        "responseEnvelope.timestamp=2013-04-25T14%3A39%3A26.000-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=d615a365bed61&responseEnvelope.build=5710123\
         &payKey=AP-3TY011106S4428730&paymentExecStatus=CREATED",
    ),
    request(
        "Pay page, request with a sender's account id",
        "actionType=PAY_PRIMARY&cancelUrl=https://example.com&returnUrl=https://example.com\
         &currencyCode=USD&sender.accountId=JBG2L1234ABCD\
         &receiverList.receiver(0).email=emailzero@site.com&receiverList.receiver(0).amount=10.00\
         &receiverList.receiver(0).primary=true&receiverList.receiver(1).email=email@site.com\
         &receiverList.receiver(1).amount=1.00&receiverList.receiver(1).primary=false&memo=example\
         &requestEnvelope.errorLanguage=en_US&clientDetails.ipAddress=127.0.0.1\
         &clientDetails.deviceId=mydevice&clientDetails.applicationId=APP-1AB12310112341234",
    ),
    request(
        "Pay page, request of a parallel payment",
        "actionType=PAY&cancelUrl=https://example.com&currencyCode=USD&feesPayer=EACHRECEIVER\
         &memo=Parallel-payment-example&receiverList.receiver(0).amount=100.00\
         &receiverList.receiver(0).email=receiver1@domain&receiverList.receiver(0).primary=false\
         &receiverList.receiver(1).amount=50.00&receiverList.receiver(1).email=receiver2@domain\
         &receiverList.receiver(1).primary=false&requestEnvelope.errorLanguage=en_US\
         &returnUrl=https://example.com&reverseAllParallelPaymentsOnError=true\
         &senderEmail=sender@domain",
    ),
    response(
        "Pay page, response of a parallel payment",
        "responseEnvelope.timestamp=2009-07-13T12%3A34%3A29.316-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=d615a365bed61&responseEnvelope.build=DEV\
         &payKey=AP-1CB41255YH2406602&paymentExecStatus=CREATED",
    ),
    request(
        "Pay page, request of a chained payment",
        "actionType=PAY&cancelUrl=https://example.com&clientDetails.applicationId=fitnesse\
         &clientDetails.ipAddress=127.0.0.1&currencyCode=USD&feesPayer=EACHRECEIVER\
         &memo=Parallel-payment-example&receiverList.receiver(0).amount=100.00\
         &receiverList.receiver(0).email=receiver1@domain&receiverList.receiver(0).primary=true\
         &receiverList.receiver(1).amount=50.00&receiverList.receiver(1).email=receiver2@domain\
         &receiverList.receiver(1).primary=false&requestEnvelope.errorLanguage=en_US\
         &returnUrl=https://example.com&senderEmail=sender@domain",
    ),
    response(
        "Pay page, response of a chained payment",
        "responseEnvelope.timestamp=2009-07-13T12%3A34%3A29.316-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=d615a365bed61&responseEnvelope.build=DEV\
         &payKey=AP-7AF63289GN043650D&paymentExecStatus=CREATED",
    ),
    // Printed with the rest of a tag behind the second address.
    request(
        "Pay page, request of a preapproved payment",
        "actionType=PAY&cancelUrl=https://example.com&currencyCode=USD&feesPayer=EACHRECEIVER\
         &memo=Preapproval-payment-example&preapprovalKey=PA-9JR04288NR0519129\
         &receiverList.receiver(0).amount=100.00&receiverList.receiver(0).email=receiver1@domain\
         &receiverList.receiver(0).primary=false&receiverList.receiver(1).amount=50.00\
         &receiverList.receiver(1).email=receiver2@domain/em>\
         &receiverList.receiver(1).primary=false&requestEnvelope.errorLanguage=en_US\
         &returnUrl=https://example.com&reverseAllParallelPaymentsOnError=true\
         &senderEmail=sender@domain",
    ),
    response(
        "Pay page, response of a preapproved payment",
        "responseEnvelope.timestamp=2009-07-13T12%3A34%3A29.316-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=d615a365bed61&responseEnvelope.build=DEV\
         &payKey=AP-42706441J12795911&paymentExecStatus=COMPLETED",
    ),
    // It says of no receiver who it is.
    request(
        "Pay page, request for digital goods",
        "requestEnvelope.errorLanguage=en_US&actionType=PAY&receiverList.receiver(0).amount=1.00\
         &currencyCode=USD&feesPayer=EACHRECEIVER&memo=Simple payment example.\
         &cancelUrl=https://example.com&returnUrl=https://example.com\
         &ipnNotificationUrl=https://example.com/ipn\
         &receiverList.receiver(0).paymentType=DIGITALGOODS",
    ),
    response(
        "Pay page, response for digital goods",
        "responseEnvelope.timestamp=2009-07-13T12%3A34%3A29.316-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=d615a365bed61&responseEnvelope.build=DEV\
         &payKey=AP-3TY011106S4428730&paymentExecStatus=CREATED",
    ),
];

fn message(place: &str) -> AnyMessage {
    let mut examples = EXAMPLES.iter();
    let example = examples.find(|example| example.place == place);
    example.expect("an example").read().message
}

#[test]
fn a_delayed_chain_is_what_the_builder_makes() {
    let amount = |text: &str| text.parse::<Amount>().expect("an amount");
    let mut request = PayRequest {
        action_type: ActionType::PayPrimary,
        memo: Some("example".to_owned()),
        ..PayRequest::chained(
            "https://example.com",
            Currency::USD,
            Receiver::with_email(amount("10.00"), "emailzero@site.com"),
            [Receiver::with_email(amount("1.00"), "email@site.com")],
            "https://example.com",
        )
    };
    let sender = request.sender.insert(SenderIdentifier::default());
    sender.account_id = Some("JBG2L1234ABCD".to_owned());
    let client = request.client_details.insert(ClientDetailsType::default());
    client.ip_address = Some("127.0.0.1".to_owned());
    client.device_id = Some("mydevice".to_owned());
    client.application_id = Some("APP-1AB12310112341234".to_owned());
    assert_eq!(
        AnyMessage::from(request),
        message("Pay page, request with a sender's account id")
    );
}

#[test]
fn an_answer_tells_of_its_transfers() {
    let AnyMessage::PayResponse(response) =
        message("Pay page, response of an implicitly approved payment")
    else {
        panic!("another message")
    };
    assert_eq!(response.payment_exec_status, PaymentExecStatus::Completed);
    let transfers = response.payment_info_list.expect("transfers").payment_info;
    assert_eq!(
        transfers[0].transaction_status,
        Some(TransactionStatus::Completed)
    );
    assert_eq!(
        transfers[0].receiver.account_id.as_deref(),
        Some("7X2XKABC5Z1234")
    );
    assert_eq!(transfers[0].pending_refund, Some(false));
}
