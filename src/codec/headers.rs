//! How the header fields of Adaptive Payments name the formats.

use super::Format;
use crate::api::adaptive_payments::service::{data_format, header};

impl Format {
    /// The format that a `X-PAYPAL-REQUEST-DATA-FORMAT`, `X-PAYPAL-RESPONSE-DATA-FORMAT` or
    /// `X-PAYPAL-MESSAGE-PROTOCOL` header names, letter case ignored.
    ///
    /// ```
    /// use paywire::codec::Format;
    ///
    /// assert_eq!(Format::from_header("NV"), Some(Format::Nvp));
    /// assert_eq!(Format::from_header("CSV"), None);
    /// ```
    #[must_use]
    pub fn from_header(value: &str) -> Option<Format> {
        let value = value.trim();
        // Clients and documents have both spellings.
        let value = if value.eq_ignore_ascii_case("NVP") {
            "NV"
        } else {
            value
        };
        let mut all = Format::ALL.iter().copied();
        all.find(|format| format.named().eq_ignore_ascii_case(value))
    }

    /// The header that says to an Adaptive Payments service that a request is in this format, and
    /// those that ask for the answer in it.
    ///
    /// ```
    /// use paywire::codec::Format;
    ///
    /// assert_eq!(Format::Json.headers()[1], ("X-PAYPAL-RESPONSE-DATA-FORMAT", "JSON"));
    /// ```
    #[must_use]
    pub fn headers(self) -> Vec<(&'static str, &'static str)> {
        let value = self.named();
        if self == Format::Soap {
            return vec![(header::MESSAGE_PROTOCOL, value)];
        }
        vec![
            (header::REQUEST_DATA_FORMAT, value),
            (header::RESPONSE_DATA_FORMAT, value),
        ]
    }

    /// The value of the headers that name a format of data or a protocol.
    const fn named(self) -> &'static str {
        match self {
            Format::Nvp => data_format::NV,
            Format::Json => data_format::JSON,
            Format::Xml => data_format::XML,
            Format::Soap => data_format::SOAP11,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_in_any_spelling() {
        for format in Format::ALL {
            assert_eq!(Format::from_header(format.named()), Some(*format));
        }
        assert_eq!(Format::from_header(" nvp "), Some(Format::Nvp));
        assert_eq!(Format::from_header(""), None);
    }
}
