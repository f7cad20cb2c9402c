//! Turns entries of captures into the bodies and events that commands handle.

use std::borrow::Cow;

use paywire::capture::{Config, Exchange, Headers, Interpreter, Item, Part, PartContent, Side};
use paywire::codec::Reading;
use paywire::{Error, Result};

use crate::batch::BatchOutput;
use crate::pipeline::Job;
use crate::policy;
use crate::record::{Event, ExchangeRecord, Location, RecordSource};
use crate::status;

/// A body and its decoded message.
pub(crate) struct Captured<'a> {
    pub(crate) place: Location,
    pub(crate) body: Cow<'a, [u8]>,
    pub(crate) read: Result<Reading>,
    /// The exchange it belongs to.
    pub(crate) exchange: Option<&'a Exchange>,
}

/// A command's handling of captured bodies and events.
pub(crate) trait Handler {
    /// Handles a body.
    fn body(&self, captured: Captured<'_>, batch: &mut BatchOutput);

    /// Whether it needs header fields, in which hiding secrets is costly.
    fn wants_headers(&self) -> bool {
        false
    }

    /// Handles an event. `Event::Other` is counted already.
    fn event(&self, place: Location, event: Event, batch: &mut BatchOutput) {
        let _ = (place, event, batch);
    }
}

/// Parses entries and passes their bodies and events to a handler.
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

    /// Handles one entry.
    pub(crate) fn work(&self, job: Job, batch: &mut BatchOutput) {
        let number = job.entry.as_ref().ok().map(|entry| entry.number);
        let source = RecordSource {
            file: job.file,
            entry: number.filter(|_| !job.is_body),
            side: None,
        };
        match job.entry.and_then(|entry| entry.parse(&self.config)) {
            Ok(item) => self.item(&source, &item, batch),
            Err(error) => self.damaged(source, error, batch),
        }
    }

    fn damaged(&self, source: RecordSource, error: Error, batch: &mut BatchOutput) {
        batch.counts.messages += 1;
        let place = Location {
            source,
            exchange: None,
        };
        let captured = Captured {
            place,
            body: Cow::Borrowed(&[]),
            read: Err(error),
            exchange: None,
        };
        self.handler.body(captured, batch);
    }

    fn item(&self, source: &RecordSource, item: &Item, batch: &mut BatchOutput) {
        if let Item::Exchange(exchange) = item
            && exchange.request.is_none()
            && exchange.response.is_none()
        {
            // Traffic that is no HTTP exchange: TLS connections, flows of other protocols.
            for warning in &exchange.warnings {
                batch.note(format!("{}: {warning}", source.file));
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
            self.part(Location { source, exchange }, part, item, batch);
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
                .map(redacted)
                .unwrap_or_default(),
            warnings: exchange.warnings.iter().map(ToString::to_string).collect(),
        }
    }

    fn part(&self, place: Location, part: Part<'_>, item: &Item, batch: &mut BatchOutput) {
        let event = match part.found {
            PartContent::Body(read) => {
                batch.counts.messages += 1;
                if read.as_ref().is_ok_and(Reading::is_not_as_specified) {
                    batch.worsen(status::DAMAGED);
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
                return self.handler.body(captured, batch);
            }
            PartContent::Redirect(environment, redirect) => Event::redirect(environment, &redirect),
            PartContent::Verified(verified) => Event::Verified(verified),
            PartContent::Call => Event::Call,
            _ => {
                batch.counts.other += 1;
                Event::Other {
                    content_type: content_type(item),
                }
            }
        };
        self.handler.event(place, event, batch);
    }
}

fn redacted(headers: &Headers) -> Vec<(String, String)> {
    let fields = headers.iter();
    let fields = fields.map(|(name, value)| {
        let value = policy::redactor().header(name, value).into_owned();
        (name.to_owned(), value)
    });
    fields.collect()
}

/// The content type of the response, or else of the request.
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
