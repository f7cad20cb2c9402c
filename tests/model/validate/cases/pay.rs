//! The rules of Pay, and those of all operations as Pay breaks them.

use super::{Case, PAY, case};

const FUNDING: &str = "fundingConstraint.allowedFundingType.fundingTypeInfo(0).fundingType";

pub(super) const CASES: &[Case] = &[
    case(
        "R001",
        PAY,
        "requestEnvelope.errorLanguage=de_DE",
        "requestEnvelope.errorLanguage",
        "requestEnvelope.errorLanguage=en_US",
    ),
    case(
        "R002",
        PAY,
        six!(r!(6, "amount=1"), r!(6, "email=g@s.example")),
        "receiverList.receiver",
        six!(),
    ),
    case(
        "R003",
        PAY,
        chained!(r!(1, "primary=true")),
        "receiverList.receiver(1).primary",
        chained!(r!(1, "primary=false")),
    ),
    case(
        "R004",
        PAY,
        r!(0, "primary=true"),
        "receiverList.receiver(0).primary",
        chained!(),
    ),
    case(
        "R004",
        PAY,
        six!(
            r!(0, "primary=true"),
            r!(6, "amount=1"),
            r!(6, "email=g@s.example")
        ),
        "receiverList.receiver",
        six!(r!(0, "primary=true")),
    ),
    case(
        "R005",
        PAY,
        chained!(r!(0, "amount=3.99")),
        "receiverList.receiver(0).amount",
        chained!(r!(0, "amount=4")),
    ),
    case(
        "R006",
        PAY,
        r!(0, "amount=0.00"),
        "receiverList.receiver(0).amount",
        r!(0, "amount=0.01"),
    ),
    case(
        "R006",
        PAY,
        r!(0, "amount=-1"),
        "receiverList.receiver(0).amount",
        r!(0, "amount=1"),
    ),
    case(
        "R007",
        PAY,
        "receiverList.receiver(0).email",
        "receiverList.receiver(0).email",
        "",
    ),
    case(
        "R007",
        PAY,
        r!(0, "accountId=ABCDEFGHJKLMN"),
        "receiverList.receiver(0).email",
        "receiverList.receiver(0).email&receiverList.receiver(0).accountId=ABCDEFGHJKLMN",
    ),
    case(
        "R008",
        PAY,
        second!(r!(1, "email=A@s.example")),
        "receiverList.receiver(1).email",
        second!(),
    ),
    case(
        "R008",
        PAY,
        concat!(
            "receiverList.receiver(0).email&receiverList.receiver(1).email&receiverList.receiver(1).amount=1",
            r!(0, "phone.countryCode=1"),
            r!(0, "phone.phoneNumber=5"),
            r!(1, "phone.countryCode=1"),
            r!(1, "phone.phoneNumber=5")
        ),
        "receiverList.receiver(1).phone",
        concat!(
            "receiverList.receiver(0).email&receiverList.receiver(1).email&receiverList.receiver(1).amount=1",
            r!(0, "phone.countryCode=1"),
            r!(0, "phone.phoneNumber=5"),
            r!(1, "phone.countryCode=1"),
            r!(1, "phone.phoneNumber=6")
        ),
    ),
    case(
        "R009",
        PAY,
        "senderEmail=a@s.example",
        "receiverList.receiver(0).email",
        "senderEmail=s@s.example",
    ),
    case(
        "R009",
        PAY,
        "sender.email=A@S.example",
        "receiverList.receiver(0).email",
        "sender.email=aa@s.example",
    ),
    case(
        "R010",
        PAY,
        "actionType=PAY_LATER",
        "actionType",
        "actionType=CREATE",
    ),
    case(
        "R011",
        PAY,
        "actionType=PAY_PRIMARY",
        "actionType",
        chained!("&actionType=PAY_PRIMARY"),
    ),
    case(
        "R013",
        PAY,
        chained!("&feesPayer=SENDER"),
        "feesPayer",
        second!("&feesPayer=SENDER"),
    ),
    case(
        "R015",
        PAY,
        second!("&feesPayer=PRIMARYRECEIVER"),
        "feesPayer",
        chained!("&feesPayer=PRIMARYRECEIVER"),
    ),
    case(
        "R016",
        PAY,
        six!(r!(0, "primary=true"), "&feesPayer=SECONDARYONLY"),
        "feesPayer",
        chained!("&feesPayer=SECONDARYONLY"),
    ),
    case(
        "R016",
        PAY,
        second!("&feesPayer=SECONDARYONLY"),
        "feesPayer",
        chained!(),
    ),
    case(
        "R019",
        PAY,
        chained!("&reverseAllParallelPaymentsOnError=true"),
        "reverseAllParallelPaymentsOnError",
        chained!("&reverseAllParallelPaymentsOnError=false"),
    ),
    case(
        "R020",
        PAY,
        second!(r!(1, "paymentType=GOODS")),
        "receiverList.receiver(1).paymentType",
        second!(r!(1, "paymentType=SERVICE")),
    ),
    case(
        "R021",
        PAY,
        second!(r!(0, "paymentSubType=a"), r!(1, "paymentSubType=b")),
        "receiverList.receiver(1).paymentSubType",
        second!(r!(0, "paymentSubType=a"), r!(1, "paymentSubType=a")),
    ),
    case(
        "R022",
        PAY,
        concat!(
            r!(0, "paymentSubType=a"),
            "&fundingConstraint.allowedFundingType.fundingTypeInfo(0).fundingType=ECHECK"
        ),
        "fundingConstraint",
        r!(0, "paymentSubType=a"),
    ),
    case(
        "R023",
        PAY,
        "fundingConstraint.allowedFundingType.fundingTypeInfo(0).fundingType=ECHECK&fundingConstraint.allowedFundingType.fundingTypeInfo(1).fundingType=RECEIVABLE",
        "fundingConstraint.allowedFundingType.fundingTypeInfo(1).fundingType",
        "fundingConstraint.allowedFundingType.fundingTypeInfo(0).fundingType=ECHECK&fundingConstraint.allowedFundingType.fundingTypeInfo(1).fundingType=BALANCE",
    ),
    case(
        "R024",
        PAY,
        "fundingConstraint.allowedFundingType.fundingTypeInfo(0).fundingType=DEBITCARD",
        FUNDING,
        "fundingConstraint.allowedFundingType.fundingTypeInfo(0).fundingType=CREDITCARD",
    ),
    case(
        "R027",
        PAY,
        second!(r!(1, "paymentType=DIGITALGOODS")),
        "receiverList.receiver(0).paymentType",
        second!(
            r!(0, "paymentType=DIGITALGOODS"),
            r!(1, "paymentType=DIGITALGOODS")
        ),
    ),
    case(
        "R028",
        PAY,
        concat!(
            r!(0, "paymentType=DIGITALGOODS"),
            "&senderEmail=s@s.example"
        ),
        "senderEmail",
        concat!(r!(0, "paymentType=GOODS"), "&senderEmail=s@s.example"),
    ),
    case(
        "R029",
        PAY,
        concat!(
            r!(0, "paymentType=DIGITALGOODS"),
            "&fundingConstraint.allowedFundingType.fundingTypeInfo(0).fundingType=ECHECK"
        ),
        "fundingConstraint",
        concat!(
            r!(0, "paymentType=GOODS"),
            "&fundingConstraint.allowedFundingType.fundingTypeInfo(0).fundingType=ECHECK"
        ),
    ),
    case(
        "R030",
        PAY,
        concat!(
            r!(0, "paymentType=DIGITALGOODS"),
            "&preapprovalKey=PA-1&sender.useCredentials=true"
        ),
        "preapprovalKey",
        concat!(
            r!(0, "paymentType=GOODS"),
            "&preapprovalKey=PA-1&sender.useCredentials=true"
        ),
    ),
    case(
        "R032",
        PAY,
        chained!(r!(0, "paymentType=PERSONAL"), r!(1, "paymentType=PERSONAL")),
        "receiverList.receiver(0).paymentType",
        second!(r!(0, "paymentType=PERSONAL"), r!(1, "paymentType=PERSONAL")),
    ),
    case(
        "R033",
        PAY,
        second!(r!(0, "paymentType=PERSONAL"), r!(1, "paymentType=GOODS")),
        "receiverList.receiver(1).paymentType",
        second!(
            r!(0, "paymentType=CASHADVANCE"),
            r!(1, "paymentType=CASHADVANCE")
        ),
    ),
    case(
        "R034",
        PAY,
        concat!(r!(0, "paymentType=CASHADVANCE"), "&feesPayer=SECONDARYONLY"),
        "feesPayer",
        concat!(r!(0, "paymentType=CASHADVANCE"), "&feesPayer=SENDER"),
    ),
    case(
        "R037",
        PAY,
        "senderEmail=s@s.example&sender.email=s@s.example",
        "senderEmail",
        "senderEmail=s@s.example&sender.taxIdDetails.taxId=1",
    ),
    case(
        "R038",
        PAY,
        "sender.email=s@s.example&sender.useCredentials=true",
        "sender",
        "sender.email=s@s.example&sender.useCredentials=false",
    ),
    case(
        "R038",
        PAY,
        "sender.useCredentials=false",
        "sender",
        "sender.useCredentials=true",
    ),
    case(
        "R039",
        PAY,
        "sender.email=s@s.example&sender.phone.countryCode=1&sender.phone.phoneNumber=5",
        "sender.phone",
        "sender.email=s@s.example",
    ),
    case(
        "R040",
        PAY,
        "preapprovalKey=PA-1",
        "senderEmail",
        "preapprovalKey=PA-1&senderEmail=s@s.example",
    ),
    case(
        "R056",
        PAY,
        "currencyCode=AED",
        "currencyCode",
        "currencyCode=TRY",
    ),
    case(
        "R058",
        PAY,
        "cancelUrl=ftp://s.example",
        "cancelUrl",
        "cancelUrl=HTTP://s.example",
    ),
    case("R058", PAY, "returnUrl=", "returnUrl", "returnUrl=http://s"),
    case(
        "R058",
        PAY,
        "ipnNotificationUrl=http://",
        "ipnNotificationUrl",
        "ipnNotificationUrl=http://s?a=b",
    ),
    case(
        "R059",
        PAY,
        "cancelUrl=https://*1025",
        "cancelUrl",
        "cancelUrl=https://*1024",
    ),
    case(
        "R060",
        PAY,
        "returnUrl=https://*1025",
        "returnUrl",
        "returnUrl=https://*1024",
    ),
    case(
        "R061",
        PAY,
        "ipnNotificationUrl=https://*1025",
        "ipnNotificationUrl",
        "ipnNotificationUrl=https://*1024",
    ),
    case("R062", PAY, "memo=é\n*1001", "memo", "memo=é\n*1000"),
    case(
        "R063",
        PAY,
        "senderEmail=s@*128",
        "senderEmail",
        "senderEmail=s@*127",
    ),
    case(
        "R064",
        PAY,
        "trackingId=*128",
        "trackingId",
        "trackingId=*127",
    ),
    case(
        "R065",
        PAY,
        r!(0, "email=a@*128"),
        "receiverList.receiver(0).email",
        r!(0, "email=a@*127"),
    ),
    case(
        "R066",
        PAY,
        r!(0, "invoiceId=*128"),
        "receiverList.receiver(0).invoiceId",
        r!(0, "invoiceId=*127"),
    ),
    case(
        "R067",
        PAY,
        "receiverList.receiver(0).email&receiverList.receiver(0).accountId=ABCDEFGHJKLM",
        "receiverList.receiver(0).accountId",
        "receiverList.receiver(0).email&receiverList.receiver(0).accountId=ABCDEFGHJK123",
    ),
    case(
        "R068",
        PAY,
        "clientDetails.customerId=*128",
        "clientDetails.customerId",
        "clientDetails.customerId=*127",
    ),
    case(
        "R069",
        PAY,
        "clientDetails.customerType=*128",
        "clientDetails.customerType",
        "clientDetails.customerType=*127",
    ),
    case(
        "R070",
        PAY,
        "clientDetails.deviceId=*128",
        "clientDetails.deviceId",
        "clientDetails.deviceId=*127",
    ),
    case(
        "R071",
        PAY,
        "clientDetails.geoLocation=*128",
        "clientDetails.geoLocation",
        "clientDetails.geoLocation=*127",
    ),
    case(
        "R072",
        PAY,
        "clientDetails.model=*128",
        "clientDetails.model",
        "clientDetails.model=*127",
    ),
    case(
        "R073",
        PAY,
        "clientDetails.partnerName=*128",
        "clientDetails.partnerName",
        "clientDetails.partnerName=*127",
    ),
    case(
        "R075",
        PAY,
        "payKeyDuration=PT4M59S",
        "payKeyDuration",
        "payKeyDuration=PT5M",
    ),
    case(
        "R075",
        PAY,
        "payKeyDuration=P30DT1S",
        "payKeyDuration",
        "payKeyDuration=P30D",
    ),
    case(
        "R161",
        PAY,
        concat!(
            "receiverList.receiver(0).email",
            r!(0, "phone.countryCode=1"),
            r!(0, "phone.phoneNumber=")
        ),
        "receiverList.receiver(0).phone.phoneNumber",
        concat!(
            "receiverList.receiver(0).email",
            r!(0, "phone.countryCode=1"),
            r!(0, "phone.phoneNumber=5")
        ),
    ),
];
