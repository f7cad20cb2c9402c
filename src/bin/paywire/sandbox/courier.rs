//! Posts the notifications of the sandbox to the URLs that requests name.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use paywire::sandbox::{Delivery, Notification, Sandbox, StoreError};
use ureq::Agent;

use crate::diagnostic;

/// How long a receiver may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often it is looked for what is due.
const TICK: Duration = Duration::from_millis(100);

/// How many notifications are taken at a time, and how many of them are posted at once.
const BATCH: usize = 64;
const AT_ONCE: usize = 8;

/// Starts the thread that posts notifications, for as long as the program runs.
pub(super) fn start(sandbox: &Arc<Sandbox>) {
    let sandbox = Arc::clone(sandbox);
    thread::spawn(move || {
        let config = Agent::config_builder().timeout_global(Some(PATIENCE));
        let agent = config.build().new_agent();
        loop {
            if let Err(error) = post_all(&sandbox, &agent) {
                // If stderr is closed, there is nowhere to report it.
                let _ = diagnostic::plain(&error.to_string());
            }
            thread::sleep(TICK);
        }
    });
}

/// Posts what is due.
fn post_all(sandbox: &Sandbox, agent: &Agent) -> Result<(), StoreError> {
    for batch in sandbox.due(BATCH)?.chunks(AT_ONCE) {
        let post = |notification| {
            let arrived = post(agent, notification);
            let delivery = sandbox.delivered(notification, arrived.is_ok())?;
            if let Err(why) = arrived {
                report(notification, &why, delivery);
            }
            Ok::<(), StoreError>(())
        };
        // A receiver that takes long holds up few others.
        thread::scope(|scope| {
            let all: Vec<_> = batch
                .iter()
                .map(|own| scope.spawn(move || post(own)))
                .collect();
            let mut done = all
                .into_iter()
                .map(|thread| thread.join().unwrap_or(Ok(())));
            done.find(Result::is_err).unwrap_or(Ok(()))
        })?;
    }
    Ok(())
}

/// Posts a notification. A status of success means that it arrived.
fn post(agent: &Agent, notification: &Notification) -> Result<(), Box<ureq::Error>> {
    let request = agent.post(notification.url());
    let request = request.content_type("application/x-www-form-urlencoded");
    request
        .send(notification.body())
        .map(drop)
        .map_err(Box::new)
}

fn report(notification: &Notification, why: &ureq::Error, delivery: Delivery) {
    let next = match delivery {
        Delivery::Again(at) => format!("it is sent again at {at:.0}"),
        _ => "it is not sent again".to_owned(),
    };
    let (attempt, url) = (notification.attempt(), notification.url());
    let text = format!("notification {attempt} to {url} did not arrive: {why}; {next}");
    // If stderr is closed, there is nowhere to report it.
    let _ = diagnostic::plain(&text);
}
