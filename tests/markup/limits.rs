//! Every limit at its value and one past it, and documents made to cost more than they are long.

use std::fmt::Write;
use std::time::Duration;

use crate::clock::{is_linear, least_time, time};
use allocation_counter::measure;
use paywire::nvp::Value;
use paywire::xml::{Config, Document, from_reader};
use paywire::{Category, ErrorKind, Limit, Limits};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// `at` is read under these limits, `past` is refused with `limit`, whatever is read from it.
#[track_caller]
fn borders(limits: Limits, at: &str, past: &str, limit: Limit) {
    for config in [Config::strict(), Config::lenient()] {
        let config = config.limits(limits);
        for error in [
            config.from_str::<IgnoredAny>(past).expect_err(past),
            config.from_slice::<Value>(past.as_bytes()).expect_err(past),
        ] {
            assert_eq!(error.kind(), &ErrorKind::Limit(limit), "{past}");
            assert_eq!(error.category(), Category::Limit);
            let span = error.span().expect("a place");
            assert!(span.end <= past.len() && span.start <= span.end);
        }
        let value = config.from_str::<Value>(at);
        assert!(value.is_ok(), "{at}: {value:?}");
    }
}

#[test]
fn input() {
    let limits = Limits::default().input(4);
    borders(limits, "<a/>", "<a />", Limit::Input(4));
    let endless = from_reader::<_, Value>(std::io::repeat(b'<')).unwrap_err();
    assert_eq!(endless.kind(), &ErrorKind::Limit(Limit::Input(1 << 20)));
}

#[test]
fn depth() {
    let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    for depth in [1, 2, 64, 512] {
        let limits = Limits::default().depth(depth);
        let most = usize::from(depth);
        borders(
            limits,
            &nested(most),
            &nested(most + 1),
            Limit::Depth(depth),
        );
    }
    borders(
        Limits::default(),
        &nested(64),
        &nested(65),
        Limit::Depth(64),
    );
    let unlimited = Limits::unlimited();
    borders(unlimited, &nested(512), &nested(513), Limit::Depth(512));
    borders(
        Limits::default().depth(1),
        "<a/>",
        "<a><b/></a>",
        Limit::Depth(1),
    );
}

#[test]
fn elements() {
    let limits = Limits::default().names(3);
    borders(
        limits,
        "<a><b/><c/></a>",
        "<a><b/><c/><d/></a>",
        Limit::Names(3),
    );
    borders(
        limits,
        "<a><b><b/></b></a>",
        "<a><b><b/></b><b/></a>",
        Limit::Names(3),
    );
}

#[test]
fn attributes() {
    let limits = Limits::default().attributes(2);
    borders(
        limits,
        "<a b='' c=''/>",
        "<a b='' c='' d=''/>",
        Limit::Attributes(2),
    );
    let at = "<a xmlns='u' xmlns:b='v'/>";
    borders(
        limits,
        at,
        "<a xmlns='u' xmlns:b='v' c=''/>",
        Limit::Attributes(2),
    );
    // Declarations that hold at one place count together.
    let at = "<a xmlns='u'><b xmlns:c='v'/><b xmlns:c='v'/></a>";
    let past = "<a xmlns='u'><b xmlns:c='v'><d xmlns:e='w'/></b></a>";
    borders(limits, at, past, Limit::Attributes(2));
}

#[test]
fn lists() {
    let limits = Limits::default().list(2);
    borders(
        limits,
        "<a><b/><b/></a>",
        "<a><b/><b/><b/></a>",
        Limit::List(2),
    );
    let at = "<a><b/><c/><b/><c/></a>";
    borders(limits, at, "<a><b/><c/><b/><c/><b/></a>", Limit::List(2));
}

#[test]
fn names() {
    let limits = Limits::default().name(3);
    borders(limits, "<abc/>", "<abcd/>", Limit::Name(3));
    borders(limits, "<a bcd=''/>", "<a bcde=''/>", Limit::Name(3));
    borders(limits, "<éa/>", "<éé/>", Limit::Name(3));
}

#[test]
fn values() {
    let limits = Limits::default().value(5);
    borders(limits, "<a>12345</a>", "<a>123456</a>", Limit::Value(5));
    borders(limits, "<a>&gt;1</a>", "<a>&gt;12</a>", Limit::Value(5));
    borders(limits, "<a b='12345'/>", "<a b='123456'/>", Limit::Value(5));
    borders(
        limits,
        "<a><b>12345</b></a>",
        "<a><b>123456</b></a>",
        Limit::Value(5),
    );
}

/// The document of `n` pieces.
type Flood = fn(usize) -> String;

fn each(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect()
}

fn root(inner: &str) -> String {
    format!("<r>{inner}</r>")
}

const FLOODS: &[(&str, Flood)] = &[
    ("siblings", |n| root(&"<a/>".repeat(n))),
    ("siblings of two names", |n| root(&"<a/><b/>".repeat(n))),
    ("siblings of many names", |n| {
        root(&each(n, |n| format!("<a{n}/>")))
    }),
    ("siblings of many names, twice", |n| {
        root(&each(2, |_| each(n, |n| format!("<a{n}/>"))))
    }),
    ("names alike but for the middle", |n| {
        root(&each(n, |n| format!("<aaaaaaaa{n:06}aaaaaaaa/>")))
    }),
    ("many parents of many", |n| {
        root(&each(n / 40, |_| root(&each(40, |n| format!("<a{n}/>")))))
    }),
    ("attributes", |n| {
        format!("<r {}/>", each(n, |n| format!("a{n}='' ")))
    }),
    ("declarations", |n| {
        format!("<r {}/>", each(n, |n| format!("xmlns:a{n}='u{n}' ")))
    }),
    ("declarations used", |n| {
        let all = each(n, |n| format!("xmlns:a{n}='u{n}' "));
        format!("<r {all}>{}</r>", each(n, |n| format!("<a{n}:b/><a0:c/>")))
    }),
    ("declarations below one another", |n| {
        let depth = n.min(500);
        let open = each(depth, |n| format!("<a xmlns:a{n}='u{n}'>"));
        open + &"<a0:b/>".repeat(n) + &"</a>".repeat(depth)
    }),
    ("namespaces one after the other", |n| {
        root(&each(n, |n| format!("<a xmlns='u{n}'/>")))
    }),
    ("depth", |n| {
        let depth = n.min(512);
        format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth))
    }),
    ("depth past the limit", |n| "<a>".repeat(n)),
    ("text", |n| root(&"text ".repeat(n))),
    ("references", |n| root(&"&#65;".repeat(n))),
    ("line ends", |n| root(&"\r\n\r".repeat(n))),
    ("comments", |n| root(&"<!---->".repeat(n))),
    ("instructions", |n| root(&"<?a?>".repeat(n))),
    ("sections", |n| root(&"<![CDATA[]]>".repeat(n))),
    ("text and elements", |n| root(&"a<b/>".repeat(n))),
    ("brackets", |n| root(&"]]".repeat(n))),
    ("open tags", |n| "<".repeat(n)),
    ("ampersands", |n| root(&"&".repeat(n))),
    ("a comment without end", |n| {
        format!("<r><!--{}", "- ".repeat(n))
    }),
    ("a section without end", |n| {
        format!("<r><![CDATA[{}", "]".repeat(n))
    }),
    ("an attribute without end", |n| {
        format!("<r a='{}", "x".repeat(n))
    }),
    ("white space", |n| " ".repeat(n) + "<r/>"),
    ("a long name", |n| format!("<{}/>", "a".repeat(n))),
    ("a long prefix", |n| format!("<{}:a/>", "a".repeat(n))),
    ("wide names", |n| root(&each(n, |n| format!("<é{n}/>")))),
    ("entries with entries", |n| {
        root(&each(n, |n| format!("<a><b>{n}</b><c/><b/></a><d/>")))
    }),
];

/// Reads in each way there is.
fn read_all(document: &str, config: Config<'_>) {
    let _ = config.from_str::<IgnoredAny>(document);
    let _ = config.from_slice::<Value>(document.as_bytes());
    if let Ok(document) = Document::from_str_with(document, config) {
        let root = document.root();
        let _ = (root.text(), root.content().count(), root.declarations());
        let _ = root
            .children()
            .map(|child| child.span().len())
            .sum::<usize>();
    }
}

#[test]
fn floods_take_time_in_line_with_their_length() {
    for preset in [Config::strict(), Config::lenient()] {
        let config = preset.limits(Limits::unlimited());
        for (what, flood) in FLOODS {
            let (less, more) = (flood(500), flood(8_000));
            let linear = is_linear(|| read_all(&less, config), || read_all(&more, config));
            assert!(linear, "{what}");
        }
    }
}

/// Under the default limits any document up to a mebibyte is answered soon, and bounded in memory.
#[test]
fn floods_of_a_mebibyte_are_bounded() {
    // The lenient preset goes the same way through them.
    let config = Config::strict();
    for (what, flood) in FLOODS {
        let each = flood(1_000).len().div_ceil(1_000).max(1);
        let mut document = flood((1 << 20) / each);
        document.truncate(1 << 20);
        let mut read = false;
        let mut heap = None;
        let elapsed = time(|| {
            heap = Some(measure(|| {
                read = config.from_str::<IgnoredAny>(&document).is_ok();
            }));
        });
        let heap = heap.expect("it was measured");
        let most = if read { 16 } else { 2 } * document.len() as u64 + (64 << 10);
        assert!(
            heap.bytes_total <= most,
            "{what}: {} of {most}",
            heap.bytes_total
        );
        assert!(elapsed < Duration::from_secs(10), "{what}: {elapsed:?}");
    }
}

/// Without limits, four times the length takes four times the memory.
#[test]
fn memory_grows_in_line_with_length() {
    let config = Config::strict().limits(Limits::unlimited());
    for (what, flood) in FLOODS {
        let total = |n: usize| {
            let document = flood(n);
            measure(|| drop(config.from_str::<IgnoredAny>(&document))).bytes_total
        };
        let (less, more) = (total(8_000), total(32_000));
        assert!(more <= 5 * less + (64 << 10), "{what}: {less} {more}");
    }
}

#[test]
fn warnings_do_not_outgrow_the_document() {
    let mut inner = String::new();
    for n in 0..1_000 {
        let _ = write!(inner, "<a{n}>1</a{n}>x");
    }
    let (_, warnings) = Config::lenient()
        .from_slice_reporting::<Value>(root(&inner).as_bytes())
        .unwrap();
    assert!(warnings.is_empty(), "{}", warnings.len());
}
/// The deepest document there may be fits into the stack of a test, whatever it is made of.
#[test]
fn the_deepest_documents_fit_the_stack() {
    #[derive(Debug, Deserialize)]
    struct Nested {
        a: Option<Box<Nested>>,
    }
    #[derive(Debug, Deserialize)]
    struct Lists {
        #[serde(default)]
        a: Vec<Lists>,
    }
    let config = Config::strict().limits(Limits::unlimited());
    let deep = |open: &str| format!("<a>{}{}</a>", open.repeat(511), "</a>".repeat(511));
    let nested = deep("<a>");
    let mut levels = 0;
    let mut next = Some(Box::new(config.from_str::<Nested>(&nested).unwrap()));
    while let Some(level) = next {
        next = level.a;
        levels += 1;
    }
    assert_eq!(levels, 512);
    let lists = deep("<a/><a>");
    assert_eq!(config.from_str::<Lists>(&lists).unwrap().a.len(), 2);
    assert!(config.from_str::<Value>(&lists).is_ok());
}

/// What is mended often is told in the time that it takes to read.
#[test]
fn many_warnings_take_linear_time() {
    #[derive(Debug, Deserialize)]
    struct Root {
        p: Vec<Parent>,
    }
    #[derive(Debug, Deserialize)]
    struct Parent {
        a: Option<paywire::Amount>,
    }
    let config = Config::lenient().limits(Limits::unlimited());
    let took = |entry: &str, wide: bool, count: usize| {
        let text = format!("<r>{}</r>", entry.repeat(count));
        let mut body = text.clone().into_bytes();
        if wide {
            let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
            body = units.flat_map(u16::to_le_bytes).collect();
        }
        least_time(|| {
            let (root, warnings) = config.from_slice_reporting::<Root>(&body).unwrap();
            assert!(root.p.iter().all(|parent| parent.a.is_some()));
            assert_eq!((root.p.len(), warnings.len()), (count, count));
            let last = format!("p({}).a", count - 1);
            assert!(warnings[count - 1].path().unwrap().starts_with(&last));
        })
    };
    for entry in ["<p><a>1</a><a>2</a></p>", "<p><a>1e2</a></p>"] {
        for wide in [false, true] {
            let (less, more) = (took(entry, wide, 1000), took(entry, wide, 8000));
            assert!(
                more < 24 * less,
                "{entry}: {less:?} for 1000, {more:?} for 8000"
            );
        }
    }
}
