//! What both notifications have in their fields.

use crate::open_code;

open_code! {
    /// What a notification is about. (Guide p. 257, p. 260)
    ///
    /// The guide writes `Pay` and `Preapproval`, messages have capitals.
    pub enum TransactionType {
        /// A payment.
        Pay = "Adaptive Payment PAY",
        /// A refund, a reversal or a chargeback.
        Adjustment = "Adjustment",
        /// A preapproval.
        Preapproval = "Adaptive Payment PREAPPROVAL",
    }
}

open_code! {
    /// The character encoding of a notification's body, as it names it itself. (Seen in messages)
    ///
    /// Any label may come; these were seen.
    pub enum IpnCharset {
        /// The service's default.
        Windows1252 = "windows-1252",
        /// UTF-8, for accounts that chose it.
        Utf8 = "UTF-8",
        /// Of accounts in Japan.
        ShiftJis = "Shift_JIS",
    }
}

open_code! {
    /// A number, or the word `null` where there is none.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::ipn::MaxNumber;
    ///
    /// assert_eq!(MaxNumber::from("12").number(), Some(12));
    /// assert_eq!(MaxNumber::from("null"), MaxNumber::Null);
    /// assert_eq!(MaxNumber::Null.number(), None);
    /// ```
    pub enum MaxNumber {
        /// Not specified.
        Null = "null",
    }
}

impl MaxNumber {
    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<i32> {
        self.as_str().parse().ok()
    }
}
