//! The names of formats in header fields of Adaptive Payments.

use super::Format;
use crate::api::adaptive_payments::service::{data_format, header};

impl Format {
    /// The format named by a header `X-PAYPAL-REQUEST-DATA-FORMAT`, `X-PAYPAL-RESPONSE-DATA-FORMAT` or
    /// `X-PAYPAL-MESSAGE-PROTOCOL`, ignoring letter case.
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
        // Clients and documents use both spellings.
        let value = if value.eq_ignore_ascii_case("NVP") {
            "NV"
        } else {
            value
        };
        let mut all = Format::ALL.iter().copied();
        all.find(|format| format.named().eq_ignore_ascii_case(value))
    }

    /// The headers that tell an Adaptive Payments service that the request is in this format and that the response
    /// should be.
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
