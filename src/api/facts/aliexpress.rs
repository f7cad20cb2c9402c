//! Facts of the messages of `AliExpress`. They state no sums: the shop sets the price.

use super::collect::own;
use super::generic::text;
use super::{Facts, KeyKind, Next, OutcomeKind, Party, Problem, StampOf, Step, ToFacts};
use crate::api::System;
use crate::api::aliexpress::{
    DsErrorResponse, DsGatewayFault, DsOrderCreateRequest, DsOrderCreateResponse, DsOrderResult,
    DsPlaceOrderRequest,
};
use crate::tree::Ref;
use crate::value::Loose;

impl ToFacts for DsPlaceOrderRequest {
    fn add_facts(&self, facts: &mut Facts) {
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

impl ToFacts for DsOrderCreateRequest {
    fn add_facts(&self, facts: &mut Facts) {
        self.param_place_order_request4_open_api_d_t_o
            .get()
            .add_facts(facts);
        facts.set_time(StampOf::Message, self.timestamp.as_deref());
    }
}

impl ToFacts for DsOrderCreateResponse {
    /// Whether a created order was also paid depends on the request. A response with both orders
    /// and an error is a partial success: ordering again would order twice.
    fn add_facts(&self, facts: &mut Facts) {
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
        let problem = Problem {
            code: own(&result.error_code),
            message: own(&result.error_msg),
            ..Problem::default()
        };
        let complains = problem != Problem::default();
        let created = result.is_created();
        let (outcome, step) = match (created, complains) {
            (true, false) => (OutcomeKind::Success, Some(Step::LookWhetherPaid)),
            (true, true) => (OutcomeKind::Partial, Some(Step::PayMadeOrder)),
            (false, _) => (OutcomeKind::Failure, None),
        };
        facts.set_outcome(outcome);
        facts.next = step.map(Next::new);
        if complains || !created {
            // An error in a response with orders means that they were not paid.
            let code = if created {
                Some(NOT_PAID)
            } else {
                result.error_code.as_ref().map(Loose::as_str)
            };
            let problem = problem.explained(System::AliExpress, &[code]);
            facts.errors.push(problem);
        }
    }
}

/// The code for orders that were created but not paid. (API page)
const NOT_PAID: &str = "APIPayFail";

impl ToFacts for DsErrorResponse {
    fn add_facts(&self, facts: &mut Facts) {
        let error = &self.error_response;
        facts.add_key(KeyKind::CorrelationId, &error.request_id);
        // The inner code is more specific than the gateway's.
        let problem = Problem {
            code: own(&error.sub_code).or_else(|| own(&error.code)),
            message: own(&error.sub_msg).or_else(|| own(&error.msg)),
            ..Problem::default()
        };
        let within = error.sub_code.as_ref().map(Loose::as_str);
        let codes = [within, Some(error.code.as_str())];
        facts
            .errors
            .push(problem.explained(System::AliExpress, &codes));
        facts.set_outcome(OutcomeKind::Failure);
    }
}

impl ToFacts for DsGatewayFault {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::CorrelationId, &self.request_id);
        let problem = Problem {
            code: own(&self.code),
            message: own(&self.message),
            ..Problem::default()
        };
        let codes = [Some(self.code.as_str())];
        facts
            .errors
            .push(problem.explained(System::AliExpress, &codes));
        facts.set_outcome(OutcomeKind::Failure);
    }
}

/// The error that values together are.
pub(in crate::api) fn error(value: Ref<'_>) -> Option<Problem> {
    let refusal = value.get_in_any_case("error_response")?;
    let codes = [text(refusal, "sub_code"), text(refusal, "code")];
    let words = [text(refusal, "sub_msg"), text(refusal, "msg")];
    let problem = Problem {
        code: codes.iter().flatten().next().cloned(),
        message: words.into_iter().flatten().next(),
        ..Problem::default()
    };
    let codes = codes.each_ref().map(Option::as_deref);
    Some(problem.explained(System::AliExpress, &codes))
}
