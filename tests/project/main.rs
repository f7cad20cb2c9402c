//! The sources, the package and the papers around them, and that the formats have one shape.

mod ignored;
mod layers;
mod one_shape;
mod package;
