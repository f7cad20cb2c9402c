//! Functions by which messages add facts.

use super::{
    Facts, Key, KeyKind, OutcomeKind, Party, Role, Stamp, StampOf, Sum, Transfer, environment_of,
};
use crate::value::Loose;

/// A text of a message, of any type.
pub(super) trait Text {
    fn text(&self) -> Option<&str>;
}

impl Text for String {
    fn text(&self) -> Option<&str> {
        (!self.is_empty()).then_some(self)
    }
}

impl<T> Text for Loose<T> {
    fn text(&self) -> Option<&str> {
        (!self.as_str().is_empty()).then(|| self.as_str())
    }
}

impl<T: Text + ?Sized> Text for &T {
    fn text(&self) -> Option<&str> {
        (**self).text()
    }
}

impl<T: Text> Text for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref()?.text()
    }
}

/// Copies the text; `None` if it is empty.
pub(super) fn own(text: &impl Text) -> Option<String> {
    text.text().map(str::to_owned)
}

impl Facts {
    pub(super) fn add_key(&mut self, kind: KeyKind, value: &impl Text) {
        if let Some(value) = value.text() {
            let key = Key::new(kind, value);
            if !self.keys.contains(&key) {
                self.keys.push(key);
            }
        }
    }

    pub(super) fn set_payer(&mut self, payer: Party) {
        if !payer.is_empty() {
            self.payer = Some(payer);
        }
    }

    /// Sets the status, as sent.
    pub(super) fn set_status(&mut self, status: Option<impl AsRef<str>>) {
        self.status = status.map(|status| status.as_ref().to_owned());
    }

    pub(super) fn set_time(&mut self, of: StampOf, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let text = text.to_owned();
            self.time = Some(Stamp { of, text });
        }
    }

    /// Sets the environment, by the first address that tells it.
    pub(super) fn set_environment(&mut self, addresses: impl IntoIterator<Item = impl AsRef<str>>) {
        let mut addresses = addresses.into_iter();
        self.environment = addresses.find_map(|address| environment_of(address.as_ref()));
    }

    pub(super) fn set_outcome(&mut self, outcome: OutcomeKind) {
        self.outcome = Some(outcome);
    }

    /// Adds a transfer and its keys.
    pub(super) fn add_transfer(&mut self, transfer: Transfer) {
        self.add_key(KeyKind::TransactionId, &transfer.transaction_id);
        self.add_key(
            KeyKind::SenderTransactionId,
            &transfer.sender_transaction_id,
        );
        self.add_key(
            KeyKind::RefundTransactionId,
            &transfer.refund_transaction_id,
        );
        self.transfers.push(transfer);
    }

    /// Computes the totals from the transfers, once all are added.
    pub(super) fn total_transfers(&mut self) {
        self.totals = total(&self.transfers, |_| true);
        for transfer in &self.transfers {
            // Many messages state zero for what was not refunded.
            let refunded = transfer.refunded.clone();
            if let Some(sum) = refunded.filter(|sum| !sum.amount.is_zero()) {
                sum.add_to(&mut self.refunds);
            }
        }
    }
}

/// The sum of what the payer pays by these transfers. Secondary receivers are paid out of the
/// primary receiver's amount.
pub(super) fn total(transfers: &[Transfer], counts: impl Fn(&Transfer) -> bool) -> Vec<Sum> {
    let chained = transfers.iter().any(|own| own.role == Some(Role::Primary));
    let mut sums = Vec::new();
    for transfer in transfers.iter().filter(|transfer| counts(transfer)) {
        let is_paid_from_another = chained && transfer.role != Some(Role::Primary);
        if let (Some(sum), false) = (&transfer.amount, is_paid_from_another) {
            sum.clone().add_to(&mut sums);
        }
    }
    sums
}
