//! The message model as text.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::Value;

use super::model::{FieldModel, MessageModel, Model, SystemModel, TypeModel};

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const QUIET: Style = Style::new().dimmed();

// Writing to a String cannot fail, so the results below are discarded.

/// The operations and their messages.
pub(super) fn overview(model: &Model) -> String {
    let mut text = String::new();
    for system in model
        .systems
        .iter()
        .filter(|system| !system.messages.is_empty())
    {
        if !text.is_empty() {
            text.push('\n');
        }
        let _ = writeln!(text, "{HEAD}{}{HEAD:#}", system.name);
        let operations = system.operations.iter();
        let rows = operations.map(|operation| (operation.name, operation.messages.join(", ")));
        let loose = system
            .messages
            .iter()
            .filter(|message| message.operation.is_none());
        let loose = loose.map(|message| ("(shared)", message.name.to_owned()));
        columns(&mut text, &rows.chain(loose).collect::<Vec<_>>());
    }
    text
}

fn columns(text: &mut String, rows: &[(&str, String)]) {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, rest) in rows {
        let _ = writeln!(text, "  {name:width$}  {rest}");
    }
}

/// Types with their fields.
pub(super) fn details(model: &Model) -> String {
    let mut text = String::new();
    for system in &model.systems {
        for known in &system.types {
            if !text.is_empty() {
                text.push('\n');
            }
            let message = system
                .messages
                .iter()
                .find(|message| message.name == known.name);
            headline(&mut text, system, known, message);
            fields(&mut text, known);
        }
        rules(&mut text, system);
    }
    text
}

fn headline(
    text: &mut String,
    system: &SystemModel,
    known: &TypeModel,
    message: Option<&MessageModel>,
) {
    let what = match message {
        Some(message) => match message.operation {
            Some(operation) => format!("{operation} {}", message.direction),
            None => message.direction.to_owned(),
        },
        None => "type".to_owned(),
    };
    let (name, system) = (known.name, system.name);
    let _ = writeln!(
        text,
        "{HEAD}{name}{HEAD:#}  {QUIET}{what}, {system}{QUIET:#}"
    );
}

fn fields(text: &mut String, known: &TypeModel) {
    if known.fields.is_empty() {
        text.push_str("  (no fields)\n");
    }
    let widest = |of: fn(&FieldModel) -> usize| known.fields.iter().map(of).max().unwrap_or(0);
    let name_width = widest(|field| field.name.len());
    let type_width = widest(|field| field.of.len());
    for field in &known.fields {
        let (name, of) = (field.name, field.of);
        let _ = write!(text, "  {name:name_width$}  {of:type_width$}");
        let presence = match (field.required, field.list) {
            (true, _) => "required",
            (_, true) => "list",
            _ => "optional",
        };
        let mut notes: Vec<String> = Vec::new();
        if field.secret {
            notes.push("secret".to_owned());
        }
        if !field.aliases.is_empty() {
            notes.push(format!("also {}", field.aliases.join(", ")));
        }
        if !field.values.is_empty() {
            notes.push(field.values.join(" | "));
        }
        // A limit to the words of the vocabulary would list them twice.
        let vocabulary = Value::from(field.values);
        let limits = field.limits.iter();
        let other = limits.filter(|limit| limit.value != vocabulary);
        notes.extend(other.map(|limit| format!("{} ({})", limit.text, limit.rule)));
        if notes.is_empty() {
            let _ = writeln!(text, "  {presence}");
        } else {
            let _ = writeln!(text, "  {presence:8}  {}", notes.join("; "));
        }
    }
}

fn rules(text: &mut String, system: &SystemModel) {
    // Rules about one field are shown beside it.
    let mut between = system
        .rules
        .iter()
        .filter(|rule| rule.is_between_fields())
        .peekable();
    if between.peek().is_none() {
        return;
    }
    let _ = writeln!(
        text,
        "\n{HEAD}Rules between fields{HEAD:#}  {QUIET}{}{QUIET:#}",
        system.name
    );
    for rule in between {
        let (id, statement) = rule.text();
        let _ = writeln!(text, "  {id}  {statement}");
    }
}
