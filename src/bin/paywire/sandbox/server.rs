//! The server: moves requests and responses between sockets and the sandbox.

use std::error::Error;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{self, Body};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::LengthLimitError;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use paywire::sandbox::Sandbox;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::{runtime, task, time};

use crate::interrupt;

/// The longest body. The sandbox itself refuses shorter ones, in the words of the service.
const LONGEST: usize = 16 << 20;

/// How long the body of a request may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the header fields of a request may take.
const HEADER_PATIENCE: Duration = Duration::from_secs(10);

/// How many connections are served at once. Others wait.
const CONNECTIONS: usize = 512;

/// How long requests that have begun may take after a signal to stop.
const LAST_WORDS: Duration = Duration::from_secs(2);

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
        let free = Arc::new(Semaphore::new(CONNECTIONS));
        tokio::select! {
            () = accept_all(&listener, &free, server) => {}
            () = stopped() => {}
        }
        drop(listener);
        // Connections that are kept open do not keep the program.
        let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
        let _ = time::timeout(LAST_WORDS, free.acquire_many(all)).await;
        Ok(())
    })
}

/// Serves each connection, as many as are allowed at once.
async fn accept_all(listener: &tokio::net::TcpListener, free: &Arc<Semaphore>, server: Server) {
    let router = Router::new().fallback(answer).with_state(server);
    loop {
        // The semaphore is never closed.
        let Ok(place) = Arc::clone(free).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let router = router.clone();
                task::spawn(async move {
                    converse(stream, router).await;
                    drop(place);
                });
            }
            // Such as too many open files.
            Err(_) => time::sleep(TICK).await,
        }
    }
}

/// Answers the requests of a connection, one after another.
async fn converse(stream: TcpStream, router: Router) {
    let mut connection = http1::Builder::new();
    connection
        .timer(TokioTimer::new())
        // A client that has sent all may say so, and is answered.
        .half_close(true)
        .header_read_timeout(HEADER_PATIENCE);
    let service = TowerToHyperService::new(router);
    // A client that breaks off, or takes too long, is not a fault of the program.
    let _ = connection
        .serve_connection(TokioIo::new(stream), service)
        .await;
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
        Ok(Err(error)) if is_too_long(&error) => {
            return refused(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long");
        }
        Ok(Err(_)) => return refused(StatusCode::BAD_REQUEST, "the body cannot be read"),
        Err(_) => return refused(StatusCode::REQUEST_TIMEOUT, "the body took too long"),
    };
    let request = Request::from_parts(head, bytes);
    // A page of many exchanges takes long to write.
    let is_page = request.method() == Method::GET;
    let call = || server.sandbox.call(&request);
    let response = if server.waits || is_page {
        task::block_in_place(call)
    } else {
        call()
    };
    response.map(Body::from)
}

/// Whether a body was given up for its length, and not because it is broken.
fn is_too_long(error: &(dyn Error + 'static)) -> bool {
    error.is::<LengthLimitError>() || error.source().is_some_and(is_too_long)
}

fn refused(status: StatusCode, why: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(why));
    *response.status_mut() = status;
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, text);
    response
}
