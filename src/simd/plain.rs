//! What is used of `wide`'s type, as loops.

use std::array;
use std::ops::{BitAnd, BitOr, BitXor, Not, Sub};

/// Sixteen bytes. A comparison gives 0xff for those it holds of, and zero for the others.
#[expect(non_camel_case_types, reason = "the name it has in `wide`")]
#[derive(Clone, Copy)]
pub(crate) struct u8x16([u8; 16]);

impl From<[u8; 16]> for u8x16 {
    #[inline(always)]
    fn from(bytes: [u8; 16]) -> Self {
        u8x16(bytes)
    }
}

impl u8x16 {
    #[inline(always)]
    pub(crate) fn splat(byte: u8) -> Self {
        u8x16([byte; 16])
    }

    #[inline(always)]
    pub(crate) fn to_array(self) -> [u8; 16] {
        self.0
    }

    #[inline(always)]
    fn zip(self, other: Self, with: impl Fn(u8, u8) -> u8) -> Self {
        u8x16(array::from_fn(|at| with(self.0[at], other.0[at])))
    }

    #[inline(always)]
    pub(crate) fn cmp_eq(self, other: Self) -> Self {
        self.zip(other, |one, other| if one == other { 0xff } else { 0 })
    }

    #[inline(always)]
    pub(crate) fn min(self, other: Self) -> Self {
        self.zip(other, u8::min)
    }

    /// The highest bit of each byte, the first byte's lowest.
    #[inline(always)]
    pub(crate) fn move_mask(self) -> i32 {
        let bits = self.0.iter().rev();
        bits.fold(0, |mask, byte| mask << 1 | i32::from(byte >> 7))
    }

    /// Whether all bytes are marked.
    #[inline(always)]
    pub(crate) fn all(self) -> bool {
        self.0.iter().fold(0xff, |all, byte| all & byte) & 0x80 != 0
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident $with:expr;)*) => {$(
        impl $trait for u8x16 {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, $with)
            }
        }
    )*};
}

operators! {
    BitAnd bitand |one, other| one & other;
    BitOr bitor |one, other| one | other;
    BitXor bitxor |one, other| one ^ other;
    Sub sub u8::wrapping_sub;
}

impl Not for u8x16 {
    type Output = Self;

    #[inline(always)]
    fn not(self) -> Self {
        u8x16(self.0.map(|byte| !byte))
    }
}
