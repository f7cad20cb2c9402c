//! libFuzzer's entry to `paywire_fuzz::decode_ipn`, where the properties stand.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| paywire_fuzz::decode_ipn::run(data));
