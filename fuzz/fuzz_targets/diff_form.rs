//! libFuzzer's entry to `paywire_fuzz::diff_form`, where the properties stand.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paywire_fuzz::diff_form::run(data));
