//! Captured traffic: each kind of capture, and which messages are in it.

#![cfg(feature = "capture")]

#[path = "../common/needs.rs"]
mod needs;

#[cfg(unix)]
mod curl;
mod har;
mod messages;
mod packets;
mod pcap;
mod shapes;
mod tshark;
