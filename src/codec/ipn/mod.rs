//! Notifications: the bytes as they came, and what they say.

mod body;
#[cfg(feature = "adaptive-payments")]
mod notification;

pub(super) use body::{is_one, is_telling, plain, reading, told, writing};
#[cfg(feature = "adaptive-payments")]
pub use notification::Ipn;
