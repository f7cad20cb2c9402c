//! Writing HTML.

use std::fmt::Write as _;

/// The style of all pages, for light and dark screens of any width.
pub(super) const STYLE: &str = "\
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 52rem; padding: 1rem }
h1 { font-size: 1.4rem }
table { border-collapse: collapse; width: 100% }
th { text-align: left; font-weight: 600; padding: .25rem 1rem .25rem 0; vertical-align: top; width: 12rem }
td { overflow-wrap: anywhere; padding: .25rem 0 }
form { margin-top: 1.5rem }
label { display: block; margin: .5rem 0 }
input { box-sizing: border-box; font: inherit; padding: .3rem .5rem; width: 100%; max-width: 20rem }
button { font: inherit; margin: .5rem .5rem 0 0; padding: .4rem 1.2rem }
main a { border-bottom: 1px solid #8884; color: inherit; display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .4rem 0; text-decoration: none }
main time { font-variant-numeric: tabular-nums; opacity: .7 }
h2 { font-size: 1.1rem }
h3 { font-size: 1rem; margin: .5rem 0 0 }
.beside { display: grid; gap: 0 1.5rem }
@media (min-width: 48rem) { .beside { grid-template-columns: 1fr 1fr } }
pre { margin: .3rem 0; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere }
.fault { color: #c33 }
@media (max-width: 32rem) { th, td { display: block; padding: 0; width: auto } td { margin-bottom: .5rem } }
";

/// A text in which nothing is markup, in elements and in quoted attributes.
pub(in crate::sandbox) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// A whole page around markup.
pub(super) fn page(title: &str, markup: &str) -> String {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/page.css\">\n<h1>{title}</h1>\n{markup}\n</html>\n"
    )
}

/// A page that says one thing.
pub(super) fn message(title: &str, text: &str) -> String {
    page(title, &format!("<p>{}</p>", escaped(text)))
}

/// Rows of names and values; rows without a value are left out.
pub(super) struct Rows(String);

impl Rows {
    pub(super) fn new() -> Self {
        Rows("<table>\n".to_owned())
    }

    pub(super) fn add(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let (name, value) = (escaped(name), escaped(value));
            // Writing to a String cannot fail.
            let _ = writeln!(self.0, "<tr><th>{name}</th><td>{value}</td></tr>");
        }
    }

    pub(super) fn finish(self) -> String {
        self.0 + "</table>"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_no_markup() {
        assert_eq!(
            escaped("<b a='1' c=\"2\">&</b>"),
            "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;&lt;/b&gt;"
        );
        let page = message("</title><script>", "<img src=x>");
        assert!(
            !page.contains("<script>") && !page.contains("<img"),
            "{page}"
        );
        let mut rows = Rows::new();
        rows.add("a", Some("<i>"));
        rows.add("b", None);
        rows.add("c", Some(""));
        assert_eq!(
            rows.finish(),
            "<table>\n<tr><th>a</th><td>&lt;i&gt;</td></tr>\n</table>"
        );
    }
}
