//! Posts the notifications of the sandbox to the URLs that requests name.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use paywire::api::Method;
use paywire::sandbox::{Delivery, Notification, Sandbox, StoreError};
use ureq::Agent;

use crate::diagnostic;

/// How long a receiver may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often it is looked for what is due.
const TICK: Duration = Duration::from_millis(50);

/// How many notifications that are due are looked at.
const BATCH: usize = 4096;

/// How many URLs are posted to at once.
const AT_ONCE: usize = 64;

/// Starts the thread that posts notifications, for as long as the program runs.
pub(super) fn start(sandbox: &Arc<Sandbox>) {
    let config = Agent::config_builder().timeout_global(Some(PATIENCE));
    // A receiver that sends the post elsewhere has not taken it.
    let config = config.max_redirects(0).http_status_as_error(false);
    let courier = Courier {
        sandbox: Arc::clone(sandbox),
        agent: config.build().new_agent(),
        busy: Arc::default(),
    };
    thread::spawn(move || {
        loop {
            if let Err(error) = courier.post_due() {
                report(&error.to_string());
            }
            thread::sleep(TICK);
        }
    });
}

#[derive(Clone)]
struct Courier {
    sandbox: Arc<Sandbox>,
    agent: Agent,
    /// The URLs that are posted to. Each gets one notification at a time, in order, so that none holds up others.
    busy: Arc<Mutex<HashSet<String>>>,
}

impl Courier {
    /// Starts to post what is due to URLs that are free.
    fn post_due(&self) -> Result<(), StoreError> {
        // What ends after this is not in the list, or is due no more: a URL that is free now is not posted to twice.
        let mut busy = self.busy().clone();
        for notification in self.sandbox.due(BATCH)? {
            if busy.len() < AT_ONCE && busy.insert(notification.url().to_owned()) {
                self.busy().insert(notification.url().to_owned());
                let courier = self.clone();
                thread::spawn(move || courier.post(&notification));
            }
        }
        Ok(())
    }

    fn busy(&self) -> MutexGuard<'_, HashSet<String>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Posts a notification, and says what became of it.
    fn post(&self, notification: &Notification) {
        let sent = send(&self.agent, notification);
        let taken = match &sent {
            Ok(()) => self.sandbox.delivered(notification, true),
            Err(why) => self.sandbox.undelivered(notification, why),
        };
        match taken {
            Ok(delivery) => {
                if let Err(why) = sent {
                    report(&undelivered(notification, &why, delivery));
                }
            }
            Err(error) => report(&error.to_string()),
        }
        self.busy().remove(notification.url());
    }
}

/// Posts a notification. A status of success means that it arrived.
fn send(agent: &Agent, notification: &Notification) -> Result<(), String> {
    let fields = notification.headers();
    let answer = if notification.method() == Method::Get {
        agent.get(notification.url()).call()
    } else {
        let request = agent.post(notification.url());
        let request = fields.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        request.send(notification.body())
    };
    let status = answer.map_err(|error| error.to_string())?.status();
    if status.is_success() {
        Ok(())
    } else {
        Err(format!("the receiver answered with status {status}"))
    }
}

fn undelivered(notification: &Notification, why: &str, delivery: Delivery) -> String {
    let next = match delivery {
        Delivery::Again(at) => format!("it is sent again at {at:.0}"),
        _ => "it is not sent again".to_owned(),
    };
    let (attempt, url) = (notification.attempt(), notification.url());
    format!("notification {attempt} to {url} did not arrive: {why}; {next}")
}

fn report(text: &str) {
    // If stderr is closed, there is nowhere to report it.
    let _ = diagnostic::plain(text);
}
