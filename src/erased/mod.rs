//! Readers and writers behind pointers, so that a type is compiled once for all of them.
//!
//! Serde compiles the reading of a type anew for each deserializer and its writing for each
//! serializer. That makes fast code for who has one type and one format; with dozens of messages,
//! four formats and layers around them it is most of the time that building takes. Here a type
//! meets one deserializer, [`de::Reading`], and one serializer, [`ser::Writing`], which pass on
//! what is asked and answered through pointers; and a format meets one visitor and one value.
//!
//! Nothing is lost under way: an error of the format stays with what stands in for the format and
//! is taken from there again, and what a type says is wrong is kept in its parts until the format
//! makes an error of it.

pub(crate) mod de;
pub(crate) mod fault;
pub(crate) mod ser;

pub(crate) use ser::write;
