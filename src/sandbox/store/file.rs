//! Opens the file of a store.

use std::fs::{self, File};
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use redb::{Builder, Database};

use crate::sandbox::error::Cause;

/// Opens a database, or creates it.
///
/// A process may be killed while it creates the file, and the database refuses a file that is half made. So a new one
/// is made beside and gets its name when it is whole.
pub(super) fn open(builder: &mut Builder, path: &Path) -> Result<Database, Cause> {
    if !path.try_exists()? {
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
