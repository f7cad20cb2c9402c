//! From a document to a [`Tree`], and what reading one says, in the words of this format.

use super::config::Config;
use super::de::Deserializer;
use super::lexer::{StringToken, Token, unescape};
use super::reader::{Object, Reader, line_and_column};
use super::warning::{Warning, WarningKind};
use crate::error::{Error, Result};
use crate::tree::{Builder, NodeKind, Repair, Repaired, Rules, Syntax, Tree};

/// How many bytes a value takes in a message. In what has smaller ones the list of nodes has to grow.
const BYTES_A_NODE: usize = 16;

impl Deserializer<'_> {
    /// All of the document, to its end.
    pub(crate) fn tree(&mut self) -> Result<Tree> {
        let length = self.reader.length();
        let mut builder = Builder::with_capacity(length / BYTES_A_NODE + 1, length);
        let filled = add(&mut self.reader, &mut builder, "");
        let ended = filled.and_then(|()| self.reader.end());
        ended.map_err(|error| self.locate(error))?;
        Ok(builder.finish())
    }
}

/// Adds the value that comes next.
fn add(reader: &mut Reader<'_>, builder: &mut Builder, name: &str) -> Result<()> {
    builder.reserve_for_rest(reader.position(), reader.length());
    match reader.peek()? {
        b'{' => {
            let start = reader.position();
            let open = builder.open(name, NodeKind::Object, 0, start..start);
            add_members(reader, builder)?;
            builder.close_at(&open, reader.position());
        }
        b'[' => {
            let start = reader.position();
            let open = builder.open(name, NodeKind::List, 0, start..start);
            let mut list = reader.open_list()?;
            while reader.next_entry(&mut list)? {
                add(reader, builder, "")?;
            }
            builder.close_at(&open, reader.position());
        }
        first => add_token(reader, builder, name, first)?,
    }
    Ok(())
}

fn add_members(reader: &mut Reader<'_>, builder: &mut Builder) -> Result<()> {
    let mut object = Object::default();
    reader.open_object(&mut object)?;
    while let Some(name) = reader.next_member(&mut object)? {
        if name.escaped {
            add(reader, builder, &name.text())?;
        } else {
            add(reader, builder, name.raw)?;
        }
    }
    Ok(())
}

// Not inlined: what it needs on the stack is not there while `add` calls itself.
#[inline(never)]
fn add_token(reader: &mut Reader<'_>, builder: &mut Builder, name: &str, first: u8) -> Result<()> {
    let token = reader.token(first)?;
    let span = reader.last();
    match token {
        Token::String(StringToken { raw, escaped, .. }) => {
            if !escaped {
                builder.leaf(name, NodeKind::Text, 0, raw, span);
                return Ok(());
            }
            return builder.leaf_with(name, 0, span, |text| {
                unescape(raw, text);
                Ok::<(), Error>(())
            });
        }
        Token::Number(digits) => builder.leaf(name, NodeKind::Number, 0, digits, span),
        Token::Bool(true) => builder.leaf(name, NodeKind::Bool, 0, "true", span),
        Token::Bool(false) => builder.leaf(name, NodeKind::Bool, 0, "false", span),
        Token::Null => builder.leaf(name, NodeKind::Null, 0, "null", span),
    }
    Ok(())
}

/// Says the line of an error in reading the tree of a document.
#[cold]
pub(crate) fn placed(document: &[u8], error: Error) -> Error {
    let Some(span) = error.span() else {
        return error;
    };
    let (line, column) = line_and_column(document, span.start);
    error.or_line_column(line, column)
}

impl Config {
    /// How a tree is read.
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            exponents: self.exponents,
            ..Rules::strict(Syntax::Json)
        }
    }
}

impl Warning {
    /// What was repaired in reading a tree.
    pub(crate) fn repaired(repaired: Repaired) -> Self {
        debug_assert_eq!(
            repaired.repair,
            Repair::Exponent,
            "all other repairs are the lexer's"
        );
        let mut warning = Warning::new(WarningKind::Exponent, repaired.span);
        warning.set_path(repaired.path);
        warning
    }
}
