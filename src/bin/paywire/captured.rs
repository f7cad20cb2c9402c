//! From entries of captures to the bodies and events that commands are about.

use std::borrow::Cow;

use paywire::capture::{Config, Exchange, Found, Headers, Interpreter, Item, Part, Side};
use paywire::codec::Reading;
use paywire::{Error, Result};

use crate::pieces::Pieces;
use crate::pipeline::Job;
use crate::policy;
use crate::record::{Event, ExchangeRecord, Place, Source};
use crate::status;

/// A body and what it says.
pub(crate) struct Captured<'a> {
    pub(crate) place: Place,
    pub(crate) body: Cow<'a, [u8]>,
    pub(crate) read: Result<Reading>,
    /// The exchange that it was in.
    pub(crate) exchange: Option<&'a Exchange>,
}

/// What a command does with what was captured.
pub(crate) trait Handler {
    /// Takes a body.
    fn body(&self, captured: Captured<'_>, pieces: &mut Pieces);

    /// Whether it looks at header fields, which are not cheap to hide secrets in.
    fn wants_headers(&self) -> bool {
        false
    }

    /// Takes what is no message. `Other` is counted already.
    fn event(&self, place: Place, event: Event, pieces: &mut Pieces) {
        let _ = (place, event, pieces);
    }
}

/// Gives what is in entries to a handler.
pub(crate) struct Worker<H> {
    interpreter: Interpreter,
    config: Config,
    handler: H,
}

impl<H: Handler> Worker<H> {
    pub(crate) fn new(codec: paywire::codec::Config, config: Config, handler: H) -> Self {
        Worker {
            interpreter: Interpreter::new(codec, config.clone()),
            config,
            handler,
        }
    }

    /// Does one job.
    pub(crate) fn work(&self, job: Job, pieces: &mut Pieces) {
        let number = job.entry.as_ref().ok().map(|entry| entry.number);
        let source = Source {
            file: job.file,
            entry: number.filter(|_| !job.is_body),
            side: None,
        };
        match job.entry.and_then(|entry| entry.parse(&self.config)) {
            Ok(item) => self.item(&source, &item, pieces),
            Err(error) => self.damaged(source, error, pieces),
        }
    }

    fn damaged(&self, source: Source, error: Error, pieces: &mut Pieces) {
        pieces.counts.messages += 1;
        let place = Place {
            source,
            exchange: None,
        };
        let captured = Captured {
            place,
            body: Cow::Borrowed(&[]),
            read: Err(error),
            exchange: None,
        };
        self.handler.body(captured, pieces);
    }

    fn item(&self, source: &Source, item: &Item, pieces: &mut Pieces) {
        if let Item::Exchange(exchange) = item
            && exchange.request.is_none()
            && exchange.response.is_none()
        {
            // What could not be read as exchanges: connections over TLS, flows that are not HTTP.
            for warning in &exchange.warnings {
                pieces.note(format!("{}: {warning}", source.file));
            }
            return;
        }
        for part in self.interpreter.parts(item) {
            let mut source = source.clone();
            source.side = part.side.map(Side::as_str);
            let exchange = match item {
                Item::Exchange(exchange) => Some(self.exchange_record(exchange, part.side)),
                _ => None,
            };
            self.part(Place { source, exchange }, part, item, pieces);
        }
    }

    fn exchange_record(&self, exchange: &Exchange, side: Option<Side>) -> ExchangeRecord {
        let request = exchange.request.as_ref();
        let response = exchange.response.as_ref();
        let headers = match side {
            Some(Side::Response) => response.map(|response| &response.headers),
            _ => request.map(|request| &request.headers),
        };
        ExchangeRecord {
            time: exchange.time.map(|time| time.to_string()),
            method: request.map(|request| request.method.clone()),
            url: request.map(|request| policy::redactor().text(&request.url()).into_owned()),
            status: response.map(|response| response.status),
            headers: headers
                .filter(|_| self.handler.wants_headers())
                .map(shown)
                .unwrap_or_default(),
            warnings: exchange.warnings.iter().map(ToString::to_string).collect(),
        }
    }

    fn part(&self, place: Place, part: Part<'_>, item: &Item, pieces: &mut Pieces) {
        let event = match part.found {
            Found::Body(read) => {
                pieces.counts.messages += 1;
                if read.as_ref().is_ok_and(Reading::is_not_as_said) {
                    pieces.worsen(status::DAMAGED);
                }
                let body = part.body;
                let exchange = match item {
                    Item::Exchange(exchange) => Some(&**exchange),
                    _ => None,
                };
                let captured = Captured {
                    place,
                    body,
                    read,
                    exchange,
                };
                return self.handler.body(captured, pieces);
            }
            Found::Redirect(environment, redirect) => Event::redirect(environment, &redirect),
            Found::Verified(verified) => Event::Verified(verified),
            Found::Call => Event::Call,
            _ => {
                pieces.counts.other += 1;
                Event::Other {
                    content_type: content_type(item),
                }
            }
        };
        self.handler.event(place, event, pieces);
    }
}

fn shown(headers: &Headers) -> Vec<(String, String)> {
    let fields = headers.iter();
    let fields = fields.map(|(name, value)| {
        let value = policy::redactor().header(name, value).into_owned();
        (name.to_owned(), value)
    });
    fields.collect()
}

/// What kind of content was answered with, or else sent.
fn content_type(item: &Item) -> Option<String> {
    let Item::Exchange(exchange) = item else {
        return None;
    };
    let answered = exchange.response.as_ref().map(|response| &response.headers);
    let sent = exchange.request.as_ref().map(|request| &request.headers);
    let mut types = [answered, sent].into_iter().flatten();
    let found = types.find_map(|headers| headers.get("content-type"));
    found.map(str::to_owned)
}
