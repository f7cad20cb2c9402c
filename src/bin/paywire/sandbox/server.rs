//! The server: moves requests and responses between sockets and the sandbox.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{self, Body};
use axum::extract::State;
use axum::http::{Request, Response, StatusCode};
use paywire::sandbox::Sandbox;
use tokio::runtime;
use tokio::task;
use tokio::time;

use crate::interrupt;

/// The longest body. The sandbox itself refuses shorter ones, in the words of the service.
const LONGEST: usize = 16 << 20;

/// How long the body of a request may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often it is looked for a signal to stop.
const TICK: Duration = Duration::from_millis(50);

#[derive(Clone)]
struct Server {
    sandbox: Arc<Sandbox>,
    /// Whether answers wait for a disk.
    waits: bool,
}

/// Serves until a signal to stop arrives. Requests that have begun are answered.
pub(super) fn serve(listener: TcpListener, sandbox: &Arc<Sandbox>, waits: bool) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
    let server = Server {
        sandbox: Arc::clone(sandbox),
        waits,
    };
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = Router::new().fallback(answer).with_state(server);
        let serving = axum::serve(listener, router).with_graceful_shutdown(stopped());
        tokio::select! {
            done = async { serving.await } => done,
            // Connections that are kept open do not keep the program.
            () = async { stopped().await; time::sleep(Duration::from_secs(2)).await } => Ok(()),
        }
    })
}

async fn stopped() {
    while interrupt::happened().is_none() {
        time::sleep(TICK).await;
    }
}

async fn answer(State(server): State<Server>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let bytes = match time::timeout(PATIENCE, body::to_bytes(body, LONGEST)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return refused(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => return refused(StatusCode::REQUEST_TIMEOUT),
    };
    let request = Request::from_parts(head, bytes);
    let call = || server.sandbox.call(&request);
    let response = if server.waits {
        task::block_in_place(call)
    } else {
        call()
    };
    response.map(Body::from)
}

fn refused(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
