//! libFuzzer's entry to `paywire_fuzz::cross_format`, where the properties stand.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paywire_fuzz::cross_format::run(data));
