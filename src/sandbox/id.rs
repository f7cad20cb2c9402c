//! Ids of payments, transactions and accounts.
//!
//! An id is a hash of the store's seed and a number that the store counts, so ids look random, never repeat in a
//! store, and are the same in each run of a test that sets the seed.

use sha2::{Digest, Sha256};

/// What an id is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Payment,
    Preapproval,
    Transaction,
    Call,
    Order,
    OrderPayment,
    Session,
    /// A number of nine digits.
    MultiSafepay,
    /// A number of sixteen digits, which a 64 bit floating point number holds.
    AliExpress,
}

const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The id with this number. (The documents' samples have seventeen letters and digits, and thirteen hexadecimal
/// digits for a call.)
pub(super) fn numbered(kind: Kind, seed: u64, number: u64) -> String {
    let mut hasher = Sha256::new();
    hasher.update([kind as u8]);
    hasher.update(seed.to_be_bytes());
    hasher.update(number.to_be_bytes());
    let hash = hasher.finalize();
    match kind {
        Kind::Payment => format!("AP-{}", letters(&hash, 17)),
        Kind::Preapproval => format!("PA-{}", letters(&hash, 17)),
        Kind::Transaction | Kind::Order => letters(&hash, 17),
        Kind::OrderPayment => format!("PAYID-{}", letters(&hash, 24)),
        Kind::Session => letters(&hash, 32),
        Kind::MultiSafepay => digits((100_000_000, 900_000_000), seed, number),
        Kind::AliExpress => digits((8_000_000_000_000_000, 900_000_000_000_000), seed, number),
        Kind::Call => hexadecimal(&hash, 13),
    }
}

/// The digest of a secret, by which a copy is known. The salt makes it another for each use of the secret.
pub(super) fn digest(salt: &str, secret: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update([0]);
    hasher.update(secret);
    hexadecimal(&hasher.finalize(), 64)
}

/// A number from the first of a range on, which looks random and comes again only after all others of the range.
fn digits((first, count): (u128, u128), seed: u64, number: u64) -> String {
    // It divides by no prime that the range's length does.
    const STRIDE: u128 = 982_451_653;
    let place = u128::from(number) * STRIDE + u128::from(seed);
    (first + place % count).to_string()
}

/// The signature of a notification.
pub(super) fn signature(seed: u64, body: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(seed.to_be_bytes());
    hasher.update(body);
    hexadecimal(&hasher.finalize(), 40)
}

/// The first digits of a hash.
pub(super) fn hexadecimal(hash: &[u8], length: usize) -> String {
    let digits = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let letters = digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]));
    letters.take(length).collect()
}

/// The id of the account with this name.
pub(super) fn account(name: &str) -> String {
    letters(&Sha256::digest(name), 13)
}

fn letters(hash: &[u8], length: usize) -> String {
    let letter = |byte: &u8| char::from(DIGITS[usize::from(*byte) % DIGITS.len()]);
    hash.iter().take(length).map(letter).collect()
}
