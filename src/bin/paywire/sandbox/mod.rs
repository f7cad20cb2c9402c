//! `paywire sandbox`: an offline service of the payment APIs.

mod courier;
mod server;

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use paywire::Secret;
use paywire::sandbox::{Config, Failure, Sandbox, StoreError};

use crate::args::SandboxArgs;
use crate::{diagnostic, interrupt, status};

pub(crate) fn run(args: &SandboxArgs) -> io::Result<u8> {
    if args.list_failures {
        return list_failures();
    }
    let sandbox = match open(args) {
        Ok(sandbox) => Arc::new(sandbox),
        Err(error) => {
            let path = args.data.as_ref().map(|path| path.display().to_string());
            let place = path.map_or(String::new(), |path| format!("{path}: "));
            return unusable(&format!("{place}{error}"));
        }
    };
    let listener = match TcpListener::bind(&args.listen) {
        Ok(listener) => listener,
        Err(error) => {
            return unusable(&format!(
                "cannot listen on {}: {error}; choose another address with `--listen`, such as 127.0.0.1:0",
                args.listen
            ));
        }
    };
    interrupt::listen();
    welcome(listener.local_addr()?)?;
    courier::start(&sandbox);
    server::serve(listener, &sandbox, args.data.is_some())?;
    Ok(interrupt::happened().unwrap_or(0))
}

fn open(args: &SandboxArgs) -> Result<Sandbox, StoreError> {
    let mut config = Config::new();
    if let Some(seed) = args.seed {
        config = config.seed(seed);
    }
    if let Some(secret) = &args.app_secret {
        config = config.app_secret(Secret::new(secret.clone()));
    }
    for failure in &args.fail {
        config = config.fail(*failure);
    }
    match &args.data {
        Some(path) => Sandbox::open(path, config),
        None => Ok(Sandbox::in_memory(config)),
    }
}

fn unusable(what: &str) -> io::Result<u8> {
    diagnostic::plain(what)?;
    Ok(status::UNREADABLE)
}

/// Tells where to call. Only the first line is for programs.
fn welcome(address: SocketAddr) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "http://{address}")?;
    writeln!(
        out,
        "  calls        http://{address}/AdaptivePayments/Pay, in NVP, JSON, XML and SOAP"
    )?;
    writeln!(
        out,
        "               http://{address}/v1/checkout/orders as PayPal's Orders v1"
    )?;
    writeln!(
        out,
        "               http://{address}/v1/json/orders as MultiSafepay"
    )?;
    writeln!(out, "               http://{address}/sync as AliExpress")?;
    writeln!(
        out,
        "  approval     http://{address}/webscr?cmd=_ap-payment&paykey=AP-…"
    )?;
    writeln!(out, "  exchanges    http://{address}/")?;
    out.flush()
}

fn list_failures() -> io::Result<u8> {
    let mut out = io::stdout().lock();
    for failure in Failure::all() {
        let amount = failure.amount().map(|amount| amount.to_string());
        let (code, amount) = (failure.code(), amount.unwrap_or_default());
        writeln!(
            out,
            "{code}  {amount:>8}  {}  {}",
            failure.text(),
            failure.meaning()
        )?;
    }
    out.flush()?;
    Ok(0)
}
