//! libFuzzer's entry to `paywire_fuzz::diff_xml`, where the properties stand.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paywire_fuzz::diff_xml::run(data));
