//! What the messages of `AliExpress` say. They name no sums: the price is the shop's.

use super::tell::own;
use super::{Facts, KeyKind, OutcomeKind, Party, StampOf, Tells, Trouble};
use crate::api::aliexpress::{
    DsErrorResponse, DsGatewayFault, DsOrderCreateRequest, DsOrderCreateResponse,
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
    /// Whether an order that was created was also paid depends on what was asked: an answer that
    /// complains although it created the order is a success in part.
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
        let lists = results.filter_map(|result| result.order_list.as_ref());
        for number in lists.flat_map(|list| &list.number) {
            facts.add_key(KeyKind::OrderId, number);
        }
        let Some(result) = self.result() else { return };
        let trouble = Trouble {
            code: own(&result.error_code),
            message: own(&result.error_msg),
            ..Trouble::default()
        };
        let complains = trouble != Trouble::default();
        let created = result.is_success.get() == Some(true);
        facts.set_outcome(match (created, complains) {
            (true, false) => OutcomeKind::Success,
            (true, true) => OutcomeKind::Partial,
            (false, _) => OutcomeKind::Failure,
        });
        if complains || !created {
            facts.errors.push(trouble);
        }
    }
}

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
