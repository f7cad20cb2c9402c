//! Any body that is a message is the same message in every other format, with what it has besides.

use std::collections::BTreeMap;

use paywire::codec::{self, Config, Content, Decoded, Format};

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
    let told = converted.warnings.len() > decoded.warnings.len();
    if !told {
        assert_eq!(again.message, decoded.message, "through {}", converted.body);
        assert_eq!(texts(&again), texts(decoded), "through {}", converted.body);
    }
    // What was written is written the same again.
    let kept = codec::Config::strict()
        .message(converted.message)
        .format(to);
    let kept = kept.limits(paywire::Limits::unlimited());
    let same = codec::convert(converted.body.as_bytes(), to, &kept)
        .unwrap_or_else(|error| panic!("{error} in {}", converted.body));
    assert_eq!(same.body, converted.body);
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
