//! Values.

mod amount;
mod amount_text;
pub mod code;
mod currency;
mod currency_table;
mod date;
mod secret;
mod space;

#[doc(inline)]
pub use crate::open_code;
pub use amount::Amount;
pub use amount_text::{AmountBuffer, AmountError};
pub use currency::Currency;
pub use date::{Date, DateTime, Duration};
pub use secret::Secret;
