//! The command line: what it prints, writes, hides and answers with.

#![cfg(feature = "cli")]

#[path = "../common/needs.rs"]
mod needs;
#[path = "../common/strategies.rs"]
mod strategies;

mod cli;
mod exit_codes;
mod field_trial;
mod html;
#[cfg(unix)]
mod output;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(unix)]
mod pipeline;
mod real_tools;
#[cfg(feature = "parquet")]
mod recipes;
mod schema;
mod secrets;
mod secrets_of_the_model;
