//! The Adaptive Payments Developer Guide of 7 August 2012.

use paywire::api::adaptive_payments::common::{
    ActionType, ClientDetailsType, DayOfWeek, FeesPayer, PaymentExecStatus, PaymentPeriod,
    PaymentType, PinType, Receiver,
};
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
use paywire::api::adaptive_payments::preapproval_details::PreapprovalStatus;
use paywire::api::adaptive_payments::refund::{
    RefundRequest, RefundStatus, RefundTransactionStatus,
};
use paywire::api::{AnyMessage, MessageKind};
use paywire::codec::{self, Config, Content, Format};
use paywire::error::Category;
use paywire::{Amount, Currency};

use super::Example;

/// A request by the same name and page.
const fn nvp(place: &'static str, message: MessageKind, body: &'static str) -> Example {
    Example {
        place,
        message,
        format: Format::Nvp,
        body,
    }
}

pub(crate) const EXAMPLES: &[Example] = &[
    Example {
        place: "guide p. 69, request of a simple payment",
        message: MessageKind::PayRequest,
        format: Format::Json,
        body: r#"{"returnUrl":"http://example.com/returnURL.htm","requestEnvelope":{"errorLanguage":"en_US"},
            "currencyCode":"USD","receiverList":{"receiver":[{"email":"david@example.com",
            "amount":"10.00"}]},"cancelUrl":"http://example.com/cancelURL.htm","actionType":"PAY"}"#,
    },
    Example {
        place: "guide p. 69, response of a simple payment",
        message: MessageKind::PayResponse,
        format: Format::Json,
        body: r#"{"responseEnvelope":{"timestamp":"2009-10-06T14:30:39.383-07:00","ack":"Success",
            "correlationId":"cfe8f8783f1d3","build":"DEV"},"payKey":"AP-17266198048308436",
            "paymentExecStatus":"CREATED"}"#,
    },
    // Printed with a separator before the first pair.
    nvp(
        "guide p. 70, request of a parallel payment",
        MessageKind::PayRequest,
        "&actionType=PAY&cancelUrl=http%3A%2F%2Fexample.com%2Fcancel.htm&currencyCode=USD\
         &receiverList.receiver(0).amount=9.00&receiverList.receiver(0).email=andrea@example.com\
         &receiverList.receiver(1).amount=5.00&receiverList.receiver(1).email=linda@example.com\
         &requestEnvelope.errorLanguage=en_US&returnUrl=http%3A%2F%2Fexample.com%2Freturn.htm",
    ),
    // Printed without the seconds of the time.
    nvp(
        "guide p. 71, response of a parallel payment",
        MessageKind::PayResponse,
        "responseEnvelope.timestamp=2009-11-03T08%3A12.937-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=b1cc3eabfa4c1&responseEnvelope.build=942345\
         &payKey=AP-688241038Y786593D&paymentExecStatus=CREATED",
    ),
    Example {
        place: "guide p. 72, response of a chained payment",
        message: MessageKind::PayResponse,
        format: Format::Xml,
        body: r#"<?xml version="1.0" encoding="UTF-8"?>
            <ns2:PayResponse xmlns:ns2="http://svcs.paypal.com/types/ap">
            <responseEnvelope><timestamp>2009-10-06T17:24:03.874-07:00</timestamp><ack>Success</ack>
            <correlationId>eca3a204200f4</correlationId><build>1044393</build></responseEnvelope>
            <payKey>AP-688241038Y786593D</payKey><paymentExecStatus>CREATED</paymentExecStatus>
            </ns2:PayResponse>"#,
    },
    nvp(
        "guide p. 100, request of a simple payment",
        MessageKind::PayRequest,
        "requestEnvelope.errorLanguage=en_US&actionType=PAY&senderEmail=sender@domain\
         &receiverList.receiver(0).email=receiver@domain&receiverList.receiver(0).amount=100.00\
         &currencyCode=USD&feesPayer=EACHRECEIVER&memo=Simple payment example.\
         &cancelUrl=http://your_cancel_url&returnUrl=http://your_return_url\
         &ipnNotificationUrl=http://your_ipn_notification_url",
    ),
    nvp(
        "guide p. 100, response of a payment to be approved",
        MessageKind::PayResponse,
        "responseEnvelope.timestamp=2009-07-13T12%3A34%3A29.316-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=d615a365bed61&responseEnvelope.build=DEV\
         &payKey=AP-3TY01110684428730&paymentExecStatus=CREATED",
    ),
    nvp(
        "guide p. 100, response of an implicitly approved payment",
        MessageKind::PayResponse,
        "responseEnvelope.timestamp=2009-07-10T11%3A47%3A29.311-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=34e44c0bdbed6&responseEnvelope.build=DEV\
         &payKey=AP-54224401WG093204T&paymentExecStatus=COMPLETED",
    ),
    nvp(
        "guide p. 101, request of a parallel payment",
        MessageKind::PayRequest,
        "actionType=PAY&cancelUrl=http://your_cancel_url&currencyCode=USD&feesPayer=EACHRECEIVER\
         &memo=Parallel payment example&receiverList.receiver(0).amount=100.00\
         &receiverList.receiver(0).email=receiver@domain&receiverList.receiver(0).primary=false\
         &receiverList.receiver(1).amount=50.00&receiverList.receiver(1).email=receiver2@domain\
         &receiverList.receiver(1).primary=false&requestEnvelope.errorLanguage=en_US\
         &returnUrl=http://your_return_url&reverseAllParallelPaymentsOnError=true\
         &senderEmail=sender@domain",
    ),
    nvp(
        "guide p. 101, response of a parallel payment",
        MessageKind::PayResponse,
        "responseEnvelope.timestamp=2009-07-13T12%3A34%3A29.316-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=d615a365bed61&responseEnvelope.build=DEV\
         &payKey=AP-1CB41255YH2406602&paymentExecStatus=CREATED",
    ),
    nvp(
        "guide p. 102, request of a chained payment",
        MessageKind::PayRequest,
        "actionType=PAY&cancelUrl=http://your_cancel_url&clientDetails.applicationId=fitnesse\
         &clientDetails.ipAddress=127.0.0.1&currencyCode=USD&feesPayer=EACHRECEIVER\
         &memo=Parallel payment example&receiverList.receiver(0).amount=100.00\
         &receiverList.receiver(0).email=receiver@domain&receiverList.receiver(0).primary=true\
         &receiverList.receiver(1).amount=50.00&receiverList.receiver(1).email=receiver2@domain\
         &receiverList.receiver(1).primary=false&requestEnvelope.errorLanguage=en_US\
         &returnUrl=http://your_return_url&senderEmail=sender@domain",
    ),
    nvp(
        "guide p. 102, response of a chained payment",
        MessageKind::PayResponse,
        "responseEnvelope.timestamp=2009-07-13T12%3A34%3A29.316-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=d615a365bed61&responseEnvelope.build=DEV\
         &payKey=AP-7AF63289GN043650D&paymentExecStatus=CREATED",
    ),
    nvp(
        "guide p. 103, request of a preapproved payment",
        MessageKind::PayRequest,
        "actionType=PAY&cancelUrl=http://your_cancel_url&currencyCode=USD&feesPayer=EACHRECEIVER\
         &memo=Preapproval payment example&preapprovalKey=PA-9JR04288NR0519129\
         &receiverList.receiver(0).amount=100.00&receiverList.receiver(0).email=receiver@domain\
         &receiverList.receiver(0).primary=false&receiverList.receiver(1).amount=50.00\
         &receiverList.receiver(1).email=receiver2@domain&receiverList.receiver(1).primary=false\
         &requestEnvelope.errorLanguage=en_US&returnUrl=http://your_return_url\
         &reverseAllParallelPaymentsOnError=true&senderEmail=sender@domain",
    ),
    nvp(
        "guide p. 103, response of a preapproved payment",
        MessageKind::PayResponse,
        "responseEnvelope.timestamp=2009-07-13T12%3A34%3A29.316-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=d615a365bed61&responseEnvelope.build=DEV\
         &payKey=AP-42706441J712795911&paymentExecStatus=COMPLETED",
    ),
    // It says of no receiver who it is.
    nvp(
        "guide p. 104, request for digital goods",
        MessageKind::PayRequest,
        "requestEnvelope.errorLanguage=en_US&actionType=PAY&receiverList.receiver(0).amount=1.00\
         &currencyCode=USD&feesPayer=EACHRECEIVER&memo=Simple payment example.\
         &cancelUrl=http://your_cancel_url&returnUrl=http://your_return_url\
         &ipnNotificationUrl=http://your_ipn_notification_url\
         &receiverList.receiver(0).paymentType=DIGITALGOODS",
    ),
    nvp(
        "guide p. 104, response for digital goods",
        MessageKind::PayResponse,
        "responseEnvelope.timestamp=2009-07-13T12%3A34%3A29.316-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=d615a365bed61&responseEnvelope.build=DEV\
         &payKey=AP-3TY01110684428730&paymentExecStatus=CREATED",
    ),
    nvp(
        "guide p. 124, request",
        MessageKind::PaymentDetailsRequest,
        "payKey=AP-3TY01110684428730&requestEnvelope.errorLanguage=en_US",
    ),
    nvp(
        "guide p. 124, response",
        MessageKind::PaymentDetailsResponse,
        "responseEnvelope.timestamp=2009-08-14T09%3A00%3A37.748-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=7967b2d03745a&responseEnvelope.build=DEV\
         &cancelUrl=your_cancel_url&currencyCode=USD&logDefaultShippingAddress=false\
         &memo=Simple payment example.&paymentInfoList.paymentInfo(0).receiver.amount=100.00\
         &paymentInfoList.paymentInfo(0).receiver.email=receiver@domain\
         &paymentInfoList.paymentInfo(0).receiver.primary=false&returnUrl=your_return_url\
         &senderEmail=sender@domain&status=CREATED&payKey=AP-3TY01110684428730&actionType=PAY\
         &feesPayer=EACHRECEIVER",
    ),
    // Printed with square brackets and without a key.
    nvp(
        "guide p. 161, request",
        MessageKind::SetPaymentOptionsRequest,
        "requestEnvelope.errorLanguage=en_US&receiverOptions[0].receiver.email=test@test.com\
         &receiverOptions[0].invoiceData.item[0].name=ITEM1\
         &receiverOptions[0].invoiceData.item[0].price=50.0\
         &receiverOptions[0].invoiceData.item[0].itemCount=2\
         &receiverOptions[0].invoiceData.item[0].itemPrice=25.0\
         &receiverOptions[0].invoiceData.totalTax=25.0\
         &receiverOptions[0].invoiceData.totalShipping=25.0&payKey=",
    ),
    nvp(
        "guide p. 175, request",
        MessageKind::PreapprovalRequest,
        "cancelUrl=http://your_cancel_url&currencyCode=USD\
         &endingDate=2009-12-13T08%3A00%3A00.000Z&maxAmountPerPayment=200.00\
         &maxNumberOfPayments=30&maxTotalAmountOfAllPayments=1500.00&pinType=NOT_REQUIRED\
         &requestEnvelope.errorLanguage=en_US&returnUrl=http://your_return_url\
         &startingDate=2009-07-13T07%3A00%3A00.000Z&senderEmail=sender@domain",
    ),
    nvp(
        "guide p. 175, response",
        MessageKind::PreapprovalResponse,
        "responseEnvelope.timestamp=2009-08-14T09%3A00%3A37.748-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=7967b2d03745a&responseEnvelope.build=DEV\
         &preapprovalKey=PA-9JR04288NR0519129",
    ),
    nvp(
        "guide p. 188, request",
        MessageKind::PreapprovalDetailsRequest,
        "preapprovalKey=PA-9JR04288NR0519129&requestEnvelope.errorLanguage=en_US",
    ),
    nvp(
        "guide p. 188, response",
        MessageKind::PreapprovalDetailsResponse,
        "responseEnvelope.timestamp=2009-07-13T13%3A50%3A40.496-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=16dbc35f1aea7&responseEnvelope.build=DEV&approved=false\
         &cancelUrl=your_cancel_url&curPayments=0&curPaymentsAmount=0.00&curPeriodAttempts=0\
         &currencyCode=USD&dateOfMonth=0&dayOfWeek=NO_DAY_SPECIFIED\
         &endingDate=2009-12-13T13%3A40%3A37.0-08%3A00&maxAmountPerPayment=200.00\
         &maxNumberOfPayments=30&maxTotalAmountOfAllPayments=1500.00\
         &paymentPeriod=NO_PERIOD_SPECIFIED&pinType=NOT_REQUIRED&returnUrl=your_cancel_url\
         &startingDate=2009-07-13T13%3A40%3A37.0-07%3A00&status=ACTIVE",
    ),
    nvp(
        "guide p. 229, request",
        MessageKind::RefundRequest,
        "requestEnvelope.errorLanguage=en_US&payKey=AP-95V43510SV018561T",
    ),
    nvp(
        "guide p. 230, response",
        MessageKind::RefundResponse,
        "responseEnvelope.timestamp=2009-08-14T09%3A00%3A37.748-07%3A00&responseEnvelope.ack=Success\
         &responseEnvelope.correlationId=7967b2d03745a&responseEnvelope.build=DEV&currencyCode=USD\
         &refundInfoList.refundInfo(0).receiver.amount=3.15\
         &refundInfoList.refundInfo(0).receiver.email=receiver@domain\
         &refundInfoList.refundInfo(0).refundStatus=REFUNDED\
         &refundInfoList.refundInfo(0).refundNetAmount=2.81\
         &refundInfoList.refundInfo(0).refundFeeAmount=0.34\
         &refundInfoList.refundInfo(0).refundGrossAmount=3.15\
         &refundInfoList.refundInfo(0).totalOfAllRefunds=3.15\
         &refundInfoList.refundInfo(0).refundHasBecomeFull=true\
         &refundInfoList.refundInfo(0).encryptedRefundTransactionId=48K11199GC160\
         &refundInfoList.refundInfo(0).refundTransactionStatus=COMPLETED\
         &refundInfoList.refundInfo(1).receiver.amount=1.78\
         &refundInfoList.refundInfo(1).receiver.email=receiver2@domain\
         &refundInfoList.refundInfo(1).refundStatus=REFUNDED\
         &refundInfoList.refundInfo(1).refundNetAmount=1.43\
         &refundInfoList.refundInfo(1).refundFeeAmount=0.35\
         &refundInfoList.refundInfo(1).refundGrossAmount=1.78\
         &refundInfoList.refundInfo(1).totalOfAllRefunds=1.78\
         &refundInfoList.refundInfo(1).refundHasBecomeFull=true\
         &refundInfoList.refundInfo(1).encryptedRefundTransactionId=40Y76985BU687\
         &refundInfoList.refundInfo(1).refundTransactionStatus=COMPLETED",
    ),
];

/// The message of the example at this place.
fn message(place: &str) -> AnyMessage {
    let mut examples = EXAMPLES.iter();
    let example = examples.find(|example| example.place == place);
    example.expect("an example").read().message
}

macro_rules! the {
    ($message:ident at $place:literal) => {{
        let AnyMessage::$message(message) = message($place) else {
            panic!("another message")
        };
        *message
    }};
}

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

#[test]
fn payments_are_what_the_builders_make() {
    let receiver = || Receiver::with_email(amount("100.00"), "receiver@domain");
    let second = || Receiver::with_email(amount("50.00"), "receiver2@domain");
    let (cancel, back) = ("http://your_cancel_url", "http://your_return_url");
    let memo = |text: &str| Some(text.to_owned());

    let simple = PayRequest {
        fees_payer: Some(FeesPayer::EachReceiver),
        ipn_notification_url: Some("http://your_ipn_notification_url".to_owned()),
        memo: memo("Simple payment example."),
        sender_email: Some("sender@domain".to_owned()),
        ..PayRequest::simple(cancel, Currency::USD, receiver(), back)
    };
    assert_eq!(
        simple,
        the!(PayRequest at "guide p. 100, request of a simple payment")
    );

    let parallel = PayRequest {
        fees_payer: Some(FeesPayer::EachReceiver),
        memo: memo("Parallel payment example"),
        reverse_all_parallel_payments_on_error: Some(true),
        sender_email: Some("sender@domain".to_owned()),
        ..PayRequest::parallel(cancel, Currency::USD, [receiver(), second()], back)
    };
    assert_eq!(
        parallel,
        the!(PayRequest at "guide p. 101, request of a parallel payment")
    );

    let preapproved = PayRequest {
        memo: memo("Preapproval payment example"),
        ..parallel.preapproved("PA-9JR04288NR0519129", "sender@domain")
    };
    assert_eq!(
        preapproved,
        the!(PayRequest at "guide p. 103, request of a preapproved payment")
    );

    let mut chained = PayRequest {
        fees_payer: Some(FeesPayer::EachReceiver),
        memo: memo("Parallel payment example"),
        sender_email: Some("sender@domain".to_owned()),
        ..PayRequest::chained(cancel, Currency::USD, receiver(), [second()], back)
    };
    let client = chained.client_details.insert(ClientDetailsType::default());
    client.application_id = Some("fitnesse".to_owned());
    client.ip_address = Some("127.0.0.1".to_owned());
    assert_eq!(
        chained,
        the!(PayRequest at "guide p. 102, request of a chained payment")
    );
}

#[test]
fn an_agreement_and_a_refund_are_what_the_builders_make() {
    let agreement = PreapprovalRequest {
        max_amount_per_payment: Some(amount("200.00")),
        max_number_of_payments: Some(30),
        pin_type: Some(PinType::NotRequired),
        sender_email: Some("sender@domain".to_owned()),
        ..PreapprovalRequest::limited(
            "http://your_cancel_url",
            Currency::USD,
            "http://your_return_url",
            "2009-07-13T07:00:00.000Z",
            "2009-12-13T08:00:00.000Z",
            amount("1500.00"),
        )
    };
    assert_eq!(
        agreement,
        the!(PreapprovalRequest at "guide p. 175, request")
    );
    assert_eq!(
        RefundRequest::full("AP-95V43510SV018561T"),
        the!(RefundRequest at "guide p. 229, request")
    );
}

#[test]
fn answers_are_typed() {
    let details = the!(PreapprovalDetailsResponse at "guide p. 188, response");
    assert!(!details.approved);
    assert_eq!(details.cur_payments, 0);
    assert_eq!(details.cur_payments_amount.to_string(), "0.00");
    assert_eq!(details.day_of_week, Some(DayOfWeek::NoDaySpecified));
    assert_eq!(
        details.payment_period,
        Some(PaymentPeriod::NoPeriodSpecified)
    );
    assert_eq!(details.status, PreapprovalStatus::Active);
    let starting = details.starting_date.to_timestamp().expect("a date");
    assert_eq!(starting.to_string(), "2009-07-13T20:40:37Z");

    let refund = the!(RefundResponse at "guide p. 230, response");
    let infos = &refund.refund_info_list.refund_info;
    assert_eq!(infos.len(), 2);
    assert_eq!(infos[0].refund_status, Some(RefundStatus::Refunded));
    assert_eq!(infos[1].refund_net_amount, Some(amount("1.43")));
    assert_eq!(
        infos[1].refund_transaction_status,
        Some(RefundTransactionStatus::Completed)
    );

    let payment = the!(PaymentDetailsResponse at "guide p. 124, response");
    assert_eq!(payment.status, PaymentExecStatus::Created);
    assert_eq!(payment.log_default_shipping_address, Some(false));

    let options = the!(SetPaymentOptionsRequest at "guide p. 161, request");
    let invoice = options.receiver_options[0].invoice_data.as_ref();
    let item = &invoice.expect("an invoice").item[0];
    assert_eq!(item.item_count, Some(2));
    assert_eq!(item.item_price, Some(amount("25.0")));
    assert_eq!(options.pay_key, "");

    let goods = the!(PayRequest at "guide p. 104, request for digital goods");
    let receiver = &goods.receiver_list.receiver[0];
    assert_eq!(receiver.payment_type, Some(PaymentType::DigitalGoods));
    assert_eq!(receiver.email, None);
}

/// The time of p. 71 is kept as printed, but it is no time.
#[test]
fn a_time_without_seconds_is_kept() {
    let response = the!(PayResponse at "guide p. 71, response of a parallel payment");
    let time = response.response_envelope.timestamp;
    assert_eq!(time.as_str(), "2009-11-03T08:12.937-07:00");
    assert!(time.check().is_err());
}

/// The request of p. 69 is printed with a comma behind the last member of the receiver.
#[test]
fn a_comma_too_much_is_refused() {
    let body = EXAMPLES[0].body.replace("\"10.00\"}", "\"10.00\",}");
    assert_ne!(body, EXAMPLES[0].body);
    let error = codec::read(body.as_bytes(), &Config::strict()).unwrap_err();
    assert_eq!(error.category(), Category::Syntax);
    assert!(error.span().is_some());
}

/// The request of p. 71 is printed with its root in no namespace, an order of its own, and
/// declarations that say nothing.
#[test]
fn a_root_without_its_namespace_is_read_with_a_warning() {
    let body = r#"<PayRequest><requestEnvelope><errorLanguage>en_US</errorLanguage></requestEnvelope>
        <cancelUrl xmlns="">http://exammple.com/cancelURL.htm</cancelUrl>
        <actionType>PAY</actionType><currencyCode xmlns="">USD</currencyCode>
        <receiverList xmlns=""><receiver><amount>100</amount><email>frank@example.com</email>
        <primary>true</primary></receiver><receiver><amount>75</amount>
        <email>yvonne@example.com</email><primary>false</primary></receiver></receiverList>
        <returnUrl xmlns="">http://example.com/returnURL.htm</returnUrl></PayRequest>"#;
    let expected = PayRequest::chained(
        "http://exammple.com/cancelURL.htm",
        Currency::USD,
        Receiver::with_email(amount("100"), "frank@example.com"),
        [Receiver::with_email(amount("75"), "yvonne@example.com")],
        "http://example.com/returnURL.htm",
    );
    assert_eq!(expected.action_type, ActionType::Pay);
    let expected = AnyMessage::from(expected);
    for config in [Config::strict(), Config::lenient()] {
        let reading = codec::read(body.as_bytes(), &config).expect("well-formed");
        let Content::Message(decoded) = reading.content else {
            panic!("no message")
        };
        assert_eq!(decoded.warnings.len(), 1);
        assert_eq!(decoded.message, expected);
    }
}
