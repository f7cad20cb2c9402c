//! The command line: what it prints, writes, hides and answers with.

#![cfg(feature = "cli")]

#[path = "../common/needs.rs"]
mod needs;

mod cli;
#[cfg(feature = "sandbox")]
mod clients;
mod exit_codes;
mod field_trial;
mod html;
#[cfg(unix)]
mod output;
#[cfg(all(feature = "parquet", feature = "proptest"))]
mod parquet;
#[cfg(unix)]
mod pipeline;
mod real_tools;
#[cfg(feature = "parquet")]
mod recipes;
#[cfg(feature = "sandbox")]
mod sandbox;
mod schema;
mod secrets;
#[cfg(feature = "proptest")]
mod secrets_of_the_model;
