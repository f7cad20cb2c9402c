//! Types for the fields of messages: amounts, currencies, dates, codes, secrets.
//!
//! | | what it is | text |
//! | --- | --- | --- |
//! | [`Amount`] | an exact decimal number, with its decimal places | checked when read |
//! | [`Currency`] | an ISO 4217 code, with its minor unit | any, kept |
//! | [`open_code!`] | defines an enum for a vocabulary that can grow | any, kept |
//! | [`DateTime`], [`Date`], [`Duration`] | convert to and from [`jiff`] | any, kept; checked on demand |
//! | [`MinorUnits`] | an amount in cents or the like | a whole number, as text or literal |
//! | [`Loose`] | a value that comes as a string or as a JSON literal | any, kept with its form |
//! | [`AnyCase`] | a word of such a vocabulary in any letter case | any, kept |
//! | [`Money`] | an amount with its currency, in one text | any, kept; checked on demand |
//! | [`Secret`] | any value that must not be shown | the value's |
//!
//! They are ordinary serde types and work with every format, of this crate or another. Each of them
//! serializes as a string and requests a string when deserialized, so that it also works inside
//! `flatten` and tagged enums, where formats without types only have text. [`MinorUnits`] and
//! [`Loose`] are for APIs that send a field as a string or as a number: they accept both, and write
//! the form that they read.
//!
//! Two rules hold for all of them:
//!
//! - **Nothing is lost.** What was read is written back: the scale of an amount, the text of a
//!   date, an unknown code. Only an amount that is not a number is an error when read.
//! - **Nothing leaks.** Errors say what is wrong and show at most one character.
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
