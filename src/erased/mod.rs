//! Writers behind pointers, so that the writing of a type is compiled once for all of them.
//!
//! Serde compiles the writing of a type anew for each serializer. That makes fast code for who has
//! one type and one format; with dozens of messages, four formats and layers around them it is much
//! of the time that building takes. Here a type meets one serializer, [`ser::Writing`], which passes
//! on what it is shown through pointers, and a format meets one value. Reading is compiled once as
//! well, since messages are read out of the [tree](crate::tree) only.
//!
//! Nothing is lost between them: an error of the format stays with what stands in for the format
//! and is taken from there again.

pub(crate) mod ser;

#[cfg(test)]
mod tests;

pub(crate) use ser::write;
