//! What is read is what `serde_json` reads, and nothing that it refuses is read.

use paywire::json;
use paywire::{Category, ErrorKind};
use serde_json::Value;

/// The target.
pub fn run(data: &[u8]) {
    let ours = json::from_slice::<Value>(data);
    let theirs = serde_json::from_slice::<Value>(data);
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => assert!(same(&ours, &theirs), "{ours} is not {theirs}"),
        (Ok(_), Err(error)) => panic!("read, although {error}"),
        // Stricter in two things, both on purpose.
        (Err(error), Ok(_)) => assert!(
            matches!(error.kind(), ErrorKind::DuplicateName { .. })
                || error.category() == Category::Limit,
            "{error}"
        ),
        (Err(_), Err(_)) => {}
    }
}

/// Numbers too large for 64 bits are rounded there with less care than here.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(ours), Value::Number(theirs)) => {
            ours == theirs || close(ours.as_f64(), theirs.as_f64())
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .all(|(name, value)| theirs.get(name).is_some_and(|other| same(value, other)))
        }
        _ => ours == theirs,
    }
}

/// Neighboring fractions of 53 bits differ by less than this share.
fn close(ours: Option<f64>, theirs: Option<f64>) -> bool {
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return false;
    };
    (ours - theirs).abs() <= ours.abs() * 1e-15 || (ours - theirs).abs() < f64::MIN_POSITIVE
}
