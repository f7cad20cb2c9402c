//! Facts of the notifications of Adaptive Payments.

use super::adaptive_payments::{has_arrived, role, say_next};
use super::collect::own;
use super::{
    Allowance, Facts, KeyKind, Next, OutcomeKind, Party, StampOf, Step, Sum, ToFacts, Transfer,
    UnreadAmount,
};
use crate::api::Environment;
use crate::api::adaptive_payments::ipn::{
    PaymentNotification, PreapprovalNotification, Transaction,
};
use crate::value::{Amount, DateTime};

impl ToFacts for PaymentNotification {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::PayKey, &self.pay_key);
        facts.add_key(KeyKind::TrackingId, &self.tracking_id);
        facts.add_key(KeyKind::PreapprovalKey, &self.preapproval_key);
        facts.action = self.action_type.as_ref().map(ToString::to_string);
        facts.set_payer(sender(self.sender_email.as_ref()));
        let transactions = &self.transaction;
        let chained = transactions
            .iter()
            .any(|own| own.is_primary_receiver == Some(true));
        for transaction in transactions {
            facts.add_transfer(Transfer {
                role: role(chained, transaction.is_primary_receiver),
                ..transfer(transaction)
            });
        }
        facts.total_transfers();
        facts.unread_amounts = unread(self);
        facts.fees_payer = self.fees_payer.as_ref().map(ToString::to_string);
        facts.set_status(self.status.as_ref());
        let outcome = self.outcome().kind();
        facts.set_outcome(outcome);
        say_next(outcome, facts);
        facts.environment = self.is_test().then_some(Environment::Sandbox);
        facts.memo = own(&self.memo);
        let asked = self.payment_request_date.as_ref();
        facts.set_time(StampOf::Request, asked.map(DateTime::as_str));
    }
}

fn unread(notification: &PaymentNotification) -> Vec<UnreadAmount> {
    let stated = notification.stated_amounts();
    let unread = stated.filter(|(_, money)| money.parts().is_err());
    unread
        .map(|(path, money)| UnreadAmount::new(path, money.as_str()))
        .collect()
}

fn sender(email: Option<&String>) -> Party {
    Party {
        email: own(&email),
        ..Party::default()
    }
}

fn transfer(transaction: &Transaction) -> Transfer {
    let status = transaction.status.as_ref();
    Transfer {
        to: sender(transaction.receiver.as_ref()),
        amount: Sum::text(transaction.amount.as_ref()),
        arrived: status.is_some_and(|status| has_arrived(status.as_str())),
        status: status.map(|status| status.as_str().to_owned()),
        reason: transaction.waits_for().map(ToString::to_string),
        transaction_id: own(&transaction.id),
        sender_transaction_id: own(&transaction.id_for_sender_txn),
        refund_transaction_id: own(&transaction.refund_id),
        refunded: Sum::text(transaction.refund_amount.as_ref()),
        reference: own(&transaction.invoice_id),
        ..Transfer::default()
    }
}

impl ToFacts for PreapprovalNotification {
    fn add_facts(&self, facts: &mut Facts) {
        facts.add_key(KeyKind::PreapprovalKey, &self.preapproval_key);
        facts.set_payer(sender(self.sender_email.as_ref()));
        let currency = self.currency_code.as_ref();
        let sum = |amount: Option<Amount>| Some(Sum::of(currency, amount?));
        facts.allowance = Some(Allowance {
            total: sum(self.max_total_amount_of_all_payments),
            each: sum(self.max_amount_per_payment),
            used: sum(self.current_total_amount_of_all_payments),
        });
        facts.set_status(self.status.as_ref());
        facts.set_outcome(self.outcome().kind());
        if facts.outcome == Some(OutcomeKind::Pending) {
            facts.next = Some(Next::new(Step::Agree));
        }
        facts.environment = self.is_test().then_some(Environment::Sandbox);
    }
}
