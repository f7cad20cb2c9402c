//! The spellings that a name may have, and which of them are refused in which words.

use paywire::nvp::{Brackets, Config, ErrorKind, Value, WarningKind};
use paywire::{Error, Limits};

fn read(body: &str, config: Config) -> Result<Value, Error> {
    config.from_str(body)
}

fn forms(body: &str) -> Value {
    let config = Config::strict().brackets(Brackets::Names);
    let read = read(body, config).unwrap_or_else(|error| panic!("{body}: {error}"));
    // Escaped or not, lenient or strict.
    let escaped = body.replace('[', "%5B").replace(']', "%5d");
    assert_eq!(
        config.from_str::<Value>(&escaped).expect("a tree"),
        read,
        "{body}"
    );
    let lenient = Config::lenient().brackets(Brackets::Names);
    assert_eq!(
        lenient.from_str::<Value>(body).expect("a tree"),
        read,
        "{body}"
    );
    read
}

#[test]
fn both_styles_of_indices_are_refused_in_the_same_words() {
    for (round, what) in [
        ("b=1&a(4294967296).c=1", "an index over 4294967295"),
        ("b=1&a(99999999999999999999)=1", "an index over 4294967295"),
        ("b=1&a(01).c=1", "an index with leading zeros"),
        ("b=1&a(0)(00)=1", "an index with leading zeros"),
        ("b=1&a(0)c=1", "text directly after an index"),
        ("b=1&a(10000)=1", "entries in a list"),
    ] {
        let square = round.replace('(', "[").replace(')', "]");
        let escaped = round.replace('(', "%28").replace(')', "%29");
        let said = |body: &str| {
            let error = read(body, Config::strict()).unwrap_err();
            assert_eq!(error.span().map(|span| span.start), Some(4), "{body}");
            error.to_string()
        };
        assert!(said(round).contains(what), "{}", said(round));
        if what != "text directly after an index" {
            assert_eq!(said(&square), said(round));
        }
        assert_eq!(said(&escaped), said(round));
    }
}

#[test]
fn words_in_brackets_are_read_where_the_switch_says_so() {
    for (body, points) in [
        ("user[name]=x&user[mail]=y", "user.name=x&user.mail=y"),
        ("tag[]=a&tag[]=b", "tag(0)=a&tag(1)=b"),
        ("tag[]=a", "tag(0)=a"),
        (
            "list[entry][0][email]=a&list[entry][1][email]=b",
            "list.entry(0).email=a&list.entry(1).email=b",
        ),
        (
            "a[][b]=1&a[][b]=2&c[x][]=3&c[x][]=4",
            "a(0).b=1&a(1).b=2&c.x(0)=3&c.x(1)=4",
        ),
        ("a[2]=c&a[0]=a&a[1]=b&a[]=d", "a(0)=a&a(1)=b&a(2)=c&a(3)=d"),
        ("a[]=x&a(1)=y&a[]=z", "a(0)=x&a(1)=y&a(2)=z"),
        ("a.b[c].d[0]=1&a[b][c][d][1]=2", "a.b.c.d(0)=1&a.b.c.d(1)=2"),
        ("a[first-name]=1", "a.first-name=1"),
    ] {
        assert_eq!(
            forms(body),
            read(points, Config::strict()).unwrap(),
            "{body}"
        );
    }
}

#[test]
fn twice_the_same_name_is_twice_the_same_in_any_spelling() {
    let config = Config::strict().brackets(Brackets::Names);
    for body in ["a[b]=1&a.b=2", "a[]=1&a[0]=2", "a[b][0]=1&a.b(0)=2"] {
        let error = read(body, config).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::DuplicateName { .. }),
            "{body}: {error}"
        );
    }
    // What is not a word is refused as ever.
    for body in [
        "a[0_id]=1",
        "a[b=1",
        "a]b[=1",
        "a[b(0)]=1",
        "a()=1",
        "a[01]=1",
        "a[$text]=1",
        "a(b)=1",
    ] {
        let error = read(body, config).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::InvalidName(_)),
            "{body}: {error}"
        );
    }
}

#[test]
fn what_forms_send_is_refused_with_the_name_of_the_switch() {
    for body in [
        "receiverList[receiver][0][email]=a%40e.example",
        "receiverList%5Breceiver%5D%5B0%5D%5Bemail%5D=a",
        "x=1&tag[]=a&tag[]=b",
        "x=1&y(0)[b]=2",
    ] {
        let error = read(body, Config::strict()).unwrap_err();
        assert!(
            error.to_string().contains("`nvp::Brackets::Names`"),
            "{body}: {error}"
        );
        let lenient = Config::lenient();
        let (value, warnings) = lenient
            .from_slice_reporting::<Value>(body.as_bytes())
            .unwrap_or_else(|error| {
                // Twice the same word, which is no list to a `Value`.
                assert!(matches!(error.kind(), ErrorKind::DuplicateName { .. }));
                (Value::Null, Vec::new())
            });
        assert!(
            value == Value::Null || warnings[0].kind() == WarningKind::BracketsTaken,
            "{body}"
        );
    }
}

#[test]
fn empty_brackets_count_for_the_limits() {
    let config = Config::strict()
        .brackets(Brackets::Names)
        .limits(Limits::default().list(2));
    assert!(read("a[]=1&a[]=2", config).is_ok());
    let error = read("a[]=1&a[]=2&a[]=3", config).unwrap_err();
    assert!(error.to_string().contains("more than 2 entries"), "{error}");
    assert!(
        read(
            "a[][][]=1",
            Config::strict()
                .brackets(Brackets::Names)
                .limits(Limits::default().depth(3))
        )
        .is_err()
    );
}
