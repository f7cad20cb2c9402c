//! The list of vocabularies, for explaining their words.

use super::{Gateway, OrderStatus, OrderType};
use crate::api::vocabularies::vocabularies;
use crate::value::Vocabulary;

pub(super) const VOCABULARIES: &[Vocabulary] = vocabularies![OrderType, Gateway, OrderStatus,];
