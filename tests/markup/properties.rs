//! Laws of reading XML over random documents and random bytes.

use std::collections::BTreeMap;
use std::fmt::Write;

use paywire::nvp::Value;
use paywire::xml::{Config, Content, Document, Element};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde::de::IgnoredAny;

/// What a document holds, without the many ways to write it.
#[derive(Clone, Debug, PartialEq)]
struct Tree {
    name: String,
    attributes: BTreeMap<String, String>,
    content: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Text(String),
    Tree(Tree),
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-c]{1,2}",
        1 => "[a-zA-Z_][a-zA-Z0-9._-]{0,12}",
        1 => "[éλ名][é0λ名-]{0,3}",
    ]
}

/// Text that a document can hold.
fn text() -> impl Strategy<Value = String> {
    let any = any::<char>().prop_filter("no character of XML", |c| {
        !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
    });
    prop_oneof![
        4 => "[a-z0-9 ]{1,12}",
        1 => "[<>&'\"\\]\\[!?\t\r\n -]{1,8}",
        1 => vec(any, 1..6).prop_map(String::from_iter),
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    let attributes = || btree_map(name(), text(), 0..3);
    let leaf = (name(), attributes(), vec(text().prop_map(Part::Text), 0..2));
    let leaf = leaf.prop_map(|(name, attributes, content)| Tree {
        name,
        attributes,
        content,
    });
    leaf.prop_recursive(5, 40, 6, move |inner| {
        let part = prop_oneof![
            1 => text().prop_map(Part::Text),
            4 => inner.prop_map(Part::Tree),
        ];
        (name(), attributes(), vec(part, 0..6)).prop_map(|(name, attributes, parts)| {
            let mut content: Vec<Part> = Vec::new();
            for part in parts {
                match (content.last_mut(), part) {
                    (Some(Part::Text(last)), Part::Text(more)) => last.push_str(&more),
                    (_, part) => content.push(part),
                }
            }
            Tree {
                name,
                attributes,
                content,
            }
        })
    })
}

/// Writes a tree, with `way` choosing among the ways to write each thing.
struct Writer<'w> {
    out: String,
    ways: std::iter::Cycle<std::slice::Iter<'w, u8>>,
}

impl Writer<'_> {
    fn way(&mut self, ways: u8) -> u8 {
        self.ways.next().map_or(0, |way| way % ways)
    }

    fn char(&mut self, c: char, quoted: bool) {
        let special = matches!(c, '<' | '&' | '\r' | '"' | '\'' | '>');
        let literal = !special && (!quoted || !matches!(c, '\t' | '\n'));
        let _ = match self.way(6) {
            0 => write!(self.out, "&#{};", u32::from(c)),
            1 => write!(self.out, "&#x{:X};", u32::from(c)),
            2 if !quoted && self.way(2) == 0 => {
                write!(self.out, "<!-- ]]> & -->&#{};", u32::from(c))
            }
            _ => match c {
                '<' => self.out.write_str("&lt;"),
                '>' => self.out.write_str("&gt;"),
                '&' => self.out.write_str("&amp;"),
                '"' => self.out.write_str("&quot;"),
                '\'' => self.out.write_str("&apos;"),
                // A line end in text may be written in three ways.
                '\n' if !quoted => {
                    let ends = ["\n", "\r\n", "&#10;"];
                    let end = ends[usize::from(self.way(3))];
                    self.out.write_str(end)
                }
                c if literal => self.out.write_char(c),
                c => write!(self.out, "&#{};", u32::from(c)),
            },
        };
    }

    fn text(&mut self, text: &str) {
        if self.way(4) == 0 && !text.contains("]]>") && !text.contains('\r') {
            let _ = write!(self.out, "<![CDATA[{text}]]>");
            return;
        }
        for c in text.chars() {
            self.char(c, false);
        }
        if self.way(5) == 0 {
            self.out.push_str("<?a <b>?>");
        }
    }

    fn space(&mut self) {
        let spaces = ["", "", " ", "\n", "\t \r\n"];
        let space = spaces[usize::from(self.way(5))];
        self.out.push_str(space);
    }

    fn tree(&mut self, tree: &Tree) {
        let prefix = ["", "p:", "q:"][usize::from(self.way(3))];
        let _ = write!(self.out, "<{prefix}{}", tree.name);
        // Both prefixes mean the default namespace.
        self.out
            .push_str(" xmlns='urn:x' xmlns:p='urn:x' xmlns:q=\"urn:&#120;\"");
        for (name, value) in &tree.attributes {
            self.out.push(' ');
            self.space();
            self.out.push_str(name);
            self.space();
            self.out.push('=');
            self.space();
            let quote = ['"', '\''][usize::from(self.way(2))];
            self.out.push(quote);
            for c in value.chars() {
                self.char(c, true);
            }
            self.out.push(quote);
        }
        self.space();
        if tree.content.is_empty() && self.way(2) == 0 {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        for part in &tree.content {
            match part {
                Part::Text(text) => self.text(text),
                Part::Tree(tree) => self.tree(tree),
            }
        }
        let _ = write!(self.out, "</{prefix}{}", tree.name);
        self.space();
        self.out.push('>');
    }
}

fn written(tree: &Tree, ways: &[u8]) -> String {
    let mut writer = Writer {
        out: String::new(),
        ways: ways.iter().cycle(),
    };
    writer.space();
    if writer.out.is_empty() && writer.way(2) == 0 {
        writer.out.push_str("<?xml version=\"1.0\"?>");
    }
    writer.space();
    writer.tree(tree);
    writer.space();
    writer.out
}

/// The tree that an element is.
fn found(element: Element<'_, '_>) -> Tree {
    assert_eq!(element.namespace(), Some("urn:x"));
    let attributes = element.attributes();
    let content = element.content().map(|part| match part {
        Content::Text(text) => Part::Text(text),
        Content::Element(child) => Part::Tree(found(child)),
    });
    Tree {
        name: element.name().to_owned(),
        attributes: attributes
            .map(|one| (one.name.to_owned(), one.value.into_owned()))
            .collect(),
        content: content.collect(),
    }
}

/// What the generic tree of a message has to hold of a tree.
fn value(tree: &Tree) -> Value {
    let is_blank = |text: &str| text.trim_matches([' ', '\t', '\r', '\n']).is_empty();
    let mut own = String::new();
    let mut solid = false;
    let mut children: Vec<(String, Vec<Value>)> = Vec::new();
    for part in &tree.content {
        match part {
            Part::Text(text) => {
                solid |= !is_blank(text);
                own.push_str(text);
            }
            Part::Tree(child) => {
                let known = children.iter_mut().find(|(name, _)| *name == child.name);
                match known {
                    Some((_, values)) => values.push(value(child)),
                    None => children.push((child.name.clone(), vec![value(child)])),
                }
            }
        }
    }
    if children.is_empty() && tree.attributes.is_empty() {
        return Value::Text(own);
    }
    let attributes = tree.attributes.iter();
    let attributes = attributes.map(|(name, text)| (format!("@{name}"), Value::Text(text.clone())));
    let own = solid.then(|| ("$text".to_owned(), Value::Text(own)));
    let children = children.into_iter().map(|(name, mut values)| {
        let value = match values.len() {
            1 => values.remove(0),
            _ => Value::List(values),
        };
        (name, value)
    });
    Value::Map(attributes.chain(own).chain(children).collect())
}

/// Pieces that documents are made of, in no good order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<a>",
        "</a>",
        "<a/>",
        "<b ",
        "</b>",
        "x='y'",
        " x=\"",
        "\"",
        "'",
        ">",
        "<",
        "/>",
        "&amp;",
        "&",
        ";",
        "&#65;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "<?xml version='1.0'?>",
        "<!DOCTYPE",
        "xmlns='u'",
        " xmlns:p='u'",
        "p:",
        "<p:a>",
        "</p:a>",
        "text",
        " ",
        "\r\n",
        "\t",
        "é",
        "\u{feff}",
        "\u{ffff}",
        "\0",
        "=",
        "$text",
        "<r>",
        "</r>",
        "1",
    ]);
    vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

/// Reads in every way; what the ways say of each other has to hold.
fn read_all(bytes: &[u8]) {
    let strict = Config::strict().from_slice::<Value>(bytes);
    let lenient = Config::lenient().from_slice_reporting::<Value>(bytes);
    let ignored = Config::strict().from_slice::<IgnoredAny>(bytes);
    assert_eq!(strict.is_ok(), ignored.is_ok());
    match &strict {
        Ok(value) => {
            let (same, warnings) = lenient.expect("lenient reads what strict reads");
            assert_eq!(&same, value);
            assert!(warnings.is_empty());
        }
        Err(error) => {
            let span = error.span().expect("a place");
            assert!(
                span.start <= span.end && span.end <= bytes.len(),
                "{span:?}"
            );
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(value) = strict
    {
        assert_eq!(
            Config::strict().from_str::<Value>(text).expect("the same"),
            value
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..64)) {
        read_all(&bytes);
    }

    #[test]
    fn any_pieces_are_read_or_refused(soup in soup()) {
        read_all(soup.as_bytes());
        read_all(format!("<r>{soup}</r>").as_bytes());
        read_all(format!("<r {soup}></r>").as_bytes());
    }

    #[test]
    fn a_document_cut_short_is_refused(tree in tree(), ways in vec(any::<u8>(), 1..64), at in any::<prop::sample::Index>()) {
        let document = written(&tree, &ways);
        let root = document.trim_end_matches([' ', '\t', '\r', '\n']);
        let cut = &root.as_bytes()[..at.index(root.len())];
        read_all(cut);
        prop_assert!(Document::from_slice(cut).is_err());
    }

    #[test]
    fn a_tree_is_read_as_it_was_written(tree in tree(), ways in vec(any::<u8>(), 1..64)) {
        let document = written(&tree, &ways);
        let read = Document::from_str(&document);
        let read = read.map_err(|error| TestCaseError::fail(format!("{error}: {document}")))?;
        prop_assert_eq!(found(read.root()), tree.clone(), "{}", document);
        prop_assert_eq!(read.root().deserialize::<Value>().unwrap(), value(&tree), "{}", document);
        prop_assert_eq!(read.root().source(), document.trim_matches([' ', '\t', '\r', '\n']).trim_start_matches("<?xml version=\"1.0\"?>").trim_start());
    }

    #[test]
    fn any_encoding_says_the_same(tree in tree(), ways in vec(any::<u8>(), 1..64)) {
        let document = written(&tree, &ways);
        let document = document.trim_start().trim_start_matches("<?xml version=\"1.0\"?>");
        let wide = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let text = format!("\u{feff}{document}");
            text.encode_utf16().flat_map(unit).collect()
        };
        let marked = format!("\u{feff}{document}").into_bytes();
        for bytes in [wide(u16::to_le_bytes), wide(u16::to_be_bytes), marked] {
            let read = Document::from_slice(&bytes).unwrap();
            prop_assert_eq!(found(read.root()), tree.clone());
            let span = read.root().span();
            prop_assert!(span.end <= bytes.len());
        }
    }
}
