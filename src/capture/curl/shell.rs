//! Splits a line into words as a POSIX shell or bash does.
//!
//! Nothing is expanded: `$NAME`, `$(…)` and backticks are kept verbatim, with a warning.
//!
//! Document: *POSIX.1-2017, Shell Command Language*, 2.2 Quoting, 2.3 Token Recognition and 2.7
//! Redirection; *Bash Reference Manual*, 3.1.2.4 ANSI-C Quoting.

use nom::branch::alt;
use nom::bytes::streaming::{is_a, is_not, tag, take, take_while, take_while_m_n, take_while1};
use nom::combinator::{opt, peek, recognize, value};
use nom::error::{Error as Fault, ErrorKind as FaultKind};
use nom::multi::{fold_many0, fold_many1};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use super::command::{ShellCommand, StandardInput};

type ParseResult<'a, T> = IResult<&'a [u8], T>;

/// Part of a word: `a'b'"c"` consists of three.
#[derive(Clone, Debug, Default)]
struct WordPiece {
    text: Vec<u8>,
    /// Whether a shell would have expanded it.
    expands: bool,
    /// Whether it was quoted, so that even an empty one is a word.
    quoted: bool,
}

impl WordPiece {
    fn plain(text: &[u8]) -> Self {
        WordPiece {
            text: text.to_vec(),
            ..WordPiece::default()
        }
    }

    fn expanding(text: &[u8]) -> Self {
        WordPiece {
            expands: true,
            ..WordPiece::plain(text)
        }
    }

    fn and(mut self, mut next: WordPiece) -> Self {
        self.text.append(&mut next.text);
        self.expands |= next.expands;
        self.quoted |= next.quoted;
        self
    }

    fn quoted(mut self) -> Self {
        self.quoted = true;
        self
    }
}

/// Parses one command including its terminator: a line end, `;`, `|`, `&`, or the byte that closes
/// its context.
pub(super) fn command(input: &[u8], closer: Option<u8>) -> ParseResult<'_, ShellCommand> {
    let mut command = ShellCommand::default();
    let mut document = None;
    let mut rest = input;
    loop {
        (rest, ()) = blanks(rest)?;
        if let (after, Some(redirection)) = opt(redirection).parse(rest)? {
            rest = after;
            match redirection {
                Redirection::Document(end) => document = Some(end),
                Redirection::StandardInput(input) => command.input = input,
                Redirection::Output => {}
            }
            continue;
        }
        if let (after, Some(end)) = opt(|rest| terminator(rest, closer)).parse(rest)? {
            rest = after;
            command.background = end == Terminator::Background && starts_word(rest);
            break;
        }
        let (after, piece) = word(rest, closer)?;
        rest = after;
        command.expands |= piece.expands;
        if piece.quoted || !piece.text.is_empty() {
            command.words.push(piece.text);
        }
    }
    if let Some(end) = document {
        let (after, text) = here_document(rest, &end)?;
        rest = after;
        command.expands |= !end.quoted && text.contains(&b'$');
        command.input = StandardInput::Text(text);
    }
    Ok((rest, command))
}

fn starts_word(rest: &[u8]) -> bool {
    rest.first()
        .is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'&')
}

/// Blanks and escaped line ends. PowerShell escapes with a backtick.
fn blanks(input: &[u8]) -> ParseResult<'_, ()> {
    let continued = recognize((alt((tag("\\"), tag("`"))), line_end));
    // The carriage return of a Windows line end is not part of the command.
    let blank = alt((
        is_a(" \t"),
        continued,
        recognize((tag("\r"), peek(tag("\n")))),
    ));
    fold_many0(blank, || (), |(), _| ()).parse(input)
}

fn line_end(input: &[u8]) -> ParseResult<'_, &[u8]> {
    alt((tag("\n"), tag("\r\n"))).parse(input)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Terminator {
    Other,
    Background,
}

fn terminator(input: &[u8], closer: Option<u8>) -> ParseResult<'_, Terminator> {
    let (rest, first) = take(1_usize)(input)?;
    match first[0] {
        b'\n' | b';' | b'|' => Ok((rest, Terminator::Other)),
        b'&' => Ok((rest, Terminator::Background)),
        b'#' => value(
            Terminator::Other,
            (take_while(|byte| byte != b'\n'), tag("\n")),
        )
        .parse(rest),
        byte if Some(byte) == closer => Ok((rest, Terminator::Other)),
        _ => no(input),
    }
}

fn no<T>(input: &[u8]) -> ParseResult<'_, T> {
    Err(nom::Err::Error(Fault::new(input, FaultKind::Alt)))
}

fn word(input: &[u8], closer: Option<u8>) -> ParseResult<'_, WordPiece> {
    let piece = alt((
        plain(closer),
        single.map(WordPiece::quoted),
        double.map(WordPiece::quoted),
        escaped,
        dollar,
        |rest| backticks(rest, closer),
        // A carriage return without a line end.
        tag("\r").map(WordPiece::plain),
    ));
    fold_many1(piece, WordPiece::default, WordPiece::and).parse(input)
}

/// Literal bytes. `#`, `<` and `>` are special only at the start of a word; documentation uses `<`
/// and `>` for placeholders.
fn plain<'a>(
    closer: Option<u8>,
) -> impl Parser<&'a [u8], Output = WordPiece, Error = Fault<&'a [u8]>> {
    take_while1(move |byte| !b" \t\r\n'\"\\$`;|&".contains(&byte) && Some(byte) != closer)
        .map(WordPiece::plain)
}

fn single(input: &[u8]) -> ParseResult<'_, WordPiece> {
    delimited(tag("'"), take_while(|byte| byte != b'\''), tag("'"))
        .map(WordPiece::plain)
        .parse(input)
}

fn escaped(input: &[u8]) -> ParseResult<'_, WordPiece> {
    let gone = line_end.map(|_| WordPiece::default());
    let kept = take(1_usize).map(WordPiece::plain);
    preceded(tag("\\"), alt((gone, kept))).parse(input)
}

fn double(input: &[u8]) -> ParseResult<'_, WordPiece> {
    let escaped = preceded(
        tag("\\"),
        alt((
            line_end.map(|_| WordPiece::default()),
            is_a_one(b"$`\"\\"),
            // Before other bytes a backslash is literal.
            |rest| Ok((rest, WordPiece::plain(b"\\"))),
        )),
    );
    let piece = alt((
        is_not("\"\\$`").map(WordPiece::plain),
        escaped,
        expansion,
        tag("$").map(WordPiece::plain),
        |rest| backticks(rest, None),
    ));
    let pieces = fold_many0(piece, WordPiece::default, WordPiece::and);
    delimited(tag("\""), pieces, tag("\"")).parse(input)
}

fn is_a_one<'a>(
    set: &'static [u8],
) -> impl Parser<&'a [u8], Output = WordPiece, Error = Fault<&'a [u8]>> {
    take_while_m_n(1, 1, |byte| set.contains(&byte)).map(WordPiece::plain)
}

fn dollar(input: &[u8]) -> ParseResult<'_, WordPiece> {
    alt((
        ansi.map(WordPiece::quoted),
        preceded(tag("$"), double).map(WordPiece::quoted),
        expansion,
        tag("$").map(WordPiece::plain),
    ))
    .parse(input)
}

/// An expansion, verbatim.
fn expansion(input: &[u8]) -> ParseResult<'_, WordPiece> {
    let name = take_while1(|byte: u8| byte.is_ascii_alphanumeric() || byte == b'_');
    let special = take_while_m_n(1, 1, |byte: u8| b"@*#?$!-".contains(&byte));
    let braces = recognize((tag("{"), take_while(|byte| byte != b'}'), tag("}")));
    recognize(preceded(
        tag("$"),
        alt((name, braces, parentheses, special)),
    ))
    .map(WordPiece::expanding)
    .parse(input)
}

/// From `(` to the matching `)`, skipping quotations.
fn parentheses(input: &[u8]) -> ParseResult<'_, &[u8]> {
    let (mut rest, _) = tag("(")(input)?;
    let mut open = 1_usize;
    while open > 0 {
        let text = take_while1(|byte| !b"()'\"\\".contains(&byte));
        let quoted = recognize((tag("\""), quoted_inside, tag("\"")));
        let passed = recognize(alt((text, recognize(single), quoted, recognize(escaped))));
        if let (after, Some(_)) = opt(passed).parse(rest)? {
            rest = after;
            continue;
        }
        let (after, parenthesis) = take(1_usize)(rest)?;
        rest = after;
        // Only brackets reach this point.
        open = if parenthesis == b"(" {
            open + 1
        } else {
            open - 1
        };
    }
    Ok((rest, &input[..input.len() - rest.len()]))
}

fn quoted_inside(input: &[u8]) -> ParseResult<'_, ()> {
    let piece = alt((is_not("\"\\"), recognize((tag("\\"), take(1_usize)))));
    fold_many0(piece, || (), |(), _| ()).parse(input)
}

fn backticks(input: &[u8], closer: Option<u8>) -> ParseResult<'_, WordPiece> {
    if closer == Some(b'`') {
        return no(input);
    }
    let piece = alt((is_not("`\\"), recognize((tag("\\"), take(1_usize)))));
    let inside = fold_many0(piece, || (), |(), _| ());
    recognize((tag("`"), inside, tag("`")))
        .map(WordPiece::expanding)
        .parse(input)
}

/// `$'…'`, where backslashes escape as in C.
fn ansi(input: &[u8]) -> ParseResult<'_, WordPiece> {
    let piece = alt((is_not("'\\").map(WordPiece::plain), ansi_escape));
    let pieces = fold_many0(piece, WordPiece::default, WordPiece::and);
    delimited(tag("$'"), pieces, tag("'")).parse(input)
}

fn ansi_escape(input: &[u8]) -> ParseResult<'_, WordPiece> {
    let (rest, _) = tag("\\")(input)?;
    let (after, first) = take(1_usize)(rest)?;
    let byte = match first[0] {
        b'a' => 0x07,
        b'b' => 0x08,
        b'e' | b'E' => 0x1b,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0b,
        b'\\' | b'\'' | b'"' | b'?' => first[0],
        b'0'..=b'7' => return digits(rest, 8, 3).map(|(rest, code)| (rest, byte_of(code))),
        b'x' => {
            let code = opt(|rest| digits(rest, 16, 2)).parse(after)?;
            let (rest, code) = code;
            return Ok((rest, code.map_or_else(|| WordPiece::plain(b"\\x"), byte_of)));
        }
        b'u' => return unicode(after, 4, b"\\u"),
        b'U' => return unicode(after, 8, b"\\U"),
        b'c' => {
            let (rest, control) = take(1_usize)(after)?;
            return Ok((rest, WordPiece::plain(&[control[0] & 0x1f])));
        }
        // Unknown escapes are literal.
        _ => return Ok((after, WordPiece::plain(&[b'\\', first[0]]))),
    };
    Ok((after, WordPiece::plain(&[byte])))
}

fn digits(input: &[u8], radix: u32, most: usize) -> ParseResult<'_, u32> {
    let (rest, digits) =
        take_while_m_n(1, most, |byte| char::from(byte).is_digit(radix)).parse(input)?;
    let code = digits.iter().fold(0_u32, |code, digit| {
        let digit = char::from(*digit).to_digit(radix).unwrap_or(0);
        code.wrapping_mul(radix).wrapping_add(digit)
    });
    Ok((rest, code))
}

fn byte_of(code: u32) -> WordPiece {
    // Three octal digits may exceed a byte; the shell keeps the lower eight bits.
    WordPiece::plain(&[code.to_le_bytes()[0]])
}

fn unicode<'a>(input: &'a [u8], most: usize, itself: &[u8]) -> ParseResult<'a, WordPiece> {
    let (rest, code) = opt(|rest| digits(rest, 16, most)).parse(input)?;
    let Some(code) = code else {
        return Ok((rest, WordPiece::plain(itself)));
    };
    // Browsers write a character beyond 16 bits as a surrogate pair, as in JavaScript.
    let (rest, code) = match code {
        0xd800..=0xdbff => {
            let half = preceded(tag("\\u"), |rest| digits(rest, 16, 4));
            match opt(half).parse(rest)? {
                (after, Some(low @ 0xdc00..=0xdfff)) => {
                    (after, 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00))
                }
                _ => (rest, code),
            }
        }
        _ => (rest, code),
    };
    let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    let mut buffer = [0; 4];
    let text = character.encode_utf8(&mut buffer);
    Ok((rest, WordPiece::plain(text.as_bytes())))
}

/// A redirection of input or output.
enum Redirection {
    Document(DocumentEnd),
    StandardInput(StandardInput),
    Output,
}

/// The line that ends a here-document.
struct DocumentEnd {
    line: Vec<u8>,
    quoted: bool,
    /// `<<-`: leading tabs are removed.
    tabs: bool,
}

fn redirection(input: &[u8]) -> ParseResult<'_, Redirection> {
    let (rest, _) = take_while(|byte: u8| byte.is_ascii_digit())(input)?;
    let (rest, operator) = alt((
        tag("<<<"),
        tag("<<-"),
        tag("<<"),
        tag("<"),
        tag(">>"),
        tag(">&"),
        tag(">|"),
        tag("&>>"),
        tag("&>"),
        tag(">"),
    ))
    .parse(rest)?;
    let (rest, ()) = blanks(rest)?;
    let (rest, WordPiece { text, quoted, .. }) = word(rest, None)?;
    let redirection = match operator {
        b"<<<" => Redirection::StandardInput(StandardInput::Text([&text[..], b"\n"].concat())),
        b"<<" | b"<<-" => Redirection::Document(DocumentEnd {
            line: text,
            quoted,
            tabs: operator == b"<<-",
        }),
        b"<" => Redirection::StandardInput(StandardInput::File(text)),
        _ => Redirection::Output,
    };
    Ok((rest, redirection))
}

fn here_document<'a>(input: &'a [u8], end: &DocumentEnd) -> ParseResult<'a, Vec<u8>> {
    let mut text = Vec::new();
    let mut rest = input;
    loop {
        let (after, line) = recognize((take_while(|byte| byte != b'\n'), tag("\n"))).parse(rest)?;
        rest = after;
        let tabs = line.iter().take_while(|byte| **byte == b'\t').count();
        let line = if end.tabs { &line[tabs..] } else { line };
        if line.trim_ascii_end() == end.line {
            return Ok((rest, text));
        }
        text.extend_from_slice(line);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> ShellCommand {
        command(text.as_bytes(), None).unwrap().1
    }

    fn words(text: &str) -> Vec<String> {
        let words = read(&format!("{text}\n")).words;
        words
            .into_iter()
            .map(|word| String::from_utf8(word).unwrap())
            .collect()
    }

    #[test]
    fn quotations_are_taken_off() {
        for (text, expected) in [
            ("a b\tc", &["a", "b", "c"][..]),
            ("'a b'\"c d\"e", &["a bc de"]),
            ("'it'\\''s' '' \"\"", &["it's", "", ""]),
            (r#""a\"b\\c\$d\e" a\ b"#, &["a\"b\\c$d\\e", "a b"]),
            ("a \\\n  b\\\nc \\\r\n d", &["a", "bc", "d"]),
            ("a `\r\n b", &["a", "b"]),
            ("a # b 'c", &["a"]),
            ("a#b", &["a#b"]),
            ("a 2>/dev/null >x b 2>&1 &>y", &["a", "b"]),
            ("http://h/<id>", &["http://h/<id>"]),
            (r"$'a\'b\n\x41\101\u00e9\q\cA'", &["a'b\nAA\u{e9}\\q\u{1}"]),
            (
                r"$'\ud83d\ude00\ud83d!\U1F600'",
                &["\u{1f600}\u{fffd}!\u{1f600}"],
            ),
            ("$\"a b\" 5$ \"$\"", &["a b", "5$", "$"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
            assert!(!read(&format!("{text}\n")).expands, "{text}");
        }
    }

    #[test]
    fn what_a_shell_puts_in_stays_as_it_is_written() {
        for text in [
            "$A",
            "\"${A:-b c}\"",
            "\"$(cat \"a )b\" ')' (c))\"",
            "`date +%s`",
            "$1$@",
        ] {
            let command = read(&format!("x{text}\n"));
            assert!(command.expands, "{text}");
            let plain = text.trim_matches('"');
            assert_eq!(command.words, [format!("x{plain}").as_bytes()], "{text}");
        }
    }

    #[test]
    fn commands_end_where_the_shell_ends_them() {
        for (text, closer, rest) in [
            ("a\nb", None, "b"),
            ("a;b", None, "b"),
            ("a | b\n", None, " b\n"),
            ("a) b", Some(b')'), " b"),
            ("a` b", Some(b'`'), " b"),
        ] {
            let (after, command) = command(text.as_bytes(), closer).unwrap();
            assert_eq!(command.words, [b"a"]);
            assert_eq!(after, rest.as_bytes());
        }
        assert!(read("a?b=1&c=2\n").background);
        assert!(!read("a && b\n").background && !read("a & b\n").background);
    }

    #[test]
    fn an_input_stands_in_the_command() {
        let text = "a <<-'END' b\n\tline $A\n\t\tEND\nc";
        let (rest, read_) = command(text.as_bytes(), None).unwrap();
        assert_eq!(rest, b"c");
        assert_eq!(read_.words, [b"a", b"b"]);
        assert_eq!(read_.input, StandardInput::Text(b"line $A\n".to_vec()));
        assert!(!read_.expands);
        assert_eq!(
            read("a <<< 'b c'\n").input,
            StandardInput::Text(b"b c\n".to_vec())
        );
        assert_eq!(read("a < b\n").input, StandardInput::File(b"b".to_vec()));
    }

    #[test]
    fn what_has_no_end_is_incomplete() {
        for text in [
            "a 'b\n",
            "a \"b\n",
            "a $'b\n",
            "a $(b\n",
            "a `b\n",
            "a <<E\nb\n",
            "a \\\n",
            "a",
        ] {
            let read = command(text.as_bytes(), None);
            assert!(matches!(read, Err(nom::Err::Incomplete(_))), "{text}");
        }
    }

    fn in_single(word: &[u8]) -> Vec<u8> {
        let mut quoted = vec![b'\''];
        for byte in word {
            match byte {
                b'\'' => quoted.extend(b"'\\''"),
                _ => quoted.push(*byte),
            }
        }
        quoted.push(b'\'');
        quoted
    }

    fn in_double(word: &[u8]) -> Vec<u8> {
        let mut quoted = vec![b'"'];
        for byte in word {
            if b"$`\"\\".contains(byte) {
                quoted.push(b'\\');
            }
            quoted.push(*byte);
        }
        quoted.push(b'"');
        quoted
    }

    fn in_ansi(word: &[u8]) -> Vec<u8> {
        let escaped = word.iter().map(|byte| format!("\\x{byte:02x}"));
        format!("$'{}'", escaped.collect::<String>()).into_bytes()
    }

    proptest! {
        #[test]
        fn quoted_words_come_back(
            expected in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..12), 1..6),
            choice in prop::collection::vec(0..3_usize, 6),
        ) {
            let quote = [in_single, in_double, in_ansi];
            let mut text = Vec::new();
            for (at, word) in expected.iter().enumerate() {
                // Adjacent quotations form one word.
                let middle = word.len() / 2;
                text.extend(quote[choice[at]](&word[..middle]));
                text.extend(quote[choice[(at + 1) % 6]](&word[middle..]));
                text.push(b' ');
            }
            text.push(b'\n');
            let (rest, command) = command(&text, None).unwrap();
            prop_assert!(rest.is_empty());
            prop_assert!(!command.expands);
            prop_assert_eq!(command.words, expected);
        }

        #[test]
        fn anything_ends(text in "[ a'\"\\\\$(){}`;|&<>#\n\r^!u0-]{0,40}") {
            let _ = command(text.as_bytes(), None);
            let _ = command(text.as_bytes(), Some(b')'));
        }
    }
}
