//! A sandbox with a fixed time, and requests to it.

use paywire::api::adaptive_payments::common::{ErrorData, Receiver};
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::{
    PaymentDetailsRequest, PaymentDetailsResponse,
};
use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
use paywire::api::{AnyMessage, Request};
use paywire::sandbox::{Caller, Config, ManualClock, Sandbox};
use paywire::{Amount, Currency};

/// A sandbox in memory, its clock, and the shop that calls it.
pub(crate) struct Shop {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: ManualClock,
    pub(crate) caller: Caller,
}

pub(crate) fn shop() -> Shop {
    shop_with(|config| config)
}

pub(crate) fn shop_with(change: impl FnOnce(Config) -> Config) -> Shop {
    let clock = ManualClock::at("2013-04-24T21:39:26Z".parse().expect("a time"));
    let config = change(Config::new().clock(clock.clone()).seed(1));
    Shop {
        sandbox: Sandbox::in_memory(config),
        clock,
        caller: Caller::new("shop@example.com"),
    }
}

impl Shop {
    #[track_caller]
    pub(crate) fn ok<R: Request>(&self, request: R) -> R::Reply {
        let reply = self.sandbox.send(&self.caller, request);
        reply.unwrap_or_else(|error| panic!("refused: {error:?}"))
    }

    /// The only error that a request is refused with.
    #[track_caller]
    pub(crate) fn refused<R: Request>(&self, request: R) -> ErrorData {
        self.refused_to(&self.caller, request)
    }

    #[track_caller]
    pub(crate) fn refused_to<R: Request>(&self, caller: &Caller, request: R) -> ErrorData {
        let answer = self.sandbox.answer(caller, request);
        let AnyMessage::FaultMessage(fault) = answer else {
            panic!("not refused: {answer:?}");
        };
        let [error] = &fault.error[..] else {
            panic!("not one error: {fault:?}");
        };
        error.clone()
    }

    #[track_caller]
    pub(crate) fn details(&self, pay_key: &str) -> PaymentDetailsResponse {
        self.ok(PaymentDetailsRequest::by_pay_key(pay_key))
    }
}

/// The number and the message of an error.
pub(crate) fn said(error: &ErrorData) -> (i64, &str) {
    let number = error.error_id.expect("a number");
    (number, error.message.as_deref().unwrap_or_default())
}

pub(crate) fn to(email: &str, amount: &str) -> Receiver {
    Receiver::with_email(amount.parse().expect("an amount"), email)
}

/// A payment to one receiver or several, in US dollars.
pub(crate) fn pay(receivers: impl IntoIterator<Item = Receiver>) -> PayRequest {
    PayRequest {
        receiver_list: receivers.into_iter().collect::<Vec<_>>().into(),
        ..PayRequest::simple(
            "https://shop.example/cancelled?key=${payKey}",
            Currency::USD,
            to("seller@example.com", "1.00"),
            "https://shop.example/paid?key=${payKey}",
        )
    }
}

/// The same payment from the shop's own account, which nobody has to approve.
pub(crate) fn implicit(receivers: impl IntoIterator<Item = Receiver>) -> PayRequest {
    PayRequest {
        sender_email: Some("SHOP@example.com".to_owned()),
        ..pay(receivers)
    }
}

/// A chained payment: the primary receiver, then the others.
pub(crate) fn chained(receivers: impl IntoIterator<Item = Receiver>) -> PayRequest {
    let mut request = implicit(receivers);
    request.receiver_list.receiver[0].primary = Some(true);
    request
}

/// An agreement on 100 dollars from tomorrow on.
pub(crate) fn agreement() -> PreapprovalRequest {
    PreapprovalRequest::limited(
        "https://shop.example/no",
        Currency::USD,
        "https://shop.example/yes",
        "2013-04-25Z",
        "2013-05-24Z",
        Amount::from(100),
    )
}
