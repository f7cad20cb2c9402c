//! Services on axum and their clients, over HTTP.

#![cfg(all(feature = "axum", feature = "systems"))]

mod answers;
mod clients;
mod formats;
mod ipn;
mod limits;
mod payload;
mod rejections;
