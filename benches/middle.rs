//! Prints what it costs not to know the message of a body beforehand, beside the bar each comparison must clear.
//!
//! A body goes through one tree: what it takes beyond reading the type right away is what is compared. Measured as
//! `ratios` does, whose page says how to run it: `cargo bench --bench middle`.

#[allow(dead_code, reason = "each bench uses its part")]
mod harness;
#[allow(dead_code, reason = "each bench uses its part")]
mod rounds;

use std::process::ExitCode;

use paywire::api::AnyMessage;
use paywire::api::Message;
use paywire::api::adaptive_payments::pay::{PayRequest, PayResponse};
use paywire::codec::{self, Config, Content, Format};
use paywire::{json, nvp, soap, xml};
use serde::Serialize;
use serde::de::DeserializeOwned;

use harness::{Arguments, Bar};
use rounds::Rounds;

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
}

impl<T: Message + DeserializeOwned + Clone + Into<AnyMessage>> Sample<T> {
    fn new(name: &'static str, body: &str) -> Self {
        let message: T = nvp::from_str(body).expect("a message");
        let any: AnyMessage = message.clone().into();
        let formats = [Format::Nvp, Format::Json, Format::Xml, Format::Soap];
        let write = |format| codec::encode(&any, format, &Config::strict()).expect("written");
        let bodies = formats.map(|format| (format, write(format))).into();
        Sample {
            name,
            message,
            bodies,
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
    let arguments = Arguments::of_process();
    let request = Sample::<PayRequest>::new("Pay", REQUEST);
    let response = Sample::<PayResponse>::new("Paid", RESPONSE);
    let mut rounds = Rounds::default();
    compare(&mut rounds, &request, Bar::Share(2.5, 1.6));
    // What is done once for each body weighs more the shorter it is; this one is as short as messages are.
    compare(&mut rounds, &response, Bar::Shown);
    let lines = rounds.run(|subject| arguments.choose(subject));
    arguments.print("ns", &lines)
}

fn compare<'p, T>(rounds: &mut Rounds<'p>, sample: &'p Sample<T>, bar: Bar)
where
    T: Message + DeserializeOwned + Serialize + Clone + Into<AnyMessage>,
{
    let any: AnyMessage = sample.message.clone().into();
    let kind = any.kind();
    for (format, body) in &sample.bodies {
        let name = format!("{} {format}", sample.name);
        let peer = rounds.case(1, || direct::<T>(*format, body));
        let ours = rounds.case(1, || {
            let reading = codec::read(body.as_bytes(), &Config::strict()).expect("read");
            assert!(matches!(reading.content, Content::Message(_)));
            reading
        });
        rounds.line("read, unknown before / as its type", &name, ours, peer, bar);
        let ours = rounds.case(1, move || {
            codec::decode(kind, *format, body.as_bytes(), &Config::strict()).expect("read")
        });
        rounds.line(
            "decode, kind known / as its type",
            &name,
            ours,
            peer,
            Bar::Shown,
        );
        let peer = rounds.case(1, || {
            let message = direct::<T>(*format, body);
            json::to_string(&message).expect("written")
        });
        let ours = rounds.case(1, || {
            codec::convert(body.as_bytes(), Format::Json, &Config::strict()).expect("converted")
        });
        rounds.line("to json / read and written", &name, ours, peer, Bar::Shown);
    }
    let peer = rounds.case(1, || nvp::to_string(&sample.message).expect("written"));
    let ours = rounds.case(1, move || {
        codec::encode(&any, Format::Nvp, &Config::strict()).expect("written")
    });
    rounds.line("encode / its type", sample.name, ours, peer, Bar::Shown);
}
