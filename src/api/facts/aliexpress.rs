//! What the messages of `AliExpress` say. They name no sums: the price is the shop's.

use super::tell::own;
use super::{Facts, KeyKind, Next, OutcomeKind, Party, StampOf, Step, Tells, Trouble};
use crate::api::aliexpress::{
    DsErrorResponse, DsGatewayFault, DsOrderCreateRequest, DsOrderCreateResponse, DsOrderResult,
    DsPlaceOrderRequest,
};

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
            let known = created.then_some(NOT_PAID);
            facts.errors.push(Trouble {
                meaning: known.map(|(meaning, _)| meaning),
                remedy: known.map(|(_, remedy)| remedy),
                ..trouble
            });
        }
    }
}

/// What a complaint about orders that there are means, and what to do about it. (API page)
const NOT_PAID: (&str, &str) = (
    "the orders were made, and paying them failed",
    "pay the orders that the answer names, and do not order again",
);

impl Tells for DsErrorResponse {
    fn tell(&self, facts: &mut Facts) {
        let error = &self.error_response;
        facts.add_key(KeyKind::CorrelationId, &error.request_id);
        // The code of the gateway is said more exactly by the one within.
        facts.errors.push(Trouble {
            code: own(&error.sub_code).or_else(|| own(&error.code)),
            message: own(&error.sub_msg).or_else(|| own(&error.msg)),
            ..Trouble::default()
        });
        facts.set_outcome(OutcomeKind::Failure);
    }
}

impl Tells for DsGatewayFault {
    fn tell(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::CorrelationId, &self.request_id);
        facts.errors.push(Trouble {
            code: own(&self.code),
            message: own(&self.message),
            ..Trouble::default()
        });
        facts.set_outcome(OutcomeKind::Failure);
    }
}
