//! Redacted values, messages, bodies and header fields that implement `Display` and `Serialize`.

use std::fmt;

use serde::ser::{Error, Serialize, SerializeStruct, Serializer};

use super::{HIDES, Redactor, Tree};
use crate::api::AnyMessage;
use crate::codec::{self, Config, Content, Decoded, Format, Unknowns};
use crate::error::Result;
use crate::json;

/// A redacted value. [`Display`](fmt::Display) writes JSON on one line.
///
/// The value is copied to a flat tree, which is walked once. Structs serialize as maps.
pub struct Redacted<'a, T: ?Sized> {
    redactor: &'a Redactor,
    value: &'a T,
}

/// A redacted message, with unknown values if it was decoded: see [`AnyMessage::redacted`] and
/// [`Decoded::redacted`].
#[derive(Clone, Copy)]
pub struct RedactedMessage<'a> {
    redactor: &'a Redactor,
    message: &'a AnyMessage,
    /// The unknown values, if it was decoded.
    unknown: Option<&'a Unknowns>,
}

/// A redacted body: see [`body`].
pub struct RedactedBody<'a>(BodyContent<'a>);

enum BodyContent<'a> {
    Message(&'a Redactor, Box<Decoded>),
    Tree(Tree),
    Covered(String),
}

/// Redacted header fields, displayed one per line and serialized as a list of names and values: see
/// [`Redactor::headers`].
pub struct RedactedHeaders<'a, I> {
    redactor: &'a Redactor,
    fields: I,
}

impl Redactor {
    /// Redacts a value of any type.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalRequest;
    /// use paywire::redact::Redactor;
    ///
    /// let request = ConfirmPreapprovalRequest {
    ///     pin: Some("9041".into()),
    ///     ..ConfirmPreapprovalRequest::new("PA-1")
    /// };
    /// let redactor = Redactor::new().field("preapprovalKey");
    /// assert_eq!(
    ///     redactor.show(&request).to_string(),
    ///     r#"{"requestEnvelope":{"errorLanguage":"en_US"},"preapprovalKey":"***","pin":"***"}"#,
    /// );
    /// ```
    #[must_use]
    pub fn show<'a, T: Serialize + ?Sized>(&'a self, value: &'a T) -> Redacted<'a, T> {
        Redacted {
            redactor: self,
            value,
        }
    }

    /// Redacts a message, with embedded documents in place of their texts.
    #[must_use]
    pub fn message<'a>(&'a self, message: &'a AnyMessage) -> RedactedMessage<'a> {
        RedactedMessage {
            redactor: self,
            message,
            unknown: None,
        }
    }

    /// Redacts a decoded message, with its name and unknown values.
    #[must_use]
    pub fn decoded<'a>(&'a self, decoded: &'a Decoded) -> RedactedMessage<'a> {
        RedactedMessage {
            unknown: Some(&decoded.unknown),
            ..self.message(&decoded.message)
        }
    }

    /// Redacts a body of whatever content: see [`body`].
    #[must_use]
    pub fn body(&self, body: &[u8], config: &Config) -> RedactedBody<'_> {
        let read = codec::read(body, config).map(|reading| reading.content);
        RedactedBody(match read {
            Ok(Content::Message(decoded)) => BodyContent::Message(self, decoded),
            Ok(Content::Generic(generic)) => {
                let mut tree = Tree::from(*generic);
                self.hide(&mut tree);
                BodyContent::Tree(tree)
            }
            Err(_) => {
                let covered = self.cover(body);
                BodyContent::Covered(String::from_utf8_lossy(&covered).into_owned())
            }
        })
    }

    /// Header fields as they can be shown.
    ///
    /// ```
    /// use paywire::redact::Redactor;
    ///
    /// let redactor = Redactor::new();
    /// let shown = redactor.headers([("Host", "a.example"), ("Authorization", "Bearer A21")]);
    /// assert_eq!(shown.to_string(), "Host: a.example\nAuthorization: ***\n");
    /// ```
    #[must_use]
    pub fn headers<'h, I>(&self, fields: I) -> RedactedHeaders<'_, I>
    where
        I: IntoIterator<Item = (&'h str, &'h str)> + Clone,
    {
        RedactedHeaders {
            redactor: self,
            fields,
        }
    }
}

impl AnyMessage {
    /// Returns the message without its secrets, for logs: see [`redact`](crate::redact). It
    /// displays as JSON and serializes like the message.
    ///
    /// ```
    /// use paywire::api::AnyMessage;
    /// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
    ///
    /// let message = AnyMessage::from(PaymentDetailsRequest::by_pay_key("AP-1"));
    /// let line = format!("sent {}", message.redacted());
    /// assert!(line.ends_with(r#""payKey":"AP-1"}"#));
    /// ```
    #[must_use]
    pub fn redacted(&self) -> RedactedMessage<'_> {
        HIDES.message(self)
    }
}

impl Decoded {
    /// Returns the message without its secrets, for logs, with its name and its unknown values: see
    /// [`redact`](crate::redact).
    ///
    /// For `tracing`: `info!(message = %decoded.redacted())`.
    ///
    /// ```
    /// use paywire::api::MessageKind;
    /// use paywire::codec::{self, Config, Content};
    ///
    /// let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1&shop.password=x&shop.id=7";
    /// let config = Config::strict().message(MessageKind::PaymentDetailsRequest);
    /// let Content::Message(decoded) = codec::read(body, &config)?.content else { panic!() };
    /// assert_eq!(
    ///     decoded.redacted().to_string(),
    ///     concat!(
    ///         r#"{"message":"PaymentDetailsRequest","#,
    ///         r#""fields":{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1"},"#,
    ///         r#""unknown":[{"path":"shop.password","value":"***"},{"path":"shop.id","value":"7"}]}"#,
    ///     ),
    /// );
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn redacted(&self) -> RedactedMessage<'_> {
        HIDES.decoded(self)
    }
}

/// Redacts a body of whatever content: a message as [`Decoded::redacted`], other well-formed data
/// as JSON, and anything else verbatim with covered secrets.
///
/// The body is decoded with the lenient preset. If you have decoded it already, redact the result
/// instead.
///
/// ```
/// use paywire::redact;
///
/// assert_eq!(redact::body(b"a=1&pin=9041", None).to_string(), r#"{"a":"1","pin":"***"}"#);
/// assert_eq!(redact::body(b"{\"pin\":\"9041\"", None).to_string(), "{\"pin\":******");
/// ```
#[must_use]
pub fn body(body: &[u8], format: Option<Format>) -> RedactedBody<'static> {
    let config = Config::lenient();
    let config = match format {
        Some(format) => config.format(format),
        None => config,
    };
    HIDES.body(body, &config)
}

impl<T: Serialize + ?Sized> Serialize for Redacted<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.redactor.write(Tree::of(self.value), serializer)
    }
}

impl Redactor {
    fn write<S: Serializer>(&self, tree: Result<Tree>, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tree = tree.map_err(S::Error::custom)?;
        self.hide(&mut tree);
        tree.serialize(serializer)
    }
}

impl RedactedMessage<'_> {
    fn fields<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.redactor
            .write(Tree::of_message(self.message), serializer)
    }
}

/// The fields of a message.
struct OnlyFields<'a>(RedactedMessage<'a>);

impl Serialize for OnlyFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.fields(serializer)
    }
}

/// An unknown value.
#[derive(serde::Serialize)]
struct UnknownLeaf {
    path: String,
    value: String,
}

impl Serialize for RedactedMessage<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(unknown) = self.unknown else {
            return self.fields(serializer);
        };
        let length = if unknown.is_empty() { 2 } else { 3 };
        let mut all = serializer.serialize_struct("Message", length)?;
        all.serialize_field("message", self.message.kind().name())?;
        all.serialize_field("fields", &OnlyFields(*self))?;
        if !unknown.is_empty() {
            let mut leaves = Vec::with_capacity(unknown.len());
            unknown.each(|own| {
                let (path, value) = (own.path.clone(), own.value.clone());
                leaves.push(UnknownLeaf { path, value });
            });
            let each = leaves.iter_mut();
            self.redactor
                .hide_leaves(each.map(|UnknownLeaf { path, value }| (path, value)));
            all.serialize_field("unknown", &leaves)?;
        }
        all.end()
    }
}

impl Serialize for RedactedBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            BodyContent::Message(redactor, decoded) => {
                redactor.decoded(decoded).serialize(serializer)
            }
            BodyContent::Tree(tree) => tree.serialize(serializer),
            BodyContent::Covered(text) => serializer.serialize_str(text),
        }
    }
}

impl<'h, I: IntoIterator<Item = (&'h str, &'h str)> + Clone> Serialize for RedactedHeaders<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = self.fields.clone().into_iter();
        serializer.collect_seq(fields.map(|(name, value)| {
            let value = self.redactor.header(name, value);
            (name, value)
        }))
    }
}

fn text_of(value: &impl Serialize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&json::to_string(value).map_err(|_| fmt::Error)?)
}

impl<T: Serialize + ?Sized> fmt::Display for Redacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text_of(self, f)
    }
}

impl fmt::Display for RedactedMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text_of(self, f)
    }
}

impl fmt::Display for RedactedBody<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            BodyContent::Covered(text) => f.write_str(text),
            _ => text_of(self, f),
        }
    }
}

impl<'h, I> fmt::Display for RedactedHeaders<'_, I>
where
    I: IntoIterator<Item = (&'h str, &'h str)> + Clone,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in self.fields.clone() {
            writeln!(f, "{name}: {}", self.redactor.header(name, value))?;
        }
        Ok(())
    }
}

macro_rules! debug {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        /// Same as `Display`.
        impl $($generics)* fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

debug! {
    [<T: Serialize + ?Sized>] Redacted<'_, T>;
    [] RedactedMessage<'_>;
    [] RedactedBody<'_>;
    [<'h, I: IntoIterator<Item = (&'h str, &'h str)> + Clone>] RedactedHeaders<'_, I>;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::value::{Amount, Loose, Secret};

    /// A value with all kinds of data.
    #[derive(serde::Serialize)]
    struct Sample {
        memo: &'static str,
        order_id: &'static str,
        pin: u16,
        password: Option<&'static str>,
        secret: Vec<u8>,
        card: Card,
        key: Secret<Option<u8>>,
        rate: Loose<Amount>,
        token: Loose<Amount>,
        header: Vec<Header>,
        pairs: Vec<(&'static str, &'static str)>,
        map: BTreeMap<&'static str, Kind>,
        unit: (),
        float: f32,
    }

    #[derive(serde::Serialize)]
    struct Card {
        number: &'static str,
        cvc: bool,
    }

    #[derive(serde::Serialize)]
    struct Header {
        value: &'static str,
        name: &'static str,
        data: Vec<&'static str>,
        last: u8,
    }

    #[derive(serde::Serialize)]
    enum Kind {
        Unit,
        Pin(u8),
        Other { token: char, value: &'static str },
        Two(u8, &'static str),
    }

    fn sample() -> Sample {
        let header = |name, value| Header {
            value,
            name,
            data: vec![value],
            last: 1,
        };
        Sample {
            memo: "see https://me:S@a.example/?pin=S",
            order_id: "4111111111111111",
            pin: 9041,
            password: Some("S"),
            secret: vec![1],
            card: Card {
                number: "S",
                cvc: true,
            },
            key: Secret::new(Some(7)),
            rate: json::from_str("0.500").unwrap(),
            token: json::from_str("12.5").unwrap(),
            header: vec![header("X-Api-Key", "S"), header("Host", "a")],
            pairs: vec![("pin", "S"), ("a", "4111 1111 1111 1111")],
            map: [
                ("4111111111111111", Kind::Unit),
                ("4012888888881881", Kind::Pin(1)),
                (
                    "b",
                    Kind::Other {
                        token: 'S',
                        value: "",
                    },
                ),
                ("password", Kind::Unit),
                ("c", Kind::Two(1, "4111111111111111")),
            ]
            .into(),
            unit: (),
            float: 0.1,
        }
    }

    #[test]
    fn what_hides_is_looked_for_everywhere() {
        let redactors = [
            Redactor::new(),
            Redactor::new()
                .show_secrets(true)
                .field("pin")
                .field("card.cvc"),
            Redactor::new()
                .field("memo")
                .field("header.name")
                .field("unit"),
            Redactor::new().field("rate").field("pairs").field("map"),
        ];
        let shown = redactors.map(|redactor| {
            let tree = redactor.tree(&sample()).unwrap();
            let shown = json::to_string(&tree).unwrap();
            assert_eq!(redactor.show(&sample()).to_string(), shown);
            shown
        });
        insta::assert_snapshot!(shown.join("\n"), @r#"
{"memo":"see https://***@a.example/?pin=***","order_id":"4111111111111111","pin":9041,"password":"***","secret":"***","card":{"number":"***","cvc":true},"key":"***","rate":0.500,"token":"***","header":[{"value":"***","name":"X-Api-Key","data":"***","last":1},{"value":"a","name":"Host","data":["a"],"last":1}],"pairs":[["pin","***"],["a","***"]],"map":{"***":{"Pin":1},"***2":"Unit","b":{"Other":{"token":"***","value":""}},"c":{"Two":[1,"***"]},"password":"***"},"unit":null,"float":0.1}
{"memo":"see https://me:S@a.example/?pin=***","order_id":"4111111111111111","pin":"***","password":"S","secret":[1],"card":{"number":"S","cvc":"***"},"key":7,"rate":0.500,"token":12.5,"header":[{"value":"S","name":"X-Api-Key","data":["S"],"last":1},{"value":"a","name":"Host","data":["a"],"last":1}],"pairs":[["pin","***"],["a","4111 1111 1111 1111"]],"map":{"4012888888881881":{"Pin":"***"},"4111111111111111":"Unit","b":{"Other":{"token":"S","value":""}},"c":{"Two":[1,"4111111111111111"]},"password":"Unit"},"unit":null,"float":0.1}
{"memo":"***","order_id":"4111111111111111","pin":9041,"password":"***","secret":"***","card":{"number":"***","cvc":true},"key":"***","rate":0.500,"token":"***","header":[{"value":"***","name":"***","data":"***","last":1},{"value":"a","name":"***","data":["a"],"last":1}],"pairs":[["pin","***"],["a","***"]],"map":{"***":{"Pin":1},"***2":"Unit","b":{"Other":{"token":"***","value":""}},"c":{"Two":[1,"***"]},"password":"***"},"unit":null,"float":0.1}
{"memo":"see https://***@a.example/?pin=***","order_id":"4111111111111111","pin":9041,"password":"***","secret":"***","card":{"number":"***","cvc":true},"key":"***","rate":"***","token":"***","header":[{"value":"***","name":"X-Api-Key","data":"***","last":1},{"value":"a","name":"Host","data":["a"],"last":1}],"pairs":"***","map":"***","unit":null,"float":0.1}
"#);
        assert!(!shown[0].contains('S') && shown[0].contains("0.500"));
    }

    #[test]
    fn numbers_are_numbers_to_any_serializer() {
        let numbers = (-1_i8, u64::MAX, 0.1_f32, 1e300, f64::NAN);
        let redactor = Redactor::new();
        let shown = serde_json::to_value(redactor.show(&numbers)).unwrap();
        assert_eq!(shown, serde_json::json!([-1, u64::MAX, 0.1, 1e300, "NaN"]));
    }

    #[test]
    fn what_is_no_name_has_its_value_hidden() {
        let map = BTreeMap::from([("curl -u me:9041", 7)]);
        let shown = Redactor::new().show(&map).to_string();
        assert_eq!(shown, r#"{"curl -u *******":"***"}"#);
    }
}
