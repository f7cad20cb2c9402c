//! Where output goes: standard output, or a file that appears once it is whole.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::target::{Fresh, Target};

/// An output, which an output of all records together and the program may hold at once.
#[derive(Clone)]
pub(crate) struct Out(Arc<Mutex<Inner>>);

struct Inner {
    to: Box<dyn Write + Send>,
    /// The file that takes its name once it is whole.
    file: Option<Fresh>,
    is_terminal: bool,
}

impl Out {
    /// The file of that name, or standard output.
    ///
    /// Colours go through where they are `styled`, and are taken out where they do not belong.
    pub(crate) fn new(file: Option<&Path>, styled: bool) -> io::Result<Self> {
        let Some(path) = file else {
            return Ok(Out::stdout(styled));
        };
        let target = Target::open(path).map_err(|error| {
            let what = format!("{}: {error}", path.display());
            io::Error::new(error.kind(), what)
        })?;
        let (bytes, file) = match target {
            Target::Stdout => return Ok(Out::stdout(styled)),
            Target::Straight(bytes) => (bytes, None),
            Target::Fresh(bytes, file) => (bytes, Some(file)),
        };
        let is_terminal = bytes.is_terminal();
        let to: Box<dyn Write + Send> = if styled {
            Box::new(anstream::StripStream::new(bytes))
        } else {
            Box::new(BufWriter::new(bytes))
        };
        Ok(Out::of(to, file, is_terminal))
    }

    fn stdout(styled: bool) -> Self {
        let to: Box<dyn Write + Send> = if styled {
            Box::new(anstream::stdout())
        } else {
            Box::new(io::stdout())
        };
        Out::of(to, None, io::stdout().is_terminal())
    }

    fn of(to: Box<dyn Write + Send>, file: Option<Fresh>, is_terminal: bool) -> Self {
        let inner = Inner {
            to,
            file,
            is_terminal,
        };
        Out(Arc::new(Mutex::new(inner)))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether somebody would see bytes that are not for reading.
    pub(crate) fn is_terminal(&self) -> bool {
        self.inner().is_terminal
    }

    /// Gives a file its name: it is whole now.
    pub(crate) fn keep(&self) -> io::Result<()> {
        let mut inner = self.inner();
        inner.to.flush()?;
        inner.file.take().map_or(Ok(()), Fresh::keep)
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner().to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner().to.flush()
    }
}
