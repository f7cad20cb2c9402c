//! libFuzzer's entry to `paywire_fuzz::encode_injection`, where the properties stand.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paywire_fuzz::encode_injection::run(data));
