//! Reads an envelope and its message on the [fast path](crate::fast_path) of XML.
//!
//! The envelope's rules stand in [`Document`], which reads all of it but the message if there is anything in the header. What
//! is not a message in a plain body, such as a fault, gives `None`.

use serde::Deserialize;

use super::config::Config;
use super::document::Document;
use super::envelope::{Body, Envelope};
use super::header::Header;
use super::version::Version;
use crate::fast_path::FastReader;
use crate::xml::{Reader, Source};

/// Reads an envelope with a message.
pub(super) fn envelope<'de, T: Deserialize<'de>>(
    source: &Source<'de>,
    config: &Config<'_>,
) -> Option<Envelope<T>> {
    let any = config.envelope();
    let mut reader = Reader::new(source, &any);
    reader.begin()?;
    let version = Version::of_namespace(reader.namespace()?)?;
    let is = |reader: &Reader<'_, '_>, name: &str| {
        reader.name() == name && reader.namespace() == Some(version.namespace())
    };
    if !is(&reader, "Envelope") {
        return None;
    }
    let name = reader.qname();
    let envelope = reader.open()?;
    reader.child()?;
    let mut header = Header::new();
    if is(&reader, "Header") {
        let span = reader.pass()?;
        if !span.is_empty() {
            header = self::header(reader.source().get(..span.end)?, name, config)?;
            reader.forget_attributes();
        }
        reader.child()?;
    }
    if !is(&reader, "Body") {
        return None;
    }
    let body = reader.open()?;
    reader.child()?;
    if is(&reader, "Fault") || !reader.expect(&config.xml) {
        return None;
    }
    let message = T::deserialize(reader.root()).ok()?;
    reader.close(body)?;
    reader.close(envelope)?;
    // The attributes of SOAP have rules wherever they stand.
    let plain = reader.is_free_of_instructions() && reader.is_free_of_attributes();
    (plain && reader.is_done()).then_some(Envelope {
        version,
        header,
        body: Body::Message(message),
    })
}

/// The header of an envelope, of which `head` is all that stands before the body.
#[cold]
fn header(head: &str, envelope: &str, config: &Config<'_>) -> Option<Header> {
    let prefix = envelope.strip_suffix("Envelope")?;
    let whole = [head, "<", prefix, "Body/></", envelope, ">"].concat();
    let document = Document::from_str_with(&whole, *config).ok()?;
    document
        .xml()
        .warnings()
        .is_empty()
        .then(|| document.header())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inner: &str) -> Option<Envelope<u8>> {
        let namespace = Version::V11.namespace();
        let document = format!("<e:Envelope xmlns:e='{namespace}'>{inner}</e:Envelope>");
        let config = Config::strict().message("size", "urn:m");
        let source = Source::from_text(&document, &config.envelope()).ok()?;
        envelope(&source, &config)
    }

    const BODY: &str = "<e:Body><size xmlns='urn:m'>42</size></e:Body>";

    #[test]
    fn does_not_give_up_on_a_header() {
        for (header, entries) in [
            ("", 0),
            ("<e:Header/>", 0),
            ("<!-- a --><e:Header>\n</e:Header>", 0),
            ("<e:Header><a/><b e:mustUnderstand='1'/></e:Header>", 2),
        ] {
            let read = read(&[header, BODY].concat()).expect(header);
            assert_eq!(read.body.message(), Some(&42));
            assert_eq!(read.header.entries().len(), entries, "{header}");
        }
    }

    #[test]
    fn leaves_what_it_cannot_decide_to_the_other_way() {
        for inner in [
            "<e:Header><a e:mustUnderstand='2'/></e:Header><e:Body/>",
            "<e:Header>a</e:Header><e:Body><size xmlns='urn:m'>42</size></e:Body>",
            "<e:Body><size>42</size></e:Body>",
            "<e:Body><e:Fault/></e:Body>",
            "<e:Body/>",
            "<e:Body><size xmlns='urn:m'>42</size><a/></e:Body>",
            "<e:Body><size xmlns='urn:m'>42</size></e:Body><a/>",
            "<e:Body><size xmlns='urn:m' e:mustUnderstand='2'>42</size></e:Body>",
            "<?a?><e:Body><size xmlns='urn:m'>42</size></e:Body>",
            "a<e:Body><size xmlns='urn:m'>42</size></e:Body>",
        ] {
            assert!(read(inner).is_none(), "{inner}");
        }
    }
}
