//! The output: standard output, or a file that appears once it is complete.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::target::{OutputTarget, TempFile};

/// A shared output: an aggregate and the program may both hold it.
#[derive(Clone)]
pub(crate) struct Out(Arc<Mutex<OutState>>);

struct OutState {
    to: Box<dyn Write + Send>,
    /// The temporary file to rename once the output is complete.
    file: Option<TempFile>,
    is_terminal: bool,
}

impl Out {
    /// Opens a file, or standard output.
    ///
    /// If `styled`, colors are passed to a terminal and stripped elsewhere.
    pub(crate) fn new(file: Option<&Path>, styled: bool) -> io::Result<Self> {
        let Some(path) = file else {
            return Ok(Out::stdout(styled));
        };
        let target = OutputTarget::open(path).map_err(|error| {
            let what = format!("{}: {error}", path.display());
            io::Error::new(error.kind(), what)
        })?;
        let (bytes, file) = match target {
            OutputTarget::Stdout => return Ok(Out::stdout(styled)),
            OutputTarget::Direct(bytes) => (bytes, None),
            OutputTarget::Temp(bytes, file) => (bytes, Some(file)),
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

    fn of(to: Box<dyn Write + Send>, file: Option<TempFile>, is_terminal: bool) -> Self {
        let inner = OutState {
            to,
            file,
            is_terminal,
        };
        Out(Arc::new(Mutex::new(inner)))
    }

    fn inner(&self) -> MutexGuard<'_, OutState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the output is a terminal, on which binary data must not be shown.
    pub(crate) fn is_terminal(&self) -> bool {
        self.inner().is_terminal
    }

    /// Completes the output: flushes it and renames a temporary file.
    pub(crate) fn keep(&self) -> io::Result<()> {
        let mut inner = self.inner();
        inner.to.flush()?;
        inner.file.take().map_or(Ok(()), TempFile::keep)
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
