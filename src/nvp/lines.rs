//! Bodies with a pair on each line, and nothing but line ends between pairs.

/// The single pairs that stand on the lines of a body, if there are several and nothing else: their
/// names, without whitespace around them.
///
/// A line end that belongs to a value is escaped by every encoder, and no name has one.
fn names(body: &[u8]) -> Option<impl Iterator<Item = &[u8]>> {
    // Nearly every body has an `&` before any line end, and nothing more is looked at.
    if body.get(memchr::memchr2(b'&', b'\n', body)?) != Some(&b'\n') {
        return None;
    }
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let lines = || {
        let lines = body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        lines.filter(|line| !line.is_empty())
    };
    let is_pairs = memchr::memchr(b'&', body).is_none() && lines().all(|line| name(line).is_some());
    (is_pairs && lines().nth(1).is_some()).then(|| lines().filter_map(name))
}

/// The name of the pair that a line is.
fn name(line: &[u8]) -> Option<&[u8]> {
    let name = line[..memchr::memchr(b'=', line)?].trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().copied().all(is_of_name);
    is_name.then_some(name)
}

/// Whether a byte stands in names as they are sent.
#[inline]
pub(crate) fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.-()[]%+@$:".contains(&byte)
}

/// Whether what begins so is one body, a pair a line, and not many: its first name does not come again.
#[cfg(any(feature = "capture", test))]
pub(crate) fn is_one_body(first: &[u8]) -> bool {
    // A name that is cut off at the end is no line yet.
    let start = memchr::memrchr(b'\n', first).map_or(0, |end| end + 1);
    let is_cut = first[start..].iter().copied().all(is_of_name);
    let whole = if is_cut { &first[..start] } else { first };
    let Some(mut names) = names(whole) else {
        return false;
    };
    let name = names.next();
    names.all(|other| Some(other) != name)
}

/// A body with a pair on each line, with `&` for each line end, and where the first line ends.
pub(crate) fn joined(body: &[u8]) -> Option<(Vec<u8>, usize)> {
    let _ = names(body)?;
    let is_end = |byte: u8| matches!(byte, b'\r' | b'\n');
    let joined = body
        .iter()
        .map(|byte| if is_end(*byte) { b'&' } else { *byte });
    let text = body.iter().position(|byte| !is_end(*byte))?;
    let first = text + body[text..].iter().position(|byte| is_end(*byte))?;
    Some((joined.collect(), first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_on_lines_are_one_body() {
        for body in [
            "a=1\nb=2",
            "a=1\r\nb(0).c = x\r\n\r\n",
            "\u{feff}\na=\nb=2\n",
            "a=1\nb=2\ncut",
        ] {
            assert!(is_one_body(body.as_bytes()), "{body}");
        }
        for other in [
            "",
            "a=1",
            "a=1\n",
            "a=1&b=2\nc=3",
            "a=1\nb=2&c=3",
            "a=1\nb=2\nc=3&d=4",
            "a=1\nb=2\na=3",
            "a=1&\nb=2",
            "a=1\ntwo words\nb=2",
            "<a b=\"1\">\n</a>",
            "a=1\n=2",
        ] {
            assert!(!is_one_body(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn places_stay_where_they_are() {
        let (body, at) = joined(b"\r\na=1 \r\nb=2\n").unwrap();
        assert_eq!((&*body, at), (&b"&&a=1 &&b=2&"[..], 6));
        assert_eq!(joined(b"a=1\n"), None);
        assert_eq!(joined(b"a=1&b=2\nc=3"), None);
    }
}
