//! An offline service of the payment APIs, for tests and for trying out a client.
//!
//! A [`Sandbox`] answers requests as the service's documents say, and keeps payments in a store: in memory, or in a
//! file that survives a crash. It opens no socket and has no thread of its own: a test calls it directly, and a server
//! only has to pass on bodies.
//!
//! ```
//! use paywire::Currency;
//! use paywire::api::adaptive_payments::common::{PaymentExecStatus, Receiver};
//! use paywire::api::adaptive_payments::pay::PayRequest;
//! use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
//! use paywire::sandbox::{Caller, Config, Sandbox};
//!
//! let sandbox = Sandbox::in_memory(Config::new());
//! let shop = Caller::new("shop@example.com");
//!
//! // The shop asks for money, and sends its customer to approve the payment.
//! let request = PayRequest::simple(
//!     "https://shop.example/cancel",
//!     Currency::EUR,
//!     Receiver::with_email("12.50".parse()?, "seller@example.com"),
//!     "https://shop.example/paid?key=${payKey}",
//! );
//! let reply = sandbox.send(&shop, request)?;
//! assert_eq!(reply.payment_exec_status, PaymentExecStatus::Created);
//!
//! // The customer approves it, and is sent back to the shop.
//! let url = sandbox.approve(&reply.pay_key)?;
//! assert_eq!(url, format!("https://shop.example/paid?key={}", reply.pay_key));
//!
//! let details = sandbox.send(&shop, PaymentDetailsRequest::by_pay_key(reply.pay_key))?;
//! assert_eq!(details.status, PaymentExecStatus::Completed);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A call over HTTP is passed on by [`Sandbox::call`], which answers as the system does whose path it has: Adaptive Payments,
//! Orders v1, `MultiSafepay` and `AliExpress`.
//!
//! # What it does as Adaptive Payments
//!
//! - **Requests** are checked by the documents' rules ([`Validate`](crate::api::Validate)), and by the state of what they are
//!   about. Each is refused with the number, message and parameters of the operation's table.
//! - **Payments** are approved by the caller itself where it is the sender, by a preapproval, or by [`Sandbox::approve`]; a
//!   pay key is good for three hours. A `CREATE` payment is made by `ExecutePayment`, as are the secondary transfers of a delayed
//!   chained payment, within 90 days.
//! - **Money** adds up: what a sender gives is what receivers and the service get, and [`Sandbox::balance`] and
//!   [`Sandbox::fees`] tell it. Accounts may owe any amount in any currency. The fee is a percentage of what a receiver keeps,
//!   and goes back with a refund; [`Config::fee_percent`] sets it.
//! - **Refunds** are decided for each receiver by itself. In a chained payment a secondary receiver gives back to the primary
//!   one, and that one to the sender.
//! - **Preapprovals** hold from day to day in the time zone of their dates. Weeks, months and years are counted from the first
//!   day on; half months are those of the calendar. Three wrong PINs suspend one.
//! - **Accounts** exist for every e-mail address, except at `unregistered.example`: such a receiver gets a payment that
//!   stays `PENDING`, and such a sender is refused. Every sender has two addresses and three ways of funding.
//! - **Notifications** are put into an outbox with what they are about, for a server to send: see [`Sandbox::due`].
//! - **Errors** that no state brings on are had with a [`Failure`]: by configuration, amount or text.
//!
//! Dates of answers are those of a time zone eight hours behind UTC.
//!
//! # What it does as Orders v1
//!
//! - **Callers** are named by their access tokens. `/v1/oauth2/token` gives one for a client's id and any secret.
//! - **Orders** are approved by [`Sandbox::approve_order`] or at the approval link, and then paid; a card needs no approval. An
//!   order is seen by its caller and its payees, and can be changed or cancelled until it is paid.
//! - **Money** of the intent `AUTHORIZE` moves when it is captured, and that of the mode `DELAYED` reaches the payee when it is
//!   disbursed. Fees and the partner's fee go back with a refund.
//! - **Errors** of a state have the status 422 and name it: `ORDER_NOT_APPROVED`. `notify_url` is kept, and nothing is posted to it,
//!   as the document does not say what.
//!
//! # What it does as `MultiSafepay`
//!
//! - **Callers** are named by their API keys.
//! - **Orders** are paid, declined or cancelled by [`Sandbox::finish_payment`] or at the `payment_url`, whatever the payment method.
//!   They can be paid for thirty days, or as long as they say.
//! - **Refunds** are made in parts; 0 is all that is left. The fee is not given back.
//! - **Notifications** have the order as JSON and a signature in the header field `Auth`. Nothing is reserved, so nothing can be
//!   captured.
//!
//! # What it does as `AliExpress`
//!
//! - **Callers** are named by their sessions. A signature is needed, and checked if [`Config::app_secret`] says with what.
//! - **Orders** need an address with country, city and street. One is paid if the request asks for that, in US dollars and in a
//!   country where orders are paid; otherwise it is created and not paid. A request has no prices, so no money moves.
//! - **A name** of the caller's (`out_order_id`) is the same order each time.

mod adaptive_payments;
mod aliexpress;
mod buyer;
mod call;
mod caller;
mod clock;
mod config;
mod context;
mod error;
mod failure;
mod id;
mod ledger;
mod log;
mod money;
mod multisafepay;
mod notification;
mod operation;
mod orders_v1;
mod pages;
mod rates;
mod service;
mod store;
mod url;
mod wsdl;

use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

pub use buyer::Buyer;
pub use caller::Caller;
pub use clock::{Clock, ManualClock};
pub use config::Config;
pub use error::{StoreError, VisitError};
pub use failure::Failure;
pub use log::{Exchange, ExchangeKind};
pub use multisafepay::PaymentChoice;
pub use notification::{Delivery, Notification};
pub use rates::Rates;

use crate::api::{AnyMessage, Direction, Request};
use crate::codec::Decoded;
use crate::error::{Error, ErrorKind};
use crate::service::ReplyError;
use crate::value::{Amount, Currency};
use caller::Account;
use context::Context;
use log::{Log, Side};
use operation::{Asked, Reply};
use store::Store;

/// An offline service of the payment APIs.
///
/// It can be shared between threads. Requests that change something are carried out one after the other.
pub struct Sandbox {
    store: Store,
    log: Log,
    config: Config,
    /// The number of calls so far, from which each gets its correlation id.
    calls: AtomicU64,
}

/// How many records of a kind a store in memory keeps unless it is told otherwise.
const KEPT_IN_MEMORY: u64 = 10_000;

impl Sandbox {
    /// Creates a sandbox that keeps everything in memory.
    #[must_use]
    pub fn in_memory(config: Config) -> Self {
        let keep = config.keep.unwrap_or(KEPT_IN_MEMORY);
        Sandbox::new(Store::in_memory(config.seed, keep), config)
    }

    /// Opens a sandbox that keeps everything in a file, which is created if it does not exist.
    ///
    /// What an answer tells is on the disk before the answer is returned, so nothing is lost or done twice if
    /// the process is killed. Only one sandbox can have the file open. An empty file is a new one. The file has what was
    /// sent, and of PINs digests, which are guessed soon: use it for test data only.
    ///
    /// # Errors
    ///
    /// The file cannot be created or opened, is not a store, or is open already.
    pub fn open(path: impl AsRef<Path>, config: Config) -> Result<Self, StoreError> {
        let keep = config.keep.unwrap_or(u64::MAX);
        let store = Store::open(path.as_ref(), config.seed, keep)?;
        Ok(Sandbox::new(store, config))
    }

    fn new(store: Store, config: Config) -> Self {
        // Another process on the same store numbers its calls differently.
        let first = config.clock.now().as_nanosecond().unsigned_abs();
        let calls = AtomicU64::new(u64::try_from(first & u128::from(u64::MAX)).unwrap_or_default());
        Sandbox {
            store,
            log: Log::new(config.log),
            config,
            calls,
        }
    }

    /// Answers a request of a caller: with its reply, or with a fault.
    #[must_use]
    pub fn answer(&self, caller: &Caller, request: impl Into<AnyMessage>) -> AnyMessage {
        let request = request.into();
        if !self.log.is_on() {
            return self.answer_to(caller, request);
        }
        let operation = request.kind().info().operation;
        let asked = Side::Message(request.clone());
        let answer = self.answer_to(caller, request);
        let answered = Side::Message(answer.clone());
        self.log.add(self.now(), operation, (asked, answered));
        answer
    }

    /// Answers a request without a trace in the log.
    fn answer_to(&self, caller: &Caller, request: AnyMessage) -> AnyMessage {
        let service = service::of(request.kind().info().system);
        let asked = Asked::directly(request);
        let context = self.context(caller, asked.operation().unwrap_or_default());
        match service.answer(&self.store, asked, &context) {
            Reply::Message(message) => *message,
            // Only operations without a request in the model have such answers.
            Reply::Other(_) => service.unread(&Error::new(ErrorKind::UnknownMessage), &context),
        }
    }

    /// Answers a request of a caller, as a client gets it.
    ///
    /// # Errors
    ///
    /// The service refuses the request: the error has the fault.
    pub fn send<R: Request>(&self, caller: &Caller, request: R) -> Result<R::Reply, ReplyError> {
        let answer = self.answer(caller, request);
        if answer.kind().info().direction == Direction::Fault {
            return Err(ReplyError::Fault(Box::new(Decoded::new(answer))));
        }
        R::Reply::try_from(answer).map_err(|other| ReplyError::Unexpected(other.kind()))
    }

    /// The balance of the account with an e-mail address: what it got less what it gave, fees included.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub fn balance(&self, email: &str, currency: &Currency) -> Result<Amount, StoreError> {
        let snapshot = self.store.snapshot()?;
        Ok(ledger::balance(
            &snapshot,
            currency,
            &Account::of_email(email),
        )?)
    }

    /// The fees that the service got, less those that it gave back.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub fn fees(&self, currency: &Currency) -> Result<Amount, StoreError> {
        let snapshot = self.store.snapshot()?;
        Ok(ledger::balance(&snapshot, currency, &Account::service())?)
    }

    fn context<'c>(&'c self, caller: &'c Caller, operation: &'static str) -> Context<'c> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        Context {
            caller,
            operation,
            now: self.now(),
            config: &self.config,
            seed: self.store.seed(),
            call,
        }
    }

    /// The time in milliseconds.
    fn now(&self) -> i64 {
        self.config.clock.now().as_millisecond()
    }
}

/// What the sandbox holds is not shown.
impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
