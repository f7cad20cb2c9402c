//! The rules for orders that are paid through the API.

use super::request::DsOrderCreateRequest;
use super::support::{PAY_CURRENCIES, PayCountry};
use crate::api::validate::{Check, Report, Rulebook, rules};
use crate::json::Embedded;

const CREATE: &[&str] = &["DsOrderCreate"];

rules! {
    /// The rules that can be checked without contacting the service.
    pub(crate) static RULES;

    D001 = Rule::new(CREATE, "An order is paid in USD.", "API page");
    // The page does not say which country it refers to. An order has only the address's.
    D002 = Rule::new(CREATE, "An order can be paid at once in the listed countries.", "API page")
        .warning();
}

pub(crate) static RULEBOOK: Rulebook = Rulebook {
    rules: RULES,
    limits: &[],
    headers: &[],
};

pub(super) const ORDER_CREATE: &[Check<DsOrderCreateRequest>] =
    &[Check::new(&D001, currency), Check::new(&D002, country)];

fn currency(request: &DsOrderCreateRequest, report: &mut Report<'_>) {
    let extend = request.ds_extend_request.as_ref().map(Embedded::get);
    let payment = extend.and_then(|extend| extend.payment.as_ref());
    let Some(payment) = payment.filter(|_| request.asks_to_pay()) else {
        return;
    };
    let path = "ds_extend_request.payment.pay_currency";
    match &payment.pay_currency {
        None => report.add(path, "is required"),
        Some(currency) if !PAY_CURRENCIES.contains(currency) => report.add(path, "is not USD"),
        Some(_) => {}
    }
}

fn country(request: &DsOrderCreateRequest, report: &mut Report<'_>) {
    let order = request.param_place_order_request4_open_api_d_t_o.get();
    let country = order.logistics_address.country.as_deref();
    if request.asks_to_pay() && country.and_then(PayCountry::of).is_none() {
        let path = "param_place_order_request4_open_api_d_t_o.logistics_address.country";
        report.add(
            path,
            "is not one in which orders can be paid through the API",
        );
    }
}
