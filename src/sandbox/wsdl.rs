//! The WSDL of Adaptive Payments, made of the model, for clients that are generated from one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::api::adaptive_payments::{COMMON_NAMESPACE, NAMESPACE};
use crate::api::shape::{Field, FieldKind, Struct};
use crate::api::{MessageKind, System};

/// What the WSDL itself is named in. (Guide p. 68)
const SERVICES: &str = "http://svcs.paypal.com/services";

/// The WSDL of a service at a URL: `https://svcs.paypal.com/AdaptivePayments`.
///
/// All types are in one namespace, as the documents do not tell the namespaces of all; on the wire only the names of
/// messages are qualified, and those have the documented namespaces. Words of open vocabularies are strings, as the
/// service may send new ones.
pub(super) fn wsdl(url: &str) -> String {
    static BEFORE_URL: OnceLock<String> = OnceLock::new();
    let before = BEFORE_URL.get_or_init(definitions);
    let url = super::pages::escaped(url);
    format!(
        "{before}<soap:address location=\"{url}\"/></wsdl:port></wsdl:service>\n</wsdl:definitions>\n"
    )
}

/// The operations by name, with request and reply.
fn operations() -> Vec<(&'static str, MessageKind, MessageKind)> {
    let kinds = MessageKind::ALL.iter().copied();
    let own = kinds.filter(|kind| kind.info().system == System::AdaptivePayments);
    own.filter_map(|kind| Some((kind.info().operation?, kind, kind.reply()?)))
        .collect()
}

/// Everything before the address of the service.
fn definitions() -> String {
    let operations = operations();
    let pairs = operations
        .iter()
        .flat_map(|(_, request, reply)| [*request, *reply]);
    let messages: Vec<_> = pairs.chain([MessageKind::FaultMessage]).collect();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text.push_str("<wsdl:definitions name=\"AdaptivePayments\"");
    for (prefix, namespace) in [
        ("services", SERVICES),
        ("ap", NAMESPACE),
        ("common", COMMON_NAMESPACE),
        ("wsdl", "http://schemas.xmlsoap.org/wsdl/"),
        ("soap", "http://schemas.xmlsoap.org/wsdl/soap/"),
        ("xs", "http://www.w3.org/2001/XMLSchema"),
    ] {
        put(&mut text, format_args!(" xmlns:{prefix}=\"{namespace}\""));
    }
    put(
        &mut text,
        format_args!(" targetNamespace=\"{SERVICES}\">\n"),
    );
    schemas(&messages, &mut text);
    for message in &messages {
        let (name, prefix) = (message.name(), prefix_of(*message));
        put(
            &mut text,
            format_args!(
                "<wsdl:message name=\"{name}\"><wsdl:part name=\"body\" element=\"{prefix}:{name}\"/></wsdl:message>\n"
            ),
        );
    }
    port_type(&operations, &mut text);
    binding(&operations, &mut text);
    text.push_str(
        "<wsdl:service name=\"AdaptivePayments\">\
         <wsdl:port name=\"AdaptivePaymentsSOAP11_http\" binding=\"services:AdaptivePaymentsSOAP11Binding\">",
    );
    text
}

/// Writing to a String cannot fail.
fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(arguments);
}

fn prefix_of(message: MessageKind) -> &'static str {
    match message.info().namespace {
        Some(COMMON_NAMESPACE) => "common",
        _ => "ap",
    }
}

fn port_type(operations: &[(&str, MessageKind, MessageKind)], text: &mut String) {
    text.push_str("<wsdl:portType name=\"AdaptivePaymentsPortType\">\n");
    for (name, request, reply) in operations {
        let fault = MessageKind::FaultMessage;
        put(
            text,
            format_args!(
                "<wsdl:operation name=\"{name}\"><wsdl:input message=\"services:{request}\"/>\
                 <wsdl:output message=\"services:{reply}\"/>\
                 <wsdl:fault name=\"fault\" message=\"services:{fault}\"/></wsdl:operation>\n"
            ),
        );
    }
    text.push_str("</wsdl:portType>\n");
}

fn binding(operations: &[(&str, MessageKind, MessageKind)], text: &mut String) {
    text.push_str(
        "<wsdl:binding name=\"AdaptivePaymentsSOAP11Binding\" type=\"services:AdaptivePaymentsPortType\">\n\
         <soap:binding style=\"document\" transport=\"http://schemas.xmlsoap.org/soap/http\"/>\n",
    );
    for (name, request, _) in operations {
        let action = request.info().soap_action().unwrap_or_default();
        put(
            text,
            format_args!(
                "<wsdl:operation name=\"{name}\"><soap:operation soapAction=\"{action}\" style=\"document\"/>\
                 <wsdl:input><soap:body use=\"literal\"/></wsdl:input>\
                 <wsdl:output><soap:body use=\"literal\"/></wsdl:output>\
                 <wsdl:fault name=\"fault\"><soap:fault name=\"fault\" use=\"literal\"/></wsdl:fault></wsdl:operation>\n"
            ),
        );
    }
    text.push_str("</wsdl:binding>\n");
}

/// The schemas of both namespaces: types and messages, and the message of the other.
fn schemas(messages: &[MessageKind], text: &mut String) {
    let types = Types::of(messages);
    text.push_str("<wsdl:types>\n");
    schema(NAMESPACE, text, |text| {
        types.write(text);
        types.elements(messages, "ap", text);
    });
    schema(COMMON_NAMESPACE, text, |text| {
        put(
            text,
            format_args!("<xs:import namespace=\"{NAMESPACE}\"/>\n"),
        );
        types.elements(messages, "common", text);
    });
    text.push_str("</wsdl:types>\n");
}

fn schema(namespace: &str, text: &mut String, content: impl FnOnce(&mut String)) {
    put(
        text,
        format_args!(
            "<xs:schema targetNamespace=\"{namespace}\" elementFormDefault=\"unqualified\">\n"
        ),
    );
    content(text);
    text.push_str("</xs:schema>\n");
}

/// The complex types of messages, each with a name of its own.
struct Types {
    structs: Vec<Struct>,
    /// The names by path.
    names: BTreeMap<&'static str, String>,
}

impl Types {
    fn of(messages: &[MessageKind]) -> Self {
        let mut types = Types {
            structs: Vec::new(),
            names: BTreeMap::new(),
        };
        let mut taken = BTreeSet::new();
        for message in messages {
            for own in message.shape().structs() {
                if types.names.contains_key(own.type_path) {
                    continue;
                }
                let mut name = own.name.to_owned();
                while !taken.insert(name.clone()) {
                    name.push('_');
                }
                types.names.insert(own.type_path, name);
                types.structs.push(own.clone());
            }
        }
        types
    }

    fn write(&self, text: &mut String) {
        for own in &self.structs {
            let name = self.name(own.type_path);
            put(text, format_args!("<xs:complexType name=\"{name}\">"));
            if own.fields.iter().any(|field| field.name == "$text") {
                self.text_content(own, text);
            } else {
                self.sequence(own, text);
            }
            text.push_str("</xs:complexType>\n");
        }
    }

    /// The content of an element with elements.
    fn sequence(&self, own: &Struct, text: &mut String) {
        text.push_str("<xs:sequence>\n");
        for field in &own.fields {
            self.field(field, text);
        }
        text.push_str("</xs:sequence>");
    }

    /// The content of an element with text and attributes.
    fn text_content(&self, own: &Struct, text: &mut String) {
        text.push_str("<xs:simpleContent><xs:extension base=\"xs:string\">");
        for field in &own.fields {
            if let Some(name) = field.name.strip_prefix('@') {
                let of = self.type_of(field);
                put(
                    text,
                    format_args!("<xs:attribute name=\"{name}\" type=\"{of}\"/>"),
                );
            }
        }
        text.push_str("</xs:extension></xs:simpleContent>");
    }

    fn field(&self, field: &Field, text: &mut String) {
        let least = usize::from(field.required());
        let most = if field.list { "unbounded" } else { "1" };
        let (name, of) = (field.name, self.type_of(field));
        put(
            text,
            format_args!(
                "<xs:element name=\"{name}\" type=\"{of}\" minOccurs=\"{least}\" maxOccurs=\"{most}\"/>\n"
            ),
        );
    }

    fn type_of(&self, field: &Field) -> String {
        let simple = match (field.kind, field.type_name()) {
            (FieldKind::Struct, _) => return format!("ap:{}", self.name(field.type_path)),
            (FieldKind::Bool, _) => "boolean",
            (FieldKind::Integer, _) => "long",
            (_, "Amount") => "decimal",
            // Dates come with a time of day and without.
            _ => "string",
        };
        format!("xs:{simple}")
    }

    fn name(&self, type_path: &str) -> &str {
        self.names.get(type_path).map_or("", String::as_str)
    }

    /// The root elements of the messages in a namespace.
    fn elements(&self, messages: &[MessageKind], prefix: &str, text: &mut String) {
        for message in messages.iter().filter(|own| prefix_of(**own) == prefix) {
            let name = message.name();
            let root = message.shape().root().type_path;
            let of = self.name(root);
            put(
                text,
                format_args!("<xs:element name=\"{name}\" type=\"ap:{of}\"/>\n"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_and_type_is_there_once() {
        let text = wsdl("http://x.example/?a=1&b=\"2\"");
        let document = roxmltree::Document::parse(&text).expect("well-formed");
        let names = |tag: &str| -> Vec<_> {
            let all = document.descendants().filter(|node| node.has_tag_name(tag));
            all.filter_map(|node| node.attribute("name")).collect()
        };
        let operations = operations();
        assert_eq!(operations.len(), 17);
        for (operation, request, reply) in operations {
            let within = |tag| names(tag).iter().filter(|name| **name == operation).count();
            assert_eq!(within("operation"), 2, "{operation}");
            for message in [request, reply] {
                assert!(names("element").contains(&message.name()), "{message}");
            }
        }
        let types = names("complexType");
        let different: BTreeSet<_> = types.iter().collect();
        assert_eq!(different.len(), types.len());
        for node in document
            .descendants()
            .filter(|node| node.has_tag_name("element"))
        {
            let of = node.attribute("type").expect("a type");
            let known = of
                .strip_prefix("ap:")
                .is_none_or(|own| types.contains(&own));
            assert!(known, "{of}");
        }
        assert!(text.contains("location=\"http://x.example/?a=1&amp;b=&quot;2&quot;\""));
    }
}
