//! libFuzzer's entry to `paywire_fuzz::roundtrip_nvp`, where the properties stand.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paywire_fuzz::roundtrip_nvp::run(data));
