//! Values that vary, and are the same in every run.

/// A generator of numbers that look like chance: Marsaglia's xorshift64*.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new() -> Self {
        Dice(0x9e37_79b9_7f4a_7c15)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below another one.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 16) % end
    }

    /// Once in so many times.
    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    pub(crate) fn of<T: Copy>(&mut self, several: &[T]) -> T {
        let at = self.below(several.len() as u64);
        several[usize::try_from(at).unwrap_or(0)]
    }

    /// Letters and digits.
    pub(crate) fn word(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(self.of(alphabet))).collect()
    }

    /// An amount with two decimals.
    pub(crate) fn amount(&mut self) -> String {
        let euros = 1 + self.below(900);
        format!("{euros}.{:02}", self.below(100))
    }
}
