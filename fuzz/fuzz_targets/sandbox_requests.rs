//! libFuzzer's entry to `paywire_fuzz::sandbox_requests`, where the properties stand.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paywire_fuzz::sandbox_requests::run(data));
