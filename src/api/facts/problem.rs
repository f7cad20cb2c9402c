//! Errors and warnings in messages, with explanations.

use std::fmt;

use serde::Serialize;

use crate::api::System;

/// An error or a warning in a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Problem {
    /// The code, as sent: a number or a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The service's message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The severity, as sent: `Error`, `Warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// The fields or values that the service names as the cause.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<String>,
    /// The errors of single fields, if the service lists them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// The payee of the transfer that it is about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whose: Option<String>,
    /// The meaning of the code, if it is documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<&'static str>,
    /// What to do about it, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<&'static str>,
}

/// An error of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Detail {
    /// The field, as sent: in a body, a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The service's message about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
}

/// Prints the field and its error, as far as they are present.
impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.field, &self.issue];
        let parts: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
        f.write_str(&parts.join(": "))
    }
}

impl Problem {
    /// Whether it is only a warning.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.severity.as_deref() == Some("Warning")
    }

    /// Adds the explanation of one of these codes in a system's documents, the most specific first.
    pub(super) fn explained(self, system: System, codes: &[Option<&str>]) -> Self {
        let all = system.known_errors();
        let mut codes = codes.iter().copied().flatten();
        let known = codes.find_map(|code| all.iter().find(|known| known.code == code));
        match known {
            Some(known) => Problem {
                meaning: Some(known.meaning),
                remedy: Some(known.remedy),
                ..self
            },
            None => self,
        }
    }

    pub(super) fn each_text(&mut self, show: &mut dyn FnMut(&str, &mut String)) {
        for (path, text) in [
            ("errors.code", &mut self.code),
            ("errors.message", &mut self.message),
            ("errors.severity", &mut self.severity),
            ("errors.whose", &mut self.whose),
        ] {
            if let Some(text) = text {
                show(path, text);
            }
        }
        for parameter in &mut self.parameters {
            show("errors.parameters", parameter);
        }
        for detail in &mut self.details {
            for (path, text) in [
                ("errors.details.field", &mut detail.field),
                ("errors.details.issue", &mut detail.issue),
            ] {
                if let Some(text) = text {
                    show(path, text);
                }
            }
        }
    }
}
