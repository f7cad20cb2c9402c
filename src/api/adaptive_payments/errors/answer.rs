//! Errors as the service sends them, for those who answer in its place.

use super::{Category, ErrorCode, ErrorEntry, explain};
use crate::api::adaptive_payments::common::{
    AckCode, ErrorCategory, ErrorData, ErrorParameter, ErrorSeverity, ResponseEnvelope,
};
use crate::api::adaptive_payments::fault::FaultMessage;
use crate::api::validate::{Rule, Severity, Violation, Violations};
use crate::error::{Error, ErrorKind};

/// The number for a request that is wrong in a way without a number of its own.
const INVALID_REQUEST: i64 = 580_001;

/// The number for a request without a required parameter.
const MISSING_PARAMETER: i64 = 580_029;

/// The number for a parameter with an invalid value.
const INVALID_PARAMETER: i64 = 580_022;

/// What the service's messages have where a value is filled in.
const PLACEHOLDERS: [&str; 2] = ["<value>", NUMBER];
const NUMBER: &str = "<number>";

impl ErrorCode {
    /// The error as the service sends it in answer to an operation, about these parameters.
    ///
    /// Number and message are those of the operation's table, with the parameters filled in; where the
    /// operation has no row for the number, those of the first operation that has. Domain, severity and category
    /// are those of recorded answers.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::errors;
    ///
    /// let code = errors::explain(580_022).expect("a documented code");
    /// let error = code.error("PaymentDetails", ["AP-1"]);
    /// assert_eq!(
    ///     error.message.as_deref(),
    ///     Some("Invalid request parameter: payKey with value AP-1"),
    /// );
    /// assert_eq!(error.parameter[0].value, "AP-1");
    /// ```
    #[must_use]
    pub fn error<P: Into<String>>(
        self,
        operation: &str,
        parameters: impl IntoIterator<Item = P>,
    ) -> ErrorData {
        let parameters: Vec<String> = parameters.into_iter().map(Into::into).collect();
        let message = message_of(self, operation, parameters.len());
        self.error_with(message, &parameters)
    }

    /// The same error with another message, of which the number may have several: `message` is one of those of
    /// the tables, and the parameters are filled in.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::errors;
    ///
    /// let code = errors::explain(580_022).expect("a documented code");
    /// let error = code.error_saying("payKey <value> has already been used to make a payment", ["AP-1"]);
    /// assert_eq!(
    ///     error.message.as_deref(),
    ///     Some("payKey AP-1 has already been used to make a payment"),
    /// );
    /// ```
    #[must_use]
    pub fn error_saying<P: Into<String>>(
        self,
        message: &str,
        parameters: impl IntoIterator<Item = P>,
    ) -> ErrorData {
        let parameters: Vec<String> = parameters.into_iter().map(Into::into).collect();
        self.error_with(message, &parameters)
    }

    fn error_with(self, message: &str, parameters: &[String]) -> ErrorData {
        let category = match self.category() {
            Category::System => ErrorCategory::System,
            _ => ErrorCategory::Application,
        };
        ErrorData {
            domain: Some("PLATFORM".to_owned()),
            subdomain: Some("Application".to_owned()),
            severity: Some(ErrorSeverity::Error),
            category: Some(category),
            parameter: parameters.iter().map(ErrorParameter::new).collect(),
            ..ErrorData::new(self.number(), filled(message, parameters))
        }
    }
}

/// The message for a number in an operation's table that has as many places for parameters as there are, or else the
/// first one.
fn message_of(code: ErrorCode, operation: &str, parameters: usize) -> &'static str {
    let is_own = |entry: &&ErrorEntry| entry.operation == operation;
    let own = code.entries().filter(is_own);
    let all = own.chain(code.entries().filter(|entry| !is_own(entry)));
    let messages: Vec<&str> = all.flat_map(|entry| entry.messages).copied().collect();
    let fits = messages.iter().find(|own| places(own) == parameters);
    fits.or(messages.first()).copied().unwrap_or(code.meaning())
}

fn places(message: &str) -> usize {
    let count = |placeholder: &&str| message.matches(*placeholder).count();
    PLACEHOLDERS.iter().map(count).sum()
}

/// A message with parameters in the places for them, from the left.
fn filled(message: &str, parameters: &[String]) -> String {
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    for parameter in parameters {
        let places = PLACEHOLDERS
            .iter()
            .filter_map(|own| Some((rest.find(own)?, own.len())));
        let Some((at, length)) = places.min() else {
            break;
        };
        text.push_str(&rest[..at]);
        text.push_str(parameter);
        rest = &rest[at + length..];
    }
    text + rest
}

/// The error that the service answers a violation with, about the field. Its message is that of the number; where the
/// number has several messages, it is the violation's words, which quote no value.
impl From<&Violation> for ErrorData {
    fn from(violation: &Violation) -> Self {
        let number = violation.code().and_then(|code| code.parse().ok());
        let number = number.unwrap_or(INVALID_REQUEST);
        let about = [violation.path().to_owned()];
        let mut error =
            explain(number).map_or_else(ErrorData::default, |code| code.error("", about));
        error.error_id = Some(number);
        error.message = Some(message_about(violation, number));
        if violation.severity() == Severity::Warning {
            error.severity = Some(ErrorSeverity::Warning);
        }
        error
    }
}

/// The message about a violation.
fn message_about(violation: &Violation, number: i64) -> String {
    let (path, text) = (violation.path(), violation.text());
    match only_message(violation.rule(), number) {
        Some(message) if message.contains(NUMBER) => {
            let limit = text.rsplit(' ').next().unwrap_or_default();
            filled(message, &[limit.to_owned()])
        }
        Some(message) => filled(message, &[path.to_owned()]),
        None if number == INVALID_PARAMETER => {
            format!("Invalid request parameter: {path} {text}")
        }
        None => format!("Invalid request: {path} {text}"),
    }
}

/// The message of a number in the tables of a rule's operations, if it has only one that says more than that the
/// request is invalid.
fn only_message(rule: &Rule, number: i64) -> Option<&'static str> {
    let is_own = |entry: &&ErrorEntry| {
        rule.operations.is_empty() || rule.operations.contains(&entry.operation)
    };
    let entries = explain(number)?.entries().filter(is_own);
    let mut messages = entries.flat_map(|entry| entry.messages).copied();
    let first = messages.next()?;
    let says_nothing = first.starts_with("Invalid request") || first.contains("unsupported");
    (!says_nothing && messages.all(|own| own == first)).then_some(first)
}

/// The error that the service answers an unreadable request with. Its message says what is wrong and where, and quotes
/// no value.
impl From<&Error> for ErrorData {
    fn from(error: &Error) -> Self {
        let number = match (error.kind(), error.category()) {
            (ErrorKind::MissingField(_), _) => MISSING_PARAMETER,
            (_, crate::error::Category::Data) => INVALID_PARAMETER,
            _ => INVALID_REQUEST,
        };
        // Where no field is to blame, it is about what the message says.
        let about = error.field().unwrap_or_else(|| error.to_string());
        let code = explain(number);
        let mut data = code.map_or_else(ErrorData::default, |code| code.error("", [about]));
        data.error_id = Some(number);
        data.message = Some(format!("Invalid request: {error}"));
        data
    }
}

impl FaultMessage {
    /// The fault that refuses a request which cannot be read, with the time of the system clock and a new id.
    #[must_use]
    pub fn of_error(error: &Error) -> Self {
        let envelope = ResponseEnvelope::now(AckCode::Failure);
        FaultMessage::new(envelope, vec![ErrorData::from(error)])
    }

    /// The fault that refuses a request for what is wrong with it; warnings are left out.
    ///
    /// ```
    /// use paywire::api::Validate;
    /// use paywire::api::adaptive_payments::common::{AckCode, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::fault::FaultMessage;
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    ///
    /// let violations = PaymentDetailsRequest::default().validate().unwrap_err();
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let envelope = ResponseEnvelope::new(sent, AckCode::Failure, "34e44c0bdbed6", "5710123");
    /// let fault = FaultMessage::of_violations(envelope, &violations);
    /// assert_eq!(fault.error[0].error_id, Some(580_029));
    /// assert_eq!(fault.error[0].parameter[0].value, "payKey");
    /// ```
    #[must_use]
    pub fn of_violations(envelope: ResponseEnvelope, violations: &Violations) -> Self {
        let errors = violations
            .iter()
            .filter(|violation| violation.severity() == Severity::Error);
        FaultMessage::new(envelope, errors.map(ErrorData::from).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::adaptive_payments::errors::entries;

    #[test]
    fn every_row_of_the_tables_can_be_answered_with() {
        for entry in entries() {
            let code = explain(entry.code).expect("a documented code");
            let most = entry.messages.iter().copied().map(places).max();
            for count in 0..=most.unwrap_or_default() {
                let parameters = (0..count).map(|number| format!("parameter {number}"));
                let error = code.error(entry.operation, parameters);
                assert_eq!(error.error_id, Some(entry.code));
                assert_eq!(error.parameter.len(), count);
                let message = error.message.expect("a message");
                let has_place = entry.messages.iter().any(|own| places(own) == count);
                let is_filled = PLACEHOLDERS.iter().all(|own| !message.contains(own));
                assert!(is_filled || !has_place, "{entry:?}: {message}");
            }
        }
    }

    #[test]
    fn parameters_fill_the_places_from_the_left() {
        let all = ["1".to_owned(), "<value>".to_owned()];
        assert_eq!(filled("a <number>, <value>", &all), "a 1, <value>");
        assert_eq!(filled("a", &all), "a");
        assert_eq!(filled("<value> <value> <value>", &all), "1 <value> <value>");
        assert_eq!(filled("<value>", &[]), "<value>");
    }
}
