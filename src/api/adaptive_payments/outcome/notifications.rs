//! The outcomes of notifications.

use super::Outcome;
use super::progress::Progress;
use super::replies::{agreement, payment};
use crate::api::adaptive_payments::ipn::{
    PaymentNotification, PreapprovalNotification, Transaction,
};

impl PaymentNotification {
    /// The outcome of the payment, by its own status and those of its transfers. Money that went
    /// back is a problem here as it is in a [reply](super::Reply).
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::PaymentExecStatus;
    /// use paywire::api::adaptive_payments::ipn::PaymentNotification;
    ///
    /// let notification = PaymentNotification {
    ///     status: Some(PaymentExecStatus::Completed),
    ///     ..PaymentNotification::default()
    /// };
    /// assert!(notification.outcome().is_success());
    /// assert!(!PaymentNotification::default().outcome().is_success());
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_> {
        let mut progress = Progress::default();
        let transfers = self.transaction.iter().enumerate();
        let tried = transfers.filter_map(|(at, transfer): (usize, &Transaction)| {
            let status = transfer.status.as_ref()?;
            Some((format!("transaction({at}).status"), status.as_str()))
        });
        let tried: Vec<_> = tried.collect();
        match &self.status {
            Some(status) => payment("status", status.as_str(), &tried, &mut progress),
            None if tried.is_empty() => progress.missing("status"),
            // What the transfers say has to do.
            None => payment("status", "COMPLETED", &tried, &mut progress),
        }
        progress.outcome()
    }
}

impl PreapprovalNotification {
    /// The outcome of the preapproval: whether it can be used.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::ipn::PreapprovalNotification;
    ///
    /// let said_nothing = PreapprovalNotification::default();
    /// assert_eq!(said_nothing.outcome().as_str(), "unclear");
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_> {
        let mut progress = Progress::default();
        match &self.status {
            Some(status) => {
                let approved = self.approved.unwrap_or(false);
                agreement(status.as_str(), approved, &mut progress);
            }
            None => progress.missing("status"),
        }
        progress.outcome()
    }
}
