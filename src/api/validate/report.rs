//! Violations of rules.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use jiff::civil::Date;

use super::rule::{Rule, Severity};

/// A place where a message breaks a rule.
///
/// It prints as one line, and never quotes the field's value:
///
/// ```
/// use paywire::api::Validate;
/// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
///
/// let violations = PaymentDetailsRequest::default().validate().unwrap_err();
/// assert_eq!(
///     violations[0].to_string(),
///     "payKey: one of payKey, transactionId and trackingId is required (R078, error 580029)",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    rule: &'static Rule,
    path: String,
    text: Cow<'static, str>,
}

impl Violation {
    /// The broken rule.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// The path of the field, in NVP spelling for any format: `receiverList.receiver(1).amount`. If
    /// several fields break the rule together, it is one of them; if one is missing, that one.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong with the field, as words that follow its name: `is longer than 127
    /// characters`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The error code of the service, if a document gives one.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.rule.code
    }

    /// The severity.
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

/// All violations of a message: a slice of [`Violation`], and an error that prints one on each
/// line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    pub(crate) fn new(found: Vec<Violation>) -> Self {
        Violations(found)
    }

    /// Whether any of them is an error rather than a warning.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let mut all = self.0.iter();
        all.any(|violation| violation.severity() == Severity::Error)
    }

    /// Returns the violations as an error if any of them is one.
    ///
    /// # Errors
    ///
    /// All violations, including warnings.
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

/// The receiver of what a [`Check`](super::Check) finds.
#[derive(Debug)]
pub struct Report<'a> {
    rule: &'static Rule,
    today: Option<Date>,
    found: &'a mut Vec<Violation>,
}

impl<'a> Report<'a> {
    /// Creates a report for `rule` that appends to `found`.
    pub(crate) fn new(
        rule: &'static Rule,
        today: Option<Date>,
        found: &'a mut Vec<Violation>,
    ) -> Self {
        Report { rule, today, found }
    }

    /// The day against which dates are checked. Without it, skip rules about time.
    #[must_use]
    pub fn today(&self) -> Option<Date> {
        self.today
    }

    /// Reports that the field at `path` breaks the rule.
    ///
    /// `text` says what is wrong as words that follow the field's name. It must not quote a value
    /// of the message, which may be a secret.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Cow<'static, str>>) {
        self.found.push(Violation {
            rule: self.rule,
            path: path.into(),
            text: text.into(),
        });
    }
}
