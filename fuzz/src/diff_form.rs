//! Raw pairs, read as a browser would, are what `form_urlencoded` makes of the same bytes; read
//! strictly they are the same or an error, and an error only where there is something to guess.

use paywire::nvp::{self, Config};

/// The target.
pub fn run(data: &[u8]) {
    let mut theirs = form_urlencoded::parse(data);
    let config = Config::strict();
    for pair in nvp::pairs(data) {
        let (name, value) = theirs.next().expect("a pair they do not have");
        for (ours, theirs) in [(pair.name, name), (pair.value, value)] {
            assert_eq!(ours.lossy(), theirs);
            assert_eq!(&data[ours.span()], ours.as_bytes());
            match ours.decode(&config) {
                Ok(text) => assert_eq!(text, theirs),
                Err(error) => assert!(guessed(ours.as_bytes(), &theirs), "{error}"),
            }
        }
    }
    assert_eq!(theirs.next(), None, "a pair we do not have");
}

/// Whether what is written has an escape that is none, or was read with a replacement.
fn guessed(raw: &[u8], read: &str) -> bool {
    let digit = |at: usize| raw.get(at).is_some_and(u8::is_ascii_hexdigit);
    let no_escape = |at: usize| raw[at] == b'%' && !(digit(at + 1) && digit(at + 2));
    read.contains(char::REPLACEMENT_CHARACTER) || (0..raw.len()).any(no_escape)
}
