//! The message model as data, for `paywire schema`.

use paywire::api::shape::{Field, FieldKind, Struct};
use paywire::api::validate::{Bound, FieldLimit, Rule};
use paywire::api::{Direction, MessageInfo, MessageKind, Method, System};
use serde::Serialize;
use serde_json::Value;

use crate::explain::RuleRecord;

#[derive(Debug, Serialize)]
pub(super) struct Model {
    pub(super) systems: Vec<SystemModel>,
}

#[derive(Debug, Serialize)]
pub(super) struct SystemModel {
    pub(super) name: &'static str,
    pub(super) operations: Vec<OperationModel>,
    pub(super) messages: Vec<MessageModel>,
    pub(super) types: Vec<TypeModel>,
    pub(super) rules: Vec<RuleRecord>,
}

#[derive(Debug, Serialize)]
pub(super) struct OperationModel {
    pub(super) name: &'static str,
    pub(super) method: Option<&'static str>,
    pub(super) path: Option<String>,
    pub(super) soap_action: Option<String>,
    pub(super) messages: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct MessageModel {
    pub(super) name: &'static str,
    pub(super) operation: Option<&'static str>,
    pub(super) direction: &'static str,
    pub(super) namespace: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct TypeModel {
    pub(super) name: &'static str,
    pub(super) fields: Vec<FieldModel>,
}

#[derive(Debug, Serialize)]
pub(super) struct FieldModel {
    pub(super) name: &'static str,
    pub(super) aliases: Vec<&'static str>,
    #[serde(rename = "type")]
    pub(super) of: &'static str,
    pub(super) kind: &'static str,
    pub(super) required: bool,
    pub(super) list: bool,
    pub(super) secret: bool,
    pub(super) values: &'static [&'static str],
    pub(super) limits: Vec<LimitModel>,
}

#[derive(Debug, Serialize)]
pub(super) struct LimitModel {
    pub(super) bound: &'static str,
    pub(super) value: Value,
    pub(super) text: String,
    pub(super) rule: &'static str,
    pub(super) operations: &'static [&'static str],
}

impl Model {
    pub(super) fn new() -> Self {
        let systems = System::ALL.iter().map(|&system| SystemModel::new(system));
        Model {
            systems: systems.collect(),
        }
    }

    /// Keeps what has this name: messages or operations with all types they use, or a type with
    /// those it uses.
    pub(super) fn only(mut self, name: &str) -> Self {
        for system in &mut self.systems {
            system.only(name);
        }
        self.systems.retain(|system| !system.types.is_empty());
        self
    }
}

impl SystemModel {
    fn new(system: System) -> Self {
        let kinds = MessageKind::ALL.iter().map(|kind| (kind, kind.info()));
        let kinds: Vec<_> = kinds.filter(|(_, info)| info.system == system).collect();
        let mut operations: Vec<OperationModel> = Vec::new();
        let mut types: Vec<TypeModel> = Vec::new();
        for (kind, info) in &kinds {
            OperationModel::add(&mut operations, info);
            for known in kind.shape().structs() {
                if !types.iter().any(|other| other.name == known.name) {
                    types.push(TypeModel::new(system, known));
                }
            }
        }
        let rules = system.rulebook().rules.iter();
        SystemModel {
            name: system.as_str(),
            operations,
            messages: kinds
                .iter()
                .map(|(_, info)| MessageModel::new(info))
                .collect(),
            types,
            rules: rules.map(|rule| RuleRecord::new(system, rule)).collect(),
        }
    }

    fn only(&mut self, name: &str) {
        let is = |own: &str| own.eq_ignore_ascii_case(name);
        let of = |operation: Option<&str>| operation.is_some_and(is);
        self.messages
            .retain(|message| is(message.name) || of(message.operation));
        let mut wanted: Vec<&str> = self.messages.iter().map(|message| message.name).collect();
        wanted.extend(
            self.types
                .iter()
                .map(|known| known.name)
                .filter(|own| is(own)),
        );
        // Each type is visited once and adds the types of its fields.
        let mut at = 0;
        while let Some(next) = wanted.get(at) {
            let fields = self.types.iter().find(|known| known.name == *next);
            for field in fields.into_iter().flat_map(|known| &known.fields) {
                if field.kind == "struct" && !wanted.contains(&field.of) {
                    wanted.push(field.of);
                }
            }
            at += 1;
        }
        self.types.retain(|known| wanted.contains(&known.name));
        self.types
            .sort_by_key(|known| wanted.iter().position(|name| *name == known.name));
        let messages: Vec<_> = self.messages.iter().map(|message| message.name).collect();
        let named = |operation: &OperationModel| {
            let mut own = operation.messages.iter();
            own.any(|message| messages.contains(message))
        };
        self.operations.retain(named);
        let operations: Vec<_> = self
            .operations
            .iter()
            .map(|operation| operation.name)
            .collect();
        let requested = self
            .messages
            .iter()
            .any(|message| message.direction == Direction::Request.as_str());
        self.rules
            .retain(|rule| requested && rule.is_of(&operations));
    }
}

impl OperationModel {
    fn add(operations: &mut Vec<OperationModel>, info: &MessageInfo) {
        let Some(name) = info.operation else { return };
        let known = operations
            .iter_mut()
            .find(|operation| operation.name == name);
        let Some(operation) = known else {
            let call = info.call();
            operations.push(OperationModel {
                name,
                method: call.as_ref().map(|call| call.method).map(Method::as_str),
                path: info.path(),
                soap_action: info.soap_action(),
                messages: vec![info.name],
            });
            return;
        };
        operation.messages.push(info.name);
    }
}

impl MessageModel {
    fn new(info: &MessageInfo) -> Self {
        MessageModel {
            name: info.name,
            operation: info.operation,
            direction: info.direction.as_str(),
            namespace: info.namespace,
        }
    }
}

impl TypeModel {
    fn new(system: System, known: &Struct) -> Self {
        let fields = known.fields.iter();
        TypeModel {
            name: known.name,
            fields: fields
                .map(|field| FieldModel::new(system, known.name, field))
                .collect(),
        }
    }
}

impl FieldModel {
    fn new(system: System, on: &str, field: &Field) -> Self {
        let limits = system.rulebook().limits_of(on, field.name);
        FieldModel {
            name: field.name,
            aliases: field.aliases.clone(),
            of: named(field),
            kind: kind(field.kind),
            required: field.required(),
            list: field.list,
            secret: field.secret,
            values: field.words,
            limits: limits.map(LimitModel::new).collect(),
        }
    }
}

impl LimitModel {
    fn new(limit: &FieldLimit) -> Self {
        let Rule { id, operations, .. } = *limit.rule;
        LimitModel {
            bound: limit.bound.name(),
            value: value(&limit.bound),
            text: limit.bound.to_string(),
            rule: id,
            operations,
        }
    }
}

/// The value of a bound.
fn value(bound: &Bound) -> Value {
    match *bound {
        Bound::MinLength(number)
        | Bound::MaxLength(number)
        | Bound::Length(number)
        | Bound::MinEntries(number)
        | Bound::MaxEntries(number) => number.into(),
        Bound::AtLeast(number) | Bound::AtMost(number) | Bound::MoreThan(number) => number.into(),
        Bound::OneOf(words) => words.into(),
        Bound::Pattern(pattern) if !pattern.regex.is_empty() => pattern.regex.into(),
        Bound::Lasts(least, most) => vec![least, most].into(),
        _ => Value::Null,
    }
}

/// The name of a field's type. Rust's own types, wrapped or not, get a plain name.
fn named(field: &Field) -> &'static str {
    if !matches!(
        field.kind,
        FieldKind::Text | FieldKind::Struct | FieldKind::Enum
    ) {
        return kind(field.kind);
    }
    let inner = field.type_path.rsplit('<').next().unwrap_or_default();
    let inner = inner.trim_end_matches('>').rsplit("::").next();
    match inner.unwrap_or_default() {
        "String" | "str" => "text",
        "bool" => "boolean",
        "i32" | "i64" | "u32" | "u64" => "integer",
        _ if field.kind == FieldKind::Struct => field.type_name(),
        inner => inner,
    }
}

fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Bool => "boolean",
        FieldKind::Integer => "integer",
        FieldKind::Float => "float",
        FieldKind::Text => "text",
        FieldKind::Bytes => "bytes",
        FieldKind::Struct => "struct",
        FieldKind::Map => "map",
        FieldKind::Enum => "enum",
        _ => "any",
    }
}
