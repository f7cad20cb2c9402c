//! Any body that is a message is the same message in every other format, with what it has besides.

use std::collections::BTreeMap;

use paywire::api::AnyMessage;
use paywire::codec::{self, Config, Content, Decoded, Format, Warning};
use serde_json::Value;

/// The target.
pub fn run(data: &[u8]) {
    for config in [Config::strict(), Config::lenient()] {
        let Ok(reading) = codec::read(data, &config) else {
            continue;
        };
        let Content::Message(decoded) = reading.content else {
            continue;
        };
        for &to in Format::ALL {
            converted(data, &decoded, to, config);
        }
    }
}

fn converted(data: &[u8], decoded: &Decoded, to: Format, config: Config) {
    let Ok(converted) = codec::convert(data, to, &config) else {
        return;
    };
    assert_eq!(converted.message, decoded.message.kind());
    let unlimited = Config::strict().limits(paywire::Limits::unlimited());
    let again = codec::decode(converted.message, to, converted.body.as_bytes(), &unlimited)
        .unwrap_or_else(|error| panic!("{error} in {}", converted.body));
    // What was mended to read it was told first.
    let told = &converted.warnings[decoded.warnings.len()..];
    message_is_there(decoded, &again, told);
    unknown_is_there(decoded, &again, told);
    // What was written is written the same again.
    let kept = codec::Config::strict()
        .message(converted.message)
        .format(to);
    let kept = kept.limits(paywire::Limits::unlimited());
    let same = codec::convert(converted.body.as_bytes(), to, &kept)
        .unwrap_or_else(|error| panic!("{error} in {}", converted.body));
    assert_eq!(same.body, converted.body);
}

/// The message is the same, but for what is empty where that was told.
fn message_is_there(before: &Decoded, after: &Decoded, told: &[Warning]) {
    let is_empty = |one: &Warning| matches!(one, Warning::EmptyLeftOut { .. } | Warning::More(_));
    if told.iter().any(is_empty) {
        assert_eq!(full(&before.message), full(&after.message));
    } else {
        assert_eq!(before.message, after.message);
    }
}

/// All of a message that is not empty.
fn full(message: &AnyMessage) -> Option<Value> {
    let text = paywire::json::to_string(message).expect("a message can be written");
    without_empty(serde_json::from_str(&text).expect("JSON"))
}

fn without_empty(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(entries) => {
            let entries: Vec<_> = entries.into_iter().filter_map(without_empty).collect();
            (!entries.is_empty()).then(|| entries.into())
        }
        Value::Object(members) => {
            let members = members
                .into_iter()
                .filter_map(|(name, value)| Some((name, without_empty(value)?)));
            let members: serde_json::Map<_, _> = members.collect();
            (!members.is_empty()).then(|| members.into())
        }
        value => Some(value),
    }
}

/// Each unknown text is there again, or it was told that it was left out, and there is no other.
fn unknown_is_there(before: &Decoded, after: &Decoded, told: &[Warning]) {
    let mut lost = texts(before);
    for (text, count) in texts(after) {
        let left = lost.get_mut(text);
        let left = left.unwrap_or_else(|| panic!("{text:?} was not there before"));
        *left = left
            .checked_sub(count)
            .unwrap_or_else(|| panic!("{text:?} is there more often than before"));
    }
    let left_out = |one: &Warning| match one {
        Warning::LeftOut { path, .. } => Some(path.clone()),
        _ => None,
    };
    let left_out: Vec<String> = told.iter().filter_map(left_out).collect();
    for (text, count) in lost {
        let stood = |path: &&String| {
            let mut unknown = before.unknown.iter();
            unknown.any(|unknown| unknown.path == **path && unknown.value == text)
        };
        let told = left_out.iter().filter(stood).count();
        assert!(count <= told, "{text:?} is gone, and that was not told");
    }
}

/// How often each text stands among the unknown values. What is empty has none.
fn texts(decoded: &Decoded) -> BTreeMap<&str, usize> {
    let mut found = BTreeMap::new();
    let texts = decoded.unknown.iter().filter(|unknown| !unknown.is_empty());
    for unknown in texts {
        *found.entry(unknown.value.as_str()).or_default() += 1;
    }
    found
}
