//! `paywire schema`.

mod model;
mod pretty;

use std::io::{self, Write};

use crate::args::{InfoFormat, SchemaArgs};
use crate::diagnostic;
use crate::render::printable;
use crate::status;
use model::Model;

pub(crate) fn run(args: &SchemaArgs) -> io::Result<u8> {
    let mut model = Model::new();
    if let Some(name) = &args.name {
        model = model.only(name);
        if model.systems.is_empty() {
            let name = printable(name);
            diagnostic::plain(&format!(
                "unknown message, type or operation `{name}`; `paywire schema` lists them"
            ))?;
            return Ok(status::DAMAGED);
        }
    }
    let text = match (args.to, &args.name) {
        (InfoFormat::Json, _) => paywire::json::to_string_pretty(&model)? + "\n",
        (InfoFormat::Pretty, None) => pretty::overview(&model),
        (InfoFormat::Pretty, Some(_)) => pretty::details(&model),
    };
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(0)
}
