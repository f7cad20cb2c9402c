//! Payments by one preapproval, together.

use super::course::Course;
use super::found::{Found, Groups, PaymentId};
use super::money::{self, LeftOut, Money};
use super::ties::{Node, Scope, Ties};
use super::{Observed, ROOM};

/// Gathers stories: a payment, or a preapproval with all payments by it. Their money is that of the
/// payments, each counted once.
///
/// ```
/// use paywire::api::facts::{Facts, Key, KeyKind};
/// use paywire::payments::{Observed, Stories};
///
/// let mut stories = Stories::default();
/// for tracking in ["t-1", "t-2"] {
///     let mut facts = Facts::default();
///     facts.keys.push(Key::new(KeyKind::PreapprovalKey, "PA-1"));
///     facts.keys.push(Key::new(KeyKind::TrackingId, tracking));
///     stories.add(&Observed::unknown(&facts));
/// }
/// assert_eq!(stories.finish().payments().len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Stories {
    ties: Ties,
    courses: Vec<Course>,
    money: Money,
    /// By the payment's node.
    story_of: Vec<Option<Node>>,
    count: u64,
}

impl Default for Stories {
    fn default() -> Self {
        Stories::with_room(ROOM, ROOM)
    }
}

impl Stories {
    /// Tells stories apart by no more than so many keys, and the payments in them by so many.
    #[must_use]
    pub fn with_room(keys: usize, of_payments: usize) -> Self {
        Stories {
            ties: Ties::new(Scope::Story, keys),
            courses: Vec::new(),
            money: Money::new(of_payments),
            story_of: Vec::new(),
            count: 0,
        }
    }

    /// Adds a message, and tells of which story it is; `None` if there is no room for another.
    pub fn add(&mut self, observed: &Observed<'_>) -> Option<PaymentId> {
        self.count += 1;
        let placed = self.ties.place(observed)?;
        let course = money::at(&mut self.courses, placed.node)?;
        course.add(observed, self.count, placed.asked);
        if observed.direction.is_some()
            && let Some(payment) = self.money.add(observed)
            && let Some(story) = money::at(&mut self.story_of, payment.node)
        {
            *story = Some(placed.node);
        }
        Some(PaymentId(placed.node))
    }

    /// Whether it belongs to the exchange of a message before. What names no key has no other place in a story.
    #[must_use]
    pub fn goes_on(&self, observed: &Observed<'_>) -> bool {
        self.ties.goes_on(observed)
    }

    /// What is not in the stories or their sums so far.
    #[must_use]
    pub fn left_out(&self) -> LeftOut {
        LeftOut {
            messages: self.ties.left_out(),
            ..self.money.left_out()
        }
    }

    /// The stories, in the order in which their first messages came.
    #[must_use]
    pub fn finish(mut self) -> Found {
        self.ties.settle();
        let mut groups = Groups::new(self.ties);
        for (node, course) in (0..).zip(self.courses) {
            groups.of(node).course.merge(course);
        }
        let (ties, claims) = self.money.settle();
        let mut payments = Groups::new(ties);
        let mut story_of: Vec<Option<Node>> = Vec::new();
        for (node, claims) in (0..).zip(claims) {
            payments.of(node).claims.merge(claims);
            let story = self.story_of.get(node as usize).copied().flatten();
            let place = payments.place(node);
            if place == story_of.len() {
                story_of.push(None);
            }
            story_of[place] = story.or(story_of[place]);
        }
        for (whole, story) in payments.into_all().into_iter().zip(story_of) {
            if let Some(story) = story {
                groups.of(story).totals.add(whole.claims.totals());
            }
        }
        groups.finish()
    }
}
