//! A payment as the store keeps it.

use serde::{Deserialize, Serialize};

use super::payment_options::SetOptions;
use super::refusal::{Refusal, refuse};
use crate::api::adaptive_payments::common::{
    FeesPayer, PaymentExecStatus, PaymentInfo, PendingReason, Receiver, SenderIdentifier,
    TransactionStatus,
};
use crate::api::adaptive_payments::pay::PayRequest;
use crate::api::validate::EMAIL;
use crate::sandbox::caller::{Account, is_registered};
use crate::sandbox::money::zero;
use crate::sandbox::store::{Index, Lookup, Record, Records};
use crate::value::{Amount, Currency};

/// Payments by the caller's account and its tracking id.
pub(super) const BY_TRACKING_ID: Index = Index::new("payments by tracking id");

/// Payments by the ids of their transactions.
pub(super) const BY_TRANSACTION: Index = Index::new("payments by transaction");

/// Payments by the account of a receiver who was paid, and the number of the invoice.
pub(super) const BY_INVOICE: Index = Index::new("payments by invoice");

/// A payment. Times are in milliseconds since 1970.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Payment {
    pub(super) key: String,
    pub(super) caller: Account,
    /// The request, without its PIN.
    pub(super) request: PayRequest,
    pub(super) created: i64,
    /// When the pay key stops being good for approving the payment.
    pub(super) expires: i64,
    /// Who pays, once that is known.
    pub(super) sender: Option<Sender>,
    /// Whether the sender has approved, or does not have to.
    pub(super) approved: bool,
    /// When money moved first.
    pub(super) paid: Option<i64>,
    /// One for each receiver, in the order of the request.
    pub(super) transfers: Vec<Transfer>,
    /// The id of the address that the sender chose.
    pub(super) shipping_address: Option<String>,
    pub(super) options: SetOptions,
}

/// Who pays.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Sender {
    pub(super) account: Account,
    pub(super) email: Option<String>,
}

impl Sender {
    /// The sender that a request names by an e-mail address or in another way.
    pub(super) fn named(email: Option<&String>, named: Option<&SenderIdentifier>) -> Option<Self> {
        let email = email.or_else(|| named?.email.as_ref());
        let account = email.map(|email| Account::of_email(email));
        let account = account.or_else(|| Account::of_sender(named?))?;
        Some(Sender {
            account,
            email: email.cloned(),
        })
    }

    /// Refuses a sender without an account, or with a name that is no e-mail address.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let is_address = |email: &str| EMAIL.allows(email) && !email.contains(char::is_control);
        match &self.email {
            Some(email) if !is_registered(email) || !is_address(email) => Err(refuse(589_039)),
            _ => Ok(()),
        }
    }
}

/// Whether a receiver has no account, and gets the money once it has.
pub(super) fn is_unilateral(receiver: &Receiver) -> bool {
    let email = receiver.email.as_deref();
    email.is_some_and(|email| !is_registered(email))
}

/// The transfer to one receiver.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Transfer {
    pub(super) state: State,
    /// The id of the receiver's transaction, once it was tried.
    pub(super) id: Option<String>,
    /// The id of the sender's.
    pub(super) sender_id: Option<String>,
    /// What the service keeps for it.
    pub(super) fee: Amount,
    /// The number of the error that it failed with.
    pub(super) error: Option<i64>,
    pub(super) refunds: Vec<Refunded>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum State {
    /// It was not tried yet.
    Waiting,
    Paid,
    /// It is paid, and waits for a receiver without an account.
    Unclaimed,
    Failed,
    /// It was paid and taken back, since another one failed.
    Reversed,
}

/// A refund of a transfer.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Refunded {
    pub(super) id: String,
    /// What the receiver gives back of the amount, its fee included.
    pub(super) amount: Amount,
    /// The part of the fee in it.
    pub(super) fee: Amount,
}

impl Record for Payment {
    const TABLE: Records = Records::new("payments");

    fn key(&self) -> &str {
        &self.key
    }

    fn indices(&self) -> Vec<(Index, String)> {
        let tracking_id = self.request.tracking_id.iter();
        let tracking_id = tracking_id.map(|id| (BY_TRACKING_ID, tracked(&self.caller, id)));
        let transfers = self.transfers.iter();
        let transactions = transfers.flat_map(|own| own.id.iter().chain(&own.sender_id));
        let transactions = transactions.map(|id| (BY_TRANSACTION, id.clone()));
        let paid = self.each().filter(|(_, transfer)| transfer.is_paid());
        let invoices = paid.filter_map(|(receiver, _)| Some((BY_INVOICE, invoice(receiver)?)));
        tracking_id.chain(transactions).chain(invoices).collect()
    }
}

/// A tracking id in its index: each caller has its own.
pub(super) fn tracked(caller: &Account, tracking_id: &str) -> String {
    format!("{} {tracking_id}", caller.id())
}

/// The invoice of a receiver in its index, if it has one.
pub(super) fn invoice(receiver: &Receiver) -> Option<String> {
    let account = Account::of_receiver(receiver)?;
    let invoice = receiver.invoice_id.as_ref()?;
    Some(format!("{} {invoice}", account.id()))
}

impl Transfer {
    pub(super) fn new(currency: &Currency) -> Self {
        Transfer {
            state: State::Waiting,
            id: None,
            sender_id: None,
            fee: zero(currency),
            error: None,
            refunds: Vec::new(),
        }
    }

    pub(super) fn is_paid(&self) -> bool {
        matches!(self.state, State::Paid | State::Unclaimed)
    }

    /// What was given back so far. Refunds are limited by the transfer, so their sum can be held.
    pub(super) fn refunded(&self, currency: &Currency) -> Amount {
        let amounts = self.refunds.iter().map(|refund| &refund.amount);
        let sum = Amount::checked_sum(amounts).unwrap_or_default();
        sum.checked_add(&zero(currency)).unwrap_or(sum)
    }

    pub(super) fn status(
        &self,
        receiver: &Receiver,
        currency: &Currency,
    ) -> Option<TransactionStatus> {
        let refunded = self.refunded(currency);
        match self.state {
            State::Waiting => None,
            State::Paid | State::Unclaimed if refunded >= receiver.amount => {
                Some(TransactionStatus::Refunded)
            }
            State::Paid if refunded.is_zero() => Some(TransactionStatus::Completed),
            State::Paid => Some(TransactionStatus::PartiallyRefunded),
            State::Unclaimed => Some(TransactionStatus::Pending),
            State::Failed => Some(TransactionStatus::Failed),
            State::Reversed => Some(TransactionStatus::Reversed),
        }
    }
}

impl Payment {
    pub(super) fn receivers(&self) -> &[Receiver] {
        &self.request.receiver_list.receiver
    }

    /// The receivers with their transfers.
    pub(super) fn each(&self) -> impl Iterator<Item = (&Receiver, &Transfer)> {
        self.receivers().iter().zip(&self.transfers)
    }

    pub(super) fn currency(&self) -> &Currency {
        &self.request.currency_code
    }

    /// The place of the primary receiver, who is there in a chained payment.
    pub(super) fn primary(&self) -> Option<usize> {
        primary(self.receivers())
    }

    /// Whether the caller pays from its own account.
    pub(super) fn is_implicit(&self) -> bool {
        let sender = self.sender.as_ref();
        sender.is_some_and(|sender| sender.account == self.caller)
    }

    pub(super) fn fees_payer(&self) -> FeesPayer {
        let payer = self.request.fees_payer.clone();
        payer.unwrap_or(FeesPayer::EachReceiver)
    }

    /// The status of the payment, which follows from its transfers.
    pub(super) fn status(&self) -> PaymentExecStatus {
        let mut transfers = self.transfers.iter();
        let is = |state| self.transfers.iter().any(|own| own.state == state);
        if transfers.all(Transfer::is_paid) {
            PaymentExecStatus::Completed
        } else if self.transfers.iter().any(Transfer::is_paid) {
            PaymentExecStatus::Incomplete
        } else if is(State::Failed) {
            PaymentExecStatus::Error
        } else {
            PaymentExecStatus::Created
        }
    }

    /// Whether the payment was not made in time.
    pub(super) fn is_expired(&self, now: i64) -> bool {
        self.status() == PaymentExecStatus::Created && now >= self.expires
    }

    /// Whether an account has to do with the payment: its caller, its sender or a receiver.
    pub(super) fn concerns(&self, account: &Account) -> bool {
        let is_sender = || {
            self.sender
                .as_ref()
                .is_some_and(|own| own.account == *account)
        };
        let receives = |receiver| Account::of_receiver(receiver).as_ref() == Some(account);
        self.caller == *account || is_sender() || self.receivers().iter().any(receives)
    }

    /// The sender as replies name it.
    pub(super) fn sender_identifier(&self) -> Option<SenderIdentifier> {
        let sender = self.sender.as_ref()?;
        Some(SenderIdentifier {
            account_id: Some(sender.account.id().to_owned()),
            ..SenderIdentifier::default()
        })
    }

    /// The transfers as replies have them.
    pub(super) fn payment_info(&self) -> Vec<PaymentInfo> {
        let is_chained = self.primary().is_some();
        let infos = self.each().map(|(receiver, transfer)| {
            let was_tried = transfer.state != State::Waiting;
            let account = Account::of_receiver(receiver).filter(|_| was_tried);
            let receiver = Receiver {
                primary: Some(is_chained && receiver.primary == Some(true)),
                account_id: account.map(|account| account.id().to_owned()),
                ..receiver.clone()
            };
            let status = transfer.status(&receiver, self.currency());
            PaymentInfo {
                transaction_id: transfer.id.clone(),
                transaction_status: status.clone(),
                refunded_amount: Some(transfer.refunded(self.currency())),
                pending_refund: Some(false),
                sender_transaction_id: transfer.sender_id.clone(),
                sender_transaction_status: status,
                pending_reason: (transfer.state == State::Unclaimed)
                    .then_some(PendingReason::Unilateral),
                ..PaymentInfo::new(receiver)
            }
        });
        infos.collect()
    }
}

/// The place of the primary receiver.
pub(super) fn primary(receivers: &[Receiver]) -> Option<usize> {
    let mut places = receivers.iter();
    places.position(|receiver| receiver.primary == Some(true))
}

/// The payment of a pay key, which a request gives.
pub(super) fn by_pay_key(lookup: &impl Lookup, pay_key: &str) -> Result<Payment, Refusal> {
    lookup.record(pay_key)?.ok_or_else(|| invalid_key(pay_key))
}

/// The refusal of a pay key that is unknown, or cannot be used for this.
pub(super) fn invalid_key(pay_key: &str) -> Refusal {
    refuse(580_022)
        .saying("Invalid request parameter: payKey with value <value>")
        .about(pay_key)
}

/// The refusal of a pay key whose time is over.
pub(super) fn expired(pay_key: &str) -> Refusal {
    refuse(580_022)
        .saying("payKey <value> is expired")
        .about(pay_key)
}

/// The refusal of a pay key whose payment was made, or failed.
pub(super) fn used(pay_key: &str) -> Refusal {
    refuse(580_022)
        .saying("payKey <value> has already been used to make a payment")
        .about(pay_key)
}
