//! How lists that are filled from an input grow.

/// Reserves room in a full list for the rest of the input, of which `done` bytes of `input` are read, assuming
/// that the rest fills the list as densely. `Vec` doubles instead, and holds three times as much while it moves.
#[inline(always)]
pub(crate) fn reserve_for_rest<T>(list: &mut Vec<T>, done: usize, input: usize) {
    if list.len() == list.capacity() {
        grow(list, done, input);
    }
}

#[cold]
fn grow<T>(list: &mut Vec<T>, done: usize, input: usize) {
    /// The least number of items that shows how densely an input fills a list.
    const SAMPLE: usize = 64;
    let length = list.len();
    let rest = length.saturating_mul(input.saturating_sub(done)) / done.max(1);
    let more = if length < SAMPLE { length } else { rest };
    list.reserve_exact(more + more / 64 + 16);
}
