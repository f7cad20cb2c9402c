//! Writing envelopes.

use serde::Serialize;

use super::config::Config;
use super::envelope::{Body, Envelope};
use super::fault::{Code, Detail, Fault, Reason};
use super::version::{PREFIX, Version};
use crate::error::Result;
use crate::xml::Serializer;
use crate::xml::writer::Writer;

/// Appends an envelope to a string.
pub(super) fn envelope<T: Serialize>(
    out: &mut String,
    envelope: &Envelope<T>,
    config: &Config<'_>,
) -> Result<()> {
    let version = envelope.version;
    let mut writer = Writer::new(out, config.xml.indent);
    if config.xml.declaration {
        writer.declaration();
    }
    let root = writer.begin_in(PREFIX, "Envelope", version.namespace())?;
    let entries = envelope.header.entries();
    if !entries.is_empty() {
        let header = writer.begin("soapenv:Header");
        for entry in entries {
            writer.raw(&entry.written(version)?);
        }
        writer.end(&header)?;
    }
    let body = writer.begin("soapenv:Body");
    match &envelope.body {
        Body::Message(message) => {
            let mut serializer = Serializer::inside(writer, config.xml);
            message.serialize(&mut serializer)?;
            writer = serializer.into_writer();
        }
        Body::Fault(fault) => write_fault(&mut writer, fault, version)?,
    }
    writer.end(&body)?;
    writer.end(&root)
}

fn write_fault(writer: &mut Writer<'_>, fault: &Fault, version: Version) -> Result<()> {
    let element = writer.begin("soapenv:Fault");
    match version {
        Version::V11 => {
            write_code(writer, "faultcode", &fault.code, version)?;
            write_reason(writer, "faultstring", fault.reason.first(), None)?;
            if let Some(actor) = &fault.actor {
                writer.leaf("faultactor", actor)?;
            }
            if let Some(detail) = &fault.detail {
                write_detail(writer, "detail", detail, version)?;
            }
        }
        Version::V12 => write_fault_12(writer, fault)?,
    }
    writer.end(&element)
}

fn write_fault_12(writer: &mut Writer<'_>, fault: &Fault) -> Result<()> {
    let version = Version::V12;
    let code = writer.begin("soapenv:Code");
    write_code(writer, "soapenv:Value", &fault.code, version)?;
    let mut open = vec![code];
    for subcode in &fault.subcodes {
        open.push(writer.begin("soapenv:Subcode"));
        write_code(writer, "soapenv:Value", subcode, version)?;
    }
    while let Some(element) = open.pop() {
        writer.end(&element)?;
    }
    let reason = writer.begin("soapenv:Reason");
    for one in &fault.reason {
        // The version demands a language, and what comes from 1.1 mostly has none.
        write_reason(writer, "soapenv:Text", Some(one), Some("en"))?;
    }
    writer.end(&reason)?;
    for (name, uri) in [
        ("soapenv:Node", &fault.node),
        ("soapenv:Role", &fault.actor),
    ] {
        if let Some(uri) = uri {
            writer.leaf(name, uri)?;
        }
    }
    match &fault.detail {
        Some(detail) => write_detail(writer, "soapenv:Detail", detail, version),
        None => Ok(()),
    }
}

/// Writes what happened in words, in the language that is said or assumed.
fn write_reason(
    writer: &mut Writer<'_>,
    name: &str,
    reason: Option<&Reason>,
    assumed: Option<&str>,
) -> Result<()> {
    let element = writer.begin(name);
    if let Some(reason) = reason {
        if let Some(lang) = reason.lang.as_deref().or(assumed) {
            writer.raw_attribute("xml:lang", lang)?;
        }
        writer.text(&reason.text)?;
    }
    writer.end(&element)
}

/// Writes a code as the name it is, with a prefix if it is in a namespace.
fn write_code(writer: &mut Writer<'_>, name: &str, code: &Code, version: Version) -> Result<()> {
    let code = code.in_version(version);
    let element = writer.begin(name);
    match code.namespace.as_deref() {
        None | Some("") => writer.text(&code.name)?,
        Some(namespace) => {
            let own = namespace == version.namespace();
            let prefix = if own { PREFIX } else { "code" };
            if !own {
                writer.raw_attribute("xmlns:code", namespace)?;
            }
            writer.text(&[prefix, ":", &code.name].concat())?;
        }
    }
    writer.end(&element)
}

fn write_detail(
    writer: &mut Writer<'_>,
    name: &str,
    detail: &Detail,
    version: Version,
) -> Result<()> {
    let element = writer.begin(name);
    writer.text(&detail.text)?;
    for entry in &detail.entries {
        writer.raw(&entry.written(version)?);
    }
    writer.end(&element)
}
