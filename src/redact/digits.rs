//! Finds numbers of cards and bank accounts by their check digits.

use std::ops::Range;

use crate::simd::u8x16;

/// The number of digits of a card number.
const CARD: std::ops::RangeInclusive<usize> = 13..=19;
/// The fewest characters of a number; account numbers have at least fifteen.
pub(super) const FEWEST: usize = *CARD.start();
/// The fewest digits of a number: account numbers may consist mostly of letters.
const FEWEST_DIGITS: usize = 4;
/// The prefixes of card numbers by length, as published by the networks: the first four digits from
/// and to, and the fewest and most digits. Lengths not listed may have any prefix.
///
/// Numbers of these lengths are often something else: 13 digits are milliseconds since 1970, 14 are
/// a date and time.
const ISSUED: &[([u16; 2], [usize; 2])] = &[
    // Visa, with 13 digits in old numbers.
    ([4000, 4999], [13, 13]),
    ([4000, 4999], [18, 18]),
    // Maestro and the networks that share its ranges.
    ([5000, 5099], [13, 18]),
    ([5600, 5899], [13, 18]),
    ([6000, 6999], [13, 18]),
    // Diners Club.
    ([3000, 3059], [14, 18]),
    ([3095, 3095], [14, 18]),
    ([3600, 3699], [14, 18]),
    ([3800, 3999], [14, 18]),
    // JCB, Mir, UnionPay.
    ([3528, 3589], [17, 18]),
    ([2200, 2205], [17, 18]),
    ([8100, 8299], [17, 18]),
];
/// The longest account number.
const LONGEST_IBAN: usize = 34;

/// The countries with IBANs and the lengths of these.
const IBANS: &str = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20\
                     EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30\
                     KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23\
                     PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26\
                     UA29VA22VG24XK20YE30";

/// Finds the numbers of cards and accounts in a text, in order.
pub(super) fn found(text: &[u8]) -> Vec<Range<usize>> {
    if may_be_found(text) {
        search(text)
    } else {
        Vec::new()
    }
}

fn search(text: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let begins = at == 0 || !text[at - 1].is_ascii_alphanumeric();
        let number = match byte {
            b'0'..=b'9' if at == 0 || !text[at - 1].is_ascii_digit() => card(text, at),
            b'a'..=b'z' | b'A'..=b'Z' if begins => iban(text, at),
            _ => None,
        };
        match number {
            Some(end) => {
                let end = whole(text, at, end);
                found.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The end of the range to hide from `start` on. It covers overlapping matches: a chance match,
/// such as a date and half a number, must not keep the number from being found.
fn whole(text: &[u8], start: usize, mut end: usize) -> usize {
    let mut at = start + 1;
    while at < end {
        if text[at].is_ascii_digit() && !text[at - 1].is_ascii_digit() {
            end = card(text, at).map_or(end, |other| other.max(end));
        }
        at += 1;
    }
    end
}

/// Whether a text has enough digits to contain a number, which most texts do not.
pub(super) fn may_be_found(text: &[u8]) -> bool {
    let may_be = || match ByteClasses::of(text) {
        Some(places) => places.may_hold(),
        None => text.iter().filter(|byte| byte.is_ascii_digit()).count() >= FEWEST_DIGITS,
    };
    text.len() >= FEWEST && may_be() && may_be_in(text)
}

/// The classes of bytes in a short text as bit masks: nearly all texts are short, and ids have many
/// digits.
#[derive(Clone, Copy, Default)]
struct ByteClasses {
    digits: u64,
    letters: u64,
    /// Bytes that may separate digits of a number, and non-ASCII bytes.
    gaps: u64,
}

impl ByteClasses {
    fn of(text: &[u8]) -> Option<Self> {
        const BLOCK: usize = 16;
        let mut room = [0; u64::BITS as usize];
        room.get_mut(..text.len())?.copy_from_slice(text);
        let mut places = ByteClasses::default();
        for at in (0..text.len()).step_by(BLOCK) {
            let block = u8x16::from(*room[at..].first_chunk()?);
            let lower = block | u8x16::splat(b' ');
            let mark = |marks: u8x16| u64::from(marks.move_mask().unsigned_abs()) << at;
            let up_to = |from: u8x16, last| from.min(u8x16::splat(last)).cmp_eq(from);
            places.digits |= mark(up_to(block - u8x16::splat(b'0'), 9));
            places.letters |= mark(up_to(lower - u8x16::splat(b'a'), 25));
            let is = |byte| lower.cmp_eq(u8x16::splat(byte));
            let blank = block.cmp_eq(u8x16::splat(b' ')) | block.cmp_eq(u8x16::splat(b'\t'));
            let beyond = block.max(u8x16::splat(0x80)).cmp_eq(block);
            let dash = is(b'-') | is(b'+') | is(b'%') | is(b'd');
            places.gaps |= mark(blank | beyond | dash);
        }
        Some(places)
    }

    /// Whether there is a run of digits and gaps as long as a card number, or a word that starts
    /// like an IBAN.
    fn may_hold(self) -> bool {
        let ByteClasses {
            digits,
            letters,
            gaps,
        } = self;
        let row = digits | gaps;
        let two = row & row >> 1;
        let four = two & two >> 2;
        let eight = four & four >> 4;
        let thirteen = eight & eight >> 5;
        let inside = (digits | letters) << 4;
        let head = digits & digits << 1 & letters << 2 & letters << 3 & !inside;
        thirteen | head != 0 && digits.count_ones() as usize >= FEWEST_DIGITS
    }
}

/// The class of each byte.
const PARTS: [u8; 256] = {
    let mut parts = [OTHER; 256];
    let all: [(&[u8], u8); 4] = [
        (
            b"abcefghijklmnopqrstuvwxyzABCEFGHIJKLMNOPQRSTUVWXYZ",
            LETTER,
        ),
        (b"0123456789", DIGIT),
        // The bytes of separators.
        (b" -+\t%\xc2\xa0\xe2\xaf", GAP),
        // The letter in the escape sequence of a dash.
        (b"dD", GAP_OR_LETTER),
    ];
    let mut row = 0;
    while row < all.len() {
        let (bytes, part) = all[row];
        let mut at = 0;
        while at < bytes.len() {
            parts[bytes[at] as usize] = part;
            at += 1;
        }
        row += 1;
    }
    let mut at = 0x80;
    while at <= 0x95 {
        parts[at] = GAP;
        at += 1;
    }
    parts
};
const OTHER: u8 = 0;
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const GAP: u8 = 3;
const GAP_OR_LETTER: u8 = 4;

/// Transitions of the automaton for the start of an IBAN, two letters and two digits: the states
/// are none, one to three of them, all four, and never.
const HEADS: [[u8; 5]; 6] = [
    [0, 1, 5, 0, 1],
    [0, 2, 5, 0, 2],
    [0, 5, 3, 0, 5],
    [0, 5, 4, 0, 5],
    [4, 4, 4, 4, 4],
    [0, 5, 5, 0, 5],
];

/// Whether there is a run of digits and gaps as long as a card number, or a word that starts like
/// an IBAN.
fn may_be_in(text: &[u8]) -> bool {
    let (mut head, mut row, mut longest) = (0, 0, 0);
    // Branch-free, since branches on the digits of ids are unpredictable.
    for byte in text {
        let part = PARTS[usize::from(*byte)];
        head = HEADS[usize::from(head)][usize::from(part)];
        row = if part <= LETTER { 0 } else { row } + usize::from(part == DIGIT);
        longest = longest.max(row);
    }
    head == 4 || longest >= *CARD.start()
}

/// The length of a separator between groups of digits.
fn gap(text: &[u8], at: usize) -> usize {
    let rest = &text[at..];
    match rest {
        [b' ' | b'-' | b'+' | b'\t', ..] => 1,
        // A no-break space, and typographic dashes.
        [0xc2, 0xa0, ..] => 2,
        [0xe2, 0x80, 0x80..=0x95 | 0xaf, ..] | [b'%', b'2', b'0' | b'D' | b'd', ..] => 3,
        _ => 0,
    }
}

/// The end of the card number that starts here.
fn card(text: &[u8], start: usize) -> Option<usize> {
    // Digits after a point are decimals.
    if start >= 2 && text[start - 1] == b'.' && text[start - 2].is_ascii_digit() {
        return None;
    }
    let mut digits = [0; *CARD.end()];
    let mut count = 0;
    let mut at = start;
    let mut last = None;
    loop {
        let group = text[at..].iter().take_while(|byte| byte.is_ascii_digit());
        let length = group.clone().count();
        if length == 0 || count + length > *CARD.end() {
            break;
        }
        // Groups of card numbers start with one of four digits.
        if count == 0 && length < 4 {
            break;
        }
        for (digit, byte) in digits[count..].iter_mut().zip(group) {
            *digit = byte - b'0';
        }
        count += length;
        let digits = &digits[..count];
        at += length;
        let point = text.get(at) == Some(&b'.') && text.get(at + 1).is_some_and(u8::is_ascii_digit);
        if CARD.contains(&count) && !point && is_issued(digits) && luhn(digits) {
            last = Some(at);
        }
        match gap(text, at) {
            0 => break,
            gap => at += gap,
        }
    }
    last
}

/// Whether card numbers of this length have this prefix.
fn is_issued(digits: &[u8]) -> bool {
    // Nearly all card numbers have one of the other lengths: hide too much rather than too little.
    if !matches!(digits.len(), 13 | 14 | 17 | 18) {
        return true;
    }
    let head = digits[..4].iter();
    let head = head.fold(0, |head, digit| head * 10 + u16::from(*digit));
    let mut issued = ISSUED.iter();
    issued.any(|([from, to], [fewest, most])| {
        (*from..=*to).contains(&head) && (*fewest..=*most).contains(&digits.len())
    })
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit @ 0..=4) => digit * 2,
            (_, digit) => digit * 2 - 9,
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

/// The end of the IBAN that starts here.
fn iban(text: &[u8], start: usize) -> Option<usize> {
    let head = text.get(start..start + 4)?;
    if !head[..2].iter().all(u8::is_ascii_alphabetic) || !head[2..].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let length = length_in(&head[..2]);
    let mut letters: Vec<u8> = Vec::with_capacity(LONGEST_IBAN);
    let mut at = start;
    let mut last = None;
    while letters.len() < LONGEST_IBAN {
        match text.get(at) {
            Some(byte) if byte.is_ascii_alphanumeric() => {
                letters.push(byte.to_ascii_uppercase());
                at += 1;
            }
            Some(_) if gap(text, at) > 0 => {
                at += gap(text, at);
                continue;
            }
            _ => break,
        }
        let ends = !text.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let long = length.map_or(letters.len() >= 15, |length| letters.len() == length);
        if long && ends && is_checked(&letters) {
            last = Some(at);
        }
        // An IBAN of an unknown country must be one word without blanks.
        if length.is_some_and(|length| letters.len() >= length) || length.is_none() && ends {
            break;
        }
    }
    last
}

fn length_in(country: &[u8]) -> Option<usize> {
    let mut known = IBANS.as_bytes().chunks_exact(4);
    let row = known.find(|row| row[..2].eq_ignore_ascii_case(country))?;
    let digit = |byte: u8| usize::from(byte - b'0');
    Some(digit(row[2]) * 10 + digit(row[3]))
}

/// ISO 7064: country and check digits are moved to the end, letters count from 10, and the
/// remainder modulo 97 is 1.
fn is_checked(number: &[u8]) -> bool {
    let (head, rest) = number.split_at(4);
    let letters = rest.iter().chain(head);
    let left = letters.fold(0_u32, |left, byte| match byte {
        b'0'..=b'9' => (left * 10 + u32::from(byte - b'0')) % 97,
        letter => (left * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    left == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> String {
        let mut shown = String::new();
        let mut from = 0;
        for range in found(text.as_bytes()) {
            shown.push_str(&text[from..range.start]);
            shown.push('*');
            from = range.end;
        }
        shown + &text[from..]
    }

    #[test]
    fn cards_are_known_by_their_check_digit() {
        for (text, shown) in [
            ("4111111111111111", "*"),
            ("pan: 5555555555554444.", "pan: *."),
            ("4111 1111 1111 1111", "*"),
            ("4111-1111-1111-1111 12/27", "* 12/27"),
            ("4111+1111%201111\u{a0}1111", "*"),
            ("3782 822463 10005", "*"),
            ("4222222222222", "*"),
            ("x4111111111111111y", "x*y"),
            ("on 2026-11-30 4111 1111 1111 1111", "on 2026-11-30 *"),
        ] {
            assert_eq!(hidden(text), shown, "{text}");
        }
        for text in [
            "4111111111111112",
            "123456789012",
            "41111111111111111111",
            "4111111111111111.50",
            "0.4111111111111111",
            "2013-08-16T06:13:46.217-07:00",
            "36893488147419103233",
            "0000000000000000",
            "+1 408 555 1234",
        ] {
            assert_eq!(hidden(text), text);
        }
    }

    /// The number with this prefix and the check digit that makes it valid.
    fn checked(head: &str) -> String {
        let last = (0..10).map(|last| format!("{head}{last}"));
        let is_checked = |number: &String| {
            let digits: Vec<u8> = number.bytes().map(|byte| byte - b'0').collect();
            luhn(&digits)
        };
        last.into_iter().find(is_checked).unwrap()
    }

    #[test]
    fn numbers_that_no_card_begins_with_are_shown() {
        for head in [
            // Milliseconds since 1970 in 2001, 2026 and 2095.
            "100000000000",
            "178015040012",
            "394000000000",
            // A date and time to the second, and with milliseconds.
            "2013081606134",
            "20130816061346217",
            // EAN article numbers.
            "978014300723",
        ] {
            let number = checked(head);
            assert_eq!(hidden(&number), number);
            assert_eq!(hidden(&format!("at {number},")), format!("at {number},"));
        }
        for head in [
            "422222222222",
            "601100000000",
            "3600000000000",
            "3056930902590",
            "5018000000000000",
            "62212600000000000",
            "40128888888888888",
            "37828224631000",
            // Too much is hidden rather than too little.
            "137665882621700",
            "137665882621700000",
        ] {
            assert_eq!(hidden(&checked(head)), "*", "{head}");
        }
    }

    #[test]
    fn accounts_are_known_by_their_check_digits() {
        for (text, shown) in [
            ("GB82WEST12345698765432", "*"),
            ("gb82 west 1234 5698 7654 32", "*"),
            ("to GB82-WEST-1234-5698-7654-32, please", "to *, please"),
            ("NL91ABNA0417164300 and more", "* and more"),
            ("DE89 3704 0044 0532 0130 00 12", "* 12"),
        ] {
            assert_eq!(hidden(text), shown, "{text}");
        }
        for text in [
            "GB83WEST12345698765432",
            "GB82",
            "AP-7W",
            "XGB82WEST12345698765432",
        ] {
            assert_eq!(hidden(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_found_where_nothing_may_be(
            heads in proptest::collection::vec("[0-9]{0,5}|4111|1111|5555555555554444|GB82|gb82 west|NO93|AT61|A|d", 1..8),
            gap in "|[ +\t.,%-]|%20|%2d|%2D|\u{a0}|\u{2011}|\u{202f}|\u{2015}",
        ) {
            for text in [heads.join(&gap), heads.concat() + &gap, format!("{gap}{}", heads.join(" "))] {
                let long = format!("{}{text}", ".".repeat(64));
                assert_eq!(may_be_found(text.as_bytes()), text.len() >= FEWEST && may_be_found(long.as_bytes()), "{text}");
                let whole = ["4111 1111 1111 1111", "GB82WEST12345698765432"].map(|number| number.replace(' ', &gap));
                for text in [text.clone(), whole[0].clone() + &text, text.clone() + &whole[1], text + &whole[0]] {
                    assert_eq!(found(text.as_bytes()), search(text.as_bytes()), "{text}");
                }
            }
        }
    }
}
