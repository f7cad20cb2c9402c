//! Why a request is refused: by the gateway, or by the operation.

use crate::api::AnyMessage;
use crate::api::System;
use crate::api::aliexpress::{
    DsErrorResponse, DsGatewayFault, DsOrderCreateRequest, DsOrderCreateResponse, DsOrderResult,
};
use crate::sandbox::context::Context;
use crate::value::Loose;

/// The operation failed.
pub(super) const REMOTE: &str = "15";
pub(super) const NO_SIGNATURE: &str = "24";
pub(super) const WRONG_SIGNATURE: &str = "25";
pub(super) const NO_SESSION: &str = "26";
pub(super) const NO_APPLICATION: &str = "28";
/// An access token of newer gateways is not valid.
const ACCESS_TOKEN: &str = "IllegalAccessToken";
pub(super) const ADDRESS: &str = "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL";
/// The order was created, and paying for it failed.
pub(super) const PAYMENT: &str = "APIPayFail";

fn meaning(code: &str) -> &'static str {
    let mut known = System::AliExpress.known_errors().iter();
    let error = known.find(|error| error.code == code);
    error.map_or("the request is refused", |error| error.meaning)
}

/// The gateway's refusal with a documented code: a number, or a word of newer gateways.
pub(super) fn refused(code: &str, context: &Context<'_>) -> AnyMessage {
    let id = context.correlation_id();
    if code == ACCESS_TOKEN {
        let mut fault = DsGatewayFault::new(code, meaning(code), id);
        fault.kind = Some("ISV".to_owned());
        return fault.into();
    }
    let number: Option<i64> = code.parse().ok();
    let number = number.map_or_else(|| code.into(), Loose::from);
    let mut fault = DsErrorResponse::new(number, meaning(code));
    fault.error_response.request_id = Some(id);
    fault.into()
}

/// The gateway's refusal of a parameter that the operation does not take.
pub(super) fn invalid(what: &str, context: &Context<'_>) -> AnyMessage {
    let AnyMessage::DsErrorResponse(mut fault) = refused(REMOTE, context) else {
        return refused(REMOTE, context);
    };
    fault.error_response.sub_code = Some("isv.invalid-parameter".into());
    fault.error_response.sub_msg = Some(what.to_owned());
    (*fault).into()
}

/// The operation's refusal: no order was created.
pub(super) fn not_created(code: &str) -> DsOrderResult {
    DsOrderResult {
        error_msg: Some(meaning(code).to_owned()),
        error_code: Some(code.into()),
        is_success: false.into(),
        order_list: None,
    }
}

/// A result in the form that the caller asks for: with an outer key, or without.
pub(super) fn answer(
    request: &DsOrderCreateRequest,
    result: DsOrderResult,
    context: &Context<'_>,
) -> DsOrderCreateResponse {
    let request_id = Some(context.correlation_id());
    if request.simplify.as_deref() == Some("true") {
        return DsOrderCreateResponse {
            own_result: Some(result),
            request_id,
            ..DsOrderCreateResponse::default()
        };
    }
    let mut response = DsOrderCreateResponse::new(result);
    if let Some(reply) = &mut response.response {
        reply.request_id = request_id;
    }
    response
}
