//! The sources, the package and the papers around them.

mod ignored;
mod layers;
mod package;
