//! Decodes the entries of captures on all processors and keeps their order.
//!
//! One thread splits captures into entries, workers turn batches of them into [`BatchOutput`]s, and
//! the main thread writes those. A batch is sent to a worker before the input is read again, so a
//! slow pipe shows each message as it arrives. Batches are dealt to the workers in turn and
//! collected in the same turn, which keeps their order. The channels hold few batches, which bounds
//! memory.

use std::io::{self, Read};
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use paywire::capture::{self, Config, Entry, Reader};
use paywire::{Error, Result};

use crate::batch::BatchOutput;
use crate::input::Input;
use crate::interrupt;

/// How many batches each channel to or from a worker holds.
const QUEUE: usize = 2;
/// A batch larger than this is sent although more input could be read without waiting.
const BATCH_BYTES: usize = 256 << 10;
/// How often the main thread checks for signals and updates the progress bar.
const TICK: Duration = Duration::from_millis(100);

/// An entry queued in a batch.
struct QueuedEntry {
    /// The file of the entry; `None` if it is that of the entry before. Threads that count
    /// references to one `Arc` wait for each other, so not every entry holds one.
    file: Option<Arc<str>>,
    is_body: bool,
    entry: Result<Entry>,
}

/// An entry with the file it is from.
pub(crate) struct Job {
    pub(crate) file: Arc<str>,
    /// Whether the file is a single body, so that its entry needs no number.
    pub(crate) is_body: bool,
    pub(crate) entry: Result<Entry>,
}

impl QueuedEntry {
    fn weight(&self) -> usize {
        self.entry.as_ref().map_or(0, Entry::weight)
    }
}

/// Receives the output of batches on the main thread.
pub(crate) trait BatchSink {
    /// Takes the output of the next batch.
    fn batch(&mut self, output: BatchOutput) -> io::Result<()>;
    /// Called from time to time with the number of bytes read so far.
    fn tick(&mut self, read: u64);
}

/// Runs `work` over all entries of the inputs. Returns the exit status if a signal interrupted it.
pub(crate) fn run(
    inputs: Vec<Input>,
    config: Config,
    work: impl Fn(Job, &mut BatchOutput) + Send + Sync + 'static,
    sink: &mut impl BatchSink,
) -> io::Result<Option<u8>> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let work = Arc::new(work);
    let mut to_workers = Vec::new();
    let mut from_workers = Vec::new();
    for _ in 0..workers {
        let (to_worker, jobs) = sync_channel(QUEUE);
        let (results, from_worker) = sync_channel(QUEUE);
        let work = Arc::clone(&work);
        thread::spawn(move || worker(&jobs, &results, &*work));
        to_workers.push(to_worker);
        from_workers.push(from_worker);
    }
    let read = Arc::new(AtomicU64::new(0));
    let splitter = Splitter {
        config,
        batcher: Arc::new(Mutex::new(Batcher::new(to_workers))),
        read: Arc::clone(&read),
    };
    // These threads are not joined: one of them may be reading from a pipe that never ends.
    thread::spawn(move || splitter.split(inputs));
    collect(&from_workers, &read, sink)
}

fn worker(
    jobs: &Receiver<Vec<QueuedEntry>>,
    results: &SyncSender<Option<BatchOutput>>,
    work: &impl Fn(Job, &mut BatchOutput),
) {
    // The size of the last batch and of its output: the next output is given as much room, or less
    // if its batch is smaller.
    let (mut last, mut written) = (1, 0_usize);
    let mut file: Arc<str> = Arc::from("");
    for batch in jobs {
        let weight = batch.iter().map(QueuedEntry::weight).sum::<usize>().max(1);
        let expected = written.min(written.saturating_mul(weight) / last);
        let mut output = BatchOutput::with_room(expected + expected / 8);
        last = weight;
        for queued in batch {
            if let Some(shared) = queued.file {
                // A copy of this thread's own, as its references are counted for every entry.
                file = Arc::from(&*shared);
            }
            let job = Job {
                file: Arc::clone(&file),
                is_body: queued.is_body,
                entry: queued.entry,
            };
            work(job, &mut output);
        }
        written = output.written();
        // The main thread has stopped receiving.
        if results.send(Some(output)).is_err() {
            return;
        }
    }
    // Tells the main thread that this worker finished; a channel closed without it means a panic.
    let _ = results.send(None);
}

fn collect(
    from_workers: &[Receiver<Option<BatchOutput>>],
    read: &AtomicU64,
    sink: &mut impl BatchSink,
) -> io::Result<Option<u8>> {
    let mut turns = from_workers.iter().cycle();
    let mut turn = turns.next();
    while let Some(worker) = turn {
        if let Some(status) = interrupt::happened() {
            return Ok(Some(status));
        }
        match worker.recv_timeout(TICK) {
            Ok(Some(output)) => {
                sink.batch(output)?;
                turn = turns.next();
            }
            // This worker got no further batch, so neither did those after it.
            Ok(None) => return Ok(None),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(io::Error::other(
                    "internal error: a worker stopped; please report it with the input",
                ));
            }
        }
        sink.tick(read.load(Ordering::Relaxed));
    }
    Ok(None)
}

/// Splits captures into entries.
struct Splitter {
    config: Config,
    batcher: Arc<Mutex<Batcher>>,
    read: Arc<AtomicU64>,
}

impl Splitter {
    fn split(self, inputs: Vec<Input>) {
        for input in inputs {
            let file: Arc<str> = input.name.as_str().into();
            let capture = input.open().map_err(Error::from).and_then(|bytes| {
                let counted = CountingReader {
                    bytes,
                    read: Arc::clone(&self.read),
                    batcher: Arc::clone(&self.batcher),
                };
                capture::open(counted, &self.config)
            });
            let wanted = match capture {
                Ok(capture) => self.entries(&file, capture),
                Err(error) => self.push(&file, true, Err(error)),
            };
            if !wanted {
                return;
            }
        }
        locked(&self.batcher).send();
    }

    /// Returns `false` if the receiver is gone.
    fn entries(&self, file: &Arc<str>, mut capture: capture::Capture) -> bool {
        let is_body = capture.kind() == capture::Kind::Body;
        while let Some(entry) = capture.next_entry() {
            if !self.push(file, is_body, entry) {
                return false;
            }
        }
        true
    }

    fn push(&self, file: &Arc<str>, is_body: bool, entry: Result<Entry>) -> bool {
        locked(&self.batcher).push(file, is_body, entry)
    }
}

fn locked(batcher: &Mutex<Batcher>) -> std::sync::MutexGuard<'_, Batcher> {
    batcher.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends batches to the workers in turn.
struct Batcher {
    to_workers: Vec<SyncSender<Vec<QueuedEntry>>>,
    turn: usize,
    batch: Vec<QueuedEntry>,
    /// The file of the batch's last entry.
    file: Option<Arc<str>>,
    weight: usize,
    closed: bool,
}

impl Batcher {
    fn new(to_workers: Vec<SyncSender<Vec<QueuedEntry>>>) -> Self {
        Batcher {
            to_workers,
            turn: 0,
            batch: Vec::new(),
            file: None,
            weight: 0,
            closed: false,
        }
    }

    fn push(&mut self, file: &Arc<str>, is_body: bool, entry: Result<Entry>) -> bool {
        let is_same = |last: &Arc<str>| Arc::ptr_eq(last, file);
        let is_new = !self.file.as_ref().is_some_and(is_same);
        if is_new {
            self.file = Some(Arc::clone(file));
        }
        let waiting = QueuedEntry {
            file: is_new.then(|| Arc::clone(file)),
            is_body,
            entry,
        };
        self.weight += waiting.weight();
        self.batch.push(waiting);
        if self.weight >= BATCH_BYTES {
            self.send();
        }
        !self.closed
    }

    fn send(&mut self) {
        if self.batch.is_empty() || self.closed {
            return;
        }
        let batch = mem::take(&mut self.batch);
        self.file = None;
        self.weight = 0;
        self.closed = self.to_workers[self.turn].send(batch).is_err();
        self.turn = (self.turn + 1) % self.to_workers.len();
    }
}

/// An input that sends the current batch before each read, which may block, and counts bytes.
struct CountingReader {
    bytes: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
    batcher: Arc<Mutex<Batcher>>,
}

impl Read for CountingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        locked(&self.batcher).send();
        let read = self.bytes.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
