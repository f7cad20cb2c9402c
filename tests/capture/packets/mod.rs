//! Captures of packets that the tests make: each shape of file and link, and what networks do to a
//! connection.

mod ambiguous;
mod attacks;
mod properties;
mod shapes;
mod wire;
