use super::{few, standard};

const LABELS: [&[u8]; 12] = [
    b"utf-8",
    b" UTF8\n",
    b"utf-16",
    b"UTF-16le",
    b"utf-16be",
    b"unicodefffe",
    b"us-ascii",
    b"latin1",
    b"ISO-8859-1",
    b"windows-1252",
    b"utf-7",
    b"",
];

fn all() -> impl Iterator<Item = (few::Encoding, standard::Encoding)> {
    LABELS.iter().filter_map(|label| {
        Some((
            few::Encoding::of_label(label)?,
            standard::Encoding::of_label(label)?,
        ))
    })
}

#[test]
fn labels_are_those_of_the_standard() {
    assert_eq!(all().count(), 10);
    for (few, standard) in all() {
        assert_eq!(few.name(), standard.name());
        assert_eq!(few.is_ascii_compatible(), standard.is_ascii_compatible());
    }
    for label in [&b"utf-7"[..], b"hz-gb-2312", b""] {
        assert!(few::Encoding::of_label(label).is_none());
        assert!(standard::Encoding::of_label(label).is_none());
    }
    assert!(few::Encoding::of_label(b"koi8-r").is_none());
    assert!(standard::Encoding::of_label(b"koi8-r").is_some());
}

#[test]
fn both_read_the_same() {
    let mut bodies: Vec<Vec<u8>> = (0..=255).map(|byte| vec![b'a', byte, b'b', 0]).collect();
    bodies.extend((0..=255).map(|byte| vec![0, b'a', byte, b'b']));
    bodies.extend((0xd7..=0xe0).map(|high| vec![0, high, 0, 0xdc, b'a', 0]));
    bodies.extend((0xd7..=0xe0).map(|high| vec![high, 0, 0xdc, 0, 0, b'a']));
    bodies.extend([b"odd".to_vec(), b"\xd8".to_vec(), Vec::new()]);
    bodies.extend(["é€😀ÿ".as_bytes().to_vec(), b"\x80\x9f\xa0\xff".to_vec()]);
    for (few, standard) in all() {
        for body in &bodies {
            let (own, peer) = (few.decode(body), standard.decode(body));
            assert_eq!(own.is_ok(), peer.is_ok(), "{} {body:x?}", few.name());
            if let (Ok(own), Ok(peer)) = (&own, peer) {
                assert_eq!(*own, peer, "{} {body:x?}", few.name());
                assert_eq!(few.encode(own), standard.encode(own), "{own}");
                let mut widths = (few.widths(), standard.widths());
                for byte in body {
                    let (own, peer) = (widths.0.push(*byte), widths.1.push(*byte));
                    assert_eq!(own, peer, "{} {body:x?}", few.name());
                }
            }
            assert_eq!(
                few.lossy(body),
                standard.lossy(body),
                "{} {body:x?}",
                few.name()
            );
        }
    }
}

#[test]
fn both_refuse_what_an_encoding_lacks() {
    for (few, standard) in all() {
        for text in ["č", "\u{81}", "\u{80}", "aé", "😀"] {
            assert_eq!(
                few.encode(text),
                standard.encode(text),
                "{} {text:?}",
                few.name()
            );
        }
    }
}
