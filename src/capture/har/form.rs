//! Rebuilds a form of which the capture has only the fields.

use std::fmt::Write as _;

use super::body::Param;

const REBUILT: &str = "the body was rebuilt from its fields and may differ from the original bytes";

/// The body of a form with these fields, and a warning.
///
/// HAR does not say whether fields are escaped, and tools differ. If there are escapes and no
/// character that needs one, the fields are escaped.
pub(super) fn rebuilt(params: Vec<Param<'_>>) -> (Vec<u8>, &'static str) {
    let pairs: Vec<(Vec<u8>, Option<Vec<u8>>)> = params
        .into_iter()
        .map(|param| {
            let name = param.name.unwrap_or_default().content().0;
            (name, param.value.map(|value| value.content().0))
        })
        .collect();
    let mut words = pairs
        .iter()
        .flat_map(|(name, value)| [Some(name), value.as_ref()])
        .flatten();
    let escaped =
        words.clone().any(|word| word.contains(&b'%')) && words.all(|word| is_escaped(word));
    let mut form = String::new();
    for (name, value) in &pairs {
        if !form.is_empty() {
            form.push('&');
        }
        write(name, escaped, &mut form);
        if let Some(value) = value {
            form.push('=');
            write(value, escaped, &mut form);
        }
    }
    (form.into_bytes(), REBUILT)
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"*-._~".contains(&byte)
}

/// Whether a word is form-encoded.
fn is_escaped(word: &[u8]) -> bool {
    let mut rest = word;
    while let [first, behind @ ..] = rest {
        rest = match (first, behind) {
            (b'%', [high, low, behind @ ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                behind
            }
            // Names of lists have brackets, which some senders do not escape.
            (b'+' | b'(' | b')' | b'[' | b']', _) => behind,
            (byte, _) if is_plain(*byte) => behind,
            _ => return false,
        };
    }
    true
}

fn write(word: &[u8], escaped: bool, form: &mut String) {
    for &byte in word {
        match byte {
            _ if escaped || is_plain(byte) => form.push(char::from(byte)),
            // Names of lists: `receiver(0)` is more readable unescaped and means the same.
            b'(' | b')' => form.push(char::from(byte)),
            b' ' => form.push('+'),
            _ => drop(write!(form, "%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(params: &str) -> String {
        let params: Vec<Param<'_>> = serde_json::from_str(params).unwrap();
        String::from_utf8(rebuilt(params).0).unwrap()
    }

    #[test]
    fn fields_are_escaped() {
        let params =
            r#"[{"name":"a(0).b","value":"x y&z=é%"},{"name":"c"},{"name":"d","value":""}]"#;
        assert_eq!(form(params), "a(0).b=x+y%26z%3D%C3%A9%25&c&d=");
    }

    #[test]
    fn but_not_twice() {
        let params =
            r#"[{"name":"url","value":"https%3A%2F%2Fa.example"},{"name":"m","value":"a+b"}]"#;
        assert_eq!(form(params), "url=https%3A%2F%2Fa.example&m=a+b");
        // One field shows that the others are not escaped.
        let params = r#"[{"name":"rate","value":"25%25"},{"name":"to","value":"a@b.example"}]"#;
        assert_eq!(form(params), "rate=25%2525&to=a%40b.example");
    }
}
