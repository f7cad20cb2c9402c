//! The list of all unknown values of a body.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use super::Unknown;
use crate::api::AnyMessage;
use crate::codec::embedded;
use crate::codec::overlay::Extras;
use crate::codec::spelling::ParsedSource;
use crate::error::Result;
use crate::tree::Taken;

/// The values that a message's type does not know, in the order of the body.
///
/// It dereferences to a `Vec`, which is only built on first use: a large body of unknown values takes no extra memory.
///
/// ```
/// use paywire::api::MessageKind;
/// use paywire::codec::{self, Config, Format};
///
/// let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1&x(0)=1&x(1)=2";
/// let kind = MessageKind::PaymentDetailsRequest;
/// let mut unknown = codec::decode(kind, Format::Nvp, body, &Config::strict())?.unknown;
/// assert_eq!(unknown.len(), 2);
/// assert_eq!(unknown[1].to_string(), "x(1)=2");
/// unknown.retain(|value| value.value != "2");
/// assert_eq!(unknown.len(), 1);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Unknowns {
    /// The values in the body, as long as they are not changed.
    rest: Option<Box<UnreadRest>>,
    /// All values, if they are not in a body or were changed.
    own: Vec<Unknown>,
}

/// The part of a body that a message did not read.
#[derive(Clone)]
pub(in crate::codec) struct UnreadRest {
    source: Arc<ParsedSource>,
    taken: Taken,
    /// The number of values.
    count: usize,
    /// The unknown values of documents inside the body.
    within: Vec<Unknown>,
    /// All values, built on demand.
    spelled: OnceLock<Vec<Unknown>>,
}

impl UnreadRest {
    /// Combines the values that were not read, which are `count`, with those of documents.
    pub(in crate::codec) fn new(
        source: Arc<ParsedSource>,
        taken: Taken,
        count: usize,
        within: Vec<Unknown>,
    ) -> Self {
        UnreadRest {
            source,
            taken,
            count: count + within.len(),
            within,
            spelled: OnceLock::new(),
        }
    }

    fn spelled(&self) -> &Vec<Unknown> {
        self.spelled.get_or_init(|| {
            let mut all = Vec::with_capacity(self.count);
            self.each(&mut |value| all.push(value.clone()));
            all
        })
    }

    /// The values of the body itself.
    fn besides(&self) -> Extras<'_> {
        let ParsedSource { tree, rules } = &*self.source;
        Extras::of(tree, &self.taken, *rules)
    }

    fn each(&self, show: &mut dyn FnMut(&Unknown)) {
        let mut value = Unknown::default();
        let ParsedSource { tree, rules } = &*self.source;
        tree.rest(&self.taken, rules, &mut |path, found| {
            value.set(path, found);
            show(&value);
        });
        self.within.iter().for_each(show);
    }
}

impl Unknowns {
    pub(in crate::codec) fn of(rest: UnreadRest) -> Self {
        let rest = Some(Box::new(rest));
        let own = Vec::new();
        Unknowns { rest, own }
    }

    /// The number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.rest {
            Some(rest) => rest.count,
            None => self.own.len(),
        }
    }

    /// Whether there are no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `show` with each value, without building the list.
    ///
    /// ```
    /// use paywire::codec::{self, Config, Content};
    ///
    /// let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1&fundingPlanId=9T&a.b=1";
    /// let Content::Message(decoded) = codec::read(body, &Config::strict())?.content else { panic!() };
    /// decoded.unknown.each(|value| assert_eq!(value.path, "a.b"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn each(&self, mut show: impl FnMut(&Unknown)) {
        match &self.rest {
            Some(rest) if rest.spelled.get().is_none() => rest.each(&mut show),
            _ => self.iter().for_each(show),
        }
    }

    /// What the message read of the body, if it is known.
    pub(in crate::codec) fn taken(&self) -> Option<&Taken> {
        self.rest.as_ref().map(|rest| &rest.taken)
    }

    /// The values as a tree.
    ///
    /// # Errors
    ///
    /// Values that were added by hand have the same or conflicting paths.
    pub(in crate::codec) fn besides(&self) -> Result<Extras<'_>> {
        match &self.rest {
            Some(rest) if rest.within.is_empty() => Ok(rest.besides()),
            _ => Extras::at_paths(self),
        }
    }

    /// The same without values inside embedded documents: an unchanged message keeps the documents' texts in any
    /// format.
    pub(in crate::codec) fn besides_documents(&self, message: &AnyMessage) -> Result<Extras<'_>> {
        if let Some(rest) = &self.rest {
            return Ok(rest.besides());
        }
        let documents = embedded::documents(message)?;
        let fields: Vec<&str> = documents.iter().map(|(field, _)| *field).collect();
        Extras::at_paths(&embedded::outside(&fields, &self.own))
    }

    fn into_vec(self) -> Vec<Unknown> {
        match self.rest {
            Some(rest) => {
                rest.spelled();
                rest.spelled.into_inner().unwrap_or_default()
            }
            None => self.own,
        }
    }
}

impl Deref for Unknowns {
    type Target = Vec<Unknown>;

    fn deref(&self) -> &Vec<Unknown> {
        self.rest.as_ref().map_or(&self.own, |rest| rest.spelled())
    }
}

impl DerefMut for Unknowns {
    fn deref_mut(&mut self) -> &mut Vec<Unknown> {
        if self.rest.is_some() {
            self.own = std::mem::take(self).into_vec();
        }
        &mut self.own
    }
}

impl From<Vec<Unknown>> for Unknowns {
    fn from(own: Vec<Unknown>) -> Self {
        Unknowns { rest: None, own }
    }
}

impl IntoIterator for Unknowns {
    type Item = Unknown;
    type IntoIter = std::vec::IntoIter<Unknown>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<'a> IntoIterator for &'a Unknowns {
    type Item = &'a Unknown;
    type IntoIter = std::slice::Iter<'a, Unknown>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: AsRef<[Unknown]>> PartialEq<T> for Unknowns {
    fn eq(&self, other: &T) -> bool {
        **self == other.as_ref()
    }
}

impl AsRef<[Unknown]> for Unknowns {
    fn as_ref(&self) -> &[Unknown] {
        self
    }
}

/// Formats as a list, without the values.
impl fmt::Debug for Unknowns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}
