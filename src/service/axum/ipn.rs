//! Notifications.

use axum_core::extract::{FromRequest, Request};

use super::format::check_type;
use super::input::Input;
use super::{Rejection, RejectionReason};
use crate::codec::{Format, Ipn};

/// Reads a notification, with the body byte for byte.
///
/// ```
/// use axum::{Router, routing::post};
/// use paywire::codec::Ipn;
///
/// async fn notified(ipn: Ipn) {
///     let question = ipn.verification_body(); // to be posted to `Environment::webscr`
///     # let _ = question;
/// }
///
/// let service: Router = Router::new().route("/ipn", post(notified));
/// ```
///
/// A notification names its charset itself, so that of the content type is ignored.
impl<S: Sync> FromRequest<S> for Ipn {
    type Rejection = Rejection;

    async fn from_request(request: Request, _: &S) -> Result<Self, Rejection> {
        let rejected = |refused| Rejection::new(refused, Format::Nvp.into());
        check_type(&request, Format::Nvp).map_err(rejected)?;
        let input = Input::of(request).await.map_err(rejected)?;
        let ipn = Ipn::with_config(input.body, &input.config);
        ipn.map_err(|error| rejected((RejectionReason::of(&error), error)))
    }
}
