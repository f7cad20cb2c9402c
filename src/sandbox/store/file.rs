//! Opens the file of a store.

use std::fs::{self, File};
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use redb::{Builder, Database};

use crate::sandbox::error::Cause;

/// How many links may lead from one to another.
const MOST_LINKS: usize = 40;

/// Opens a database, or creates it.
///
/// A process may be killed while it creates the file, and the database refuses a file that is half made. So a new one
/// is made beside and gets its name when it is whole. An empty file has nothing to lose.
pub(super) fn open(builder: &mut Builder, path: &Path) -> Result<Database, Cause> {
    let path = &target(path)?;
    if is_new(path)? {
        let new = beside(path);
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        drop(builder.create(&new)?);
        File::open(&new)?.sync_all()?;
        fs::rename(&new, path)?;
        sync_folder(path)?;
    }
    // The database panics on some files that are cut off.
    let opened = panic::catch_unwind(AssertUnwindSafe(|| builder.open(path)));
    let opened = opened.map_err(|_| Cause::Damaged("the file is cut off"))?;
    Ok(opened?)
}

/// Whether there is no file yet, or an empty one. Devices and sockets have no length either, and are not replaced.
fn is_new(path: &Path) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(found) => Ok(found.is_file() && found.len() == 0),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// The file that a path leads to, also where a link leads to none yet.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            // It is no link.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many links, one to another"))
}

/// The name of the file that becomes `path`.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

/// Writes to the disk that the folder has the file.
#[cfg(unix)]
fn sync_folder(path: &Path) -> Result<(), Cause> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    Ok(File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?)
}

/// Elsewhere a folder cannot be opened as a file; renaming is written with the file.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), Cause> {
    Ok(())
}
