//! What curl would send.
//!
//! Document: curl's manual page, as of curl 8.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::address::Address;
use super::form;
use super::said::{self, Kind, Said};
use crate::capture::{Body, Exchange, Headers, Request};

/// What the options before `--next` make: a request to one or more addresses.
pub(super) struct Operation {
    addresses: std::vec::IntoIter<Vec<u8>>,
    method: String,
    headers: Headers,
    query: Vec<u8>,
    /// The user and the password, unless the command signs in some other way.
    user: SignIn,
    body: Body,
    /// The name of a file that is put where the address ends with `/`.
    file_name: Option<Vec<u8>>,
    warnings: Vec<Cow<'static, str>>,
}

enum SignIn {
    /// Nothing is said, so that it may stand in the address.
    Unsaid,
    Basic(Vec<u8>),
    /// The header fields say it, or curl waits for what the server asks.
    Other,
}

impl Operation {
    pub(super) fn new(mut said: Said, warnings: &[Cow<'static, str>]) -> Self {
        let method = method(&said);
        let named = said.upload.as_ref().filter(|(_, name)| name != b"-");
        let file_name = named.map(|(_, name)| file_name(name));
        let (body, kind) = body(&mut said);
        if said.kind == Kind::Json {
            said.defaults.push("Accept", "application/json");
        }
        if let Some(kind) = kind {
            said.defaults.push("Content-Type", kind);
        }
        if !said.cookies.is_empty() {
            let cookies = String::from_utf8_lossy(&said.cookies);
            said.defaults.push("Cookie", cookies);
        }
        if let Some(token) = &said.bearer {
            let token = String::from_utf8_lossy(token);
            said.defaults
                .push("Authorization", format!("Bearer {token}"));
        }
        let query = said.query.take().unwrap_or_default();
        let user = sign_in(&mut said);
        Operation {
            method,
            headers: merged(&said),
            query,
            user,
            body,
            file_name,
            warnings: warnings.to_vec(),
            addresses: said.addresses.into_iter(),
        }
    }
}

impl Iterator for Operation {
    type Item = Exchange;

    fn next(&mut self) -> Option<Exchange> {
        let address = Address::new(&self.addresses.next()?);
        let mut headers = self.headers.clone();
        let user = match &self.user {
            SignIn::Unsaid => address.user.as_deref(),
            SignIn::Basic(user) => Some(&**user),
            SignIn::Other => None,
        };
        if let Some(user) = user {
            headers.push("Authorization", basic(user));
        }
        let mut warnings = self.warnings.clone();
        if address.ranges {
            let ranges =
                "an address with `{…}` or `[…]`, for which curl puts in one value after another";
            warnings.push(Cow::Borrowed(ranges));
        }
        let request = Request {
            method: self.method.clone(),
            target: address.target(self.file_name.as_deref(), &self.query),
            headers,
            body: self.body.clone(),
        };
        Some(Exchange {
            request: Some(request),
            warnings,
            ..Exchange::default()
        })
    }
}

fn method(said: &Said) -> String {
    let own = match said {
        Said { head: true, .. } => "HEAD",
        Said { get: true, .. } => "GET",
        Said {
            upload: Some(_), ..
        } => "PUT",
        Said { data, form, .. } if data.is_some() || !form.is_empty() => "POST",
        _ => "GET",
    };
    said.method.clone().unwrap_or_else(|| own.to_owned())
}

/// The body, and the media type that curl gives it.
fn body(said: &mut Said) -> (Body, Option<Cow<'static, str>>) {
    let data = said.data.take();
    let kind = match (&data, said.kind) {
        (_, Kind::Json) => Some("application/json".into()),
        (Some(_), Kind::Form) if !said.get => Some("application/x-www-form-urlencoded".into()),
        _ => None,
    };
    if let Some((content, _)) = said.upload.take() {
        return (Body::Coded(content), kind);
    }
    if !said.form.is_empty() {
        let kind = format!("multipart/form-data; boundary={}", form::BOUNDARY);
        return (Body::Coded(form::body(&said.form)), Some(kind.into()));
    }
    match data {
        None => (Body::Empty, kind),
        Some(data) if said.get => {
            said::join(&mut said.query, &data, b"&");
            (Body::Empty, kind)
        }
        Some(_) if said.head => (Body::Empty, None),
        Some(data) => (Body::Coded(data), kind),
    }
}

fn sign_in(said: &mut Said) -> SignIn {
    let is_said = |name: &str| name.eq_ignore_ascii_case("authorization");
    let by_field = said.headers.iter().any(|(name, _)| is_said(name))
        || said.removed.iter().any(|name| is_said(name));
    match said.user.take() {
        _ if by_field || said.other_sign_in || said.bearer.is_some() => SignIn::Other,
        // curl asks for the password, which may as well be none.
        Some(user) if !user.contains(&b':') => SignIn::Basic([&user[..], b":"].concat()),
        Some(user) => SignIn::Basic(user),
        None => SignIn::Unsaid,
    }
}

fn basic(user: &[u8]) -> String {
    format!("Basic {}", STANDARD.encode(user))
}

/// The fields that the command says, and those of curl's own that it says nothing about.
fn merged(said: &Said) -> Headers {
    let is_free = |name: &str| {
        let same = |own: &str| own.eq_ignore_ascii_case(name);
        !said.headers.iter().any(|(own, _)| same(own)) && !said.removed.iter().any(|own| same(own))
    };
    // An option said twice counts the second time.
    let mut names: Vec<&str> = Vec::new();
    let mut defaults: Vec<(&str, &str)> = Vec::new();
    for (name, value) in said.defaults.iter() {
        match names.iter().position(|own| *own == name) {
            Some(at) => defaults[at].1 = value,
            None if is_free(name) => {
                names.push(name);
                defaults.push((name, value));
            }
            None => {}
        }
    }
    defaults
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .chain(said.headers.iter())
        .collect()
}

fn file_name(path: &[u8]) -> Vec<u8> {
    let name = path.rsplit(|byte| *byte == b'/').next();
    name.unwrap_or_default().to_vec()
}
