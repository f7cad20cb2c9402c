//! What went wrong, with what is known about it.

use std::fmt;

use serde::Serialize;

use crate::api::System;

/// An error or a warning that a message carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Trouble {
    /// The number or the name, as sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The service's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// How bad it is, as sent: `Error`, `Warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// The fields or values that the service names as its cause.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<String>,
    /// What is wrong with single fields: the reason, where the service gives it field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// Whose transfer it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whose: Option<String>,
    /// What the code means, where it is documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<&'static str>,
    /// What to do about it, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<&'static str>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Detail {
    /// Which field, as sent: in a body, a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What is wrong with it, in the service's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
}

/// The field and what is wrong with it, as far as they are said.
impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.field, &self.issue];
        let parts: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
        f.write_str(&parts.join(": "))
    }
}

impl Trouble {
    /// Whether it is a warning only.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.severity.as_deref() == Some("Warning")
    }

    /// The same with what a system's documents say about an error of one of these codes, the most
    /// exact first.
    pub(super) fn explained(self, system: System, codes: &[Option<&str>]) -> Self {
        let all = system.known_errors();
        let mut codes = codes.iter().copied().flatten();
        let known = codes.find_map(|code| all.iter().find(|known| known.code == code));
        match known {
            Some(known) => Trouble {
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
