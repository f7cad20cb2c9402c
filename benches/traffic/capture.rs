//! Exchanges, as captures write them down.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::str::FromStr;

use super::message::{Format, quoted};
use super::{Exchange, Sent, Traffic};

/// How a capture writes exchanges down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// HAR, indented as browsers do.
    Har,
    /// A line for each exchange, with `request.body` and `response.body`.
    Ndjson,
    /// A line for each message, in JSON.
    Json,
    /// A line for each message that travelled as NVP.
    Lines,
}

impl FromStr for Layout {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "har" => Ok(Layout::Har),
            "ndjson" => Ok(Layout::Ndjson),
            "json" => Ok(Layout::Json),
            "lines" => Ok(Layout::Lines),
            _ => Err("known are har, ndjson, json and lines"),
        }
    }
}

/// Writes exchanges until there are `size` bytes, and ends the capture well.
pub(crate) fn write(layout: Layout, size: u64, out: &mut dyn Write) -> io::Result<()> {
    let mut traffic = Traffic::new();
    let mut text = String::new();
    if layout == Layout::Har {
        text.push_str(HEAD);
    }
    let mut written = 0;
    while written + (text.len() as u64) < size {
        let exchange = match layout {
            Layout::Har | Layout::Ndjson => traffic.exchange(),
            Layout::Json | Layout::Lines => traffic.payment(),
        };
        match layout {
            Layout::Har => {
                let joint = if text == HEAD {
                    "\n      "
                } else {
                    ",\n      "
                };
                text.push_str(joint);
                har(&exchange, &mut text);
            }
            Layout::Ndjson => ndjson(&exchange, &mut text),
            Layout::Json => {
                let messages = exchange.sent().filter_map(|sent| sent.message.as_ref());
                messages.for_each(|message| text.extend([&*message.body(Format::Json), "\n"]));
            }
            Layout::Lines => {
                let form = |sent: &&Sent| sent.mime == "application/x-www-form-urlencoded";
                let messages = exchange.sent().filter(form);
                messages.for_each(|sent| text.extend([&*sent.body, "\n"]));
            }
        }
        // The head stays until something follows it.
        if text != HEAD {
            out.write_all(text.as_bytes())?;
            written += text.len() as u64;
            text.clear();
        }
    }
    if layout == Layout::Har {
        text.push_str("\n    ]\n  }\n}\n");
    }
    out.write_all(text.as_bytes())?;
    out.flush()
}

const HEAD: &str = "{\n  \"log\": {\n    \"version\": \"1.2\",\n    \"creator\": {\n      \
    \"name\": \"make_capture\",\n      \"version\": \"1\"\n    },\n    \"pages\": [],\n    \"entries\": [";

impl Exchange {
    fn sent(&self) -> impl Iterator<Item = &Sent> {
        self.request.iter().chain([&self.response])
    }
}

fn har(exchange: &Exchange, out: &mut String) {
    let Exchange {
        time, method, url, ..
    } = exchange;
    let _ = write!(
        out,
        "{{\n        \"_initiator\": {{\n          \"type\": \"other\"\n        }},\n        \
         \"startedDateTime\": \"{time}\",\n        \"time\": 61.25,\n        \
         \"request\": {{\n          \"method\": \"{method}\",\n          \"url\": \"{url}\",\n          \
         \"httpVersion\": \"http/1.1\",\n          \"headers\": "
    );
    har_headers(
        exchange.request_headers.iter().map(|(n, v)| (*n, &**v)),
        out,
    );
    out.push_str(",\n          \"queryString\": [],\n          \"cookies\": []");
    let size = exchange.request.as_ref().map_or(0, |sent| sent.body.len());
    let _ = write!(
        out,
        ",\n          \"headersSize\": 420,\n          \"bodySize\": {size}"
    );
    if let Some(sent) = &exchange.request {
        let mime = sent.mime;
        let _ = write!(
            out,
            ",\n          \"postData\": {{\n            \"mimeType\": \"{mime}\",\n            \"text\": "
        );
        quoted(&sent.body, out);
        out.push_str("\n          }");
    }
    let sent = &exchange.response;
    out.push_str(
        "\n        },\n        \"response\": {\n          \"status\": 200,\n          \
         \"statusText\": \"OK\",\n          \"httpVersion\": \"http/1.1\",\n          \"headers\": ",
    );
    let length = sent.body.len().to_string();
    let headers = [
        ("Server", "Apache-Coyote/1.1"),
        ("Date", &**time),
        ("Content-Type", sent.mime),
        ("Content-Length", &*length),
        ("Connection", "close"),
    ];
    har_headers(headers.into_iter(), out);
    let mime = sent.mime;
    let _ = write!(
        out,
        ",\n          \"cookies\": [],\n          \"content\": {{\n            \"size\": {length},\n            \
         \"mimeType\": \"{mime}\",\n            \"text\": "
    );
    quoted(&sent.body, out);
    if sent.base64 {
        out.push_str(",\n            \"encoding\": \"base64\"");
    }
    out.push_str(
        "\n          },\n          \"redirectURL\": \"\",\n          \"headersSize\": 180,\n          \
         \"bodySize\": -1\n        },\n        \"cache\": {},\n        \"timings\": {\n          \
         \"blocked\": 1.5,\n          \"dns\": -1,\n          \"connect\": -1,\n          \
         \"send\": 0.25,\n          \"wait\": 58.5,\n          \"receive\": 1\n        }\n      }",
    );
}

fn har_headers<'a>(headers: impl Iterator<Item = (&'a str, &'a str)>, out: &mut String) {
    out.push('[');
    for (index, (name, value)) in headers.enumerate() {
        let joint = if index == 0 { "" } else { "," };
        let _ = write!(
            out,
            "{joint}\n            {{\n              \"name\": \"{name}\",\n              \
             \"value\": \"{value}\"\n            }}"
        );
    }
    out.push_str("\n          ]");
}

fn ndjson(exchange: &Exchange, out: &mut String) {
    let Exchange {
        time, method, url, ..
    } = exchange;
    let _ = write!(
        out,
        "{{\"time\":\"{time}\",\"level\":\"info\",\"request\":{{\"method\":\"{method}\",\"url\":\"{url}\""
    );
    if let Some(sent) = &exchange.request {
        out.push_str(",\"body\":");
        quoted(&sent.body, out);
    }
    let mime = exchange.response.mime;
    let _ = write!(
        out,
        "}},\"response\":{{\"status\":200,\"type\":\"{mime}\",\"body\":"
    );
    quoted(&exchange.response.body, out);
    out.push_str("}}\n");
}
