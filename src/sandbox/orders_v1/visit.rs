//! What a person does at the page where an order is approved.

use super::record::{OrderPayer, OrderRecord};
use super::view;
use crate::api::adaptive_payments::common::Address;
use crate::api::orders_v1::{Order, OrderStatus, ShippingAddress, ShippingPreference};
use crate::sandbox::adaptive_payments::wallet;
use crate::sandbox::buyer::ANYBODY;
use crate::sandbox::caller::{Account, is_registered};
use crate::sandbox::operation::WITHOUT_HTTP;
use crate::sandbox::store::Lookup;
use crate::sandbox::url::with_parameters;
use crate::sandbox::{Buyer, Sandbox, StoreError, VisitError};

/// What a person does at the page where an order of Orders, version 1, is approved.
impl Sandbox {
    /// Approves an order as its payer: the one that the order names, or else `buyer@example.com`. Returns the URL to
    /// which the service sends the browser back, with the id of the order as `token` and that of the payer as `PayerID`.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::orders_v1::{CreateOrderRequest, OrderStatus, PurchaseUnit, RedirectUrls, Total};
    /// use paywire::sandbox::{Caller, Config, Sandbox};
    ///
    /// let sandbox = Sandbox::in_memory(Config::new());
    /// let unit = PurchaseUnit::new("cart-1", Total::new(Currency::EUR, "12.50".parse()?));
    /// let urls = RedirectUrls::new("https://shop.example/paid", "https://shop.example/cancelled");
    /// let order = sandbox.send(&Caller::new("shop@example.com"), CreateOrderRequest::new([unit], urls))?;
    /// assert_eq!(order.status, Some(OrderStatus::Created));
    ///
    /// let url = sandbox.approve_order(&order.id)?;
    /// assert!(url.starts_with(&format!("https://shop.example/paid?token={}&PayerID=", order.id)));
    /// let order = sandbox.order(&order.id)?.expect("an order");
    /// assert_eq!(order.status, Some(OrderStatus::Approved));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no such order, it was approved before, or the store fails.
    pub fn approve_order(&self, order_id: &str) -> Result<String, VisitError> {
        self.approve_order_as(order_id, &Buyer::default())
    }

    /// Approves an order as a person. Returns the URL to which the service sends the browser back.
    ///
    /// # Errors
    ///
    /// Those of [`approve_order`](Sandbox::approve_order), and the order names another payer, or the person has no account
    /// or no such address.
    pub fn approve_order_as(&self, order_id: &str, buyer: &Buyer) -> Result<String, VisitError> {
        let change = self.store.change()?;
        let mut order = waiting(&change, order_id)?;
        let address = wallet::address(buyer.shipping_address.as_deref());
        let address = address.ok_or(VisitError::UnknownAddress)?;
        let payer = payer(&order, buyer)?;
        let parameters = [("token", order_id), ("PayerID", payer.account.id())];
        let url = with_parameters(&return_url(&order), &parameters);
        order.payer = Some(payer);
        order.status = OrderStatus::Approved;
        order.updated = self.now();
        ship(&mut order, &address);
        change.put(&order);
        change.commit()?;
        Ok(url)
    }

    /// Goes back from the page where an order would be approved. Returns the URL to which the service sends the browser.
    /// The order stays as it is, and can still be approved.
    ///
    /// # Errors
    ///
    /// There is no such order, it was approved before, or the store fails.
    pub fn leave_order(&self, order_id: &str) -> Result<String, VisitError> {
        let order = waiting(&self.store.snapshot()?, order_id)?;
        let urls = order.request.redirect_urls.unwrap_or_default();
        let url = urls.cancel_url.unwrap_or_default();
        Ok(with_parameters(&url, &[("token", order_id)]))
    }

    /// What is known of an order, for a page that shows it. `None` if there is no such order.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub fn order(&self, order_id: &str) -> Result<Option<Order>, StoreError> {
        let found: Option<OrderRecord> = self.store.snapshot()?.record(order_id)?;
        Ok(found.map(|order| view::order(&order, WITHOUT_HTTP)))
    }
}

/// An order that waits for its approval.
fn waiting(lookup: &impl Lookup, order_id: &str) -> Result<OrderRecord, VisitError> {
    let order: Option<OrderRecord> = lookup.record(order_id)?;
    let order = order.ok_or(VisitError::UnknownKey)?;
    match order.status {
        OrderStatus::Created => Ok(order),
        OrderStatus::Approved => Err(VisitError::Approved),
        _ => Err(VisitError::Ended),
    }
}

fn return_url(order: &OrderRecord) -> String {
    let urls = order.request.redirect_urls.as_ref();
    let url = urls.and_then(|urls| urls.return_url.clone());
    url.unwrap_or_default()
}

/// Who approves an order.
fn payer(order: &OrderRecord, buyer: &Buyer) -> Result<OrderPayer, VisitError> {
    let named = order.request.payer_info.as_ref();
    let named = named.and_then(|payer| payer.email.as_deref());
    let own = buyer.email.as_deref();
    let email = own.or(named).unwrap_or(ANYBODY);
    let account = Account::of_email(email);
    if named.is_some_and(|named| Account::of_email(named) != account) {
        return Err(VisitError::OtherSender);
    }
    if !is_registered(email) {
        return Err(VisitError::NoAccount);
    }
    let email = email.to_owned();
    Ok(OrderPayer { account, email })
}

/// Sends goods to the payer's address, where the order does not say another or that nothing is sent.
fn ship(order: &mut OrderRecord, address: &Address) {
    let context = order.request.application_context.as_ref();
    let preference = context.and_then(|context| context.shipping_preference.clone());
    if preference == Some(ShippingPreference::NoShipping) {
        return;
    }
    let is_chosen = preference == Some(ShippingPreference::GetFromFile);
    for unit in &mut order.request.purchase_units {
        if is_chosen || unit.shipping_address.is_none() {
            unit.shipping_address = Some(shipping_address(address));
        }
    }
}

fn shipping_address(address: &Address) -> ShippingAddress {
    let base = &address.base_address;
    ShippingAddress {
        line2: base.line2.clone(),
        city: Some(base.city.clone()),
        postal_code: base.postal_code.clone(),
        state: base.state.clone(),
        recipient_name: address.addressee_name.clone(),
        ..ShippingAddress::new(&base.line1, &base.country_code)
    }
}
