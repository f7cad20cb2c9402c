//! What a customer does at the page where an order is paid.

use super::notify;
use super::record::{BY_SESSION, PurchaseRecord};
use super::view::{self, PAGES};
use crate::api::multisafepay::{MultiSafepayOrder, OrderStatus};
use crate::sandbox::buyer::ANYBODY;
use crate::sandbox::caller::{Account, is_registered};
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;
use crate::sandbox::ledger;
use crate::sandbox::money;
use crate::sandbox::store::{Change, Lookup};
use crate::sandbox::url::with_parameters;
use crate::sandbox::{Buyer, Caller, Sandbox, StoreError, VisitError};

/// What a customer does at a payment page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentChoice {
    /// Pays.
    Pay,
    /// Lets the payment be refused.
    Decline,
    /// Goes back to the shop without paying.
    Cancel,
}

/// What a customer does at the page where an order of `MultiSafepay` is paid.
impl Sandbox {
    /// Finishes the payment of an order by its `payment_url`, as the customer that the order names, or else
    /// `buyer@example.com`. Returns the URL to which the service sends the browser, with the name of the order as
    /// `transactionid`.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::multisafepay::{
    ///     Customer, MultiSafepayCreateOrderRequest, OrderStatus, OrderType, PaymentOptions,
    /// };
    /// use paywire::sandbox::{Caller, Config, PaymentChoice, Sandbox};
    ///
    /// let sandbox = Sandbox::in_memory(Config::new());
    /// let request = MultiSafepayCreateOrderRequest::alipay(
    ///     OrderType::Redirect,
    ///     "order-1",
    ///     Currency::EUR,
    ///     1250,
    ///     "Two tickets",
    ///     PaymentOptions::new("https://shop.example/told", "https://shop.example/paid", "https://shop.example/no"),
    ///     Customer::with_locale("cn_CN"),
    /// );
    /// let reply = sandbox.send(&Caller::new("the API key"), request)?;
    /// let order = reply.outcome().expect("created").expect("an order");
    /// let url = order.payment_url.clone().expect("a page");
    ///
    /// let back = sandbox.finish_payment(&url, PaymentChoice::Pay)?;
    /// assert_eq!(back, "https://shop.example/paid?transactionid=order-1");
    /// let order = sandbox.purchase(&url)?.expect("an order");
    /// assert_eq!(order.status, Some(OrderStatus::Completed));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no such page, the order was paid, cancelled or not paid in time, or the store fails.
    pub fn finish_payment(
        &self,
        payment_url: &str,
        choice: PaymentChoice,
    ) -> Result<String, VisitError> {
        self.finish_payment_as(payment_url, choice, &Buyer::default())
    }

    /// Finishes the payment of an order as a person.
    ///
    /// # Errors
    ///
    /// Those of [`finish_payment`](Sandbox::finish_payment), and a person who pays has no account.
    pub fn finish_payment_as(
        &self,
        payment_url: &str,
        choice: PaymentChoice,
        buyer: &Buyer,
    ) -> Result<String, VisitError> {
        let nobody = Caller::nobody();
        let context = self.context(&nobody, "Webhook");
        let change = self.store.change()?;
        let mut purchase = open(&change, payment_url, &context)?;
        let options = purchase.options();
        purchase.modified = context.now;
        let url = match choice {
            PaymentChoice::Pay => {
                pay(&mut purchase, buyer, &change, &context)?;
                options.redirect_url
            }
            PaymentChoice::Decline => {
                purchase.status = OrderStatus::Declined;
                options.cancel_url
            }
            PaymentChoice::Cancel => {
                purchase.status = OrderStatus::Cancelled;
                options.cancel_url
            }
        };
        change.put(&purchase);
        notify::of(&purchase, &change, &context)?;
        change.commit()?;
        let parameters = [("transactionid", purchase.order_id())];
        Ok(with_parameters(&url.unwrap_or_default(), &parameters))
    }

    /// What is known of an order by its `payment_url`, for a page that shows it. `None` if there is no such page.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub fn purchase(&self, payment_url: &str) -> Result<Option<MultiSafepayOrder>, StoreError> {
        let found = find(&self.store.snapshot()?, payment_url)?;
        Ok(found.map(|purchase| view::order(&purchase, self.now())))
    }
}

/// The order of a payment page.
fn find(lookup: &impl Lookup, url: &str) -> Result<Option<PurchaseRecord>, Cause> {
    let after = url.rsplit_once(PAGES).map_or("", |(_, after)| after);
    let session = after.split(['/', '?']).next().unwrap_or_default();
    lookup.record_by(BY_SESSION, session)
}

/// An order that can be paid.
fn open(
    lookup: &impl Lookup,
    url: &str,
    context: &Context<'_>,
) -> Result<PurchaseRecord, VisitError> {
    let purchase = find(lookup, url)?.ok_or(VisitError::UnknownKey)?;
    match purchase.status(context.now) {
        OrderStatus::Initialized => Ok(purchase),
        _ if purchase.paid.is_some() => Err(VisitError::Approved),
        _ => Err(VisitError::Ended),
    }
}

/// Moves the money from the customer to the shop, and the fee to the service.
fn pay(
    purchase: &mut PurchaseRecord,
    buyer: &Buyer,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<(), VisitError> {
    let customer = purchase.request.customer.as_ref();
    let named = customer.and_then(|customer| customer.email.as_deref());
    let email = buyer
        .email
        .as_deref()
        .or(named.filter(|email| !email.is_empty()));
    let email = email.unwrap_or(ANYBODY).to_owned();
    if !is_registered(&email) {
        return Err(VisitError::NoAccount);
    }
    let payer = Account::of_email(&email);
    let total = purchase.request.total();
    let total = total.ok_or_else(|| Cause::Damaged("an order has an unknown currency"))?;
    let currency = purchase.currency().clone();
    let fee = money::fee(&total, &context.config.fee_percent, &currency);
    ledger::transfer(change, &currency, &total, (&payer, &purchase.caller))?;
    ledger::transfer(
        change,
        &currency,
        &fee,
        (&purchase.caller, &Account::service()),
    )?;
    purchase.fee = fee;
    purchase.payer = Some(payer);
    purchase.payer_email = Some(email);
    purchase.paid = Some(context.now);
    purchase.status = OrderStatus::Completed;
    Ok(())
}
