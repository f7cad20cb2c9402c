//! What a caller asks for, how it is carried out, and what it is answered with.

use std::borrow::Cow;

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};

use super::Failure;
use super::context::Context;
use super::error::Cause;
use super::store::{Change, Snapshot, Store};
use super::url::parameter;
use crate::api::{AnyMessage, System};
use crate::tree::Tree;

/// What links begin with in answers to requests that came without HTTP.
pub(super) const WITHOUT_HTTP: &str = "http://127.0.0.1";

/// What a caller asks for.
pub(super) struct Asked<'c> {
    /// The request; `None` if the operation has none in the model.
    pub(super) message: Option<AnyMessage>,
    /// The body of an operation that has no request in the model.
    pub(super) body: &'c [u8],
    /// The words of the path, such as the id of an order.
    pub(super) words: &'c [String],
    pub(super) query: &'c str,
    /// The URL of the sandbox, without a path.
    pub(super) base: Cow<'c, str>,
}

impl Asked<'_> {
    /// A request that came without HTTP.
    pub(super) fn directly(message: AnyMessage) -> Asked<'static> {
        Asked {
            message: Some(message),
            body: &[],
            words: &[],
            query: "",
            base: Cow::Borrowed(WITHOUT_HTTP),
        }
    }

    /// The operation of the request, if there is one.
    pub(super) fn operation(&self) -> Option<&'static str> {
        self.message.as_ref()?.kind().info().operation
    }

    /// The request as a type; `None` if it is another, or there is none.
    pub(super) fn request<R: TryFrom<AnyMessage>>(&self) -> Option<R> {
        R::try_from(self.message.clone()?).ok()
    }

    /// The error that the call fails with on purpose: by the configuration, by the path or by the request.
    pub(super) fn failure(&self, system: System, context: &Context<'_>) -> Option<Failure> {
        let by_path = || {
            let mut words = self.words.iter();
            words.find_map(|word| Failure::at_end(system, word))
        };
        let by_request = || {
            let tree = Tree::written(self.message.as_ref()?).ok()?;
            Failure::asked_by(system, tree.root())
        };
        Failure::configured(&context.config.failures, system, context.operation)
            .or_else(by_path)
            .or_else(by_request)
    }

    /// The value of a parameter of the query.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        parameter(self.query, name)
    }

    /// The first word of the path, or nothing.
    pub(super) fn id(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }
}

/// What a call is answered with.
pub(super) enum Reply {
    Message(Box<AnyMessage>),
    /// What is no message of the model.
    Other(Response<Vec<u8>>),
}

impl<M: Into<AnyMessage>> From<M> for Reply {
    fn from(message: M) -> Self {
        Reply::Message(Box::new(message.into()))
    }
}

impl Reply {
    /// A JSON document that is no message of the model.
    pub(super) fn json(status: StatusCode, text: String) -> Self {
        Reply::Other(text_response(status, "application/json", text))
    }

    /// The answer to what was done and has no result.
    pub(super) fn nothing() -> Self {
        let mut response = Response::new(Vec::new());
        *response.status_mut() = StatusCode::NO_CONTENT;
        Reply::Other(response)
    }
}

/// A text as a response.
pub(super) fn text_response(
    status: StatusCode,
    content_type: &'static str,
    text: impl Into<Vec<u8>>,
) -> Response<Vec<u8>> {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static(content_type);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

/// An operation of a system, which carries out requests or refuses them with an `E`.
pub(super) struct Operation<E> {
    name: &'static str,
    run: Run<E>,
}

/// Carries out a request on what it needs of the store.
type Reads<E> = fn(&Asked<'_>, &Snapshot<'_>, &Context<'_>) -> Result<Reply, E>;
type Changes<E> = fn(&Asked<'_>, &Change<'_>, &Context<'_>) -> Result<Reply, E>;

enum Run<E> {
    Reads(Reads<E>),
    Changes(Changes<E>),
}

impl<E: From<Cause>> Operation<E> {
    /// An operation that only reads.
    pub(super) const fn reads(name: &'static str, run: Reads<E>) -> Self {
        let run = Run::Reads(run);
        Operation { name, run }
    }

    /// An operation that changes something.
    pub(super) const fn changes(name: &'static str, run: Changes<E>) -> Self {
        let run = Run::Changes(run);
        Operation { name, run }
    }

    /// The operation with a name.
    pub(super) fn named<'o>(all: &'o [Self], name: &str) -> Option<&'o Self> {
        all.iter().find(|operation| operation.name == name)
    }

    /// Carries out a request. What it changed is kept unless it is refused.
    pub(super) fn carry_out(
        &self,
        asked: &Asked<'_>,
        store: &Store,
        context: &Context<'_>,
    ) -> Result<Reply, E> {
        match self.run {
            Run::Reads(run) => run(asked, &store.snapshot()?, context),
            Run::Changes(run) => {
                let change = store.change()?;
                let reply = run(asked, &change, context)?;
                change.commit()?;
                Ok(reply)
            }
        }
    }
}
