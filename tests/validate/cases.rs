//! For each rule a request that breaks it and one that just does not.
//!
//! A request is written as what is different from the plainest one of its operation: `name=value`
//! sets a field, `name` alone takes it away, and `*128` after a value pads it to 128 characters.

/// A rule, the request it is about, changes that break it, where, and changes that just do not.
pub(crate) struct Case {
    pub(crate) rule: &'static str,
    pub(crate) message: &'static str,
    pub(crate) bad: &'static str,
    pub(crate) path: &'static str,
    pub(crate) good: &'static str,
}

const fn case(
    rule: &'static str,
    message: &'static str,
    bad: &'static str,
    path: &'static str,
    good: &'static str,
) -> Case {
    Case {
        rule,
        message,
        bad,
        path,
        good,
    }
}

/// The plainest request of an operation, and nothing wrong with it.
pub(crate) fn plainest(message: &str) -> &'static str {
    match message {
        "PayRequest" => {
            "actionType=PAY&cancelUrl=https://s.example/c&currencyCode=USD\
             &receiverList.receiver(0).amount=10.00&receiverList.receiver(0).email=a@s.example\
             &returnUrl=https://s.example/r"
        }
        "PaymentDetailsRequest" | "RefundRequest" => "payKey=AP-1",
        "SetPaymentOptionsRequest" => {
            "payKey=AP-1&initiatingEntity.institutionCustomer.institutionId=I1\
             &initiatingEntity.institutionCustomer.firstName=A\
             &initiatingEntity.institutionCustomer.lastName=B\
             &initiatingEntity.institutionCustomer.displayName=AB\
             &initiatingEntity.institutionCustomer.institutionCustomerId=C1\
             &initiatingEntity.institutionCustomer.countryCode=US\
             &receiverOptions(0).receiver.email=a@s.example"
        }
        "PreapprovalRequest" => {
            "cancelUrl=https://s.example/c&currencyCode=USD&returnUrl=https://s.example/r\
             &startingDate=2026-11-22T00:00:00Z"
        }
        "ConvertCurrencyRequest" => {
            "baseAmountList.currency(0).code=USD&baseAmountList.currency(0).amount=1.00\
             &convertToCurrencyList.currencyCode(0)=EUR"
        }
        "GetShippingAddressesRequest" | "GetAvailableShippingAddressesRequest" => "key=AP-1",
        "GetAllowedFundingSourcesRequest" => "key=PA-1",
        "GetUserLimitsRequest" => {
            "user.email=a@s.example&country=US&currencyCode=USD&limitType(0)=WITHDRAWAL"
        }
        other => panic!("no plainest {other}"),
    }
}

const PAY: &str = "PayRequest";
const DETAILS: &str = "PaymentDetailsRequest";
const OPTIONS: &str = "SetPaymentOptionsRequest";
const PREAPPROVAL: &str = "PreapprovalRequest";
const REFUND: &str = "RefundRequest";
const CONVERT: &str = "ConvertCurrencyRequest";
const LIMITS: &str = "GetUserLimitsRequest";

/// A field of a receiver.
macro_rules! r {
    ($at:literal, $rest:literal) => {
        concat!("&receiverList.receiver(", $at, ").", $rest)
    };
}

/// A second receiver.
macro_rules! second {
    ($($more:expr),*) => {
        concat!(r!(1, "amount=4.00"), r!(1, "email=b@s.example") $(, $more)*)
    };
}

/// Three to six receivers.
macro_rules! six {
    ($($more:expr),*) => {
        concat!(
            second!(), r!(2, "amount=1"), r!(2, "email=c@s.example"), r!(3, "amount=1"),
            r!(3, "email=d@s.example"), r!(4, "amount=1"), r!(4, "email=e@s.example"),
            r!(5, "amount=1"), r!(5, "email=f@s.example") $(, $more)*
        )
    };
}

/// The first of two receivers is primary.
macro_rules! chained {
    ($($more:expr),*) => {
        second!(r!(0, "primary=true") $(, $more)*)
    };
}

const FUNDING: &str = "fundingConstraint.allowedFundingType.fundingTypeInfo(0).fundingType";

pub(crate) const CASES: &[Case] = &[
    case(
        "R001",
        PAY,
        "requestEnvelope.errorLanguage=de_DE",
        "requestEnvelope.errorLanguage",
        "requestEnvelope.errorLanguage=en_US",
    ),
    case(
        "R001",
        REFUND,
        "requestEnvelope.errorLanguage=",
        "requestEnvelope.errorLanguage",
        "",
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
        "R067",
        LIMITS,
        "user.email&user.accountId=ABCDEFGHJKLM-",
        "user.accountId",
        "user.email&user.accountId=abcdefghjkl12",
    ),
    case(
        "R068",
        PAY,
        "clientDetails.customerId=*128",
        "clientDetails.customerId",
        "clientDetails.customerId=*127",
    ),
    case(
        "R068",
        PREAPPROVAL,
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
        "R078",
        DETAILS,
        "payKey",
        "payKey",
        "payKey&transactionId=9T",
    ),
    case(
        "R079",
        DETAILS,
        "trackingId=t",
        "trackingId",
        "transactionId=9T",
    ),
    case(
        "R080",
        DETAILS,
        "payKey&trackingId=*128",
        "trackingId",
        "payKey&trackingId=*127",
    ),
    case(
        "R087",
        OPTIONS,
        "displayOptions.headerImageUrl=https://i&displayOptions.businessName=B",
        "displayOptions.businessName",
        "displayOptions.businessName=B",
    ),
    case(
        "R089",
        OPTIONS,
        "displayOptions.emailHeaderImageUrl=*1025",
        "displayOptions.emailHeaderImageUrl",
        "displayOptions.emailHeaderImageUrl=*1024",
    ),
    case(
        "R090",
        OPTIONS,
        "displayOptions.emailMarketingImageUrl=*1025",
        "displayOptions.emailMarketingImageUrl",
        "displayOptions.emailMarketingImageUrl=*1024",
    ),
    case(
        "R091",
        OPTIONS,
        "displayOptions.headerImageUrl=*1025",
        "displayOptions.headerImageUrl",
        "displayOptions.headerImageUrl=*1024",
    ),
    case(
        "R092",
        OPTIONS,
        "displayOptions.businessName=*129",
        "displayOptions.businessName",
        "displayOptions.businessName=*128",
    ),
    case(
        "R093",
        OPTIONS,
        "initiatingEntity.institutionCustomer.countryCode=USA",
        "initiatingEntity.institutionCustomer.countryCode",
        "initiatingEntity.institutionCustomer.countryCode=DE",
    ),
    case(
        "R094",
        OPTIONS,
        "initiatingEntity.institutionCustomer.displayName=*201",
        "initiatingEntity.institutionCustomer.displayName",
        "initiatingEntity.institutionCustomer.displayName=*200",
    ),
    case(
        "R095",
        OPTIONS,
        "initiatingEntity.institutionCustomer.email=*128",
        "initiatingEntity.institutionCustomer.email",
        "initiatingEntity.institutionCustomer.email=*127",
    ),
    case(
        "R096",
        OPTIONS,
        "initiatingEntity.institutionCustomer.firstName=*65",
        "initiatingEntity.institutionCustomer.firstName",
        "initiatingEntity.institutionCustomer.firstName=*64",
    ),
    case(
        "R097",
        OPTIONS,
        "initiatingEntity.institutionCustomer.lastName=*65",
        "initiatingEntity.institutionCustomer.lastName",
        "initiatingEntity.institutionCustomer.lastName=*64",
    ),
    case(
        "R098",
        OPTIONS,
        "initiatingEntity.institutionCustomer.institutionCustomerId=*65",
        "initiatingEntity.institutionCustomer.institutionCustomerId",
        "initiatingEntity.institutionCustomer.institutionCustomerId=*64",
    ),
    case(
        "R099",
        OPTIONS,
        "initiatingEntity.institutionCustomer.institutionId=*65",
        "initiatingEntity.institutionCustomer.institutionId",
        "initiatingEntity.institutionCustomer.institutionId=*64",
    ),
    case(
        "R101",
        OPTIONS,
        "senderOptions.referrerCode=*33",
        "senderOptions.referrerCode",
        "senderOptions.referrerCode=*32",
    ),
    case(
        "R102",
        OPTIONS,
        "receiverOptions(0).description=*1001",
        "receiverOptions(0).description",
        "receiverOptions(0).description=*1000",
    ),
    case(
        "R103",
        OPTIONS,
        "receiverOptions(0).customId=*1001",
        "receiverOptions(0).customId",
        "receiverOptions(0).customId=*1000",
    ),
    case(
        "R105",
        OPTIONS,
        "receiverOptions(0).receiver.accountId=ABCDEFGHJKLMN",
        "receiverOptions(0).receiver.email",
        "receiverOptions(0).receiver.email&receiverOptions(0).receiver.accountId=ABCDEFGHJKLMN",
    ),
    case(
        "R106",
        OPTIONS,
        "receiverOptions(0).invoiceData.item(0).price=7.49&receiverOptions(0).invoiceData.item(0).itemPrice=2.50&receiverOptions(0).invoiceData.item(0).itemCount=3",
        "receiverOptions(0).invoiceData.item(0).price",
        "receiverOptions(0).invoiceData.item(0).price=7.5&receiverOptions(0).invoiceData.item(0).itemPrice=2.50&receiverOptions(0).invoiceData.item(0).itemCount=3",
    ),
    case(
        "R107",
        OPTIONS,
        "receiverOptions(1).receiver.email=A@S.EXAMPLE",
        "receiverOptions(1).receiver.email",
        "receiverOptions(1).receiver.email=b@s.example",
    ),
    case(
        "R108",
        PREAPPROVAL,
        "startingDate=2026-11-21T23:59:59Z",
        "startingDate",
        "startingDate=2026-11-22T00:00:00+14:00",
    ),
    case(
        "R108",
        PREAPPROVAL,
        "startingDate=2026-11-21Z",
        "startingDate",
        "startingDate=2026-11-22Z",
    ),
    case(
        "R109",
        PREAPPROVAL,
        "endingDate=2026-11-21T23:59:59Z",
        "endingDate",
        "endingDate=2026-11-22T00:00:00Z",
    ),
    case(
        "R109",
        PREAPPROVAL,
        "startingDate=2026-12-02Z&endingDate=2026-12-01Z",
        "endingDate",
        "startingDate=2026-12-02Z&endingDate=2026-12-02Z",
    ),
    case(
        "R110",
        PREAPPROVAL,
        "endingDate=2027-11-23T00:00:00Z",
        "endingDate",
        "endingDate=2027-11-22T00:00:00Z",
    ),
    case(
        "R113",
        PREAPPROVAL,
        "maxTotalAmountOfAllPayments=2000.01",
        "maxTotalAmountOfAllPayments",
        "maxTotalAmountOfAllPayments=2000.00",
    ),
    case(
        "R113",
        PREAPPROVAL,
        "maxTotalAmountOfAllPayments=2001",
        "maxTotalAmountOfAllPayments",
        "maxTotalAmountOfAllPayments=2001&currencyCode=JPY",
    ),
    case(
        "R114",
        PREAPPROVAL,
        "maxAmountPerPayment=100.01&maxTotalAmountOfAllPayments=100",
        "maxAmountPerPayment",
        "maxAmountPerPayment=100.00&maxTotalAmountOfAllPayments=100",
    ),
    case(
        "R116",
        PREAPPROVAL,
        "maxNumberOfPayments=3&maxNumberOfPaymentsPerPeriod=4",
        "maxNumberOfPaymentsPerPeriod",
        "maxNumberOfPayments=3&maxNumberOfPaymentsPerPeriod=3",
    ),
    case(
        "R117",
        PREAPPROVAL,
        "dateOfMonth=32",
        "dateOfMonth",
        "dateOfMonth=31",
    ),
    case(
        "R117",
        PREAPPROVAL,
        "dateOfMonth=-1",
        "dateOfMonth",
        "dateOfMonth=0",
    ),
    case(
        "R119",
        PREAPPROVAL,
        "paymentPeriod=YEARLY",
        "paymentPeriod",
        "paymentPeriod=ANNUALLY",
    ),
    case(
        "R120",
        PREAPPROVAL,
        "pinType=OPTIONAL",
        "pinType",
        "pinType=REQUIRED",
    ),
    case(
        "R121",
        PREAPPROVAL,
        "startingDate=2026-11-22T00:00:00",
        "startingDate",
        "startingDate=2026-11-22T00:00:00.123-07:00",
    ),
    case(
        "R121",
        PREAPPROVAL,
        "endingDate=2026-12-31",
        "endingDate",
        "endingDate=2026-12-31Z",
    ),
    case(
        "R122",
        PREAPPROVAL,
        "cancelUrl=https://*1025",
        "cancelUrl",
        "cancelUrl=https://*1024",
    ),
    case(
        "R123",
        PREAPPROVAL,
        "returnUrl=https://*1025",
        "returnUrl",
        "returnUrl=https://*1024",
    ),
    case(
        "R124",
        PREAPPROVAL,
        "ipnNotificationUrl=https://*1025",
        "ipnNotificationUrl",
        "ipnNotificationUrl=https://*1024",
    ),
    case("R125", PREAPPROVAL, "memo=*1001", "memo", "memo=*1000"),
    case(
        "R126",
        PREAPPROVAL,
        "senderEmail=s@*128",
        "senderEmail",
        "senderEmail=s@*127",
    ),
    case(
        "R128",
        PREAPPROVAL,
        "senderEmail=s@s.example&sender.useCredentials=true",
        "senderEmail",
        "sender.useCredentials=true",
    ),
    case(
        "R133",
        REFUND,
        "payKey&currencyCode=USD",
        "payKey",
        "payKey&trackingId=t&currencyCode=USD",
    ),
    case("R134", REFUND, "trackingId=t", "trackingId", ""),
    case(
        "R134",
        REFUND,
        "transactionId=9T&currencyCode=USD",
        "payKey",
        "payKey&transactionId=9T&currencyCode=USD",
    ),
    case(
        "R135",
        REFUND,
        "payKey&transactionId=9T",
        "currencyCode",
        "",
    ),
    case(
        "R135",
        REFUND,
        r!(0, "amount=1&receiverList.receiver(0).email=a@s.example"),
        "currencyCode",
        r!(
            0,
            "amount=1&receiverList.receiver(0).email=a@s.example&currencyCode=USD"
        ),
    ),
    case(
        "R136",
        REFUND,
        six!(
            "&currencyCode=USD&receiverList.receiver(0).amount=1&receiverList.receiver(0).email=a@s.example",
            r!(6, "amount=1"),
            r!(6, "email=g@s.example")
        ),
        "receiverList.receiver",
        six!(
            "&currencyCode=USD&receiverList.receiver(0).amount=1&receiverList.receiver(0).email=a@s.example"
        ),
    ),
    case(
        "R137",
        REFUND,
        "currencyCode=USD&receiverList.receiver(0).amount=1",
        "receiverList.receiver(0).email",
        "currencyCode=USD&receiverList.receiver(0).amount=1&receiverList.receiver(0).email=a@s.example",
    ),
    case(
        "R146",
        REFUND,
        chained!(
            "&currencyCode=USD&receiverList.receiver(0).amount=1&receiverList.receiver(0).email=a@s.example",
            r!(1, "primary=true")
        ),
        "receiverList.receiver(1).primary",
        chained!(
            "&currencyCode=USD&receiverList.receiver(0).amount=1&receiverList.receiver(0).email=a@s.example"
        ),
    ),
    case(
        "R147",
        REFUND,
        "currencyCode=USD&receiverList.receiver(0).amount=1&receiverList.receiver(0).email=a@s.example&receiverList.receiver(0).invoiceId=7",
        "receiverList.receiver(0).invoiceId",
        "currencyCode=USD&receiverList.receiver(0).amount=1&receiverList.receiver(0).email=a@s.example",
    ),
    case(
        "R151",
        CONVERT,
        "countryCode=USA",
        "countryCode",
        "countryCode=DE",
    ),
    case(
        "R152",
        CONVERT,
        "conversionType=MID",
        "conversionType",
        "conversionType=BALANCE_TRANSFER",
    ),
    case(
        "R153",
        CONVERT,
        "convertToCurrencyList.currencyCode(0)=XXX",
        "convertToCurrencyList.currencyCode(0)",
        "convertToCurrencyList.currencyCode(0)=JPY",
    ),
    case(
        "R153",
        CONVERT,
        "baseAmountList.currency(0).code=",
        "baseAmountList.currency(0).code",
        "baseAmountList.currency(0).code=JPY",
    ),
    case(
        "R155",
        "GetShippingAddressesRequest",
        "key=PA-1",
        "key",
        "key=AP-2",
    ),
    case(
        "R157",
        "GetAllowedFundingSourcesRequest",
        "key=AP-1",
        "key",
        "key=PA-2",
    ),
    case(
        "R158",
        "GetAvailableShippingAddressesRequest",
        "key=EC-1",
        "key",
        "key=PA-1",
    ),
    case("R159", LIMITS, "country=", "country", "country=DE"),
    case(
        "R159",
        LIMITS,
        "user.email&user.phone.countryCode=1&user.phone.phoneNumber=5&currencyCode=",
        "currencyCode",
        "user.email&user.phone.countryCode=1&user.phone.phoneNumber=5",
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
    case(
        "R161",
        LIMITS,
        "user.email&user.phone.countryCode=&user.phone.phoneNumber=5",
        "user.phone.countryCode",
        "user.email&user.phone.countryCode=1&user.phone.phoneNumber=5",
    ),
];
