//! A message as a tree, and the four formats it is written in.

use std::fmt::Write as _;

/// A field of a message, by its name on the wire.
pub(crate) struct Field(&'static str, Value);

enum Value {
    Text(String),
    Fields(Vec<Field>),
    List(Vec<Vec<Field>>),
}

/// A field that is a text.
pub(crate) fn text(name: &'static str, value: impl Into<String>) -> Field {
    Field(name, Value::Text(value.into()))
}

/// A field that has fields.
pub(crate) fn fields(name: &'static str, fields: Vec<Field>) -> Field {
    Field(name, Value::Fields(fields))
}

/// A field that is there several times.
pub(crate) fn list(name: &'static str, entries: Vec<Vec<Field>>) -> Field {
    Field(name, Value::List(entries))
}

/// A message: the name of its type, and its fields.
pub(crate) struct Message {
    pub(crate) name: &'static str,
    pub(crate) fields: Vec<Field>,
}

/// What a message is written in.
#[derive(Clone, Copy)]
pub(crate) enum Format {
    Nvp,
    Json,
    Xml,
    Soap,
}

impl Format {
    /// What `Content-Type` says.
    pub(crate) fn mime(self) -> &'static str {
        match self {
            Format::Nvp => "application/x-www-form-urlencoded",
            Format::Json => "application/json",
            Format::Xml | Format::Soap => "text/xml;charset=UTF-8",
        }
    }

    /// What `X-PAYPAL-REQUEST-DATA-FORMAT` says.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Format::Nvp => "NV",
            Format::Json => "JSON",
            Format::Xml => "XML",
            Format::Soap => "SOAP11",
        }
    }
}

impl Message {
    /// The message in a format.
    pub(crate) fn body(&self, format: Format) -> String {
        let mut out = String::with_capacity(1024);
        match format {
            Format::Nvp => nvp(&mut String::new(), &self.fields, &mut out),
            Format::Json => json(&self.fields, &mut out),
            Format::Xml => {
                out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
                self.element(&mut out);
            }
            Format::Soap => {
                out.push_str(ENVELOPE);
                self.element(&mut out);
                out.push_str("</soapenv:Body></soapenv:Envelope>");
            }
        }
        out
    }

    fn element(&self, out: &mut String) {
        let name = self.name;
        let namespace = if name == "FaultMessage" {
            COMMON
        } else {
            NAMESPACE
        };
        let _ = write!(out, "<ap:{name} xmlns:ap=\"{namespace}\">");
        elements(&self.fields, out);
        let _ = write!(out, "</ap:{name}>");
    }
}

const NAMESPACE: &str = "http://svcs.paypal.com/types/ap";
const COMMON: &str = "http://svcs.paypal.com/types/common";
const ENVELOPE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>";

fn nvp(path: &mut String, fields: &[Field], out: &mut String) {
    for Field(name, value) in fields {
        let length = path.len();
        if length > 0 {
            path.push('.');
        }
        path.push_str(name);
        match value {
            Value::Text(value) => {
                let joint = if out.is_empty() { "" } else { "&" };
                let _ = write!(out, "{joint}{path}=");
                form_escaped(value, out);
            }
            Value::Fields(fields) => nvp(path, fields, out),
            Value::List(entries) => {
                for (index, fields) in entries.iter().enumerate() {
                    let name = path.len();
                    let _ = write!(path, "({index})");
                    nvp(path, fields, out);
                    path.truncate(name);
                }
            }
        }
        path.truncate(length);
    }
}

fn form_escaped(value: &str, out: &mut String) {
    for &byte in value.as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
}

fn json(fields: &[Field], out: &mut String) {
    out.push('{');
    for (index, Field(name, value)) in fields.iter().enumerate() {
        let joint = if index == 0 { "" } else { "," };
        let _ = write!(out, "{joint}\"{name}\":");
        match value {
            Value::Text(value) => quoted(value, out),
            Value::Fields(fields) => json(fields, out),
            Value::List(entries) => {
                out.push('[');
                for (index, fields) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    json(fields, out);
                }
                out.push(']');
            }
        }
    }
    out.push('}');
}

/// Writes a text as JSON does.
pub(crate) fn quoted(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|letter: char| letter < ' ' || letter == '"' || letter == '\\') {
        out.push_str(&rest[..at]);
        let letter = rest.as_bytes()[at];
        match letter {
            b'\n' => out.push_str("\\n"),
            b'"' | b'\\' => out.extend(['\\', char::from(letter)]),
            _ => drop(write!(out, "\\u{letter:04x}")),
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

fn elements(fields: &[Field], out: &mut String) {
    for Field(name, value) in fields {
        match value {
            Value::Text(value) => {
                let _ = write!(out, "<{name}>");
                for letter in value.chars() {
                    match letter {
                        '&' => out.push_str("&amp;"),
                        '<' => out.push_str("&lt;"),
                        '>' => out.push_str("&gt;"),
                        letter => out.push(letter),
                    }
                }
                let _ = write!(out, "</{name}>");
            }
            Value::Fields(fields) => element(name, fields, out),
            Value::List(entries) => {
                for fields in entries {
                    element(name, fields, out);
                }
            }
        }
    }
}

fn element(name: &str, fields: &[Field], out: &mut String) {
    let _ = write!(out, "<{name}>");
    elements(fields, out);
    let _ = write!(out, "</{name}>");
}
