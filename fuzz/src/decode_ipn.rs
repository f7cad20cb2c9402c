//! Any bytes as a notification: no panic; the bytes are kept; what was read is written in the charset
//! it names as something that reads the same, or not at all.

use paywire::Limits;
use paywire::codec::{self, Config, Content, Format, Ipn};

/// The target.
pub fn run(data: &[u8]) {
    for config in [Config::strict(), Config::lenient()] {
        match Ipn::with_config(data, &config) {
            Ok(ipn) => check(data, &ipn),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                assert!(
                    span.start <= span.end && span.end <= data.len(),
                    "{error:?}"
                );
            }
        }
    }
}

fn check(data: &[u8], ipn: &Ipn) {
    assert_eq!(ipn.raw(), data);
    assert!(ipn.verification_body().ends_with(data));
    let Content::Message(decoded) = ipn.content() else {
        return;
    };
    // What is written may be longer than what was read: escapes triple a byte.
    let writer = Config::strict().limits(Limits::unlimited());
    // Charsets have characters that they read and do not write, or write as another.
    let Ok(written) = decoded.encode(Format::Nvp, &writer) else {
        return;
    };
    let kind = decoded.message.kind();
    let again = codec::decode(kind, Format::Nvp, written.as_bytes(), &writer)
        .unwrap_or_else(|error| panic!("{error:?} in {written}"));
    assert_eq!(again.message, decoded.message, "changed by writing");
    assert_eq!(
        again.encode(Format::Nvp, &writer).expect("as before"),
        written,
        "no fixed point"
    );
    let ipn = Ipn::with_config(written, &writer).expect("as before");
    assert!(
        ipn.message()
            .is_none_or(|message| *message == decoded.message)
    );
}
