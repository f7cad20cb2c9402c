//! The values that a message can have.

use std::sync::OnceLock;

use serde_json::{Map, Value};

use crate::api::shape::{Field, FieldKind, Shape, Struct};
use crate::api::{AnyMessage, Message, MessageKind};

/// Words of vocabularies and languages, which fields meet that know others.
pub(super) const WORDS: &[&str] = &[
    "PAY",
    "CREATE",
    "SENDER",
    "COMPLETED",
    "ERROR",
    "USD",
    "JPY",
    "SERVICE",
    "CREDITCARD",
    "ECHECK",
    "Success",
    "Error",
    "en_US",
    "CPF",
];

/// The fields of a struct, in the order of the schema.
#[derive(Clone, Debug)]
pub(super) struct Plan(pub(super) Vec<Planned>);

/// A field: whether it may be absent, whether it is a list, and its value or the values of its entries.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) list: bool,
    pub(super) node: Node,
}

/// The values of a field.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Bool,
    Int32,
    Int64,
    Amount,
    Text,
    /// Texts, among them the words that the field knows.
    Word(&'static [&'static str]),
    /// Any scalar of JSON.
    Loose,
    /// One text and no other.
    Constant(&'static str),
    /// A document within a text.
    Document(Plan),
    Struct(Plan),
}

impl Plan {
    /// The plan of a message. Made once: asking for a shape runs the type's `Deserialize` for each field.
    pub(super) fn of(kind: MessageKind) -> &'static Plan {
        static PLANS: [OnceLock<Plan>; MessageKind::ALL.len()] =
            [const { OnceLock::new() }; MessageKind::ALL.len()];
        PLANS[kind.index()].get_or_init(|| {
            let shape = kind.shape();
            Plan::of_struct(&shape, shape.root())
        })
    }

    fn of_struct(shape: &Shape, of: &Struct) -> Plan {
        let fields = of.fields.iter().map(|field| Planned {
            name: field.name,
            required: field.required(),
            list: field.list,
            node: Node::of(shape, field),
        });
        Plan(fields.collect())
    }

    /// An object of the fields that are there. `rescue` is the value of the first field where none is: NVP cannot write
    /// a struct without content, so it would be read back as absent.
    pub(super) fn object(
        &self,
        fields: impl IntoIterator<Item = Option<Value>>,
        rescue: Option<Value>,
    ) -> Value {
        let names = self.0.iter().map(|field| field.name.to_owned());
        let pairs = names.zip(fields);
        let mut map: Map<_, _> = pairs
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        if let (true, Some(first), Some(rescue)) = (map.is_empty(), self.0.first(), rescue) {
            map.insert(first.name.to_owned(), rescue);
        }
        Value::Object(map)
    }
}

impl Node {
    fn of(shape: &Shape, field: &Field) -> Node {
        match (field.kind, field.type_name()) {
            (FieldKind::Bool, _) => Node::Bool,
            (FieldKind::Integer, "i32") => Node::Int32,
            (FieldKind::Integer, _) | (FieldKind::Text, "MinorUnits") => Node::Int64,
            (FieldKind::Struct, _) => {
                let inner = shape.find(field.type_path).expect("a struct of the shape");
                Node::Struct(Plan::of_struct(shape, inner))
            }
            (FieldKind::Text, "Amount") => Node::Amount,
            (FieldKind::Text, "String") => Node::Text,
            (FieldKind::Text, "Loose") => Node::Loose,
            // A notification is written in the charset it names, which has to have all characters.
            (FieldKind::Text, "IpnCharset") => Node::Constant("UTF-8"),
            (FieldKind::Text, _) => match field.document() {
                Some(document) => Node::Document(Plan::of_struct(&document, document.root())),
                None => Node::Word(field.words),
            },
            (kind, name) => unreachable!("no message has a field of the kind {kind:?}, as {name}"),
        }
    }
}

/// The kind of a message's type.
pub(super) fn kind_of<T: Message>() -> MessageKind {
    MessageKind::of::<T>().expect("every message of this crate is in its registry")
}

/// Reads a value that follows the plan of a message.
pub(super) fn message(kind: MessageKind, value: Value) -> AnyMessage {
    let read = kind.deserialize(value);
    read.unwrap_or_else(|error| panic!("a {kind} made by its own plan cannot be read: {error}"))
}

/// The message as its type.
pub(super) fn typed<T: TryFrom<AnyMessage, Error = AnyMessage>>(message: AnyMessage) -> T {
    let typed = T::try_from(message);
    typed.unwrap_or_else(|message| unreachable!("made as another type: {}", message.kind()))
}
