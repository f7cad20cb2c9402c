//! Changing orders by JSON Patch (RFC 6902), of which `add`, `remove` and `replace` are known.

use serde::Deserialize;
use serde_json::Value;

use super::amounts;
use super::order::check_open;
use super::record::{UnitRecord, order_of_caller};
use super::refusal::{OrderRefusal, invalid, unprocessable};
use crate::api::Validate;
use crate::api::orders_v1::CreateOrderRequest;
use crate::json;
use crate::sandbox::context::Context;
use crate::sandbox::operation::{Asked, Reply};
use crate::sandbox::store::Change;

/// A change of a value.
#[derive(Deserialize)]
struct Patch {
    op: String,
    /// A JSON pointer, in which a unit can also be named by a field: `@reference_id=='cart-1'`.
    path: String,
    value: Option<Value>,
}

/// Changes an order that nobody has paid.
pub(super) fn update(
    asked: &Asked<'_>,
    change: &Change<'_>,
    context: &Context<'_>,
) -> Result<Reply, OrderRefusal> {
    let patches: Vec<Patch> = serde_json::from_slice(asked.body)
        .map_err(|error| invalid("", &format!("NOT_A_PATCH: {error}")))?;
    let mut order = order_of_caller(change, asked.id(), context)?;
    check_open(&order)?;
    let text = json::to_string(&order.request)?;
    let mut document: Value =
        serde_json::from_str(&text).map_err(|_| invalid("", "NOT_AN_ORDER"))?;
    for patch in patches {
        patch.apply(&mut document)?;
    }
    let request: CreateOrderRequest = json::from_str(&document.to_string())?;
    request.violations(None).into_result()?;
    amounts::check(&request)?;
    order
        .units
        .resize_with(request.purchase_units.len(), UnitRecord::new);
    order.request = request;
    order.updated = context.now;
    change.put(&order);
    Ok(Reply::nothing())
}

impl Patch {
    fn apply(self, document: &mut Value) -> Result<(), OrderRefusal> {
        let (folder, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        let mut target = document;
        for step in folder.split('/').skip(1) {
            target = below(target, step).ok_or_else(|| unprocessable("PATCH_PATH_NOT_FOUND"))?;
        }
        let done = match (self.op.as_str(), self.value) {
            ("remove", _) => remove(target, name),
            ("replace", Some(value)) => below(target, name).map(|place| *place = value),
            ("add", Some(value)) => add(target, name, value),
            _ => return Err(invalid("/op", "PATCH_NOT_SUPPORTED")),
        };
        done.ok_or_else(|| unprocessable("PATCH_PATH_NOT_FOUND"))
    }
}

/// A step of a pointer, unescaped.
fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// The place of an entry in a list: its number, or the value of one of its fields.
fn position(list: &[Value], step: &str) -> Option<usize> {
    let Some(named) = step.strip_prefix('@') else {
        return step.parse().ok().filter(|place| *place < list.len());
    };
    let (field, value) = named.split_once("==")?;
    let value = unescaped(value.trim_matches('\''));
    let mut entries = list.iter();
    entries.position(|entry| entry.get(field).and_then(Value::as_str) == Some(&value))
}

/// The value that a step leads to.
fn below<'v>(value: &'v mut Value, step: &str) -> Option<&'v mut Value> {
    match value {
        Value::Array(list) => {
            let place = position(list, step)?;
            list.get_mut(place)
        }
        other => other.get_mut(unescaped(step)),
    }
}

fn remove(target: &mut Value, step: &str) -> Option<()> {
    match target {
        Value::Array(list) => {
            let place = position(list, step)?;
            list.remove(place);
        }
        other => {
            other.as_object_mut()?.remove(&unescaped(step))?;
        }
    }
    Some(())
}

fn add(target: &mut Value, step: &str, value: Value) -> Option<()> {
    match target {
        Value::Array(list) if step == "-" || step.parse() == Ok(list.len()) => list.push(value),
        Value::Array(list) => {
            let place = position(list, step)?;
            list.insert(place, value);
        }
        other => {
            other.as_object_mut()?.insert(unescaped(step), value);
        }
    }
    Some(())
}
