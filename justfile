# The habits of this repository. `just` alone lists them.

_default:
    @just --list

# All tests: what the README's second command runs.
test *ARGS:
    cargo test --all-features {{ARGS}}

# The tests that need suites or programs from outside, see CONTRIBUTING.md.
test-ignored *ARGS:
    cargo test --all-features --lib --tests {{ARGS}} -- --ignored

# Format, lints and documentation, as the gate sees them.
lint:
    cargo fmt --all
    cargo fmt --manifest-path fuzz/Cargo.toml
    cargo clippy --all-targets --all-features -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --all-features

# Benchmarks against the peers by criterion; `just bench --bench nvp -- --ratios` prints a table instead.
bench *ARGS:
    cargo bench --all-features {{ARGS}}

# Instruction counts of decoding and encoding against the committed ones.
instructions:
    bash .ci/instructions

# Fuzz one target: `just fuzz decode_nvp 60`.
fuzz TARGET SECONDS="60":
    bash .ci/fuzz {{SECONDS}} {{TARGET}}

# Accept changed snapshots of errors and of the command line, to be looked at in `git diff`.
snapshots:
    INSTA_UPDATE=always INSTA_FORCE_PASS=1 TRYCMD=overwrite cargo test --all-features

# Everything that must hold before a change goes in.
ci:
    .ci/run
