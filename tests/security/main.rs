//! What hurts or leaks: hostile input, memory, and secrets in `Debug`.

#[cfg(any(feature = "api", feature = "charsets"))]
#[path = "../common/needs.rs"]
mod needs;

#[cfg(feature = "charsets")]
mod attacks;
#[cfg(feature = "capture")]
mod debug;
#[cfg(feature = "capture")]
mod fuzz_replay;
#[cfg(feature = "api")]
mod memory;
#[cfg(feature = "api")]
mod naughty;
