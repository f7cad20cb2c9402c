//! Instant Payment Notifications with their raw bytes.

mod body;
#[cfg(feature = "adaptive-payments")]
mod notification;

pub(super) use body::{
    declared, is_notification, is_notification_name, read_plain, reader_config, writer_config,
};
#[cfg(feature = "adaptive-payments")]
pub use notification::Ipn;
