//! Environments of a service: production and sandboxes.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorKind};
use crate::value::by_name;

/// An environment of a service, with separate accounts and addresses.
///
/// ```
/// use paywire::api::Environment;
///
/// assert_eq!("sandbox".parse::<Environment>()?, Environment::Sandbox);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Environment {
    /// The production environment: real accounts and real money.
    Production,
    /// The sandbox: test accounts and test money.
    Sandbox,
    /// The sandbox for unreleased features.
    BetaSandbox,
}

impl Environment {
    /// All environments.
    pub const ALL: &'static [Environment] = &[
        Environment::Production,
        Environment::Sandbox,
        Environment::BetaSandbox,
    ];

    /// The name: `production`, `sandbox`, `beta-sandbox`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Environment::Production => "production",
            Environment::Sandbox => "sandbox",
            Environment::BetaSandbox => "beta-sandbox",
        }
    }
}

/// Parses an environment from its name.
impl FromStr for Environment {
    type Err = Error;

    /// Parses the name of an environment, ignoring letter case.
    fn from_str(name: &str) -> Result<Self, Error> {
        let mut all = Environment::ALL.iter().copied();
        all.find(|environment| environment.as_str().eq_ignore_ascii_case(name))
            .ok_or_else(|| {
                Error::new(ErrorKind::UnknownVariant(&[
                    "production",
                    "sandbox",
                    "beta-sandbox",
                ]))
            })
    }
}

by_name!(Environment, "the name of an environment");

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
