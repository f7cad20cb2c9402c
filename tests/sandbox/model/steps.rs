//! What callers and senders do.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// The receivers of payments.
pub(super) const RECEIVERS: [&str; 4] = [
    "one@example.com",
    "two@example.com",
    "three@example.com",
    "four@example.com",
];

/// The accounts of senders: the caller's own, one that requests name, and the one of whom nobody speaks.
pub(super) const CALLER: &str = "shop@example.com";
pub(super) const NAMED: &str = "anna@example.com";
pub(super) const ANYBODY: &str = "buyer@example.com";

pub(super) const CURRENCIES: [&str; 3] = ["USD", "EUR", "JPY"];

/// One thing that somebody does. Payments and preapprovals are chosen by a number, of those there are.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Pay(Payment),
    Approve(usize),
    Execute(usize),
    Refund(usize, Refund),
    Agree(Agreement),
    ApproveAgreement(usize),
    CancelAgreement(usize),
    /// Hours go by.
    Wait(i64),
}

/// A payment; amounts are in the smallest unit of the currency.
#[derive(Clone, Debug)]
pub(super) struct Payment {
    pub(super) shape: Shape,
    pub(super) by: By,
    /// The action type `CREATE`.
    pub(super) is_created: bool,
    pub(super) currency: usize,
    /// The first receiver, of those there are.
    pub(super) first: usize,
    pub(super) amounts: Vec<i64>,
    pub(super) fees: Fees,
    /// The receiver whose transfer fails.
    pub(super) fails: Option<usize>,
    pub(super) tracking_id: Option<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Parallel,
    /// Parallel transfers of which all are made or none.
    Whole,
    Chained,
    Delayed,
}

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Caller,
    Named,
    Anybody,
    Agreement(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fees {
    Each,
    Sender,
    Primary,
}

#[derive(Clone, Debug)]
pub(super) enum Refund {
    Whole,
    Transaction(usize),
    /// A part by a receiver of the payment, in thousandths of its amount.
    Part(usize, i64),
}

#[derive(Clone, Debug)]
pub(super) struct Agreement {
    pub(super) currency: usize,
    pub(super) total: i64,
    pub(super) per_payment: Option<i64>,
    pub(super) payments: Option<i32>,
    /// Whether the sender approves it at once.
    pub(super) is_approved: bool,
}

impl Payment {
    pub(super) fn is_chained(&self) -> bool {
        matches!(self.shape, Shape::Chained | Shape::Delayed)
    }

    /// The e-mail addresses of the receivers.
    pub(super) fn receivers(&self) -> Vec<&'static str> {
        let places = 0..self.amounts.len();
        let places = places.map(|place| RECEIVERS[(self.first + place) % RECEIVERS.len()]);
        places.collect()
    }

    /// What the sender pays.
    pub(super) fn total(&self) -> i64 {
        if self.is_chained() {
            self.amounts[0]
        } else {
            self.amounts.iter().sum()
        }
    }
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        9 => payment().prop_map(Step::Pay),
        4 => any::<usize>().prop_map(Step::Approve),
        4 => any::<usize>().prop_map(Step::Execute),
        9 => (any::<usize>(), refund()).prop_map(|(payment, refund)| Step::Refund(payment, refund)),
        2 => agreement().prop_map(Step::Agree),
        1 => any::<usize>().prop_map(Step::ApproveAgreement),
        1 => any::<usize>().prop_map(Step::CancelAgreement),
        1 => (0..4_i64).prop_map(Step::Wait),
    ]
}

fn payment() -> impl Strategy<Value = Payment> {
    let shape = select(vec![
        Shape::Parallel,
        Shape::Whole,
        Shape::Chained,
        Shape::Delayed,
    ]);
    let by = prop_oneof![
        3 => Just(By::Caller),
        1 => Just(By::Named),
        1 => Just(By::Anybody),
        4 => any::<usize>().prop_map(By::Agreement),
    ];
    let fees = select(vec![Fees::Each, Fees::Sender, Fees::Primary]);
    let rest = (
        proptest::bool::weighted(0.3),
        currency(),
        0..RECEIVERS.len(),
        vec(1..3000_i64, 1..=RECEIVERS.len()),
        fees,
        proptest::option::weighted(0.2, 0..RECEIVERS.len()),
        proptest::option::weighted(0.2, 0..20_u8),
    );
    (shape, by, rest).prop_map(|(shape, by, rest)| {
        let (is_created, currency, first, amounts, fees, fails, tracking_id) = rest;
        let payment = Payment {
            shape,
            by,
            is_created,
            currency,
            first,
            amounts,
            fees,
            fails,
            tracking_id,
        };
        allowed(payment)
    })
}

/// The same payment within the rules, which other tests break.
fn allowed(mut payment: Payment) -> Payment {
    if payment.is_chained() {
        if payment.amounts.len() == 1 {
            payment.amounts.push(1);
        }
        let others: i64 = payment.amounts[1..].iter().sum();
        payment.amounts[0] += others;
    }
    let is_allowed = match payment.fees {
        Fees::Each => true,
        Fees::Sender => !payment.is_chained(),
        Fees::Primary => payment.is_chained(),
    };
    if !is_allowed {
        payment.fees = Fees::Each;
    }
    if payment.shape == Shape::Delayed {
        payment.is_created = false;
    }
    payment.fails = payment.fails.filter(|place| *place < payment.amounts.len());
    payment
}

/// Mostly the first one, so that payments and preapprovals meet.
fn currency() -> impl Strategy<Value = usize> {
    prop_oneof![6 => Just(0_usize), 1 => Just(1), 2 => Just(2)]
}

fn refund() -> impl Strategy<Value = Refund> {
    prop_oneof![
        1 => Just(Refund::Whole),
        1 => any::<usize>().prop_map(Refund::Transaction),
        3 => (any::<usize>(), 1..1010_i64).prop_map(|(place, part)| Refund::Part(place, part)),
    ]
}

fn agreement() -> impl Strategy<Value = Agreement> {
    let total = 1000..20_000_i64;
    let per_payment = proptest::option::of(500..6000_i64);
    let payments = proptest::option::of(0..4_i32);
    let is_approved = proptest::bool::weighted(0.8);
    (currency(), total, per_payment, payments, is_approved).prop_map(
        |(currency, total, per_payment, payments, is_approved)| Agreement {
            currency,
            total,
            per_payment: per_payment.map(|most| most.min(total)),
            payments,
            is_approved,
        },
    )
}
