//! What the steps should come to, in whole numbers of the smallest units.

use std::collections::BTreeMap;

use paywire::Currency;

use super::steps::{
    ANYBODY, Agreement, By, CALLER, CURRENCIES, Fees, NAMED, Payment, RECEIVERS, Refund, Shape,
    Step,
};
use super::world::{Told, World, money, part_of};

/// The account of the service.
const SERVICE: &str = "";

const HOUR: i64 = 1;

#[derive(Default)]
pub(super) struct Model {
    payments: Vec<Paid>,
    agreements: Vec<Agreed>,
    balances: BTreeMap<(&'static str, usize), i64>,
    hours: i64,
}

struct Paid {
    payment: Payment,
    key: String,
    agreement: Option<usize>,
    sender: Option<&'static str>,
    approved: bool,
    created: i64,
    transfers: Vec<Transfer>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Paid,
    Failed,
    Reversed,
}

struct Transfer {
    state: State,
    fee: i64,
    refunded: i64,
}

struct Agreed {
    agreement: Agreement,
    key: String,
    approved: bool,
    cancelled: bool,
    payments: i32,
    paid: i64,
}

impl Model {
    /// What a step comes to.
    pub(super) fn carry_out(&mut self, step: &Step, told: &Told) -> String {
        match step {
            Step::Pay(payment) => self.pay(payment, told),
            Step::Approve(number) => match place(*number, self.payments.len()) {
                Some(place) => self.approve(place),
                None => "nothing".to_owned(),
            },
            Step::Execute(number) => match place(*number, self.payments.len()) {
                Some(place) => self.execute(place),
                None => "nothing".to_owned(),
            },
            Step::Refund(number, refund) => match place(*number, self.payments.len()) {
                Some(place) => self.refund(place, refund),
                None => "nothing".to_owned(),
            },
            Step::Agree(agreement) => self.agree(agreement, told),
            Step::ApproveAgreement(number) => match place(*number, self.agreements.len()) {
                Some(place) => self.agreements[place].approve().to_owned(),
                None => "nothing".to_owned(),
            },
            Step::CancelAgreement(number) => match place(*number, self.agreements.len()) {
                Some(place) => {
                    self.agreements[place].cancelled = true;
                    "done".to_owned()
                }
                None => "nothing".to_owned(),
            },
            Step::Wait(hours) => {
                self.hours += hours * HOUR;
                "nothing".to_owned()
            }
        }
    }

    fn pay(&mut self, payment: &Payment, told: &Told) -> String {
        let id = payment.tracking_id;
        let mut others = self.payments.iter();
        if id.is_some() && others.any(|other| other.payment.tracking_id == id) {
            return "579042".to_owned();
        }
        let agreement = match payment.by {
            By::Agreement(number) => match place(number, self.agreements.len()) {
                Some(place) => Some(place),
                None => return "589019".to_owned(),
            },
            _ => None,
        };
        if let Some(error) = agreement.and_then(|place| self.agreements[place].refuses(payment)) {
            return error.to_owned();
        }
        let transfers = payment.amounts.iter().map(|_| Transfer {
            state: State::Waiting,
            fee: 0,
            refunded: 0,
        });
        self.payments.push(Paid {
            payment: payment.clone(),
            key: told.key.clone().unwrap_or_default(),
            agreement,
            sender: match payment.by {
                By::Caller => Some(CALLER),
                By::Named | By::Agreement(_) => Some(NAMED),
                By::Anybody => None,
            },
            approved: matches!(payment.by, By::Caller | By::Agreement(_)),
            created: self.hours,
            transfers: transfers.collect(),
        });
        let place = self.payments.len() - 1;
        if self.payments[place].approved && !payment.is_created {
            self.make(place, payment.shape == Shape::Delayed);
        }
        self.payments[place].status().to_owned()
    }

    fn approve(&mut self, place: usize) -> String {
        let hours = self.hours;
        let own = &mut self.payments[place];
        if own.is_over(hours) || own.status() == "ERROR" {
            return "the key is not valid any more".to_owned();
        }
        if own.approved {
            return "it was approved before".to_owned();
        }
        own.approved = true;
        own.sender.get_or_insert(ANYBODY);
        if !own.payment.is_created {
            let is_delayed = own.payment.shape == Shape::Delayed;
            self.make(place, is_delayed);
        }
        "approved".to_owned()
    }

    fn execute(&mut self, place: usize) -> String {
        let own = &self.payments[place];
        let waits = own
            .transfers
            .iter()
            .any(|transfer| transfer.state == State::Waiting);
        match own.status() {
            "CREATED" if own.is_over(self.hours) => "580022".to_owned(),
            "CREATED" if own.payment.is_created && !own.approved => "550001".to_owned(),
            "CREATED" if own.payment.is_created => {
                let agreement = own.agreement.map(|place| &self.agreements[place]);
                if let Some(error) = agreement.and_then(|agreed| agreed.refuses(&own.payment)) {
                    return error.to_owned();
                }
                self.make(place, false);
                self.payments[place].status().to_owned()
            }
            "INCOMPLETE" if own.payment.shape == Shape::Delayed && waits => {
                let waiting = own.transfers.iter().zip(&own.payment.amounts);
                let waiting = waiting.filter(|(transfer, _)| transfer.state == State::Waiting);
                let wanted: i64 = waiting.map(|(_, amount)| amount).sum();
                if own.payment.amounts[0] - own.transfers[0].refunded < wanted {
                    return "579017".to_owned();
                }
                self.make(place, false);
                self.payments[place].status().to_owned()
            }
            _ => "580022".to_owned(),
        }
    }

    /// Makes the transfers that wait: of a delayed payment, that to the primary receiver alone.
    fn make(&mut self, place: usize, only_primary: bool) {
        let own = &self.payments[place];
        let all = 0..own.transfers.len();
        let waiting = all.filter(|at| own.transfers[*at].state == State::Waiting);
        let waiting: Vec<_> = waiting.filter(|at| !only_primary || *at == 0).collect();
        let fails = own.payment.fails.filter(|at| waiting.contains(at));
        let is_whole = matches!(own.payment.shape, Shape::Whole | Shape::Chained);
        let before = own.given();
        for at in waiting {
            if fails == Some(at) {
                self.payments[place].transfers[at].state = State::Failed;
            } else if fails.is_none() || !is_whole {
                self.transfer(place, at);
            } else if self.payments[place].payment.shape == Shape::Whole {
                self.payments[place].transfers[at].state = State::Reversed;
            }
        }
        let own = &self.payments[place];
        let given = own.given() - before;
        if let Some(agreement) = own.agreement.filter(|_| given > 0) {
            self.agreements[agreement].payments += 1;
            self.agreements[agreement].paid += given;
        }
    }

    fn transfer(&mut self, place: usize, at: usize) {
        let own = &mut self.payments[place];
        let amounts = &own.payment.amounts;
        let passed_on = if own.payment.is_chained() && at == 0 {
            amounts[1..].iter().sum()
        } else {
            0
        };
        let kept = amounts[at] - passed_on;
        // 2.9 percent, rounded half up.
        let fee = (kept * 29 + 500) / 1000;
        own.transfers[at].state = State::Paid;
        own.transfers[at].fee = fee;
        let (currency, amount) = (own.payment.currency, own.payment.amounts[at]);
        let (giver, receiver, payer) = own.accounts(at);
        self.post(currency, (giver, receiver), amount);
        self.post(currency, (payer, SERVICE), fee);
    }

    fn post(&mut self, currency: usize, (from, to): (&'static str, &'static str), units: i64) {
        *self.balances.entry((from, currency)).or_default() -= units;
        *self.balances.entry((to, currency)).or_default() += units;
    }

    fn refund(&mut self, place: usize, refund: &Refund) -> String {
        let own = &self.payments[place];
        let count = own.transfers.len();
        let wanted: Vec<(usize, Option<i64>)> = match refund {
            // In a chained payment the primary receiver is last.
            Refund::Whole if own.payment.is_chained() => {
                (1..count).chain([0]).map(|at| (at, None)).collect()
            }
            Refund::Whole => (0..count).map(|at| (at, None)).collect(),
            Refund::Transaction(at) => {
                let at = at % count;
                if own.transfers[at].state == State::Waiting {
                    return "nothing".to_owned();
                }
                vec![(at, None)]
            }
            Refund::Part(at, part) => {
                let at = at % count;
                vec![(at, Some(part_of(own.payment.amounts[at], *part)))]
            }
        };
        let too_much = |(at, part): &(usize, Option<i64>)| *part > Some(own.payment.amounts[*at]);
        if wanted.iter().any(too_much) {
            return "589038".to_owned();
        }
        let statuses: Vec<_> = wanted
            .into_iter()
            .map(|(at, part)| self.give_back(place, at, part))
            .collect();
        statuses.join(" ")
    }

    fn give_back(&mut self, place: usize, at: usize, part: Option<i64>) -> &'static str {
        let own = &mut self.payments[place];
        let (amount, currency) = (own.payment.amounts[at], own.payment.currency);
        let transfer = &mut own.transfers[at];
        let left = amount - transfer.refunded;
        match transfer.state {
            State::Reversed => return "ALREADY_REVERSED_OR_REFUNDED",
            State::Paid if left == 0 => return "ALREADY_REVERSED_OR_REFUNDED",
            State::Waiting | State::Failed => return "NOT_PAID",
            State::Paid if part.is_none() && transfer.refunded > 0 => return "REFUND_NOT_ALLOWED",
            State::Paid if part > Some(left) => return "AMOUNT_EXCEEDS_REFUNDABLE",
            State::Paid => {}
        }
        let part = part.unwrap_or(amount);
        let fee_of = |refunded: i64| (transfer.fee * refunded * 2 + amount) / (amount * 2);
        let fee = fee_of(transfer.refunded + part) - fee_of(transfer.refunded);
        transfer.refunded += part;
        let (giver, receiver, payer) = own.accounts(at);
        self.post(currency, (receiver, giver), part);
        self.post(currency, (SERVICE, payer), fee);
        "REFUNDED"
    }

    fn agree(&mut self, agreement: &Agreement, told: &Told) -> String {
        self.agreements.push(Agreed {
            agreement: agreement.clone(),
            key: told.key.clone().unwrap_or_default(),
            approved: agreement.is_approved,
            cancelled: false,
            payments: 0,
            paid: 0,
        });
        "done".to_owned()
    }

    /// Compares what the sandbox tells of payments, preapprovals and balances.
    pub(super) fn check(&self, world: &World) {
        let sandbox = world.sandbox();
        for own in &self.payments {
            let details = sandbox
                .payment(&own.key)
                .expect("a store")
                .expect("a payment");
            assert_eq!(details.status.as_str(), own.status());
            let infos = details.payment_info_list.payment_info.iter();
            for (at, (info, transfer)) in infos.zip(&own.transfers).enumerate() {
                let refunded = money(transfer.refunded, own.payment.currency);
                assert_eq!(info.refunded_amount, Some(refunded));
                assert!(transfer.refunded <= own.payment.amounts[at]);
            }
        }
        for own in &self.agreements {
            let details = sandbox
                .preapproval(&own.key)
                .expect("a store")
                .expect("a preapproval");
            let paid = money(own.paid, own.agreement.currency);
            assert_eq!(details.cur_payments, i64::from(own.payments));
            assert_eq!(details.cur_payments_amount, paid);
            assert!(own.paid <= own.agreement.total);
        }
        for (number, code) in CURRENCIES.iter().enumerate() {
            let currency = Currency::from(*code);
            let accounts = RECEIVERS.iter().chain(&[CALLER, NAMED, ANYBODY]);
            let mut sum = self.balance(SERVICE, number);
            let fees = sandbox.fees(&currency).expect("a store");
            assert_eq!(fees, money(sum, number));
            for account in accounts {
                let units = self.balance(account, number);
                let balance = sandbox.balance(account, &currency).expect("a store");
                assert_eq!(balance, money(units, number), "{account}");
                sum += units;
            }
            assert_eq!(sum, 0, "what some have more others have less");
        }
    }

    fn balance(&self, account: &'static str, currency: usize) -> i64 {
        self.balances
            .get(&(account, currency))
            .copied()
            .unwrap_or_default()
    }
}

fn place(number: usize, count: usize) -> Option<usize> {
    number.checked_rem(count)
}

impl Paid {
    fn status(&self) -> &'static str {
        let is = |state| {
            self.transfers
                .iter()
                .any(|transfer| transfer.state == state)
        };
        if !is(State::Waiting) && !is(State::Failed) && !is(State::Reversed) {
            "COMPLETED"
        } else if is(State::Paid) {
            "INCOMPLETE"
        } else if is(State::Failed) {
            "ERROR"
        } else {
            "CREATED"
        }
    }

    /// Whether three hours have gone by in vain.
    fn is_over(&self, hours: i64) -> bool {
        self.status() == "CREATED" && hours >= self.created + 3 * HOUR
    }

    /// What the sender has given.
    fn given(&self) -> i64 {
        let is_senders = |at: &usize| !self.payment.is_chained() || *at == 0;
        let paid = (0..self.transfers.len()).filter(is_senders);
        let paid = paid.filter(|at| self.transfers[*at].state == State::Paid);
        paid.map(|at| self.payment.amounts[at]).sum()
    }

    /// Who gives the money of a transfer, who gets it, and who pays its fee.
    fn accounts(&self, at: usize) -> (&'static str, &'static str, &'static str) {
        let receivers = self.payment.receivers();
        let sender = self.sender.expect("a sender");
        let giver = if self.payment.is_chained() && at > 0 {
            receivers[0]
        } else {
            sender
        };
        let payer = match self.payment.fees {
            Fees::Each => receivers[at],
            Fees::Sender => sender,
            Fees::Primary => receivers[0],
        };
        (giver, receivers[at], payer)
    }
}

impl Agreed {
    fn approve(&mut self) -> &'static str {
        if self.cancelled {
            "the key is not valid any more"
        } else if self.approved {
            "it was approved before"
        } else {
            self.approved = true;
            "approved"
        }
    }

    /// The error that a payment is refused with.
    fn refuses(&self, payment: &Payment) -> Option<&'static str> {
        let (own, total) = (&self.agreement, payment.total());
        if self.cancelled {
            Some("569013")
        } else if !self.approved {
            Some("539012")
        } else if payment.currency != own.currency {
            Some("579027")
        } else if own.per_payment.is_some_and(|most| total > most) {
            Some("579028")
        } else if self.paid + total > own.total {
            Some("579031")
        } else if own.payments.is_some_and(|most| self.payments >= most) {
            Some("579030")
        } else {
            None
        }
    }
}
