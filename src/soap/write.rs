//! Writing envelopes.

use std::borrow::Cow;

use serde::Serialize;

use super::config::Config;
use super::entry::{Entry, free_prefix};
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
    let frame = Frame::of(envelope);
    let version = frame.version;
    let mut writer = Writer::new(out, config.xml.indent);
    if config.xml.declaration {
        writer.declaration();
    }
    let root = writer.begin_in(&frame.prefix, "Envelope", version.namespace())?;
    let entries = envelope.header.entries();
    if !entries.is_empty() {
        let header = writer.begin(&frame.own("soapenv:Header"));
        for entry in entries {
            writer.raw(&frame.written(entry)?);
        }
        writer.end(&header)?;
    }
    let body = writer.begin(&frame.own("soapenv:Body"));
    match &envelope.body {
        Body::Message(message) => {
            let mut serializer = Serializer::inside(writer, config.xml);
            message.serialize(&mut serializer)?;
            writer = serializer.into_writer();
        }
        Body::Fault(fault) => frame.write_fault(&mut writer, fault)?,
    }
    writer.end(&body)?;
    writer.end(&root)
}

/// The version and prefix of the envelope's own elements.
struct Frame {
    version: Version,
    prefix: Cow<'static, str>,
}

impl Frame {
    /// The usual prefix, unless an entry kept as XML uses it undeclared.
    fn of<T>(envelope: &Envelope<T>) -> Self {
        let fault = envelope.body.fault();
        let detail = fault.and_then(|fault| fault.detail.as_ref());
        let detail = detail.map_or(&[][..], |detail| &detail.entries);
        let entries = envelope.header.entries().iter().chain(detail);
        let code = |code: &Code| code.namespace.is_none() && code.name.starts_with(PREFIX);
        let codes = fault.is_some_and(|fault| code(&fault.code) || fault.subcodes.iter().any(code));
        let prefix = if codes || entries.clone().any(|entry| entry.leaves_open(PREFIX)) {
            Cow::Owned(free_prefix(&entries.collect::<Vec<_>>()))
        } else {
            Cow::Borrowed(PREFIX)
        };
        Frame {
            version: envelope.version,
            prefix,
        }
    }

    /// The name of an element of the envelope's own, given with the usual prefix.
    fn own(&self, name: &'static str) -> Cow<'static, str> {
        match &self.prefix {
            Cow::Borrowed(_) => Cow::Borrowed(name),
            Cow::Owned(prefix) => Cow::Owned(name.replacen(PREFIX, prefix, 1)),
        }
    }

    fn write_fault(&self, writer: &mut Writer<'_>, fault: &Fault) -> Result<()> {
        let element = writer.begin(&self.own("soapenv:Fault"));
        match self.version {
            Version::V11 => {
                self.write_code(writer, "faultcode", &fault.code)?;
                write_reason(writer, "faultstring", fault.reason.first(), None)?;
                if let Some(actor) = &fault.actor {
                    writer.leaf("faultactor", actor)?;
                }
                if let Some(detail) = &fault.detail {
                    self.write_detail(writer, "detail", detail)?;
                }
            }
            Version::V12 => self.write_fault_12(writer, fault)?,
        }
        writer.end(&element)
    }

    fn write_fault_12(&self, writer: &mut Writer<'_>, fault: &Fault) -> Result<()> {
        let value = self.own("soapenv:Value");
        let code = writer.begin(&self.own("soapenv:Code"));
        self.write_code(writer, &value, &fault.code)?;
        let mut open = vec![code];
        for subcode in &fault.subcodes {
            open.push(writer.begin(&self.own("soapenv:Subcode")));
            self.write_code(writer, &value, subcode)?;
        }
        while let Some(element) = open.pop() {
            writer.end(&element)?;
        }
        let reason = writer.begin(&self.own("soapenv:Reason"));
        for one in &fault.reason {
            // SOAP 1.2 requires a language, and faults from 1.1 mostly have none.
            write_reason(writer, &self.own("soapenv:Text"), Some(one), Some("en"))?;
        }
        writer.end(&reason)?;
        for (name, uri) in [
            ("soapenv:Node", &fault.node),
            ("soapenv:Role", &fault.actor),
        ] {
            if let Some(uri) = uri {
                writer.leaf(&self.own(name), uri)?;
            }
        }
        match &fault.detail {
            Some(detail) => self.write_detail(writer, &self.own("soapenv:Detail"), detail),
            None => Ok(()),
        }
    }

    /// Writes a code as a qualified name, with a prefix if it has a namespace.
    fn write_code(&self, writer: &mut Writer<'_>, name: &str, code: &Code) -> Result<()> {
        let code = code.in_version(self.version);
        let element = writer.begin(name);
        match code.namespace.as_deref() {
            None | Some("") => writer.text(&code.name)?,
            Some(namespace) => {
                let own = namespace == self.version.namespace();
                let prefix = if own { &*self.prefix } else { "code" };
                if !own {
                    writer.raw_attribute("xmlns:code", namespace)?;
                }
                writer.text(&[prefix, ":", &code.name].concat())?;
            }
        }
        writer.end(&element)
    }

    fn write_detail(&self, writer: &mut Writer<'_>, name: &str, detail: &Detail) -> Result<()> {
        let element = writer.begin(name);
        writer.text(&detail.text)?;
        for entry in &detail.entries {
            writer.raw(&self.written(entry)?);
        }
        writer.end(&element)
    }

    fn written<'e>(&self, entry: &'e Entry) -> Result<Cow<'e, str>> {
        entry.written(self.version, &self.prefix)
    }
}

/// Writes the description, in the given or default language.
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
