//! The rules for header fields of calls.

use crate::api::adaptive_payments::service::{
    Environment, SANDBOX_APPLICATION_ID, data_format, header,
};
use crate::api::message::Direction;
use crate::api::validate::{Report, Rule, Violation, Violations, rules};

const ALL: &[&str] = &[];

rules! {
    /// The rules of header fields.
    pub(crate) static HEADER_RULES;

    // Captures that are passed on often lack what identifies a caller, so this is no error.
    H001 = Rule::new(ALL, "A call says the id of its application.", "Guide p. 68, p. 280")
        .code("560022").warning();
    H002 = Rule::new(ALL, "A call says who calls: name and password of an API user, or a token.", "Guide p. 67, SDK")
        .code("520003").warning();
    H003 = Rule::new(ALL, "The sandbox's application id is for the sandbox only.", "Guide p. 68")
        .code("560022");
    H004 = Rule::new(ALL, "In the sandbox all applications have the sandbox's id.", "Guide p. 68")
        .code("560022").warning();
    H005 = Rule::new(ALL, "The header that names the format of a request names that of its body.", "Guide p. 67");
    H006 = Rule::new(ALL, "A header that names a format has NV, XML or JSON, and one that names a protocol SOAP11.", "Guide p. 68");
    H007 = Rule::new(ALL, "The header that names a protocol is for SOAP only.", "Guide p. 68");
    H008 = Rule::new(ALL, "A request says its format, or that it is SOAP.", "Guide p. 67-68")
        .warning();
    H009 = Rule::new(ALL, "An answer is in the format that the request asked for.", "Guide p. 67")
        .on(&[Direction::Response]).warning();
}

/// The header fields of a request to the service, and what else is known of it.
///
/// ```
/// use paywire::api::adaptive_payments::service::{self, Environment, SentHeaders, data_format};
///
/// let headers = [
///     ("X-PAYPAL-SECURITY-USERID", "shop_api1.shop.example"),
///     ("X-PAYPAL-SECURITY-PASSWORD", "the password"),
///     ("X-PAYPAL-APPLICATION-ID", service::SANDBOX_APPLICATION_ID),
///     ("X-PAYPAL-REQUEST-DATA-FORMAT", "NV"),
/// ];
/// let sent = SentHeaders::new(headers).to(Environment::Production);
/// let violations = sent.violations(data_format::NV);
/// assert_eq!(violations.len(), 1);
/// assert_eq!(violations[0].path(), "X-PAYPAL-APPLICATION-ID");
/// assert_eq!(violations[0].rule().id, "H003");
/// assert!(sent.to(Environment::Sandbox).violations(data_format::NV).is_empty());
/// ```
#[derive(Clone)]
pub struct SentHeaders<'h> {
    fields: Vec<(&'h str, &'h str)>,
    environment: Option<Environment>,
}

impl<'h> SentHeaders<'h> {
    /// Header fields by name and value. Names are told apart whatever their letter case.
    #[must_use]
    pub fn new(fields: impl IntoIterator<Item = (&'h str, &'h str)>) -> Self {
        SentHeaders {
            fields: fields.into_iter().collect(),
            environment: None,
        }
    }

    /// The same, sent to this environment.
    #[must_use]
    pub fn to(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Checks the header fields of a request whose body is in this
    /// [format](data_format). The path of each violation is the name of a header. No value is
    /// quoted.
    ///
    /// A request without any header fields is not checked, since its header may not have been
    /// captured.
    #[must_use]
    pub fn violations(&self, body: &str) -> Violations {
        let mut found = Vec::new();
        if !self.fields.is_empty() {
            self.caller(&mut found);
            self.format(body, &mut found);
        }
        Violations::new(found)
    }

    /// Checks the header fields of a response whose body is in this [format](data_format).
    #[must_use]
    pub fn answer_violations(&self, body: &str) -> Violations {
        let mut found = Vec::new();
        let asked = self.get(header::RESPONSE_DATA_FORMAT);
        if asked.is_some_and(|asked| is_format(asked) && !names(asked, body)) {
            let text = "asks for another format than that of the answer";
            add(&H009, header::RESPONSE_DATA_FORMAT, text, &mut found);
        }
        Violations::new(found)
    }

    /// The value of the first field of a name that has one.
    fn get(&self, name: &str) -> Option<&'h str> {
        let mut own = self.fields.iter();
        let found = own
            .find(|(own, value)| own.trim().eq_ignore_ascii_case(name) && !value.trim().is_empty());
        found.map(|(_, value)| value.trim())
    }

    fn caller(&self, found: &mut Vec<Violation>) {
        if self.get(header::AUTHORIZATION).is_none() {
            for name in [header::USER_ID, header::PASSWORD] {
                if self.get(name).is_none() {
                    add(&H002, name, "is required", found);
                }
            }
        }
        let Some(id) = self.get(header::APPLICATION_ID) else {
            return add(&H001, header::APPLICATION_ID, "is required", found);
        };
        let is_of_sandbox = id == SANDBOX_APPLICATION_ID;
        match self.environment {
            Some(Environment::Production) if is_of_sandbox => {
                let text = "is the sandbox's, and the call goes to the live service";
                add(&H003, header::APPLICATION_ID, text, found);
            }
            Some(Environment::Sandbox) if !is_of_sandbox => {
                let text = "is not the sandbox's, and the call goes to the sandbox";
                add(&H004, header::APPLICATION_ID, text, found);
            }
            _ => {}
        }
    }

    fn format(&self, body: &str, found: &mut Vec<Violation>) {
        let is_soap = names(data_format::SOAP11, body);
        let request = self.get(header::REQUEST_DATA_FORMAT);
        let protocol = self.get(header::MESSAGE_PROTOCOL);
        match request {
            Some(said) if !is_format(said) => {
                add(&H006, header::REQUEST_DATA_FORMAT, FORMATS, found);
            }
            Some(said) if !names(said, body) => {
                let text = format!("is not the format of the body, which is {body}");
                add(&H005, header::REQUEST_DATA_FORMAT, text, found);
            }
            None if protocol.is_none() => {
                let (name, text) = if is_soap {
                    (header::MESSAGE_PROTOCOL, "is required for SOAP")
                } else {
                    (header::REQUEST_DATA_FORMAT, "is required")
                };
                add(&H008, name, text, found);
            }
            _ => {}
        }
        if self
            .get(header::RESPONSE_DATA_FORMAT)
            .is_some_and(|said| !is_format(said))
        {
            add(&H006, header::RESPONSE_DATA_FORMAT, FORMATS, found);
        }
        match protocol {
            Some(_) if !is_soap => {
                let text = format!("is given, and the body is {body} and no SOAP");
                add(&H007, header::MESSAGE_PROTOCOL, text, found);
            }
            Some(said) if !names(said, data_format::SOAP11) => {
                add(&H006, header::MESSAGE_PROTOCOL, "is not SOAP11", found);
            }
            _ => {}
        }
    }
}

/// Shows the names and no values: some are secrets.
impl std::fmt::Debug for SentHeaders<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.fields.iter().map(|(name, _)| name).collect();
        f.debug_struct("SentHeaders")
            .field("fields", &names)
            .field("environment", &self.environment)
            .finish()
    }
}

const FORMATS: &str = "is not one of NV, XML and JSON";

/// Whether the value of a header is the name of a format. Clients write NVP too, and SDKs the
/// protocol in its place.
fn is_format(value: &str) -> bool {
    let own = ["NVP", data_format::NV, data_format::XML, data_format::JSON];
    let mut all = own.iter().chain([&data_format::SOAP11]);
    all.any(|known| known.eq_ignore_ascii_case(value))
}

/// Whether the value of a header names this format.
fn names(value: &str, format: &str) -> bool {
    let value = if value.eq_ignore_ascii_case("NVP") {
        data_format::NV
    } else {
        value
    };
    value.eq_ignore_ascii_case(format)
}

fn add(
    rule: &'static Rule,
    name: &str,
    text: impl Into<std::borrow::Cow<'static, str>>,
    found: &mut Vec<Violation>,
) {
    Report::new(rule, None, found).add(name, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[(&str, &str)] = &[
        (header::USER_ID, "u"),
        (header::PASSWORD, "p"),
        (header::APPLICATION_ID, "APP-1"),
        (header::REQUEST_DATA_FORMAT, "JSON"),
        (header::RESPONSE_DATA_FORMAT, "nv"),
    ];

    /// What breaks rules when a header has another value, or none.
    fn broken(changes: &[(&str, &str)], to: Environment, body: &str) -> Vec<String> {
        let kept = WHOLE
            .iter()
            .filter(|(name, _)| !changes.iter().any(|(own, _)| own == name));
        let all = kept.chain(changes).copied();
        let sent = SentHeaders::new(all).to(to);
        let found = sent.violations(body);
        found
            .iter()
            .map(|one| format!("{} {}", one.rule().id, one.path()))
            .collect()
    }

    fn live(changes: &[(&str, &str)], body: &str) -> Vec<String> {
        broken(changes, Environment::Production, body)
    }

    #[test]
    fn a_whole_request_breaks_nothing() {
        assert_eq!(live(&[], "JSON"), [""; 0]);
        let soap = [
            (header::REQUEST_DATA_FORMAT, ""),
            (header::RESPONSE_DATA_FORMAT, ""),
            (header::MESSAGE_PROTOCOL, "SOAP11"),
        ];
        assert_eq!(live(&soap, "SOAP11"), [""; 0]);
        assert_eq!(live(&[(header::REQUEST_DATA_FORMAT, "NVP")], "NV"), [""; 0]);
        let token = [
            (header::USER_ID, ""),
            (header::PASSWORD, ""),
            (header::AUTHORIZATION, "t"),
        ];
        assert_eq!(live(&token, "JSON"), [""; 0]);
        assert!(
            SentHeaders::new([]).violations("NV").is_empty(),
            "nothing is known"
        );
    }

    #[test]
    fn who_calls_and_for_which_application_has_to_be_said() {
        assert_eq!(
            live(&[(header::APPLICATION_ID, " ")], "JSON"),
            ["H001 X-PAYPAL-APPLICATION-ID"]
        );
        assert_eq!(
            live(&[(header::USER_ID, "")], "JSON"),
            ["H002 X-PAYPAL-SECURITY-USERID"]
        );
        assert_eq!(
            live(&[(header::PASSWORD, "")], "JSON"),
            ["H002 X-PAYPAL-SECURITY-PASSWORD"]
        );
    }

    #[test]
    fn the_sandbox_s_id_is_for_the_sandbox() {
        let id = [(header::APPLICATION_ID, SANDBOX_APPLICATION_ID)];
        assert_eq!(live(&id, "JSON"), ["H003 X-PAYPAL-APPLICATION-ID"]);
        assert_eq!(broken(&id, Environment::Sandbox, "JSON"), [""; 0]);
        assert_eq!(broken(&id, Environment::BetaSandbox, "JSON"), [""; 0]);
        assert_eq!(
            broken(&[], Environment::Sandbox, "JSON"),
            ["H004 X-PAYPAL-APPLICATION-ID"]
        );
        let lower = [
            ("x-paypal-application-id", SANDBOX_APPLICATION_ID),
            (header::APPLICATION_ID, ""),
        ];
        assert_eq!(live(&lower, "JSON"), ["H003 X-PAYPAL-APPLICATION-ID"]);
        assert!(
            SentHeaders::new(id)
                .violations("NV")
                .iter()
                .all(|one| one.rule().id != "H003")
        );
    }

    #[test]
    fn the_format_is_that_of_the_body() {
        assert_eq!(live(&[], "NV"), ["H005 X-PAYPAL-REQUEST-DATA-FORMAT"]);
        assert_eq!(live(&[], "SOAP11"), ["H005 X-PAYPAL-REQUEST-DATA-FORMAT"]);
        assert_eq!(
            live(&[(header::REQUEST_DATA_FORMAT, "CSV")], "JSON"),
            ["H006 X-PAYPAL-REQUEST-DATA-FORMAT"]
        );
        assert_eq!(
            live(&[(header::RESPONSE_DATA_FORMAT, "CSV")], "JSON"),
            ["H006 X-PAYPAL-RESPONSE-DATA-FORMAT"]
        );
        assert_eq!(
            live(&[(header::REQUEST_DATA_FORMAT, "")], "JSON"),
            ["H008 X-PAYPAL-REQUEST-DATA-FORMAT"]
        );
        assert_eq!(
            live(&[(header::REQUEST_DATA_FORMAT, "")], "SOAP11"),
            ["H008 X-PAYPAL-MESSAGE-PROTOCOL"]
        );
        assert_eq!(
            live(&[(header::MESSAGE_PROTOCOL, "SOAP11")], "JSON"),
            ["H007 X-PAYPAL-MESSAGE-PROTOCOL"]
        );
        let other = [
            (header::REQUEST_DATA_FORMAT, ""),
            (header::MESSAGE_PROTOCOL, "SOAP12"),
        ];
        assert_eq!(live(&other, "SOAP11"), ["H006 X-PAYPAL-MESSAGE-PROTOCOL"]);
    }

    #[test]
    fn an_answer_is_in_the_format_that_was_asked_for() {
        let sent = SentHeaders::new(WHOLE.iter().copied());
        assert!(sent.answer_violations("NV").is_empty());
        assert_eq!(sent.answer_violations("JSON")[0].rule().id, "H009");
        assert!(SentHeaders::new([]).answer_violations("JSON").is_empty());
    }

    #[test]
    fn no_value_is_quoted() {
        let planted = WHOLE.iter().map(|(name, _)| (*name, "planted-5571"));
        let sent = SentHeaders::new(planted.chain([(header::MESSAGE_PROTOCOL, "planted-5571")]));
        let said = format!(
            "{sent:?} {}",
            sent.clone().to(Environment::Sandbox).violations("XML")
        );
        assert!(said.contains("H004") && !said.contains("5571"), "{said}");
    }
}
