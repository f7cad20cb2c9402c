//! Limits only ever refuse: what passes under them is what is read without them.

use arbitrary::{Arbitrary, Unstructured};
use paywire::nvp::{Config, Value};
use paywire::{Category, Limits};

/// Small numbers, so that the limits are met.
#[derive(Debug, Arbitrary)]
struct Bounds {
    input: u16,
    depth: u8,
    names: u8,
    list: u8,
    name: u8,
    value: u8,
    lenient: bool,
}

impl Bounds {
    fn limits(&self) -> Limits {
        Limits::default()
            .input(self.input.into())
            .depth(self.depth.into())
            .names(self.names.into())
            .list(self.list.into())
            .name(self.name.into())
            .value(self.value.into())
    }
}

/// The target. The bounds are taken from the front of the data, the rest is the body.
pub fn run(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let Ok(bounds) = Bounds::arbitrary(&mut bytes) else {
        return;
    };
    let body = bytes.take_rest();
    let config = if bounds.lenient {
        Config::lenient()
    } else {
        Config::strict()
    };
    let limited = config.limits(bounds.limits()).from_slice::<Value>(body);
    let free = config.limits(Limits::unlimited()).from_slice::<Value>(body);
    match (limited, free) {
        (Ok(limited), Ok(free)) => {
            assert!(body.len() <= usize::from(bounds.input));
            assert_eq!(limited, free);
        }
        (Ok(_), Err(error)) => panic!("refused without limits only: {error}"),
        (Err(error), Ok(_)) => assert_eq!(error.category(), Category::Limit, "{error}"),
        (Err(_), Err(_)) => {}
    }
}
