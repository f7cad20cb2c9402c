//! The requirements of the documents for requests, that can be checked on a request alone.
//!
//! The documents number nothing; the ids are this crate's own and stay what they are. Numbers that
//! are not here belong to rules that only the service can check: balances, permissions, what became
//! of a payment.

use crate::api::validate::rules;

// Groups of operations.
const ALL: &[&str] = &[];
const PAY: &[&str] = &["Pay"];
const PAY_OR_PREAPPROVAL: &[&str] = &["Pay", "Preapproval"];
const DETAILS: &[&str] = &["PaymentDetails"];
const OPTIONS: &[&str] = &["SetPaymentOptions"];
const PREAPPROVAL: &[&str] = &["Preapproval"];
const REFUND: &[&str] = &["Refund"];
const CONVERT: &[&str] = &["ConvertCurrency"];

rules! {
    /// The rules that can be checked without asking the service.
    pub(crate) static RULES;

    R001 = Rule::new(ALL, "Error messages can be had in en_US only.", "Guide p. 74, p. 86");

    // Who is paid.
    R002 = Rule::new(PAY, "A payment has one to six receivers.", "Guide p. 70, p. 74, Pay page")
        .code("579007");
    R003 = Rule::new(PAY, "No more than one receiver is primary.", "Guide p. 74, p. 85");
    R004 = Rule::new(PAY, "A chained payment has a primary receiver and one to five others.", "Guide p. 21, p. 74");
    R005 = Rule::new(PAY, "The primary receiver gets at least what the others get together.", "Guide p. 105")
        .code("579017");
    R006 = Rule::new(PAY, "Every amount is more than zero.", "Guide p. 106; 580001 was seen for it as well")
        .code("580022");
    R007 = Rule::new(PAY, "A receiver is named in one way: e-mail address, telephone number or account id.", "Guide p. 84, p. 106, Pay page")
        .code("580001");
    R008 = Rule::new(PAY, "No account is paid twice in a payment.", "Guide p. 106")
        .code("579040");
    R009 = Rule::new(PAY, "The sender is not a receiver.", "Guide p. 106")
        .code("579033");

    // What is done.
    R010 = Rule::new(PAY, "The action is PAY, CREATE or PAY_PRIMARY.", "Guide p. 79");
    R011 = Rule::new(PAY, "PAY_PRIMARY is an action of chained payments.", "Guide p. 79");

    // Who pays the fees.
    R013 = Rule::new(PAY, "In a chained payment the sender cannot pay the fees.", "Guide p. 80, p. 107")
        .code("580023");
    R015 = Rule::new(PAY, "A primary receiver can pay the fees where there is one.", "Guide p. 80, p. 107")
        .code("580023");
    R016 = Rule::new(PAY, "SECONDARYONLY goes with a chained payment of two receivers.", "Guide p. 80, p. 107")
        .code("580023");

    // What goes together.
    R019 = Rule::new(PAY, "Only parallel payments can be taken back when one of them fails.", "Guide p. 107")
        .code("580023");
    R020 = Rule::new(PAY, "The receivers' payments are all of one type.", "Guide p. 107")
        .code("580023");
    R021 = Rule::new(PAY, "The receivers' payments are all of one sub-type.", "Guide p. 107")
        .code("580023");
    R022 = Rule::new(PAY, "A payment with a sub-type cannot constrain its funding.", "Guide p. 107")
        .code("580023");
    R023 = Rule::new(PAY, "RECEIVABLE is allowed by itself or not at all.", "Guide p. 107")
        .code("580023");
    R024 = Rule::new(PAY, "Funding is constrained to ECHECK, BALANCE or CREDITCARD.", "Guide p. 84");

    // Digital goods.
    R027 = Rule::new(PAY, "Digital goods are sold by all receivers or by none.", "Guide p. 75")
        .code("580023");
    R028 = Rule::new(PAY, "Who buys digital goods is not named by e-mail address.", "Guide p. 75")
        .code("580023");
    R029 = Rule::new(PAY, "A payment for digital goods cannot constrain its funding.", "Guide p. 75")
        .code("580023");
    R030 = Rule::new(PAY, "Digital goods cannot be paid by a preapproval.", "Guide p. 31");

    // From person to person.
    R032 = Rule::new(PAY, "Payments from person to person are not chained.", "Guide p. 85, p. 276");
    R033 = Rule::new(PAY, "Payments are all from person to person or none is.", "Guide p. 276")
        .code("580023");
    R034 = Rule::new(PAY, "Between persons the sender or each receiver pays the fees.", "Guide p. 85, p. 276");

    // Who pays.
    R037 = Rule::new(PAY, "The sender is named by senderEmail or in sender, not in both.", "Guide p. 76, Pay page")
        .code("580001");
    R038 = Rule::new(PAY, "In sender stands one of email, accountId and useCredentials.", "Guide p. 76, Pay page")
        .code("580001");
    R039 = Rule::new(PAY, "The sender's telephone number is not to be used yet.", "Guide p. 76");
    R040 = Rule::new(PAY, "With a preapproval the sender has to be named.", "Guide p. 105")
        .code("579010");

    // Values of Pay.
    R056 = Rule::new(PAY, "The currency is one of the 24 that payments can be made in.", "Guide p. 80, Pay page")
        .code("580027");
    R058 = Rule::new(PAY, "Addresses are http or https addresses, also those of returning where nobody returns.", "Guide p. 79, p. 81, Pay page")
        .code("580028");
    R059 = Rule::new(PAY, "cancelUrl has at most 1024 characters.", "Guide p. 79, Pay page");
    R060 = Rule::new(PAY, "returnUrl has at most 1024 characters.", "Guide p. 81, Pay page");
    R061 = Rule::new(PAY, "ipnNotificationUrl has at most 1024 characters.", "Guide p. 81, Pay page");
    R062 = Rule::new(PAY, "memo has at most 1000 characters, line ends included.", "Guide p. 81, Pay page");
    R063 = Rule::new(PAY, "senderEmail has at most 127 characters.", "Guide p. 82, Pay page");
    R064 = Rule::new(PAY, "trackingId has at most 127 characters.", "Guide p. 82, Pay page");
    R065 = Rule::new(PAY, "A receiver's e-mail address has at most 127 characters.", "Guide p. 84, Pay page");
    R066 = Rule::new(PAY, "A receiver's invoiceId has at most 127 characters.", "Guide p. 84, Pay page");
    R067 = Rule::new(ALL, "An account id is thirteen letters and digits, though longer ones were seen.", "Pay page")
        .warning();
    R068 = Rule::new(PAY_OR_PREAPPROVAL, "customerId has at most 127 characters.", "Guide p. 82, Pay page");
    R069 = Rule::new(PAY_OR_PREAPPROVAL, "customerType has at most 127 characters.", "Guide p. 82, Pay page");
    R070 = Rule::new(PAY_OR_PREAPPROVAL, "deviceId has at most 127 characters.", "Guide p. 82, Pay page");
    R071 = Rule::new(PAY_OR_PREAPPROVAL, "geoLocation has at most 127 characters.", "Guide p. 82, Pay page");
    R072 = Rule::new(PAY_OR_PREAPPROVAL, "model has at most 127 characters.", "Guide p. 82, Pay page");
    R073 = Rule::new(PAY_OR_PREAPPROVAL, "partnerName has at most 127 characters.", "Guide p. 83, Pay page");
    R075 = Rule::new(PAY, "A pay key is good for five minutes to thirty days.", "Pay page");

    // PaymentDetails.
    R078 = Rule::new(DETAILS, "The payment is named by payKey, transactionId or trackingId.", "Guide p. 109")
        .code("580029");
    R079 = Rule::new(DETAILS, "Beside a payKey a trackingId is ignored.", "Guide p. 109")
        .warning();
    R080 = Rule::new(DETAILS, "trackingId has at most 127 characters.", "Guide p. 110");

    // SetPaymentOptions.
    R087 = Rule::new(OPTIONS, "An image at the head of the page takes the place of the business's name.", "Guide p. 142")
        .warning();
    R089 = Rule::new(OPTIONS, "emailHeaderImageUrl has at most 1024 characters.", "Guide p. 153")
        .code("580028");
    R090 = Rule::new(OPTIONS, "emailMarketingImageUrl has at most 1024 characters.", "Guide p. 153")
        .code("580028");
    R091 = Rule::new(OPTIONS, "headerImageUrl has at most 1024 characters.", "Guide p. 153")
        .code("580028");
    R092 = Rule::new(OPTIONS, "businessName has at most 128 characters.", "Guide p. 153");
    R093 = Rule::new(OPTIONS, "A customer's country is a code of two characters.", "Guide p. 154")
        .code("580027");
    R094 = Rule::new(OPTIONS, "A customer's displayName has at most 200 characters.", "Guide p. 154");
    R095 = Rule::new(OPTIONS, "A customer's e-mail address has at most 127 characters.", "Guide p. 154");
    R096 = Rule::new(OPTIONS, "A customer's firstName has at most 64 characters.", "Guide p. 154");
    R097 = Rule::new(OPTIONS, "A customer's lastName has at most 64 characters.", "Guide p. 154");
    R098 = Rule::new(OPTIONS, "institutionCustomerId has at most 64 characters.", "Guide p. 154");
    R099 = Rule::new(OPTIONS, "institutionId has at most 64 characters.", "Guide p. 154")
        .code("580022");
    R101 = Rule::new(OPTIONS, "The sender options' referrerCode has at most 32 characters.", "Guide p. 154");
    R102 = Rule::new(OPTIONS, "A receiver's description has at most 1000 characters.", "Guide p. 155");
    R103 = Rule::new(OPTIONS, "A receiver's customId has at most 1000 characters.", "Guide p. 155");
    R105 = Rule::new(OPTIONS, "A receiver is named in one way: e-mail address, telephone number or account id.", "Guide p. 155")
        .code("580022");
    R106 = Rule::new(OPTIONS, "The price of a line is that of one item times their number.", "Guide p. 155, p. 161")
        .warning();
    R107 = Rule::new(OPTIONS, "No receiver has options twice.", "Guide p. 162")
        .code("580022");

    // Preapproval.
    R108 = Rule::new(PREAPPROVAL, "A preapproval does not start before today.", "Guide p. 163, p. 168")
        .code("580024");
    R109 = Rule::new(PREAPPROVAL, "A preapproval does not end before it starts.", "Guide p. 163, p. 176")
        .code("580025");
    R110 = Rule::new(PREAPPROVAL, "A preapproval lasts a year at most.", "Guide p. 163, p. 167")
        .code("579038");
    R113 = Rule::new(PREAPPROVAL, "All payments together are at most 2000 USD, or as much in another currency.", "Guide p. 163, p. 167")
        .code("579055");
    R114 = Rule::new(PREAPPROVAL, "One payment is not allowed more than all together.", "Guide p. 167");
    R116 = Rule::new(PREAPPROVAL, "A period is not allowed more payments than there may be in all.", "Guide p. 167, by inference")
        .warning();
    R117 = Rule::new(PREAPPROVAL, "dateOfMonth is 1 to 31, or 0 for any day.", "Guide p. 166");
    R119 = Rule::new(PREAPPROVAL, "The period is one of the seven there are.", "Guide p. 168");
    R120 = Rule::new(PREAPPROVAL, "A PIN is REQUIRED or NOT_REQUIRED.", "Guide p. 168")
        .code("569016");
    R121 = Rule::new(PREAPPROVAL, "Dates have an offset from UTC, or Z.", "Guide p. 164");
    R122 = Rule::new(PREAPPROVAL, "cancelUrl has at most 1024 characters.", "Guide p. 165")
        .code("580028");
    R123 = Rule::new(PREAPPROVAL, "returnUrl has at most 1024 characters.", "Guide p. 168")
        .code("580028");
    R124 = Rule::new(PREAPPROVAL, "ipnNotificationUrl has at most 1024 characters.", "Guide p. 166");
    R125 = Rule::new(PREAPPROVAL, "memo has at most 1000 characters.", "Guide p. 167");
    R126 = Rule::new(PREAPPROVAL, "senderEmail has at most 127 characters.", "Guide p. 168");
    R128 = Rule::new(PREAPPROVAL, "The sender is named by senderEmail or in sender, not in both.", "By inference from Pay")
        .code("580001");

    // Refund.
    R133 = Rule::new(REFUND, "The payment is named by payKey, transactionId or trackingId.", "Guide p. 213, p. 215")
        .code("580029");
    R134 = Rule::new(REFUND, "Of several names of the payment only the first counts: transactionId, payKey, trackingId.", "Guide p. 213")
        .warning();
    R135 = Rule::new(REFUND, "The currency can be left out of a full refund by payKey only.", "Guide p. 212, p. 216")
        .code("589036");
    R136 = Rule::new(REFUND, "A refund has at most six receivers.", "Guide p. 212; the code is that of Pay")
        .code("579007");
    R137 = Rule::new(REFUND, "Who refunds a part is named by e-mail address or telephone number, with an amount.", "Guide p. 212, p. 217")
        .code("580001");
    R146 = Rule::new(REFUND, "No more than one receiver is primary.", "Guide p. 218");
    R147 = Rule::new(REFUND, "A refund does not use invoiceId, paymentType and paymentSubType.", "Guide p. 217")
        .warning();

    // The smaller operations.
    R151 = Rule::new(CONVERT, "The country is a code of two characters.", "Guide p. 198")
        .code("580027");
    R152 = Rule::new(CONVERT, "The conversion is SENDER_SIDE, RECEIVER_SIDE or BALANCE_TRANSFER.", "Guide p. 198, p. 202");
    R153 = Rule::new(CONVERT, "There is an amount to convert and a currency to convert to, of those there are.", "Guide p. 197-201")
        .code("580027");
    R155 = Rule::new(&["GetShippingAddresses"], "The key is that of a payment, not of a preapproval.", "Guide p. 245")
        .code("580022");
    R157 = Rule::new(&["GetAllowedFundingSources"], "The key is that of a preapproval.", "Guide p. 266, SDK");
    R158 = Rule::new(&["GetAvailableShippingAddresses"], "The key is that of a payment or of a preapproval.", "SDK")
        .warning();
    R159 = Rule::new(&["GetUserLimits"], "User, country, currency and a type of limit have to be given.", "SDK");
    R161 = Rule::new(ALL, "A telephone number has the country's code and the number.", "Guide p. 85")
        .code("580022");

    // Currencies, amounts and addresses.
    R163 = Rule::new(PREAPPROVAL, "The currency is one of the 24 that payments can be made in.", "Guide p. 166");
    R164 = Rule::new(REFUND, "The currency is one of the 24 that payments can be made in.", "Guide p. 216");
    R165 = Rule::new(REFUND, "What is refunded is more than zero.", "Guide p. 231")
        .code("589038");
    R166 = Rule::new(ALL, "An amount has no more decimal places than its currency: none in HUF, JPY and TWD.", "Pay page, error table")
        .code("589023");
    R167 = Rule::new(PREAPPROVAL, "Addresses are http or https addresses.", "Guide p. 174, error table")
        .code("580028");
    R168 = Rule::new(PREAPPROVAL, "A preapproval says when it ends and how much it allows in all, unless PayPal permits otherwise.", "Guide p. 167")
        .warning();
    R169 = Rule::new(ALL, "An e-mail address has text on both sides of an @.", "Pay page, error table")
        .code("589039");
}
