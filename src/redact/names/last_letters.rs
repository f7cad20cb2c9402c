//! A filter for names by their last two letters.

/// The last two letters of a set of names, by which most other names are ruled out.
pub(super) struct LastLetters([u64; 128]);

impl LastLetters {
    /// The bit for a name of one letter.
    const ALONE: u64 = 1;

    pub(super) const fn of(lists: &[&[&str]]) -> Self {
        let mut last = LastLetters([0; 128]);
        let mut row = 0;
        while row < lists.len() {
            let mut at = 0;
            while at < lists[row].len() {
                last = last.with(lists[row][at]);
                at += 1;
            }
            row += 1;
        }
        last
    }

    /// Adds a name.
    pub(super) const fn with(mut self, name: &str) -> Self {
        let name = name.as_bytes();
        if let Some((last, rest)) = name.split_last() {
            self.0[*last as usize] |= match rest.last() {
                None => LastLetters::ALONE,
                Some(before) => LastLetters::bit(*before),
            };
        }
        self
    }

    /// Adds the plurals.
    pub(super) const fn or_plural(mut self) -> Self {
        self.0[b's' as usize] = u64::MAX;
        self
    }

    /// The bit of a lower-case letter or digit.
    const fn bit(byte: u8) -> u64 {
        1 << (byte & 63)
    }

    /// Whether a name may be in the set, in any spelling.
    pub(super) fn may_have(&self, name: &str) -> bool {
        let is_looked_at = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte >= 0x80;
        let mut upwards = name.as_bytes().iter().rev().filter(is_looked_at);
        let Some(last) = upwards.next() else {
            return false;
        };
        let Some(before) = self.0.get(usize::from(last.to_ascii_lowercase())) else {
            return true;
        };
        match upwards.next() {
            Some(byte) if *byte < 0x80 => before & LastLetters::bit(byte.to_ascii_lowercase()) > 0,
            Some(_) => true,
            None => before & LastLetters::ALONE > 0,
        }
    }
}
