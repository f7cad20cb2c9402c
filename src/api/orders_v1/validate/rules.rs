//! The requirements of the document that can be checked on a message alone.
//!
//! The document numbers nothing; the ids are this crate's own and stay what they are.

use crate::api::message::Direction;
use crate::api::validate::rules;

const ALL: &[&str] = &[];
const CREATE: &[&str] = &["CreateOrder"];
const PAY: &[&str] = &["PayOrder"];

/// Rules for objects apply in both directions.
const BOTH: &[Direction] = &[Direction::Request, Direction::Response];

/// The error that every broken rule about the form of a request is answered with.
const INVALID: &str = "INVALID_REQUEST";

rules! {
    /// The rules that can be checked without asking the service.
    pub(crate) static RULES;

    // Single values.
    O001 = Rule::new(ALL, "A text is no longer than its field allows.", "Common object definitions")
        .on(BOTH).code(INVALID);
    O002 = Rule::new(ALL, "An amount has at most ten characters.", "amount, details, item, refund")
        .on(BOTH).code(INVALID);
    O003 = Rule::new(ALL, "A total and its parts have at most two decimal places.", "amount, details")
        .on(BOTH).code(INVALID);
    O004 = Rule::new(ALL, "An amount has no more decimal places than its currency: none in HUF, JPY and TWD.", "currency")
        .on(BOTH).code(INVALID);
    O005 = Rule::new(ALL, "A country is a code of two capital letters, or C2.", "country_code")
        .on(BOTH).code(INVALID);
    O006 = Rule::new(ALL, "A field with a list of possible values has one of them.", "Common object definitions")
        .code(INVALID);
    O007 = Rule::new(ALL, "The locale is one of those that the payment pages have.", "application_context")
        .warning();
    O008 = Rule::new(ALL, "A number that links units is from 1 to 100.", "purchase_unit")
        .on(BOTH).code(INVALID);
    O009 = Rule::new(ALL, "A day of birth is a date.", "payer_info").on(BOTH).code(INVALID);
    O010 = Rule::new(ALL, "A currency is a code of three capital letters.", "amount, currency, item")
        .on(BOTH).code(INVALID);

    O016 = Rule::new(ALL, "The code of Great Britain is GB and not UK.", "country_code, address, shipping_address")
        .on(BOTH).code(INVALID);
    O017 = Rule::new(ALL, "An e-mail address has text on both sides of an @.", "payee, payer_info")
        .code(INVALID);

    // Cards.
    O011 = Rule::new(ALL, "The number of a card is digits without anything between them.", "credit_card")
        .code(INVALID);
    O012 = Rule::new(ALL, "The number of a card has the length and the check digit of its type.", "credit_card")
        .code(INVALID);
    O013 = Rule::new(ALL, "A month is from 1 to 12.", "credit_card, credit_card_token").code(INVALID);
    O014 = Rule::new(ALL, "A year has four digits.", "credit_card, credit_card_token").code(INVALID);
    O015 = Rule::new(ALL, "The code on a card has three or four digits.", "credit_card").code(INVALID);

    // Orders and their totals.
    O020 = Rule::new(CREATE, "An order has at least one unit.", "order").code(INVALID);
    O021 = Rule::new(ALL, "The total is the sum of its details.", "amount, details")
        .on(BOTH).code(INVALID);
    O022 = Rule::new(ALL, "The subtotal is the sum of price times quantity of the items.", "details, item")
        .on(BOTH).code(INVALID);
    O023 = Rule::new(ALL, "A unit with items says their subtotal.", "details").on(BOTH).code(INVALID);
    O024 = Rule::new(ALL, "All amounts of an order are in one currency.", "amount, item, partner_fee_details")
        .on(BOTH).code(INVALID);
    O025 = Rule::new(ALL, "What the units cost together is the sum of their totals.", "samples of order")
        .on(BOTH).warning();
    O026 = Rule::new(CREATE, "An order that is paid from an account says where the browser goes afterwards.", "order, redirect_urls")
        .warning();
    O027 = Rule::new(ALL, "An address in some countries says its state.", "address, shipping_address")
        .code(INVALID);

    // Payers.
    O030 = Rule::new(PAY, "A payment with a card says exactly one card.", "payer").code(INVALID);
    O031 = Rule::new(PAY, "A card is said only where the payment is with a card.", "payer").code(INVALID);
    O032 = Rule::new(PAY, "An instrument is a card or the id of a card.", "payer, funding_instrument")
        .code(INVALID);
    O033 = Rule::new(PAY, "A payment from an account says the e-mail address of the account.", "payer")
        .code(INVALID);
    O034 = Rule::new(PAY, "A tax id goes with payments from an account only.", "payer_info").warning();
    O035 = Rule::new(ALL, "Where goods go is said by the unit; the payer's field for it is deprecated.", "payer_info")
        .warning();

    // Objects that no message has.
    O040 = Rule::new(ALL, "An amount to convert is 1 or more.", "currency_conversion");
    O041 = Rule::new(ALL, "A converted amount is not negative.", "currency_conversion");
    O042 = Rule::new(ALL, "What is added to a rate is from 0 to 100 per cent.", "currency_conversion");
}
