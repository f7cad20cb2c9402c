//! What stands in the fields of messages: amounts, currencies, dates, codes, secrets.
//!
//! | | what it is | text |
//! | --- | --- | --- |
//! | [`Amount`] | an exact decimal number, with its decimal places | checked when read |
//! | [`Currency`] | an ISO 4217 code, with its minor unit | any, kept |
//! | [`open_code!`] | makes an enum of a vocabulary that can grow | any, kept |
//! | [`DateTime`], [`Date`], [`Duration`] | what the name says, converting to and from [`jiff`] | any, kept; checked on demand |
//! | [`MinorUnits`] | an amount counted in cents or the like | a whole number, as text or literal |
//! | [`Loose`] | a value that may come as a string or as a literal of JSON | any, kept with its spelling |
//! | [`AnyCase`] | a word of such a vocabulary in whatever letter case it was sent | any, kept |
//! | [`Money`] | an amount with its currency, in one text | any, kept; checked on demand |
//! | [`Secret`] | any value that must not be shown | the value's |
//!
//! They are ordinary serde types and go with every format, of this crate or another. Each of them
//! serializes as a string and asks for a string when deserialized, so that they also work behind
//! `flatten` and in tagged enums, where formats without types have only text to offer. [`MinorUnits`]
//! and [`Loose`] are for APIs that send one field now as a string and now as a number: they take
//! both, and write what they were read from.
//!
//! Two rules hold for all:
//!
//! - **Nothing is lost.** What was read is written again: the scale of an amount, the text of a
//!   date, a code that nobody knows. Only an amount that is no number is refused when reading, for
//!   there is no value it could have.
//! - **Nothing leaks.** The errors say what is wrong and show one character at most.
//!
//! ```
//! use paywire::value::{Amount, Currency, DateTime};
//! use serde::{Deserialize, Serialize};
//!
//! paywire::open_code! {
//!     /// How far a payment is.
//!     pub enum Status {
//!         /// The money was moved.
//!         Completed = "COMPLETED",
//!     }
//! }
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct Payment {
//!     amount: Amount,
//!     currency: Currency,
//!     status: Status,
//!     time: DateTime,
//! }
//!
//! let json = r#"{"amount":"10.50","currency":"EUR","status":"HELD","time":"14:30:39 Oct 06, 2009 PDT"}"#;
//! let payment: Payment = serde_json::from_str(json)?;
//! assert_eq!(payment.amount.to_minor_units(&payment.currency), Some(1050));
//! assert_eq!(payment.status, Status::Other("HELD".into()));
//! assert_eq!(payment.time.to_timestamp()?.to_string(), "2009-10-06T21:30:39Z");
//! assert_eq!(serde_json::to_string(&payment)?, json);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod amount;
mod amount_text;
mod any_case;
#[doc(hidden)]
pub mod code;
mod currency;
mod currency_table;
mod date;
mod loose;
mod minor_units;
mod money;
mod named;
mod secret;
mod spelled;
mod text;
mod vocabulary;

#[doc(inline)]
pub use crate::open_code;
pub use amount::Amount;
pub use amount_text::{AmountBuffer, AmountError};
pub use any_case::AnyCase;
pub use code::OpenCode;
pub use currency::Currency;
pub use date::{Date, DateError, DateTime, Duration};
pub use loose::{Loose, LooseValue};
pub use minor_units::MinorUnits;
pub use money::{Money, MoneyError};
pub(crate) use named::by_name;
pub use secret::Secret;
pub use vocabulary::Vocabulary;
