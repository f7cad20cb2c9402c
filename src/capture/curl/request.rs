//! Builds the requests that curl would send.
//!
//! Document: curl's manual page, as of curl 8.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::address::CurlUrl;
use super::apply::{self, DataKind, RequestOptions};
use super::form;
use crate::capture::{Body, Exchange, Headers, Request};

/// The requests made by the options before `--next`: one for each URL.
pub(super) struct RequestGroup {
    addresses: std::vec::IntoIter<Vec<u8>>,
    method: String,
    headers: Headers,
    query: Vec<u8>,
    /// The user and password, unless the command uses another authentication.
    user: SignIn,
    body: Body,
    /// The name of an uploaded file, appended to a URL that ends with `/`.
    file_name: Option<Vec<u8>>,
    warnings: Vec<Cow<'static, str>>,
}

enum SignIn {
    /// Not given; the URL may have credentials.
    Unsaid,
    Basic(Vec<u8>),
    /// Given by header fields, or negotiated with the server.
    Other,
}

impl RequestGroup {
    pub(super) fn new(mut options: RequestOptions, warnings: &[Cow<'static, str>]) -> Self {
        let method = method(&options);
        let named = options.upload.as_ref().filter(|(_, name)| name != b"-");
        let file_name = named.map(|(_, name)| file_name(name));
        let (body, kind) = body(&mut options);
        if options.kind == DataKind::Json {
            options.defaults.push("Accept", "application/json");
        }
        if let Some(kind) = kind {
            options.defaults.push("Content-Type", kind);
        }
        if !options.cookies.is_empty() {
            let cookies = String::from_utf8_lossy(&options.cookies);
            options.defaults.push("Cookie", cookies);
        }
        if let Some(token) = &options.bearer {
            let token = String::from_utf8_lossy(token);
            options
                .defaults
                .push("Authorization", format!("Bearer {token}"));
        }
        let query = options.query.take().unwrap_or_default();
        let user = sign_in(&mut options);
        RequestGroup {
            method,
            headers: merged(&options),
            query,
            user,
            body,
            file_name,
            warnings: warnings.to_vec(),
            addresses: options.addresses.into_iter(),
        }
    }
}

impl Iterator for RequestGroup {
    type Item = Exchange;

    fn next(&mut self) -> Option<Exchange> {
        let address = CurlUrl::new(&self.addresses.next()?);
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
            let ranges = "the URL has `{…}` or `[…]`, which curl expands to several requests";
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

fn method(options: &RequestOptions) -> String {
    let own = match options {
        RequestOptions { head: true, .. } => "HEAD",
        RequestOptions { get: true, .. } => "GET",
        RequestOptions {
            upload: Some(_), ..
        } => "PUT",
        RequestOptions { data, form, .. } if data.is_some() || !form.is_empty() => "POST",
        _ => "GET",
    };
    options.method.clone().unwrap_or_else(|| own.to_owned())
}

/// The body and the media type that curl sets.
fn body(options: &mut RequestOptions) -> (Body, Option<Cow<'static, str>>) {
    let data = options.data.take();
    let kind = match (&data, options.kind) {
        (_, DataKind::Json) => Some("application/json".into()),
        (Some(_), DataKind::Form) if !options.get => {
            Some("application/x-www-form-urlencoded".into())
        }
        _ => None,
    };
    if let Some((content, _)) = options.upload.take() {
        return (Body::Coded(content), kind);
    }
    if !options.form.is_empty() {
        let kind = format!("multipart/form-data; boundary={}", form::BOUNDARY);
        return (Body::Coded(form::body(&options.form)), Some(kind.into()));
    }
    match data {
        None => (Body::Empty, kind),
        Some(data) if options.get => {
            apply::join(&mut options.query, &data, b"&");
            (Body::Empty, kind)
        }
        Some(_) if options.head => (Body::Empty, None),
        Some(data) => (Body::Coded(data), kind),
    }
}

fn sign_in(options: &mut RequestOptions) -> SignIn {
    let is_said = |name: &str| name.eq_ignore_ascii_case("authorization");
    let by_field = options.headers.iter().any(|(name, _)| is_said(name))
        || options.removed.iter().any(|name| is_said(name));
    match options.user.take() {
        _ if by_field || options.other_sign_in || options.bearer.is_some() => SignIn::Other,
        // curl prompts for the password, which may be empty.
        Some(user) if !user.contains(&b':') => SignIn::Basic([&user[..], b":"].concat()),
        Some(user) => SignIn::Basic(user),
        None => SignIn::Unsaid,
    }
}

fn basic(user: &[u8]) -> String {
    format!("Basic {}", STANDARD.encode(user))
}

/// The given header fields, and curl's defaults for others.
fn merged(options: &RequestOptions) -> Headers {
    let is_free = |name: &str| {
        let same = |own: &str| own.eq_ignore_ascii_case(name);
        !options.headers.iter().any(|(own, _)| same(own))
            && !options.removed.iter().any(|own| same(own))
    };
    // The last of repeated options counts.
    let mut names: Vec<&str> = Vec::new();
    let mut defaults: Vec<(&str, &str)> = Vec::new();
    for (name, value) in options.defaults.iter() {
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
        .chain(options.headers.iter())
        .collect()
}

fn file_name(path: &[u8]) -> Vec<u8> {
    let name = path.rsplit(|byte| *byte == b'/').next();
    name.unwrap_or_default().to_vec()
}
