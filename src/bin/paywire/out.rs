//! Where output goes: standard output, or a file that appears once it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An output, which an output of all records together and the program may hold at once.
#[derive(Clone)]
pub(crate) struct Out(Arc<Mutex<Inner>>);

struct Inner {
    to: Box<dyn Write + Send>,
    file: Option<Unfinished>,
}

/// A file under a name of its own until it is whole.
struct Unfinished {
    partial: PathBuf,
    whole: PathBuf,
}

impl Drop for Unfinished {
    /// What was not finished is not left behind.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.partial);
    }
}

impl Out {
    /// The file of that name, or standard output.
    ///
    /// Colours go through where they are `styled`, and are taken out where they do not belong.
    pub(crate) fn new(file: Option<&Path>, styled: bool) -> io::Result<Self> {
        let Some(whole) = file else {
            let to: Box<dyn Write + Send> = if styled {
                Box::new(anstream::stdout())
            } else {
                Box::new(io::stdout())
            };
            return Ok(Out::of(to, None));
        };
        let mut name = whole.as_os_str().to_owned();
        name.push(".partial");
        let partial = PathBuf::from(name);
        let bytes = File::create(&partial)?;
        let whole = whole.to_owned();
        let to: Box<dyn Write + Send> = if styled {
            Box::new(anstream::StripStream::new(bytes))
        } else {
            Box::new(BufWriter::new(bytes))
        };
        Ok(Out::of(to, Some(Unfinished { partial, whole })))
    }

    fn of(to: Box<dyn Write + Send>, file: Option<Unfinished>) -> Self {
        Out(Arc::new(Mutex::new(Inner { to, file })))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether somebody would see bytes that are not for reading.
    pub(crate) fn is_terminal(&self) -> bool {
        self.inner().file.is_none() && io::stdout().is_terminal()
    }

    /// Gives a file its name: it is whole now.
    pub(crate) fn keep(&self) -> io::Result<()> {
        let mut inner = self.inner();
        inner.to.flush()?;
        match &inner.file {
            Some(file) => fs::rename(&file.partial, &file.whole),
            None => Ok(()),
        }
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
