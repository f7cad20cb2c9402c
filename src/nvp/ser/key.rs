//! Map keys as text.

use serde::ser::Impossible;

use crate::error::{Error, ErrorKind};
use crate::scalar::{ValueWriter, serializer};

/// Gives the text of a key, for the types whose text reads back as the same key.
pub(super) struct KeyText;

type No = Impossible<String, Error>;

serializer!([] KeyText => String, No, No);

impl ValueWriter for KeyText {
    fn refuse<T>(self) -> Result<T, Error> {
        let what = "a map key that is not text, an integer or a unit variant";
        Err(Error::new(ErrorKind::UnwritableKey(what)))
    }

    fn text(self, text: &str) -> Result<String, Error> {
        Ok(text.to_owned())
    }
}
