//! The member names seen so far in each open object.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::lexer::resolve_escapes;

/// Names beyond this number in one object are looked up by hash instead of one after another.
const FEW: usize = 32;

/// The span of a name, without its quotes. Inputs are shorter than 4 GiB.
pub(super) type Place = (u32, u32);

/// The names of all objects that are open, those of the innermost last.
#[derive(Debug)]
pub(super) struct Keys {
    seen: Vec<Place>,
    /// Whether any name so far was written with escapes.
    escapes: bool,
}

/// One object's part of [`Keys`].
#[derive(Debug, Default)]
pub(super) struct ObjectKeys<'de> {
    first: usize,
    /// A bit for each name seen, chosen by a weak hash: an unset bit means a new name, which
    /// spares payment messages nearly all comparisons.
    filter: [u64; 4],
    /// std's keyed hash, so that no sender can make names collide.
    many: Option<HashMap<Cow<'de, str>, Place>>,
}

impl ObjectKeys<'_> {
    /// Begins where the names of the objects around end.
    pub(super) fn open(&mut self, keys: &Keys) {
        self.first = keys.seen.len();
    }
}

impl Keys {
    pub(super) fn new() -> Self {
        Keys {
            seen: Vec::with_capacity(FEW),
            escapes: false,
        }
    }

    /// Marks the next name as written with escapes.
    pub(super) fn note_escapes(&mut self) {
        self.escapes = true;
    }

    pub(super) fn close(&mut self, object: &ObjectKeys<'_>) {
        self.seen.truncate(object.first);
    }

    /// Records `name`, which is at `span` of `input`, or returns the span of an earlier
    /// occurrence.
    #[inline(always)]
    pub(super) fn insert<'de>(
        &mut self,
        object: &mut ObjectKeys<'de>,
        input: &'de str,
        name: &str,
        span: &Range<usize>,
    ) -> Result<(), Range<usize>> {
        let place = place(span);
        let hash = weak_hash(name);
        let bits = &mut object.filter[usize::from(hash >> 6)];
        let bit = 1 << (hash & 63);
        let maybe_seen = *bits & bit != 0;
        *bits |= bit;
        if maybe_seen || object.many.is_some() {
            return self.compare(object, input, name, place);
        }
        self.seen.push(place);
        Ok(())
    }

    /// Moves a name from `first` to its later occurrence.
    pub(super) fn replace(
        &mut self,
        object: &mut ObjectKeys<'_>,
        name: &str,
        first: &Range<usize>,
        span: &Range<usize>,
    ) {
        let same = if let Some(many) = &mut object.many {
            many.get_mut(name)
        } else {
            let first = place(first);
            let mut own = self.seen[object.first..].iter_mut();
            own.find(|place| **place == first)
        };
        if let Some(same) = same {
            *same = place(span);
        }
    }

    #[inline(never)]
    fn compare<'de>(
        &mut self,
        object: &mut ObjectKeys<'de>,
        input: &'de str,
        name: &str,
        place: Place,
    ) -> Result<(), Range<usize>> {
        let own = &self.seen[object.first..];
        if object.many.is_none() && own.len() < FEW {
            let escapes = self.escapes;
            let same = own
                .iter()
                .find(|other| is_same(&input[range(**other)], name, escapes));
            if let Some(&same) = same {
                return Err(range(same));
            }
            self.seen.push(place);
            return Ok(());
        }
        let many = object.many.get_or_insert_with(|| {
            let own = self.seen.drain(object.first..);
            own.map(|place| (text(input, place), place)).collect()
        });
        if let Some(&same) = many.get(name) {
            return Err(range(same));
        }
        many.insert(text(input, place), place);
        Ok(())
    }
}

/// Whether a name as written, perhaps with escapes if there are any at all, is `name`.
fn is_same(raw: &str, name: &str, escapes: bool) -> bool {
    // An escape is longer than its character.
    raw == name || (escapes && raw.len() > name.len() && resolve_escapes(raw) == name)
}

fn text(input: &str, place: Place) -> Cow<'_, str> {
    resolve_escapes(&input[range(place)])
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "inputs are shorter than 4 GiB"
)]
pub(super) fn place(span: &Range<usize>) -> Place {
    (span.start as u32, span.end as u32)
}

pub(super) fn range((start, end): Place) -> Range<usize> {
    start as usize..end as usize
}

/// A number out of three letters and the length.
#[inline]
fn weak_hash(name: &str) -> u8 {
    let bytes = name.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
        return 0;
    };
    let middle = bytes[bytes.len() / 2];
    let length = bytes.len().to_le_bytes()[0];
    let mixed = u32::from_le_bytes([first, middle, last, length]).wrapping_mul(0x9e37_79b1);
    mixed.to_be_bytes()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened<'de>(keys: &Keys) -> ObjectKeys<'de> {
        let mut object = ObjectKeys::default();
        object.open(keys);
        object
    }

    #[test]
    fn finds_a_repeated_name_among_few_and_many() {
        for count in [1_usize, FEW - 1, FEW, FEW + 1, 1000] {
            let mut input = String::new();
            let mut spans = Vec::new();
            for n in 0..count {
                let start = input.len();
                input += "name";
                input += &n.to_string();
                spans.push(start..input.len());
            }
            let mut keys = Keys::new();
            let mut object = opened(&keys);
            for span in &spans {
                let name = &input[span.clone()];
                assert_eq!(keys.insert(&mut object, &input, name, span), Ok(()));
            }
            for n in [0, count / 2, count - 1] {
                let name = &input[spans[n].clone()];
                let again = keys.insert(&mut object, &input, name, &(0..1));
                assert_eq!(again, Err(spans[n].clone()), "{count}");
            }
        }
    }

    #[test]
    fn objects_do_not_see_each_others_names() {
        let input = "a a a";
        let mut keys = Keys::new();
        let mut outer = opened(&keys);
        assert_eq!(keys.insert(&mut outer, input, "a", &(0..1)), Ok(()));
        let mut inner = opened(&keys);
        assert_eq!(keys.insert(&mut inner, input, "a", &(2..3)), Ok(()));
        keys.close(&inner);
        assert_eq!(keys.insert(&mut outer, input, "a", &(4..5)), Err(0..1));
    }
}
