//! Sends requests to a service, without a network.

use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Request, StatusCode};
use tower::ServiceExt as _;

/// What a service answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(|value| value.to_str());
        value.transpose().expect("a text").unwrap_or_default()
    }

    pub(crate) fn content_type(&self) -> &str {
        self.header(CONTENT_TYPE.as_str())
    }
}

/// The answer to a request.
pub(crate) async fn answer(service: Router, request: Request<Body>) -> Answer {
    let response = service.oneshot(request).await.expect("an answer");
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    Answer {
        status: head.status,
        headers: head.headers,
        body: String::from_utf8(body.into()).expect("UTF-8"),
    }
}

/// A request with a body, and with a content type if there is one.
pub(crate) fn post(path: &str, content_type: &str, body: impl Into<Body>) -> Request<Body> {
    let mut request = Request::post(path);
    if !content_type.is_empty() {
        request = request.header(CONTENT_TYPE, content_type);
    }
    request.body(body.into()).expect("a request")
}

/// The answer to a body that is sent to `/`.
pub(crate) async fn sent(service: Router, content_type: &str, body: impl Into<Body>) -> Answer {
    answer(service, post("/", content_type, body)).await
}
