//! The vocabularies of the messages.

use crate::open_code;

open_code! {
    /// Where the customer pays. (Alipay page)
    pub enum OrderType {
        /// On a page of the service.
        Redirect = "redirect",
        /// With the method of payment itself.
        Direct = "direct",
    }
}

open_code! {
    /// A method of payment. Shops send an empty text where the customer is to choose. (Alipay page)
    pub enum Gateway {
        /// Alipay.
        Alipay = "ALIPAY",
        /// Riverty, formerly `AfterPay`.
        AfterPay = "AFTERPAY",
        /// Bank transfer.
        BankTransfer = "BANKTRANS",
        /// Belfius.
        Belfius = "BELFIUS",
        /// SEPA direct debit.
        DirectDebit = "DIRDEB",
        /// E-invoicing.
        EInvoicing = "EINVOICE",
        /// iDEAL.
        Ideal = "IDEAL",
        /// iDEAL by a code to scan. Its letter case is its own.
        IdealQr = "iDEALQR",
        /// Klarna.
        Klarna = "KLARNA",
        /// Maestro.
        Maestro = "MAESTRO",
        /// Mastercard.
        Mastercard = "MASTERCARD",
        /// Bancontact, also by a code to scan.
        Bancontact = "MISTERCASH",
        /// Payment after delivery.
        PayAfterDelivery = "PAYAFTER",
        /// `PayPal`.
        PayPal = "PAYPAL",
        /// Santander consumer finance.
        Santander = "SANTANDER",
        /// Trustly.
        Trustly = "TRUSTLY",
        /// Visa.
        Visa = "VISA",
        /// `WeChat` Pay.
        WeChat = "WECHAT",
    }
}

open_code! {
    /// The status of an order, or of its money. (Alipay page, seen)
    pub enum OrderStatus {
        /// It was created, and the customer has not paid.
        Initialized = "initialized",
        /// The amount is promised and not there.
        Uncleared = "uncleared",
        /// The amount is reserved.
        Reserved = "reserved",
        /// It was paid.
        Completed = "completed",
        /// The goods were shipped.
        Shipped = "shipped",
        /// The payment was refused.
        Declined = "declined",
        /// The customer or the shop cancelled.
        Cancelled = "cancelled",
        /// It was called back before it was carried out.
        Void = "void",
        /// The customer did not pay in time.
        Expired = "expired",
        /// All of it was given back.
        Refunded = "refunded",
        /// A part of it was given back.
        PartialRefunded = "partial_refunded",
        /// The customer had the bank take it back.
        ChargedBack = "chargedback",
    }
}
