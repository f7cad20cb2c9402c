//! The rule for amounts in notifications.

use crate::api::adaptive_payments::ipn::PaymentNotification;
use crate::api::validate::{AMOUNTS, Check, Report};

pub(in super::super) const PAYMENT_NOTIFICATION: &[Check<PaymentNotification>] =
    &[Check::new(&AMOUNTS, amounts)];

fn amounts(notification: &PaymentNotification, report: &mut Report<'_>) {
    for (path, _) in notification.unread_amounts() {
        report.add(
            path,
            "is not an amount with its currency that can be read, like USD 100.00",
        );
    }
}
