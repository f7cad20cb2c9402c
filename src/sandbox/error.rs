//! Errors of the store, and of what a person does.

use std::error::Error as StdError;
use std::fmt;

use crate::api::adaptive_payments::common::ErrorData;

/// Why the store of a sandbox cannot be used.
///
/// What it says is for the person who runs the sandbox; a caller of the service gets the error 520002.
#[derive(Debug)]
pub struct StoreError(Cause);

/// The cause of an error, which only the sandbox sees: the database it uses is no part of its interface.
#[derive(Debug)]
pub(super) enum Cause {
    Database(Box<redb::Error>),
    Record(serde_json::Error),
    File(std::io::Error),
    /// A store of another version.
    Version(u64),
    /// A record that cannot be as it is.
    Damaged(&'static str),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Database(error) => write!(f, "the sandbox's store failed: {error}"),
            Cause::Record(error) => {
                write!(f, "a record of the sandbox's store is damaged: {error}")
            }
            Cause::File(error) => write!(f, "the file of the sandbox's store failed: {error}"),
            Cause::Version(found) => write!(
                f,
                "the sandbox's store has version {found}, which this version of paywire cannot read; use a new file"
            ),
            Cause::Damaged(what) => write!(f, "the sandbox's store is damaged: {what}"),
        }
    }
}

impl StdError for StoreError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0 {
            Cause::Database(error) => Some(error),
            Cause::Record(error) => Some(error),
            Cause::File(error) => Some(error),
            Cause::Version(_) | Cause::Damaged(_) => None,
        }
    }
}

impl From<Cause> for StoreError {
    fn from(failure: Cause) -> Self {
        StoreError(failure)
    }
}

macro_rules! from_database {
    ($($error:ty),+) => {$(
        impl From<$error> for Cause {
            fn from(error: $error) -> Self {
                Cause::Database(Box::new(error.into()))
            }
        }
    )+};
}

from_database!(
    redb::CommitError,
    redb::DatabaseError,
    redb::StorageError,
    redb::TableError,
    redb::TransactionError
);

impl From<serde_json::Error> for Cause {
    fn from(error: serde_json::Error) -> Self {
        Cause::Record(error)
    }
}

impl From<std::io::Error> for Cause {
    fn from(error: std::io::Error) -> Self {
        Cause::File(error)
    }
}

/// Why a person cannot approve or cancel something.
#[derive(Debug)]
#[non_exhaustive]
pub enum VisitError {
    /// There is no payment, preapproval or order with this key.
    UnknownKey,
    /// The key is not valid any more: it expired, or what it is of has ended.
    Ended,
    /// It was approved before.
    Approved,
    /// The request names another sender.
    OtherSender,
    /// The sender has no address with this id.
    UnknownAddress,
    /// The sender has no account.
    NoAccount,
    /// The service refuses the sender with this error: one without an account or without a PIN that is needed, or a
    /// receiver of the payment.
    Refused(Box<ErrorData>),
    /// The store failed.
    Store(StoreError),
}

impl fmt::Display for VisitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VisitError::UnknownKey => f.write_str("there is nothing with this key"),
            VisitError::Ended => f.write_str("the key is not valid any more"),
            VisitError::Approved => f.write_str("it was approved before"),
            VisitError::OtherSender => f.write_str("the request names another sender"),
            VisitError::UnknownAddress => f.write_str("the sender has no address with this id"),
            VisitError::NoAccount => f.write_str("the sender has no account"),
            VisitError::Refused(error) => f.write_str(
                error
                    .message
                    .as_deref()
                    .unwrap_or("the sender cannot approve it"),
            ),
            VisitError::Store(error) => error.fmt(f),
        }
    }
}

impl StdError for VisitError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            VisitError::Store(error) => error.source(),
            _ => None,
        }
    }
}

impl From<Cause> for VisitError {
    fn from(failure: Cause) -> Self {
        VisitError::Store(failure.into())
    }
}
