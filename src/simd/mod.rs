//! Sixteen bytes looked at together.
//!
//! With the feature `simd` by instructions of the processor, in the crate `wide`. Without it by what the compiler makes of
//! loops, which is the same and takes longer.

#[cfg(any(test, not(feature = "simd")))]
mod plain;

#[cfg(not(feature = "simd"))]
pub(crate) use plain::u8x16;
#[cfg(feature = "simd")]
pub(crate) use wide::u8x16;

#[cfg(all(test, feature = "simd"))]
mod tests;
