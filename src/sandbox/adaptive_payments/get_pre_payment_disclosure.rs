//! `GetPrePaymentDisclosure`: what a sender has to be told before money is sent abroad.
//!
//! The rule is for money from person to person in the United States to another country. The documents say little of
//! the operation: these answers are made of what the schema has.

use super::Handle;
use super::payment::{Payment, by_pay_key};
use super::refusal::{Refusal, refuse};
use super::transfers::assess;
use crate::api::adaptive_payments::common::{
    AccountIdentifier, AckCode, CurrencyType, FeesPayer, PaymentType, Receiver,
};
use crate::api::adaptive_payments::get_pre_payment_disclosure::{
    ConversionRate, DisclosureStatus, FeeDisclosure, GetPrePaymentDisclosureRequest,
    GetPrePaymentDisclosureResponse, ReceiverDisclosure, ReceiverDisclosureList, ReceiverInfo,
    SenderDisclosure,
};
use crate::sandbox::caller::Account;
use crate::sandbox::context::Context;
use crate::sandbox::error::Cause;
use crate::sandbox::money::zero;
use crate::sandbox::store::Snapshot;
use crate::value::Amount;

/// The country of every sender.
const HOME: &str = "US";

const DISCLAIMER: &str = "The sandbox moves no money.";

impl Handle<Snapshot<'_>> for GetPrePaymentDisclosureRequest {
    fn handle(
        self,
        snapshot: &Snapshot<'_>,
        context: &Context<'_>,
    ) -> Result<GetPrePaymentDisclosureResponse, Refusal> {
        let payment = by_pay_key(snapshot, &self.pay_key)?;
        if payment.caller != *context.caller.account() {
            return Err(refuse(540_031));
        }
        let infos = self
            .receiver_info_list
            .map_or_else(Vec::new, |list| list.receiver_info);
        let envelope = context.envelope(AckCode::Success);
        let status = status(&payment, &infos);
        let reply = GetPrePaymentDisclosureResponse::new(envelope, status.clone());
        if status != DisclosureStatus::Rtr {
            return Ok(reply);
        }
        let disclosed = Disclosed::new(&payment, context);
        let damaged = || Cause::Damaged("the amount of a payment is too large");
        Ok(GetPrePaymentDisclosureResponse {
            fees_payer: Some(payment.fees_payer()),
            sender_disclosure: Some(disclosed.sender().ok_or_else(damaged)?),
            receiver_disclosure_list: Some(disclosed.receivers(&infos).ok_or_else(damaged)?),
            disclaimer: Some(DISCLAIMER.to_owned()),
            ..reply
        })
    }
}

/// Whether the rule applies: to a payment between persons of which a receiver is abroad.
fn status(payment: &Payment, infos: &[ReceiverInfo]) -> DisclosureStatus {
    let is_personal = |receiver: &Receiver| {
        let payment_type = receiver.payment_type.as_ref();
        payment_type.is_some_and(PaymentType::is_personal)
    };
    if !payment.receivers().iter().any(is_personal) {
        return DisclosureStatus::NonRtr;
    }
    let countries = payment
        .receivers()
        .iter()
        .map(|receiver| country(receiver, infos));
    let countries: Option<Vec<_>> = countries.collect();
    match countries {
        None => DisclosureStatus::MissingReceiverCountryInformation,
        Some(countries) if countries.iter().all(|country| *country == HOME) => {
            DisclosureStatus::NonRtr
        }
        Some(_) => DisclosureStatus::Rtr,
    }
}

/// The country of a receiver, if the request says it.
fn country<'i>(receiver: &Receiver, infos: &'i [ReceiverInfo]) -> Option<&'i str> {
    let account = Account::of_receiver(receiver);
    let mut infos = infos.iter();
    let info = infos.find(|info| {
        let (email, phone) = (info.email.as_deref(), info.phone.as_ref());
        Account::of_name(email, phone, info.account_id.as_deref()) == account
    });
    info?.country_code.as_deref()
}

/// A payment, and the fees of its transfers.
struct Disclosed<'p> {
    payment: &'p Payment,
    fees: Vec<Amount>,
    sender_pays: bool,
}

impl<'p> Disclosed<'p> {
    fn new(payment: &'p Payment, context: &Context<'_>) -> Self {
        let places = 0..payment.transfers.len();
        Disclosed {
            payment,
            fees: places
                .map(|place| assess(payment, place, context))
                .collect(),
            sender_pays: payment.fees_payer() == FeesPayer::Sender,
        }
    }

    fn money(&self, amount: Amount) -> CurrencyType {
        CurrencyType::new(self.payment.currency().clone(), amount)
    }

    /// Accounts of the sandbox hold every currency, so nothing has to be converted.
    fn rate(&self) -> ConversionRate {
        let currency = self.payment.currency();
        ConversionRate::new(currency.clone(), currency.clone(), Amount::from(1))
    }

    /// A fee, and no taxes.
    fn fee(&self, fee: Amount) -> FeeDisclosure {
        let none = zero(self.payment.currency());
        FeeDisclosure::new(self.money(fee), self.money(none))
    }

    fn sender(&self) -> Option<SenderDisclosure> {
        let total = super::pay::total(&self.payment.request)?;
        let fees = if self.sender_pays {
            Amount::checked_sum(&self.fees)?
        } else {
            zero(self.payment.currency())
        };
        let all = total.checked_add(&fees)?;
        Some(SenderDisclosure {
            fee_disclosure: Some(self.fee(fees)),
            ..SenderDisclosure::new(self.money(total), self.money(all), self.rate())
        })
    }

    fn receivers(&self, infos: &[ReceiverInfo]) -> Option<ReceiverDisclosureList> {
        let receivers = self.payment.receivers().iter().zip(&self.fees);
        let disclosures = receivers.map(|(receiver, fee)| self.receiver(receiver, fee, infos));
        let disclosures: Option<Vec<_>> = disclosures.collect();
        Some(ReceiverDisclosureList::from(disclosures?))
    }

    fn receiver(
        &self,
        receiver: &Receiver,
        fee: &Amount,
        infos: &[ReceiverInfo],
    ) -> Option<ReceiverDisclosure> {
        let fee = if self.sender_pays {
            zero(self.payment.currency())
        } else {
            *fee
        };
        let account = AccountIdentifier {
            email: receiver.email.clone(),
            phone: receiver.phone.clone(),
            account_id: receiver.account_id.clone(),
        };
        let gets = receiver.amount.checked_sub(&fee)?;
        let country = country(receiver, infos)?.to_owned();
        let (amount, gets) = (self.money(receiver.amount), self.money(gets));
        Some(ReceiverDisclosure {
            fee_disclosure: Some(self.fee(fee)),
            ..ReceiverDisclosure::new(account, amount, country, self.rate(), gets)
        })
    }
}
