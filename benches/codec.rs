//! What it costs not to know the message of a body beforehand: read, identify, decode, convert, encode.
//!
//! A body goes through one tree: what it takes beyond reading the type right away is what is compared.
//! `cargo bench --bench codec`; what may follow says `harness`.

#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod harness;

use std::process::ExitCode;

use paywire::api::adaptive_payments::pay::{PayRequest, PayResponse};
use paywire::api::{AnyMessage, Message, MessageKind};
use paywire::codec::{self, Config, Content, Format};
use paywire::{json, nvp, soap, xml};
use serde::Serialize;
use serde::de::DeserializeOwned;

use harness::{Bar, Cases, Harness};

/// A request to pay three receivers.
const REQUEST: &str = "requestEnvelope.errorLanguage=en_US&requestEnvelope.detailLevel=ReturnAll&actionType=PAY\
    &cancelUrl=https%3A%2F%2Fshop.example%2Fcancel&currencyCode=USD&feesPayer=EACHRECEIVER&memo=two+shirts%2C+one+hat\
    &receiverList.receiver(0).amount=100.00&receiverList.receiver(0).email=first%40shop.example\
    &receiverList.receiver(0).primary=true&receiverList.receiver(0).invoiceId=A-1\
    &receiverList.receiver(1).amount=50.10&receiverList.receiver(1).email=second%40shop.example\
    &receiverList.receiver(1).primary=false&receiverList.receiver(2).amount=9.99\
    &receiverList.receiver(2).email=third%40shop.example&returnUrl=https%3A%2F%2Fshop.example%2Freturn\
    &senderEmail=payer%40mail.example&trackingId=T-1234567890";

/// Its answer.
const RESPONSE: &str = "responseEnvelope.timestamp=2013-04-24T14%3A39%3A26.000-07%3A00&responseEnvelope.ack=Success\
    &responseEnvelope.correlationId=34e4f1f7c2d1a&responseEnvelope.build=5710487&payKey=AP-3EB54836U0363045H\
    &paymentExecStatus=CREATED";

/// A message in every format.
struct Sample<T> {
    name: &'static str,
    message: T,
    bodies: Vec<(Format, String)>,
    /// What reading it without knowing its message may cost.
    bar: Bar,
}

impl<T: Message + DeserializeOwned + Clone + Into<AnyMessage>> Sample<T> {
    fn new(name: &'static str, body: &str, bar: Bar) -> Self {
        let message: T = nvp::from_str(body).expect("a message");
        let any: AnyMessage = message.clone().into();
        let formats = [Format::Nvp, Format::Json, Format::Xml, Format::Soap];
        let write = |format| codec::encode(&any, format, &Config::strict()).expect("written");
        let bodies = formats.map(|format| (format, write(format))).into();
        Sample {
            name,
            message,
            bodies,
            bar,
        }
    }
}

fn root<T: Message>() -> xml::Config<'static> {
    let config = xml::Config::strict().root(T::INFO.name);
    config.namespace(T::INFO.namespace.expect("it travels as XML"))
}

fn direct<T: Message + DeserializeOwned>(format: Format, body: &str) -> T {
    match format {
        Format::Nvp => nvp::from_str(body),
        Format::Json => json::from_str(body),
        Format::Xml => root::<T>().from_str(body),
        _ => soap::Config::strict()
            .xml(root::<T>())
            .from_str::<T>(body)
            .map(|envelope| envelope.into_result().expect("no fault")),
    }
    .expect("read")
}

fn main() -> ExitCode {
    let mut harness = Harness::of_process();
    let request = Sample::<PayRequest>::new("Pay", REQUEST, Bar::Share(2.5, 1.6));
    // What is done once for each body weighs more the shorter it is.
    let response = Sample::<PayResponse>::new("Paid", RESPONSE, Bar::ShownShare);
    let mut cases = Cases::default();
    compare(&mut cases, &request);
    compare(&mut cases, &response);
    harness.run(cases);
    harness.finish()
}

fn compare<'p, T>(cases: &mut Cases<'p>, sample: &'p Sample<T>)
where
    T: Message + DeserializeOwned + Serialize + Clone + Into<AnyMessage>,
{
    let any: AnyMessage = sample.message.clone().into();
    for (format, body) in &sample.bodies {
        let name = format!("{} {format}", sample.name);
        let kind = any.kind();
        one_body::<T>(cases, &name, (kind, *format, sample.bar), body);
    }
    for (format, body) in &sample.bodies {
        let name = format!("{} {format}", sample.name);
        let any = any.clone();
        let own = move || codec::encode(&any, *format, &Config::strict()).expect("written");
        let mut set = cases.ours("encode", &name, body.len(), own);
        let call = || written(&sample.message, *format);
        set.peer("its type", body.len(), call, Bar::Shown);
    }
}

fn one_body<'p, T>(
    cases: &mut Cases<'p>,
    name: &str,
    (kind, format, bar): (MessageKind, Format, Bar),
    body: &'p str,
) where
    T: Message + DeserializeOwned + Serialize + 'p,
{
    let len = body.len();
    let as_type = move || direct::<T>(format, body);
    let own = || {
        let reading = codec::read(body.as_bytes(), &Config::strict()).expect("read");
        assert!(matches!(reading.content, Content::Message(_)));
        reading
    };
    let mut set = cases.ours("read, unknown before", name, len, own);
    set.peer("as its type", len, as_type, bar);

    let own = move || codec::identify(format, body.as_bytes(), &Config::strict());
    let mut set = cases.ours("identify", name, len, own);
    set.peer("as its type", len, as_type, Bar::ShownShare);

    let own =
        move || codec::decode(kind, format, body.as_bytes(), &Config::strict()).expect("read");
    let mut set = cases.ours("decode, kind known", name, len, own);
    set.peer("as its type", len, as_type, Bar::Shown);

    let own =
        || codec::convert(body.as_bytes(), Format::Json, &Config::strict()).expect("converted");
    let mut set = cases.ours("to json", name, len, own);
    let call = move || json::to_string(&direct::<T>(format, body)).expect("written");
    set.peer("read and written", len, call, Bar::Shown);
}

/// Writes a message as who knows its type does.
fn written<T: Message + Serialize>(message: &T, format: Format) -> String {
    match format {
        Format::Nvp => nvp::to_string(message),
        Format::Json => json::to_string(message),
        Format::Xml => root::<T>().to_string(message),
        _ => soap::Config::strict()
            .xml(root::<T>())
            .to_string(&soap::Envelope::new(message)),
    }
    .expect("written")
}
