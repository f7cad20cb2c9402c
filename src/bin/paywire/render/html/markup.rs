//! HTML in which only string literals of the program can be markup.
//!
//! Texts of messages are inserted through [`Markup::text`], [`Markup::attribute`] and
//! [`Markup::data`], which escape them. Markup is a `&'static str`, so passing a text that was read
//! does not compile.

use std::fmt::{Display, Write as _};

use serde::Serialize;

/// A fragment of the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    pub(super) fn new() -> Self {
        Markup::default()
    }

    /// Appends markup.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Appends a fragment.
    pub(super) fn add(&mut self, piece: &Markup) -> &mut Self {
        self.0.push_str(&piece.0);
        self
    }

    /// Appends a text. Invisible characters and those that change the text's direction are shown by
    /// their code points.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match entity(character) {
                Some(entity) => self.0.push_str(entity),
                None if is_hidden(character) => {
                    self.0.push_str("<i class=odd>");
                    self.code_point(character);
                    self.0.push_str("</i>");
                }
                None => self.0.push(character),
            }
        }
        self
    }

    /// Appends a text where elements are not allowed: in a drawing or a title.
    pub(super) fn plain(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match entity(character) {
                Some(entity) => self.0.push_str(entity),
                None if is_hidden(character) => self.code_point(character),
                None => self.0.push(character),
            }
        }
        self
    }

    /// Appends a text of any language, isolated so that its direction does not affect its
    /// surroundings.
    pub(super) fn isolated(&mut self, text: &str) -> &mut Self {
        self.raw("<bdi>").text(text).raw("</bdi>")
    }

    /// Appends an attribute, with a space before it.
    pub(super) fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        self.plain(value);
        self.0.push('"');
        self
    }

    /// Appends a coordinate.
    pub(super) fn number(&mut self, number: i32) -> &mut Self {
        self.digits(number)
    }

    /// A count.
    pub(super) fn count(&mut self, count: usize) -> &mut Self {
        self.digits(count)
    }

    fn digits(&mut self, number: impl Display) -> &mut Self {
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{number}");
        self
    }

    /// Appends a value as JSON for a script element, where entities do not exist: no character of
    /// it can end the element or start a comment.
    pub(super) fn data(&mut self, value: &impl Serialize) -> serde_json::Result<&mut Self> {
        for character in serde_json::to_string(value)?.chars() {
            if character == '<' || is_hidden(character) {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(self.0, "\\u{unit:04x}");
                }
            } else {
                self.0.push(character);
            }
        }
        Ok(self)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    fn code_point(&mut self, character: char) {
        let _ = write!(self.0, "U+{:04X}", u32::from(character));
    }
}

fn entity(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    }
}

/// Whether a character must not appear in a page: controls except line feed and tab, characters
/// that change the direction of text, line separators, the byte order mark, and noncharacters.
fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fdd0}'..='\u{fdef}' => true,
        _ => character.is_control() || u32::from(character) & 0xfffe == 0xfffe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "</script><img src=x onerror='a(\"b\")'>&amp;<!--\u{0}\u{2028}\u{202e}";

    #[test]
    fn text_is_never_markup() {
        let mut markup = Markup::new();
        markup.text(HOSTILE);
        assert_eq!(
            markup.as_str(),
            "&lt;/script&gt;&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt;&amp;amp;&lt;!--\
             <i class=odd>U+0000</i><i class=odd>U+2028</i><i class=odd>U+202E</i>"
        );
    }

    #[test]
    fn an_attribute_does_not_end_early() {
        let mut markup = Markup::new();
        markup.attribute("title", "\" onload='x' `\r\u{85}");
        assert_eq!(
            markup.as_str(),
            " title=\"&quot; onload=&#39;x&#39; `U+000DU+0085\""
        );
    }

    #[test]
    fn data_stays_in_its_element_and_says_the_same() {
        let mut markup = Markup::new();
        let text = format!("{HOSTILE}\u{fffe}\u{10ffff}é漢");
        markup.data(&text).unwrap();
        assert!(
            !markup
                .as_str()
                .contains(['<', '\u{2028}', '\u{202e}', '\u{fffe}'])
        );
        assert_eq!(
            serde_json::from_str::<String>(markup.as_str()).unwrap(),
            text
        );
    }

    #[test]
    fn what_can_be_seen_stays() {
        let mut markup = Markup::new();
        markup.isolated("漢字 עברית\n\tü😀");
        assert_eq!(markup.as_str(), "<bdi>漢字 עברית\n\tü😀</bdi>");
    }
}
