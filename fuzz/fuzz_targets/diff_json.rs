//! libFuzzer's entry to `paywire_fuzz::diff_json`, where the properties stand.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paywire_fuzz::diff_json::run(data));
