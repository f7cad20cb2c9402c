//! What hurts or leaks: hostile input, memory, and secrets in `Debug`.

#[cfg(any(feature = "systems", feature = "charsets"))]
#[path = "../common/needs.rs"]
mod needs;

#[cfg(feature = "charsets")]
mod attacks;
#[cfg(feature = "capture")]
mod debug;
#[cfg(all(feature = "capture", feature = "mock"))]
mod fuzz_replay;
#[cfg(feature = "systems")]
mod memory;
#[cfg(feature = "systems")]
mod naughty;
