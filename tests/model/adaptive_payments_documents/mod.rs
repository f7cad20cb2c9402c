//! Every example body of the two documents, written down by hand after them: each is read as the
//! message it is, with nothing unknown, and written again it says the same.
//!
//! The guide is known here from a scan that lost its punctuation; that was put back after the
//! examples that have it. What a document prints wrongly, and not the scan, stands here as printed,
//! with what comes of it.

use paywire::api::MessageKind;
use paywire::codec::{self, Config, Content, Decoded, Format};
use paywire::nvp;

mod guide;
mod pay_page;

/// A body that a document prints.
struct Example {
    /// Where, and what it shows.
    place: &'static str,
    message: MessageKind,
    format: Format,
    body: &'static str,
}

impl Example {
    /// The operation was called, as the documents say with each example.
    fn told(&self) -> Config {
        let path = self.message.info().path().expect("an operation");
        Config::strict().path(&path)
    }

    fn read(&self) -> Decoded {
        let reading = codec::read(self.body.as_bytes(), &self.told())
            .unwrap_or_else(|error| panic!("{}: {error}", self.place));
        assert_eq!(reading.format, self.format, "{}", self.place);
        match reading.content {
            Content::Message(decoded) => *decoded,
            other => panic!("{}: {other:?}", self.place),
        }
    }
}

/// What a body says, in an order and a spelling of its own.
fn said(body: &str, format: Format) -> Vec<(String, String)> {
    let (tree, _) = codec::decode_generic(format, body.as_bytes(), &Config::strict())
        .expect("a body that was read before");
    let leaves = codec::leaves(&tree).into_iter();
    let mut said: Vec<_> = leaves.map(|leaf| (leaf.path, leaf.value)).collect();
    said.sort();
    said
}

fn examples() -> impl Iterator<Item = &'static Example> {
    guide::EXAMPLES.iter().chain(pay_page::EXAMPLES)
}

#[test]
fn every_example_is_read_as_what_it_is() {
    for example in examples() {
        let decoded = example.read();
        assert_eq!(decoded.message.kind(), example.message, "{}", example.place);
        assert_eq!(decoded.unknown.len(), 0, "{}", example.place);
        assert_eq!(decoded.warnings.len(), 0, "{}", example.place);
    }
}

#[test]
fn every_example_says_the_same_when_written_again() {
    for example in examples() {
        let decoded = example.read();
        let written = decoded
            .encode(example.format, &Config::strict())
            .unwrap_or_else(|error| panic!("{}: {error}", example.place));
        assert_eq!(
            said(&written, example.format),
            said(example.body, example.format),
            "{}",
            example.place
        );
    }
}

#[test]
fn every_example_goes_through_every_format() {
    for example in examples() {
        let decoded = example.read();
        for &format in Format::ALL {
            let written = decoded.encode(format, &Config::strict()).expect("written");
            let read = codec::decode(
                example.message,
                format,
                written.as_bytes(),
                &Config::strict(),
            );
            let read = read.unwrap_or_else(|error| panic!("{}: {error}", example.place));
            assert_eq!(read.message, decoded.message, "{}", example.place);
            assert!(read.unknown.is_empty(), "{}", example.place);
        }
    }
}

/// All but those that have nothing but a key are known by themselves.
#[test]
fn most_examples_say_which_message_they_are() {
    let mut silent = Vec::new();
    for example in examples() {
        let reading = codec::read(example.body.as_bytes(), &Config::strict()).expect("well-formed");
        match reading.content {
            Content::Message(decoded) => {
                assert_eq!(decoded.message.kind(), example.message, "{}", example.place);
            }
            Content::Generic(generic) => {
                let right = |it: &codec::Candidate| it.message == example.message && it.fits();
                assert!(generic.candidates.iter().any(right), "{}", example.place);
                silent.push(example.place);
            }
            other => panic!("{}: {other:?}", example.place),
        }
    }
    assert_eq!(
        silent,
        [
            "guide p. 124, request",
            "guide p. 188, request",
            "guide p. 229, request",
        ]
    );
}

/// Pairs in the order of the body, for the tests beneath.
fn pairs(body: &str) -> Vec<(String, String)> {
    nvp::from_str(body).expect("pairs")
}

#[test]
fn examples_have_no_name_twice() {
    for example in examples().filter(|example| example.format == Format::Nvp) {
        let mut names: Vec<_> = pairs(example.body)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all, "{}", example.place);
    }
}
