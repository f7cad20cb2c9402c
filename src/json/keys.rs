//! Which member names an object has had so far.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Names beyond this number in one object are looked up by hash instead of one after another.
const FEW: usize = 32;

/// The names of all objects that are open, those of the innermost last.
#[derive(Debug, Default)]
pub(super) struct Keys<'de> {
    seen: Vec<(Cow<'de, str>, Range<usize>)>,
}

/// One object's part of [`Keys`].
#[derive(Debug, Default)]
pub(super) struct ObjectKeys<'de> {
    first: usize,
    /// A bit for each name seen, chosen by a weak hash: an unset bit means a new name, which
    /// spares payment messages all comparisons.
    filter: u64,
    /// std's keyed hash, so that no sender can make names collide.
    many: Option<HashMap<Cow<'de, str>, Range<usize>>>,
}

impl<'de> Keys<'de> {
    pub(super) fn open(&self) -> ObjectKeys<'de> {
        ObjectKeys {
            first: self.seen.len(),
            ..ObjectKeys::default()
        }
    }

    pub(super) fn close(&mut self, object: &ObjectKeys<'de>) {
        self.seen.truncate(object.first);
    }

    /// Notes a name, or returns where the same name stood before.
    #[inline]
    pub(super) fn insert(
        &mut self,
        object: &mut ObjectKeys<'de>,
        name: Cow<'de, str>,
        span: Range<usize>,
    ) -> Result<(), Range<usize>> {
        let bit = 1 << (weak_hash(&name) % 64);
        if object.filter & bit != 0 {
            self.look_up(object, &name)?;
        }
        object.filter |= bit;
        if let Some(many) = &mut object.many {
            many.insert(name, span);
        } else {
            self.seen.push((name, span));
            if self.seen.len() - object.first > FEW {
                object.many = Some(self.seen.drain(object.first..).collect());
            }
        }
        Ok(())
    }

    fn look_up(&self, object: &ObjectKeys<'de>, name: &str) -> Result<(), Range<usize>> {
        let found = match &object.many {
            Some(many) => many.get(name),
            None => self.seen[object.first..]
                .iter()
                .find_map(|(other, span)| (other == name).then_some(span)),
        };
        found.map_or(Ok(()), |span| Err(span.clone()))
    }
}

fn weak_hash(name: &str) -> usize {
    let bytes = name.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return 0;
    };
    let middle = bytes[bytes.len() / 2];
    bytes.len() + usize::from(*first) * 3 + usize::from(middle) * 7 + usize::from(*last) * 13
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_repeated_name_among_few_and_many() {
        for count in [1_usize, FEW - 1, FEW, FEW + 1, 1000] {
            let mut keys = Keys::default();
            let mut object = keys.open();
            for n in 0..count {
                let name = Cow::Owned(format!("name{n}"));
                assert_eq!(keys.insert(&mut object, name, n..n + 1), Ok(()));
            }
            for n in [0, count / 2, count - 1] {
                let name = Cow::Owned(format!("name{n}"));
                assert_eq!(
                    keys.insert(&mut object, name, 0..1),
                    Err(n..n + 1),
                    "{count}"
                );
            }
        }
    }

    #[test]
    fn objects_do_not_see_each_others_names() {
        let mut keys = Keys::default();
        let name: Cow<'_, str> = Cow::Borrowed("a");
        let mut outer = keys.open();
        assert_eq!(keys.insert(&mut outer, name.clone(), 0..1), Ok(()));
        let mut inner = keys.open();
        assert_eq!(keys.insert(&mut inner, name.clone(), 5..6), Ok(()));
        keys.close(&inner);
        assert_eq!(keys.insert(&mut outer, name.clone(), 9..10), Err(0..1));
    }
}
