//! What the messages of `AliExpress` say. They name no sums: the price is the shop's.

use super::generic::text;
use super::tell::own;
use super::{Facts, KeyKind, Next, OutcomeKind, Party, StampOf, Step, Tells, Trouble};
use crate::api::System;
use crate::api::aliexpress::{
    DsErrorResponse, DsGatewayFault, DsOrderCreateRequest, DsOrderCreateResponse, DsOrderResult,
    DsPlaceOrderRequest,
};
use crate::tree::Ref;
use crate::value::Loose;

impl Tells for DsPlaceOrderRequest {
    fn tell(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::MerchantOrderId, &self.out_order_id);
        let address = &self.logistics_address;
        facts.set_payer(Party {
            name: own(&address.full_name).or_else(|| own(&address.contact_person)),
            phone: own(&address.mobile_no),
            ..Party::default()
        });
        facts.memo = self
            .product_items
            .iter()
            .find_map(|item| own(&item.order_memo));
    }
}

impl Tells for DsOrderCreateRequest {
    fn tell(&self, facts: &mut Facts) {
        self.param_place_order_request4_open_api_d_t_o
            .get()
            .tell(facts);
        facts.set_time(StampOf::Message, self.timestamp.as_deref());
    }
}

impl Tells for DsOrderCreateResponse {
    /// Whether an order that was created was also paid depends on what was asked. An answer that
    /// complains although there are orders is a success in part: whoever orders again orders twice.
    fn tell(&self, facts: &mut Facts) {
        let reply = self.response.as_ref();
        facts.add_key(
            KeyKind::CorrelationId,
            &reply.and_then(|own| own.request_id.clone()),
        );
        facts.add_key(KeyKind::CorrelationId, &self.request_id);
        let results = reply
            .map(|own| &own.result)
            .into_iter()
            .chain(&self.own_result);
        for number in results.flat_map(DsOrderResult::orders) {
            facts.add_key(KeyKind::OrderId, number);
        }
        let Some(result) = self.result() else { return };
        let trouble = Trouble {
            code: own(&result.error_code),
            message: own(&result.error_msg),
            ..Trouble::default()
        };
        let complains = trouble != Trouble::default();
        let created = result.is_created();
        let (outcome, step) = match (created, complains) {
            (true, false) => (OutcomeKind::Success, Some(Step::LookWhetherPaid)),
            (true, true) => (OutcomeKind::Partial, Some(Step::PayMadeOrder)),
            (false, _) => (OutcomeKind::Failure, None),
        };
        facts.set_outcome(outcome);
        facts.next = step.map(Next::new);
        if complains || !created {
            // What is complained of although there are orders is that they were not paid.
            let code = if created {
                Some(NOT_PAID)
            } else {
                result.error_code.as_ref().map(Loose::as_str)
            };
            let trouble = trouble.explained(System::AliExpress, &[code]);
            facts.errors.push(trouble);
        }
    }
}

/// How the service calls it that orders were made and not paid. (API page)
const NOT_PAID: &str = "APIPayFail";

impl Tells for DsErrorResponse {
    fn tell(&self, facts: &mut Facts) {
        let error = &self.error_response;
        facts.add_key(KeyKind::CorrelationId, &error.request_id);
        // The code of the gateway is said more exactly by the one within.
        let trouble = Trouble {
            code: own(&error.sub_code).or_else(|| own(&error.code)),
            message: own(&error.sub_msg).or_else(|| own(&error.msg)),
            ..Trouble::default()
        };
        let within = error.sub_code.as_ref().map(Loose::as_str);
        let codes = [within, Some(error.code.as_str())];
        facts
            .errors
            .push(trouble.explained(System::AliExpress, &codes));
        facts.set_outcome(OutcomeKind::Failure);
    }
}

impl Tells for DsGatewayFault {
    fn tell(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::CorrelationId, &self.request_id);
        let trouble = Trouble {
            code: own(&self.code),
            message: own(&self.message),
            ..Trouble::default()
        };
        let codes = [Some(self.code.as_str())];
        facts
            .errors
            .push(trouble.explained(System::AliExpress, &codes));
        facts.set_outcome(OutcomeKind::Failure);
    }
}

/// The error that values together are.
pub(in crate::api) fn error(value: Ref<'_>) -> Option<Trouble> {
    let refusal = value.get_in_any_case("error_response")?;
    let codes = [text(refusal, "sub_code"), text(refusal, "code")];
    let words = [text(refusal, "sub_msg"), text(refusal, "msg")];
    let trouble = Trouble {
        code: codes.iter().flatten().next().cloned(),
        message: words.into_iter().flatten().next(),
        ..Trouble::default()
    };
    let codes = codes.each_ref().map(Option::as_deref);
    Some(trouble.explained(System::AliExpress, &codes))
}
