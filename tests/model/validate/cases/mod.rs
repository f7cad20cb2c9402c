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
             &startingDate=2026-11-22T00:00:00Z&endingDate=2027-06-30T00:00:00Z\
             &maxTotalAmountOfAllPayments=1500"
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

// After the macros, which they use.
mod amounts;
mod operations;
mod pay;

/// All cases.
pub(crate) fn cases() -> impl Iterator<Item = &'static Case> {
    let cases = pay::CASES.iter().chain(operations::CASES);
    cases.chain(amounts::CASES)
}
