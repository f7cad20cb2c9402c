//! The rules of currencies, amounts, web addresses and e-mail addresses, in every place they are for.

use super::{CONVERT, Case, LIMITS, OPTIONS, PAY, PREAPPROVAL, REFUND, case};

pub(super) const CASES: &[Case] = &[
    case(
        "R163",
        PREAPPROVAL,
        "currencyCode=INR",
        "currencyCode",
        "currencyCode=JPY",
    ),
    case(
        "R163",
        PREAPPROVAL,
        "currencyCode=usd",
        "currencyCode",
        "currencyCode=USD",
    ),
    case(
        "R164",
        REFUND,
        "currencyCode=INR",
        "currencyCode",
        "currencyCode=TWD",
    ),
    case(
        "R165",
        REFUND,
        concat!(
            "currencyCode=USD",
            r!(0, "amount=0"),
            r!(0, "email=a@s.example")
        ),
        "receiverList.receiver(0).amount",
        concat!(
            "currencyCode=USD",
            r!(0, "amount=0.01"),
            r!(0, "email=a@s.example")
        ),
    ),
    case(
        "R165",
        REFUND,
        concat!(
            "currencyCode=USD",
            r!(0, "amount=1"),
            r!(0, "email=a@s.example"),
            r!(1, "amount=-4"),
            r!(1, "email=b@s.example")
        ),
        "receiverList.receiver(1).amount",
        concat!(
            "currencyCode=USD",
            r!(0, "amount=1"),
            r!(0, "email=a@s.example"),
            r!(1, "amount=4"),
            r!(1, "email=b@s.example")
        ),
    ),
    case(
        "R166",
        PAY,
        concat!("currencyCode=HUF", r!(0, "amount=10.50")),
        "receiverList.receiver(0).amount",
        concat!("currencyCode=HUF", r!(0, "amount=10")),
    ),
    case(
        "R166",
        PAY,
        concat!("currencyCode=JPY", r!(0, "amount=10.50")),
        "receiverList.receiver(0).amount",
        concat!("currencyCode=JPY", r!(0, "amount=10")),
    ),
    case(
        "R166",
        PAY,
        concat!("currencyCode=TWD", r!(0, "amount=10.50")),
        "receiverList.receiver(0).amount",
        concat!("currencyCode=TWD", r!(0, "amount=10")),
    ),
    case(
        "R166",
        PAY,
        r!(0, "amount=10.001"),
        "receiverList.receiver(0).amount",
        r!(0, "amount=10.01"),
    ),
    case(
        "R166",
        PAY,
        chained!("&currencyCode=JPY", r!(0, "amount=10"), r!(1, "amount=4.5")),
        "receiverList.receiver(1).amount",
        chained!("&currencyCode=JPY", r!(0, "amount=10"), r!(1, "amount=4")),
    ),
    case(
        "R166",
        REFUND,
        concat!(
            "currencyCode=JPY",
            r!(0, "amount=1.0"),
            r!(0, "email=a@s.example")
        ),
        "receiverList.receiver(0).amount",
        concat!(
            "currencyCode=JPY",
            r!(0, "amount=1"),
            r!(0, "email=a@s.example")
        ),
    ),
    case(
        "R166",
        PREAPPROVAL,
        "currencyCode=HUF&maxTotalAmountOfAllPayments=1500.5",
        "maxTotalAmountOfAllPayments",
        "currencyCode=HUF&maxTotalAmountOfAllPayments=1500",
    ),
    case(
        "R166",
        PREAPPROVAL,
        "maxAmountPerPayment=1.005",
        "maxAmountPerPayment",
        "maxAmountPerPayment=1.05",
    ),
    case(
        "R166",
        CONVERT,
        "baseAmountList.currency(0).code=JPY",
        "baseAmountList.currency(0).amount",
        "baseAmountList.currency(0).code=JPY&baseAmountList.currency(0).amount=1",
    ),
    case(
        "R166",
        CONVERT,
        "baseAmountList.currency(1).code=EUR&baseAmountList.currency(1).amount=1.125",
        "baseAmountList.currency(1).amount",
        "baseAmountList.currency(1).code=EUR&baseAmountList.currency(1).amount=1.12",
    ),
    case(
        "R167",
        PREAPPROVAL,
        "cancelUrl=s.example/c",
        "cancelUrl",
        "cancelUrl=http://s.example/c",
    ),
    case(
        "R167",
        PREAPPROVAL,
        "returnUrl=s.example/c",
        "returnUrl",
        "returnUrl=http://s.example/c",
    ),
    case(
        "R167",
        PREAPPROVAL,
        "ipnNotificationUrl=s.example/c",
        "ipnNotificationUrl",
        "ipnNotificationUrl=http://s.example/c",
    ),
    case(
        "R167",
        PREAPPROVAL,
        "cancelUrl=https:///c",
        "cancelUrl",
        "cancelUrl=https://s.example",
    ),
    case(
        "R167",
        PREAPPROVAL,
        "returnUrl=https://s.example/a b",
        "returnUrl",
        "returnUrl=https://s.example/a+b?c=d",
    ),
    case(
        "R168",
        PREAPPROVAL,
        "endingDate",
        "endingDate",
        "endingDate=2026-12-31Z",
    ),
    case(
        "R168",
        PREAPPROVAL,
        "maxTotalAmountOfAllPayments",
        "maxTotalAmountOfAllPayments",
        "maxTotalAmountOfAllPayments=1",
    ),
    case(
        "R169",
        PAY,
        r!(0, "email=seller.example"),
        "receiverList.receiver(0).email",
        r!(0, "email=s@example"),
    ),
    case(
        "R169",
        PAY,
        second!(r!(1, "email=@s.example")),
        "receiverList.receiver(1).email",
        second!(r!(1, "email=b@s.example")),
    ),
    case(
        "R169",
        PAY,
        "senderEmail=s@",
        "senderEmail",
        "senderEmail=s@s.example",
    ),
    case(
        "R169",
        PAY,
        "sender.email=s",
        "sender.email",
        "sender.email=s@s.example",
    ),
    case(
        "R169",
        PREAPPROVAL,
        "senderEmail=s s.example",
        "senderEmail",
        "senderEmail=s@s.example",
    ),
    case(
        "R169",
        REFUND,
        concat!("currencyCode=USD", r!(0, "amount=1"), r!(0, "email=a")),
        "receiverList.receiver(0).email",
        concat!(
            "currencyCode=USD",
            r!(0, "amount=1"),
            r!(0, "email=a@s.example")
        ),
    ),
    case(
        "R169",
        OPTIONS,
        "receiverOptions(0).receiver.email=a",
        "receiverOptions(0).receiver.email",
        "receiverOptions(0).receiver.email=a@b",
    ),
    case(
        "R169",
        OPTIONS,
        "initiatingEntity.institutionCustomer.email=a",
        "initiatingEntity.institutionCustomer.email",
        "initiatingEntity.institutionCustomer.email=a@b",
    ),
    case(
        "R169",
        LIMITS,
        "user.email=a",
        "user.email",
        "user.email=a@b",
    ),
];
