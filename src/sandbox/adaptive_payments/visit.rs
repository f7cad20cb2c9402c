//! What a person does at the service's pages: approves a payment or a preapproval, or cancels.

use super::agreement::Agreement;
use super::cancel_preapproval::cancel;
use super::confirm_preapproval::approve;
use super::pay::{check_accounts, first_part};
use super::payment::{Payment, Sender};
use super::payment_details::details;
use super::refusal::Refusal;
use super::{preapproval_details, transfers, wallet};
use crate::api::adaptive_payments::common::{ActionType, PaymentExecStatus};
use crate::api::adaptive_payments::payment_details::PaymentDetailsResponse;
use crate::api::adaptive_payments::preapproval_details::{
    PreapprovalDetailsResponse, PreapprovalStatus,
};
use crate::sandbox::buyer::ANYBODY;
use crate::sandbox::caller::Account;
use crate::sandbox::context::Context;
use crate::sandbox::store::Lookup;
use crate::sandbox::{Buyer, Caller, Sandbox, StoreError, VisitError};

/// What stands for a key in the URLs of a request, as `${payKey}`.
const PAY_KEY: &str = "payKey";
const PREAPPROVAL_KEY: &str = "preapprovalKey";

/// What a person does at the service's pages.
impl Sandbox {
    /// Approves a payment as its sender: the one that the request names, or else `buyer@example.com`. Returns
    /// the URL to which the service sends the browser back.
    ///
    /// A payment with the action type `CREATE` still needs an `ExecutePayment`.
    ///
    /// # Errors
    ///
    /// There is no such payment, it has ended or was approved before, or the store fails.
    pub fn approve(&self, pay_key: &str) -> Result<String, VisitError> {
        self.approve_as(pay_key, &Buyer::default())
    }

    /// Approves a payment as a person. Returns the URL to which the service sends the browser back, also if the payment
    /// then fails: the documents know one URL for who approves and one for who cancels. (Pay page)
    ///
    /// # Errors
    ///
    /// Those of [`approve`](Sandbox::approve), and the request names another sender, or the person is a receiver, has
    /// no account or no such address.
    pub fn approve_as(&self, pay_key: &str, buyer: &Buyer) -> Result<String, VisitError> {
        let nobody = Caller::nobody();
        let context = self.context(&nobody, "Pay");
        let change = self.store.change()?;
        let mut payment = waiting(&change, pay_key, self.now())?;
        let address = buyer.shipping_address.as_deref();
        if wallet::address(address).is_none() {
            return Err(VisitError::UnknownAddress);
        }
        let sender = chosen(payment.sender.as_ref(), buyer, &context)?;
        let checked = check_accounts(&payment.request, Some(&sender));
        checked.map_err(|refusal| visit_error(refusal, &context))?;
        payment.sender = Some(sender);
        payment.approved = true;
        payment.shipping_address.clone_from(&buyer.shipping_address);
        if payment.request.action_type != ActionType::Create {
            let part = first_part(&payment);
            let made = transfers::make(&mut payment, part, &change, &context);
            made.map_err(|refusal| visit_error(refusal, &context))?;
        }
        change.put(&payment);
        change.commit()?;
        Ok(with_key(&payment.request.return_url, PAY_KEY, pay_key))
    }

    /// Goes back from the page where a payment would be approved. Returns the URL to which the service sends the
    /// browser. The payment stays as it is, and can be approved while its key is good.
    ///
    /// # Errors
    ///
    /// There is no such payment, it has ended or was approved before, or the store fails.
    pub fn cancel(&self, pay_key: &str) -> Result<String, VisitError> {
        let payment = waiting(&self.store.snapshot()?, pay_key, self.now())?;
        Ok(with_key(&payment.request.cancel_url, PAY_KEY, pay_key))
    }

    /// Whether a payment can be approved.
    pub(in crate::sandbox) fn waits_for_approval(&self, pay_key: &str) -> Result<(), VisitError> {
        waiting(&self.store.snapshot()?, pay_key, self.now()).map(drop)
    }

    /// Whether a preapproval can be approved.
    pub(in crate::sandbox) fn preapproval_waits_for_approval(
        &self,
        key: &str,
    ) -> Result<(), VisitError> {
        open_agreement(&self.store.snapshot()?, key)?.check_open()
    }

    /// Approves a preapproval as its sender: the one that the request names, or else `buyer@example.com`. Returns
    /// the URL to which the service sends the browser back.
    ///
    /// # Errors
    ///
    /// There is no such preapproval, it has ended, was approved before or needs a PIN, or the store fails.
    pub fn approve_preapproval(&self, preapproval_key: &str) -> Result<String, VisitError> {
        self.approve_preapproval_as(preapproval_key, &Buyer::default())
    }

    /// Approves a preapproval as a person, who chooses a PIN if one is needed. Returns the URL to which the
    /// service sends the browser back.
    ///
    /// # Errors
    ///
    /// Those of [`approve_preapproval`](Sandbox::approve_preapproval), and the request names another sender.
    pub fn approve_preapproval_as(
        &self,
        preapproval_key: &str,
        buyer: &Buyer,
    ) -> Result<String, VisitError> {
        let nobody = Caller::nobody();
        let context = self.context(&nobody, "ConfirmPreapproval");
        let change = self.store.change()?;
        let mut agreement = open_agreement(&change, preapproval_key)?;
        agreement.check_open()?;
        agreement.sender = Some(chosen(agreement.sender.as_ref(), buyer, &context)?);
        let approved = approve(&mut agreement, buyer.pin.as_ref(), &change, &context);
        approved.map_err(|refusal| visit_error(refusal, &context))?;
        change.commit()?;
        Ok(with_key(
            &agreement.request.return_url,
            PREAPPROVAL_KEY,
            preapproval_key,
        ))
    }

    /// Denies a preapproval, or ends one that was approved. Returns the URL to which the service sends the
    /// browser.
    ///
    /// # Errors
    ///
    /// There is no such preapproval, it has ended, or the store fails.
    pub fn cancel_preapproval(&self, preapproval_key: &str) -> Result<String, VisitError> {
        let nobody = Caller::nobody();
        let context = self.context(&nobody, "CancelPreapproval");
        let change = self.store.change()?;
        let mut agreement = open_agreement(&change, preapproval_key)?;
        let cancelled = cancel(&mut agreement, &change, &context);
        cancelled.map_err(|refusal| visit_error(refusal, &context))?;
        change.commit()?;
        Ok(with_key(
            &agreement.request.cancel_url,
            PREAPPROVAL_KEY,
            preapproval_key,
        ))
    }

    /// What is known of a preapproval, for a page that shows it. `None` if there is no such preapproval.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub fn preapproval(
        &self,
        preapproval_key: &str,
    ) -> Result<Option<PreapprovalDetailsResponse>, StoreError> {
        let found: Option<Agreement> = self.store.snapshot()?.record(preapproval_key)?;
        let nobody = Caller::nobody();
        let context = self.context(&nobody, "PreapprovalDetails");
        Ok(found.map(|agreement| preapproval_details::details(&agreement, &context)))
    }

    /// What is known of a payment, for a page that shows it. `None` if there is no such payment.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub fn payment(&self, pay_key: &str) -> Result<Option<PaymentDetailsResponse>, StoreError> {
        let found: Option<Payment> = self.store.snapshot()?.record(pay_key)?;
        let nobody = Caller::nobody();
        let context = self.context(&nobody, "PaymentDetails");
        Ok(found.map(|payment| details(&payment, &context)))
    }
}

/// A payment that waits for its approval.
fn waiting(lookup: &impl Lookup, pay_key: &str, now: i64) -> Result<Payment, VisitError> {
    let payment: Option<Payment> = lookup.record(pay_key)?;
    let payment = payment.ok_or(VisitError::UnknownKey)?;
    if payment.is_expired(now) || payment.status() == PaymentExecStatus::Error {
        Err(VisitError::Ended)
    } else if payment.approved {
        Err(VisitError::Approved)
    } else {
        Ok(payment)
    }
}

impl Agreement {
    /// Refuses to approve it twice.
    fn check_open(&self) -> Result<(), VisitError> {
        if self.approved {
            Err(VisitError::Approved)
        } else {
            Ok(())
        }
    }
}

/// A preapproval that has not ended.
fn open_agreement(lookup: &impl Lookup, key: &str) -> Result<Agreement, VisitError> {
    let agreement: Option<Agreement> = lookup.record(key)?;
    let agreement = agreement.ok_or(VisitError::UnknownKey)?;
    match agreement.status {
        PreapprovalStatus::Canceled => Err(VisitError::Ended),
        _ => Ok(agreement),
    }
}

/// The sender of what a person approves.
fn chosen(
    named: Option<&Sender>,
    buyer: &Buyer,
    context: &Context<'_>,
) -> Result<Sender, VisitError> {
    let email = buyer.email.as_deref();
    let account = Account::of_email(email.unwrap_or(ANYBODY));
    let sender = match named {
        Some(named) if email.is_none() || named.account == account => named.clone(),
        Some(_) => return Err(VisitError::OtherSender),
        None => Sender {
            account,
            email: Some(email.unwrap_or(ANYBODY).to_owned()),
        },
    };
    let checked = sender.check();
    checked.map_err(|refusal| visit_error(refusal, context))?;
    Ok(sender)
}

/// A URL of the request, with the key in its place.
fn with_key(url: &str, name: &str, key: &str) -> String {
    url.replace(&format!("${{{name}}}"), key)
}

fn visit_error(refusal: Refusal, context: &Context<'_>) -> VisitError {
    match refusal {
        Refusal::Store(failure) => failure.into(),
        Refusal::Error(reason) => VisitError::Refused(Box::new(reason.data(context.operation))),
        Refusal::Violations(_) | Refusal::Unreadable(_) => VisitError::Ended,
    }
}
