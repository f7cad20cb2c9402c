//! libFuzzer's entry to `paywire_fuzz::capture_tshark`, where the properties stand.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paywire_fuzz::capture_tshark::run(data));
