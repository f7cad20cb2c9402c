//! The vocabularies of the messages, by which words can be explained.

use super::{Gateway, OrderStatus, OrderType};
use crate::api::vocabularies::vocabularies;
use crate::value::Vocabulary;

pub(super) const VOCABULARIES: &[Vocabulary] = vocabularies![OrderType, Gateway, OrderStatus,];
