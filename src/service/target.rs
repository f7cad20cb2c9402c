//! Targets of requests: hosts, paths and queries.

use crate::api::System;

/// The target of a request in its parts.
pub(crate) struct Target<'t> {
    /// The host, without port and user name.
    pub(crate) host: Option<&'t str>,
    /// The path, without a slash at the end.
    pub(crate) path: &'t str,
    pub(crate) query: &'t str,
}

impl<'t> Target<'t> {
    /// Splits a path or a URL. `host` is the value of the header field, which a URL overrides.
    pub(crate) fn new(target: &'t str, host: Option<&'t str>) -> Self {
        let (host, rest) = match target.split_once("://") {
            Some((_, rest)) => {
                let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (host, target),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Target {
            host: host.map(host_name),
            path: path.trim_end_matches('/'),
            query,
        }
    }

    /// Whether the query has parameters of Adaptive Payments.
    pub(super) fn has_envelope(&self) -> bool {
        let mut pairs = self.query.split('&');
        pairs.any(|pair| pair.starts_with("requestEnvelope."))
    }
}

/// The operation that parameters name, for a URL that serves several operations.
pub(super) fn operation_in(query: &str) -> Option<(System, &'static str)> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find_map(|(name, value)| System::of_method(value).filter(|_| name == "method"))
}

/// The host without port and user name.
pub(crate) fn host_name(authority: &str) -> &str {
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    match host.rsplit_once(':') {
        Some((name, port))
            if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_split_into_host_path_and_query() {
        for (target, field, parts) in [
            ("/Pay", None, (None, "/Pay", "")),
            ("/Pay/?a=/b#c?d", Some("h:80"), (Some("h"), "/Pay", "a=/b")),
            (
                "http://u:p@h:8080/Pay",
                Some("other"),
                (Some("h"), "/Pay", ""),
            ),
            ("https://h?a=1", None, (Some("h"), "", "a=1")),
            ("https://[::1]:8/x", None, (Some("[::1]"), "/x", "")),
            ("", None, (None, "", "")),
        ] {
            let Target { host, path, query } = Target::new(target, field);
            assert_eq!((host, path, query), parts, "{target}");
        }
    }
}
