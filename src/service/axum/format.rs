//! Newtypes for the bodies of one format.

use std::any::TypeId;
use std::ops::{Deref, DerefMut};

use axum_core::extract::{FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::input::{Input, Refused, content_type, with_charset};
use super::{Rejection, RejectionReason, unwritable};
use crate::api::MessageKind;
use crate::codec::{Config, Format, rooted};
use crate::error::{Error, ErrorKind, Result};
use crate::service::answer::soap_status;
use crate::service::{AnswerFormat, media};
use crate::soap::{self, Envelope};
use crate::{json, nvp, xml};

/// Reads a request in one format.
async fn received<T>(
    request: Request,
    format: Format,
    read: fn(&[u8], &Config) -> Result<T>,
) -> Result<T, Rejection> {
    let is_soap12 = content_type(request.headers()).is_some_and(media::is_soap12);
    let answer = AnswerFormat {
        soap_version: if is_soap12 {
            soap::Version::V12
        } else {
            soap::Version::V11
        },
        ..format.into()
    };
    let rejected = |refused: Refused| Rejection::new(refused, answer);
    check_type(&request, format).map_err(rejected)?;
    let input = Input::of(request).await.map_err(rejected)?;
    let content_type = content_type(&input.head.headers);
    let config = with_charset(input.config, (content_type, &input.body), Some(format));
    let config = config.map_err(rejected)?;
    read(&input.body, &config).map_err(|error| rejected((RejectionReason::of(&error), error)))
}

/// Refuses the content type of another format. A client that names none sends the only one that there is.
pub(super) fn check_type(request: &Request, format: Format) -> Result<(), Refused> {
    let Some(content_type) = content_type(request.headers()) else {
        return Ok(());
    };
    let named = Format::from_content_type(content_type);
    // SOAP 1.1 is sent as XML.
    let is_own = named == Some(format) || (format, named) == (Format::Soap, Some(Format::Xml));
    if is_own {
        return Ok(());
    }
    let what = format!(
        "the content type is not one of {format}, such as {}",
        format.content_type()
    );
    let error = Error::new(ErrorKind::InvalidValue(what.into()));
    Err((RejectionReason::ContentType, error))
}

/// A response with a body that was written.
fn sent(content_type: &'static str, status: StatusCode, body: Result<Vec<u8>>) -> Response {
    match body {
        Ok(body) => (status, [(CONTENT_TYPE, content_type)], body).into_response(),
        Err(error) => unwritable(&error),
    }
}

/// The configuration for a type: a message has a root element of its own.
fn xml_config<T: 'static>(config: xml::Config<'static>) -> xml::Config<'static> {
    match MessageKind::of_type(TypeId::of::<T>()) {
        Some(kind) => rooted(Some(kind), config),
        None => config,
    }
}

/// Makes a newtype for the bodies of a format, by a function that reads one and one that answers with one.
macro_rules! format {
    ($(#[$doc:meta])* $name:ident<$type:ident>($inner:ty) = $format:expr, $read:expr, $answer:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name<$type>(pub $inner);

        impl<$type> Deref for $name<$type> {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl<$type> DerefMut for $name<$type> {
            fn deref_mut(&mut self) -> &mut $inner {
                &mut self.0
            }
        }

        impl<S: Sync, $type: DeserializeOwned + 'static> FromRequest<S> for $name<$type> {
            type Rejection = Rejection;

            async fn from_request(request: Request, _: &S) -> Result<Self, Rejection> {
                received(request, $format, $read).await.map($name)
            }
        }

        impl<$type: Serialize + 'static> IntoResponse for $name<$type> {
            fn into_response(self) -> Response {
                let answer: fn($inner) -> Response = $answer;
                answer(self.0)
            }
        }
    };
}

format! {
    /// A body in NVP, as an extractor and as a response.
    ///
    /// ```
    /// use paywire::service::axum::Nvp;
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Deserialize, Serialize)]
    /// struct Order {
    ///     line: Vec<String>,
    /// }
    ///
    /// /// `line(0)=tea&line(1)=cups` is answered with `line(0)=cups&line(1)=tea`.
    /// async fn sorted(Nvp(mut order): Nvp<Order>) -> Nvp<Order> {
    ///     order.line.sort();
    ///     Nvp(order)
    /// }
    /// # let _: axum::Router = axum::Router::new().route("/", axum::routing::post(sorted));
    /// ```
    Nvp<T>(T) = Format::Nvp,
    |body, config| config.for_nvp().from_slice(body),
    |value| sent(Format::Nvp.content_type(), StatusCode::OK, nvp::to_vec(&value))
}

format! {
    /// A body in JSON, as an extractor and as a response.
    ///
    /// Unlike the type of this name in axum it keeps exact digits, and accepts scalars as strings.
    Json<T>(T) = Format::Json,
    |body, config| config.for_json().from_slice(body),
    |value| sent(Format::Json.content_type(), StatusCode::OK, json::to_vec(&value))
}

format! {
    /// A body in XML, as an extractor and as a response. The root element of a message of this crate has the name of the
    /// message and the namespace of its service.
    Xml<T>(T) = Format::Xml,
    |body, config| xml_config::<T>(config.for_xml()).from_slice(body),
    |value| {
        let config = xml_config::<T>(xml::Config::strict());
        sent(Format::Xml.content_type(), StatusCode::OK, config.to_vec(&value))
    }
}

format! {
    /// A SOAP envelope, as an extractor and as a response. Its version is kept; a fault is answered under the status
    /// that SOAP gives it.
    ///
    /// ```
    /// use paywire::service::axum::Soap;
    /// use paywire::soap::{Body, Code, Envelope, Fault};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Deserialize, Serialize)]
    /// struct Size {
    ///     length: u32,
    /// }
    ///
    /// async fn doubled(Soap(envelope): Soap<Size>) -> Soap<Size> {
    ///     let doubled = envelope.body.message().map(|size| Size { length: size.length * 2 });
    ///     let fault = || Fault::new(Code::sender(), "send a size");
    ///     Soap(Envelope {
    ///         version: envelope.version,
    ///         ..doubled.map_or_else(|| Envelope::of_fault(fault()), Envelope::new)
    ///     })
    /// }
    /// # let _: axum::Router = axum::Router::new().route("/", axum::routing::post(doubled));
    /// ```
    Soap<T>(Envelope<T>) = Format::Soap,
    |body, config| {
        let xml = xml_config::<T>(config.for_xml());
        config.for_soap().xml(xml).from_slice(body)
    },
    |envelope| {
        let config = soap::Config::strict().xml(xml_config::<T>(xml::Config::strict()));
        let status = envelope.body.fault().map_or(200, |_| soap_status(&envelope));
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        sent(envelope.version.content_type(), status, config.to_vec(&envelope))
    }
}
