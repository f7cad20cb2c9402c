//! JSON in which every value is a text, as Adaptive Payments answers.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::error::{Error, ErrorKind, Result};

/// Writes a value as JSON on one line, numbers, `true` and `false` as texts. What is to stay a
/// [raw value](serde_json::value::RawValue) stays one.
pub(super) fn to_string<T: Serialize>(value: &T) -> Result<String> {
    let mut out = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut out, Texts));
    written.map_err(|error| Error::new(ErrorKind::Custom(error.to_string().into())))?;
    String::from_utf8(out).map_err(|error| Error::new(ErrorKind::Custom(error.to_string().into())))
}

struct Texts;

macro_rules! quoted {
    ($($method:ident($ty:ty);)*) => {$(
        fn $method<W: Write + ?Sized>(&mut self, out: &mut W, value: $ty) -> io::Result<()> {
            write!(out, "\"{value}\"")
        }
    )*};
}

// Names of members do not come by here: no message has numbers for names.
impl Formatter for Texts {
    quoted! {
        write_bool(bool);
        write_i8(i8);
        write_i16(i16);
        write_i32(i32);
        write_i64(i64);
        write_i128(i128);
        write_u8(u8);
        write_u16(u16);
        write_u32(u32);
        write_u64(u64);
        write_u128(u128);
        write_f32(f32);
        write_f64(f64);
        write_number_str(&str);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    #[test]
    fn every_value_is_a_text() {
        let raw: &RawValue = serde_json::from_str("1.50").unwrap();
        let value = ("a\"b", true, -1, u64::MAX, None::<u8>, [0.5], raw);
        assert_eq!(
            super::to_string(&value).unwrap(),
            r#"["a\"b","true","-1","18446744073709551615",null,["0.5"],1.50]"#,
        );
    }
}
