//! What was found wrong in a message.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use jiff::civil::Date;

use super::rule::{Rule, Severity};

/// One place where a message breaks a rule.
///
/// It is shown in one line, and never quotes what the field holds:
///
/// ```
/// use paywire::api::Validate;
/// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
///
/// let violations = PaymentDetailsRequest::default().validate().unwrap_err();
/// assert_eq!(
///     violations[0].to_string(),
///     "payKey: one of payKey, transactionId and trackingId has to be given (R078, error 580029)",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    rule: &'static Rule,
    path: String,
    text: Cow<'static, str>,
}

impl Violation {
    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// The field, in NVP's spelling whatever the format: `receiverList.receiver(1).amount`. Where
    /// several fields break the rule together it is one of them; where one is lacking, that one.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong with the field, in words that follow its name: `is longer than 127 characters`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The code of the error that the service answers with, where a document names one.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.rule.code
    }

    /// Whether it is an error.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({}", self.path, self.text, self.rule.id)?;
        if let Some(code) = self.rule.code {
            write!(f, ", error {code}")?;
        }
        f.write_str(")")
    }
}

/// All that breaks a rule in a message: a slice of [`Violation`], and an error that says them line
/// by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    pub(crate) fn new(found: Vec<Violation>) -> Self {
        Violations(found)
    }

    /// Whether one of them is an error, and not only a warning.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let mut all = self.0.iter();
        all.any(|violation| violation.severity() == Severity::Error)
    }

    /// Nothing, unless one of them is an error.
    ///
    /// # Errors
    ///
    /// All of them, warnings too.
    pub fn into_result(self) -> Result<(), Violations> {
        if self.has_errors() { Err(self) } else { Ok(()) }
    }
}

impl FromIterator<Violation> for Violations {
    fn from_iter<I: IntoIterator<Item = Violation>>(found: I) -> Self {
        Violations(found.into_iter().collect())
    }
}

impl Deref for Violations {
    type Target = [Violation];

    fn deref(&self) -> &[Violation] {
        &self.0
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, violation) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// Where a [`Check`](super::Check) says what it finds.
#[derive(Debug)]
pub struct Report<'a> {
    rule: &'static Rule,
    today: Option<Date>,
    found: &'a mut Vec<Violation>,
}

impl<'a> Report<'a> {
    /// Takes what breaks `rule`, and adds it to what was found before.
    pub(crate) fn new(
        rule: &'static Rule,
        today: Option<Date>,
        found: &'a mut Vec<Violation>,
    ) -> Self {
        Report { rule, today, found }
    }

    /// The day to hold dates to. Without one, what depends on it is not to be checked.
    #[must_use]
    pub fn today(&self) -> Option<Date> {
        self.today
    }

    /// The field at `path` breaks the rule.
    ///
    /// `text` says what is wrong in words that follow the field's name and without a value of the
    /// message: it may be a secret.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Cow<'static, str>>) {
        self.found.push(Violation {
            rule: self.rule,
            path: path.into(),
            text: text.into(),
        });
    }
}
