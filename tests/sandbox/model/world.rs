//! The sandbox as the steps use it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use paywire::api::adaptive_payments::cancel_preapproval::CancelPreapprovalRequest;
use paywire::api::adaptive_payments::common::{ActionType, FeesPayer, Receiver};
use paywire::api::adaptive_payments::execute_payment::ExecutePaymentRequest;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::preapproval::PreapprovalRequest;
use paywire::api::adaptive_payments::refund::RefundRequest;
use paywire::api::{AnyMessage, Direction};
use paywire::codec::{self, Config as Codec, Format};
use paywire::jiff::SignedDuration;
use paywire::jiff::tz::offset;
use paywire::sandbox::{Caller, Clock, Config, ManualClock, Sandbox, VisitError};
use paywire::{Amount, Currency};

use super::steps::{Agreement, By, CALLER, CURRENCIES, Fees, NAMED, Payment, Refund, Shape, Step};

/// What a step came to.
pub(super) struct Told {
    /// In few words, as the model says it: a status, statuses, or the number of an error.
    pub(super) result: String,
    /// The key of what was made.
    pub(super) key: Option<String>,
    /// All of the answer, without the id of the call.
    pub(super) answer: String,
}

pub(super) struct World {
    sandbox: Option<Sandbox>,
    clock: ManualClock,
    /// The file that is opened again for each step, if it is not in memory.
    file: Option<File>,
    payments: Vec<Known>,
    agreements: Vec<String>,
}

/// A payment that was made.
struct Known {
    key: String,
    payment: Payment,
}

/// A file that is deleted in the end.
pub(crate) struct File(pub(crate) PathBuf);

impl File {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("paywire-sandbox-{}-{number}.redb", process::id());
        let file = File(env::temp_dir().join(name));
        file.delete();
        file
    }

    fn delete(&self) {
        // There may be none.
        let _ = fs::remove_file(&self.0);
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.delete();
    }
}

impl World {
    pub(super) fn in_memory() -> Self {
        let mut world = World::new(None);
        world.sandbox = Some(Sandbox::in_memory(world.config()));
        world
    }

    pub(super) fn opened_again() -> Self {
        World::new(Some(File::new()))
    }

    fn new(file: Option<File>) -> Self {
        World {
            sandbox: None,
            clock: ManualClock::at("2013-04-24T21:39:26Z".parse().expect("a time")),
            file,
            payments: Vec::new(),
            agreements: Vec::new(),
        }
    }

    fn config(&self) -> Config {
        Config::new().clock(self.clock.clone()).seed(1)
    }

    pub(super) fn sandbox(&self) -> &Sandbox {
        self.sandbox.as_ref().expect("open")
    }

    pub(super) fn carry_out(&mut self, step: &Step) -> Told {
        if let Some(file) = &self.file {
            // Only one can have the file open.
            self.sandbox = None;
            let sandbox = Sandbox::open(&file.0, self.config());
            self.sandbox = Some(sandbox.expect("a sandbox"));
        }
        match step {
            Step::Pay(payment) => self.pay(payment),
            Step::Approve(number) => match self.payment(*number) {
                Some(known) => told_of_visit(self.sandbox().approve(&known.key)),
                None => nothing(),
            },
            Step::Execute(number) => match self.payment(*number) {
                Some(known) => self.ask(ExecutePaymentRequest::new(known.key.clone())),
                None => nothing(),
            },
            Step::Refund(number, refund) => self.refund(*number, refund),
            Step::Agree(agreement) => self.agree(agreement),
            Step::ApproveAgreement(number) => match self.agreement(*number) {
                Some(key) => told_of_visit(self.sandbox().approve_preapproval(&key)),
                None => nothing(),
            },
            Step::CancelAgreement(number) => match self.agreement(*number) {
                Some(key) => self.ask(CancelPreapprovalRequest::new(key)),
                None => nothing(),
            },
            Step::Wait(hours) => {
                self.clock.advance(SignedDuration::from_hours(*hours));
                nothing()
            }
        }
    }

    fn payment(&self, number: usize) -> Option<&Known> {
        let place = number.checked_rem(self.payments.len())?;
        self.payments.get(place)
    }

    fn agreement(&self, number: usize) -> Option<String> {
        let place = number.checked_rem(self.agreements.len())?;
        Some(self.agreements[place].clone())
    }

    fn pay(&mut self, payment: &Payment) -> Told {
        let request = self.request(payment);
        let told = self.ask(request);
        if let Some(key) = &told.key {
            self.payments.push(Known {
                key: key.clone(),
                payment: payment.clone(),
            });
        }
        told
    }

    fn request(&self, payment: &Payment) -> PayRequest {
        let receivers = payment.receivers().into_iter().zip(&payment.amounts);
        let receivers = receivers
            .enumerate()
            .map(|(place, (email, amount))| Receiver {
                primary: (payment.is_chained() && place == 0).then_some(true),
                invoice_id: (payment.fails == Some(place)).then(|| "FAIL-580036".to_owned()),
                ..Receiver::with_email(money(*amount, payment.currency), email)
            });
        let action = match payment.shape {
            Shape::Delayed => ActionType::PayPrimary,
            _ if payment.is_created => ActionType::Create,
            _ => ActionType::Pay,
        };
        let fees = match payment.fees {
            Fees::Each => FeesPayer::EachReceiver,
            Fees::Sender => FeesPayer::Sender,
            Fees::Primary => FeesPayer::PrimaryReceiver,
        };
        let sender = match payment.by {
            By::Caller => Some(CALLER),
            By::Named | By::Agreement(_) => Some(NAMED),
            By::Anybody => None,
        };
        let agreement = match payment.by {
            By::Agreement(number) => Some(self.agreement(number).unwrap_or("PA-1".to_owned())),
            _ => None,
        };
        PayRequest {
            fees_payer: Some(fees),
            ipn_notification_url: Some("http://127.0.0.1/ipn".to_owned()),
            preapproval_key: agreement,
            reverse_all_parallel_payments_on_error: Some(payment.shape == Shape::Whole),
            sender_email: sender.map(str::to_owned),
            tracking_id: payment.tracking_id.map(|id| format!("order-{id}")),
            ..PayRequest::new(
                action,
                "https://shop.example/no",
                CURRENCIES[payment.currency],
                receivers.collect::<Vec<_>>(),
                "https://shop.example/yes",
            )
        }
    }

    fn refund(&mut self, number: usize, refund: &Refund) -> Told {
        let Some(known) = self.payment(number) else {
            return nothing();
        };
        let key = known.key.clone();
        let currency = Currency::from(CURRENCIES[known.payment.currency]);
        let request = match refund {
            Refund::Whole => RefundRequest::full(key),
            Refund::Transaction(place) => {
                let place = place % known.payment.amounts.len();
                let details = self
                    .sandbox()
                    .payment(&key)
                    .expect("a store")
                    .expect("a payment");
                let info = &details.payment_info_list.payment_info[place];
                match &info.transaction_id {
                    Some(id) => RefundRequest::full_by_transaction_id(id, currency),
                    None => return nothing(),
                }
            }
            Refund::Part(place, part) => {
                let place = place % known.payment.amounts.len();
                let part = part_of(known.payment.amounts[place], *part);
                let amount = money(part, known.payment.currency);
                let email = known.payment.receivers()[place];
                RefundRequest::partial(key, currency, Receiver::with_email(amount, email))
            }
        };
        self.ask(request)
    }

    fn agree(&mut self, agreement: &Agreement) -> Told {
        let money = |units| money(units, agreement.currency);
        let today = offset(-8).to_datetime(self.clock.now()).date();
        let told = self.ask(PreapprovalRequest {
            sender_email: Some(NAMED.to_owned()),
            max_amount_per_payment: agreement.per_payment.map(money),
            max_number_of_payments: agreement.payments,
            ..PreapprovalRequest::limited(
                "https://shop.example/no",
                CURRENCIES[agreement.currency],
                "https://shop.example/yes",
                format!("{today}T13:00:00-08:00"),
                "2014-04-24T13:00:00-08:00",
                money(agreement.total),
            )
        });
        if let Some(key) = &told.key {
            self.agreements.push(key.clone());
            if agreement.is_approved {
                self.sandbox().approve_preapproval(key).expect("approved");
            }
        }
        told
    }

    fn ask(&self, request: impl Into<AnyMessage>) -> Told {
        let answer = self.sandbox().answer(&Caller::new(CALLER), request);
        assert_written(&answer);
        let mut json = serde_json::to_value(&answer).expect("JSON");
        json["responseEnvelope"]["correlationId"] = serde_json::Value::Null;
        Told {
            result: result(&answer),
            key: key(&answer),
            answer: json.to_string(),
        }
    }
}

/// A part in thousandths of an amount, at least one unit.
pub(super) fn part_of(amount: i64, thousandths: i64) -> i64 {
    (amount * thousandths / 1000).max(1)
}

/// An amount in the smallest unit of a currency.
pub(super) fn money(units: i64, currency: usize) -> Amount {
    Amount::from_minor_units(units, &Currency::from(CURRENCIES[currency])).expect("an amount")
}

/// Each answer is read in each format as what was written.
fn assert_written(answer: &AnyMessage) {
    for format in Format::ALL {
        let body = codec::encode(answer, *format, &Codec::strict()).expect("written");
        let read = codec::decode(answer.kind(), *format, body.as_bytes(), &Codec::strict());
        assert_eq!(&read.expect("read").message, answer, "{format}: {body}");
    }
}

fn nothing() -> Told {
    Told {
        result: "nothing".to_owned(),
        key: None,
        answer: String::new(),
    }
}

fn told_of_visit(visit: Result<String, VisitError>) -> Told {
    let result = match visit {
        Ok(_) => "approved".to_owned(),
        Err(error) => error.to_string(),
    };
    Told {
        answer: result.clone(),
        result,
        key: None,
    }
}

fn key(answer: &AnyMessage) -> Option<String> {
    match answer {
        AnyMessage::PayResponse(reply) => Some(reply.pay_key.clone()),
        AnyMessage::PreapprovalResponse(reply) => Some(reply.preapproval_key.clone()),
        _ => None,
    }
}

fn result(answer: &AnyMessage) -> String {
    match answer {
        AnyMessage::PayResponse(reply) => reply.payment_exec_status.to_string(),
        AnyMessage::ExecutePaymentResponse(reply) => reply.payment_exec_status.to_string(),
        AnyMessage::RefundResponse(reply) => {
            let infos = reply.refund_info_list.refund_info.iter();
            let statuses =
                infos.map(|info| info.refund_status.as_ref().expect("a status").as_str());
            statuses.collect::<Vec<_>>().join(" ")
        }
        AnyMessage::FaultMessage(fault) => {
            let numbers = fault.error.iter().filter_map(|error| error.error_id);
            numbers
                .map(|number| number.to_string())
                .collect::<Vec<_>>()
                .join(" ")
        }
        other => {
            assert_eq!(other.kind().info().direction, Direction::Response);
            "done".to_owned()
        }
    }
}
