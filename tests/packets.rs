//! Captures of packets that the tests make: each shape of file and link, and what networks do to a
//! connection.

#![cfg(feature = "capture")]

#[path = "packets/attacks.rs"]
mod attacks;
#[path = "packets/properties.rs"]
mod properties;
#[path = "packets/shapes.rs"]
mod shapes;
#[path = "packets/told.rs"]
mod told;
#[path = "packets/wire.rs"]
mod wire;
