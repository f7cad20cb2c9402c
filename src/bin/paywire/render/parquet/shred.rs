//! Shreds nested values into the flat columns of a Parquet file.
//!
//! A column holds the values at one path of the schema, each with two small numbers: how much of
//! the path is present (the definition level), and which list on the path is continued (the
//! repetition level).

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::errors::{ParquetError, Result};
use parquet::schema::types::Type;

/// A value, whose shape is the schema's.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Null,
    Text(String),
    /// Four bytes.
    Int(i32),
    /// Eight bytes.
    Long(i64),
    /// The unscaled value of a decimal, sixteen bytes.
    Decimal(i128),
    /// The entries of a list.
    List(Vec<Cell>),
    /// The fields of a group, in schema order.
    Group(Vec<Cell>),
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }
}

/// `None` becomes null.
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Null, Into::into)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Cell::text(text)
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Self {
        Cell::Int(number)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Cell::Long(number)
    }
}

impl FromIterator<Cell> for Cell {
    fn from_iter<T: IntoIterator<Item = Cell>>(entries: T) -> Self {
        Cell::List(entries.into_iter().collect())
    }
}

/// The values of one column.
#[derive(Debug)]
enum Values {
    Int(Vec<i32>),
    Long(Vec<i64>),
    Text(Vec<ByteArray>),
    Decimal(Vec<FixedLenByteArray>),
}

/// One column.
#[derive(Debug)]
struct LeafColumn {
    values: Values,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

/// The columns of a schema, filled row by row.
#[derive(Debug)]
pub(super) struct Leaves {
    leaves: Vec<LeafColumn>,
    /// Their approximate size in bytes.
    bytes: usize,
}

/// The levels of a value within nested lists and groups.
#[derive(Clone, Copy)]
struct Levels {
    definition: i16,
    repetition: i16,
    /// The number of lists around it.
    lists: i16,
}

impl Leaves {
    /// Empty columns for a schema.
    pub(super) fn new(schema: &Type) -> Result<Self> {
        let mut leaves = Vec::new();
        add_leaves(schema, &mut leaves)?;
        Ok(Leaves { leaves, bytes: 0 })
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds a row: a value for each field of the schema.
    pub(super) fn push(&mut self, schema: &Type, row: Vec<Cell>) -> Result<()> {
        let levels = Levels {
            definition: 0,
            repetition: 0,
            lists: 0,
        };
        self.group(schema, row, &mut 0, levels)
    }

    /// Writes the columns one by one and empties them.
    pub(super) fn drain(
        &mut self,
        mut write: impl FnMut(&mut Column<'_>) -> Result<()>,
    ) -> Result<()> {
        for leaf in &mut self.leaves {
            write(&mut Column(leaf))?;
            leaf.clear();
        }
        self.bytes = 0;
        Ok(())
    }

    /// Adds the fields of a group to the columns from `at` on, and moves `at` past them.
    fn group(&mut self, node: &Type, row: Vec<Cell>, at: &mut usize, levels: Levels) -> Result<()> {
        let fields = node.get_fields();
        if fields.len() != row.len() {
            return Err(misfit(node));
        }
        for (field, cell) in fields.iter().zip(row) {
            self.value(field, cell, at, levels)?;
        }
        Ok(())
    }

    fn value(&mut self, node: &Type, cell: Cell, at: &mut usize, mut levels: Levels) -> Result<()> {
        let optional = node.get_basic_info().repetition() == Repetition::OPTIONAL;
        if cell == Cell::Null {
            return if optional {
                self.missing(node, at, levels);
                Ok(())
            } else {
                Err(misfit(node))
            };
        }
        levels.definition += i16::from(optional);
        match cell {
            Cell::Group(row) if node.is_group() => self.group(node, row, at, levels),
            Cell::List(entries) if is_list(node) => self.list(node, entries, at, levels),
            single if node.is_primitive() => {
                let leaf = self.leaves.get_mut(*at).ok_or_else(|| misfit(node))?;
                self.bytes += leaf.push(single).ok_or_else(|| misfit(node))?;
                self.bytes += leaf.level(levels);
                *at += 1;
                Ok(())
            }
            _ => Err(misfit(node)),
        }
    }

    fn list(
        &mut self,
        node: &Type,
        entries: Vec<Cell>,
        at: &mut usize,
        levels: Levels,
    ) -> Result<()> {
        // In Parquet, a list is a group with a repeated group with the element.
        let repeated = node.get_fields().first().ok_or_else(|| misfit(node))?;
        let element = repeated.get_fields().first().ok_or_else(|| misfit(node))?;
        if entries.is_empty() {
            self.missing(repeated, at, levels);
            return Ok(());
        }
        let first = *at;
        let mut inside = Levels {
            definition: levels.definition + 1,
            lists: levels.lists + 1,
            ..levels
        };
        for entry in entries {
            *at = first;
            self.value(element, entry, at, inside)?;
            inside.repetition = inside.lists;
        }
        Ok(())
    }

    /// Adds a null to each column below a node.
    fn missing(&mut self, node: &Type, at: &mut usize, levels: Levels) {
        if node.is_group() {
            for field in node.get_fields() {
                self.missing(field, at, levels);
            }
        } else {
            if let Some(leaf) = self.leaves.get_mut(*at) {
                self.bytes += leaf.level(levels);
            }
            *at += 1;
        }
    }
}

impl LeafColumn {
    /// Adds the levels of a value or a null; returns the memory they take.
    fn level(&mut self, levels: Levels) -> usize {
        self.definition.push(levels.definition);
        self.repetition.push(levels.repetition);
        2 * size_of::<i16>()
    }

    /// Adds a value; returns the memory it takes, or `None` if its type does not match.
    fn push(&mut self, cell: Cell) -> Option<usize> {
        // The size of the handle of a value.
        const BESIDE: usize = size_of::<ByteArray>();
        match (&mut self.values, cell) {
            (Values::Int(values), Cell::Int(value)) => values.push(value),
            (Values::Long(values), Cell::Long(value)) => values.push(value),
            (Values::Text(values), Cell::Text(text)) => {
                let length = text.len();
                values.push(ByteArray::from(text.into_bytes()));
                return Some(BESIDE + length);
            }
            (Values::Decimal(values), Cell::Decimal(digits)) => {
                let bytes = digits.to_be_bytes().to_vec();
                values.push(ByteArray::from(bytes).into());
            }
            _ => return None,
        }
        Some(BESIDE)
    }

    fn clear(&mut self) {
        self.definition.clear();
        self.repetition.clear();
        match &mut self.values {
            Values::Int(values) => values.clear(),
            Values::Long(values) => values.clear(),
            Values::Text(values) => values.clear(),
            Values::Decimal(values) => values.clear(),
        }
    }
}

/// A filled column, to be written.
pub(super) struct Column<'a>(&'a mut LeafColumn);

impl Column<'_> {
    pub(super) fn write_to(&self, writer: &mut ColumnWriter<'_>) -> Result<()> {
        let definition = Some(&*self.0.definition);
        let repetition = Some(&*self.0.repetition);
        match (&self.0.values, writer) {
            (Values::Int(values), ColumnWriter::Int32ColumnWriter(writer)) => {
                writer.write_batch(values, definition, repetition)
            }
            (Values::Long(values), ColumnWriter::Int64ColumnWriter(writer)) => {
                writer.write_batch(values, definition, repetition)
            }
            (Values::Text(values), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                writer.write_batch(values, definition, repetition)
            }
            (Values::Decimal(values), ColumnWriter::FixedLenByteArrayColumnWriter(writer)) => {
                writer.write_batch(values, definition, repetition)
            }
            _ => Err(ParquetError::General(
                "a column of a different type".to_owned(),
            )),
        }
        .map(drop)
    }
}

fn add_leaves(node: &Type, leaves: &mut Vec<LeafColumn>) -> Result<()> {
    if node.is_group() {
        let mut fields = node.get_fields().iter();
        return fields.try_for_each(|field| add_leaves(field, leaves));
    }
    let values = match node.get_physical_type() {
        Physical::INT32 => Values::Int(Vec::new()),
        Physical::INT64 => Values::Long(Vec::new()),
        Physical::BYTE_ARRAY => Values::Text(Vec::new()),
        Physical::FIXED_LEN_BYTE_ARRAY => Values::Decimal(Vec::new()),
        _ => return Err(misfit(node)),
    };
    leaves.push(LeafColumn {
        values,
        definition: Vec::new(),
        repetition: Vec::new(),
    });
    Ok(())
}

fn is_list(node: &Type) -> bool {
    node.is_group() && node.get_basic_info().logical_type_ref() == Some(&LogicalType::List)
}

/// The error for a value that does not match its schema.
fn misfit(node: &Type) -> ParquetError {
    ParquetError::General(format!(
        "the value of `{}` does not match the schema",
        node.name()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::schema::parser::parse_message_type;

    /// Definition and repetition levels of each column after some rows.
    fn levels(schema: &str, rows: Vec<Cell>) -> Vec<(Vec<i16>, Vec<i16>)> {
        let schema = parse_message_type(schema).expect("a schema");
        let mut leaves = Leaves::new(&schema).expect("known types");
        for row in rows {
            leaves.push(&schema, vec![row]).expect("it fits");
        }
        let leaves = leaves.leaves.into_iter();
        leaves
            .map(|leaf| (leaf.definition, leaf.repetition))
            .collect()
    }

    #[test]
    fn levels_tell_what_is_missing() {
        let rows = vec![Cell::Null, Cell::text("a")];
        let found = levels("message m { optional binary a (STRING); }", rows);
        assert_eq!(found, [(vec![0, 1], vec![0, 0])]);
    }

    #[test]
    fn levels_tell_lists_apart() {
        let schema = "message m { optional group a (LIST) { repeated group list {
            optional group element {
                optional binary x (STRING);
                optional group b (LIST) { repeated group list { required int32 element; } }
            } } } }";
        let inner = |numbers: &[i32]| numbers.iter().copied().map(Cell::Int).collect::<Cell>();
        let rows = vec![
            Cell::Null,
            Cell::List(vec![]),
            Cell::List(vec![
                Cell::Group(vec![Cell::text("u"), inner(&[1, 2])]),
                Cell::Null,
                Cell::Group(vec![Cell::Null, inner(&[])]),
                Cell::Group(vec![Cell::Null, inner(&[3])]),
            ]),
        ];
        let found = levels(schema, rows);
        assert_eq!(found[0], (vec![0, 1, 4, 2, 3, 3], vec![0, 0, 0, 1, 1, 1]));
        assert_eq!(
            found[1],
            (vec![0, 1, 5, 5, 2, 4, 5], vec![0, 0, 0, 2, 1, 1, 1])
        );
    }

    #[test]
    fn another_shape_is_refused() {
        let schema = parse_message_type("message m { required int32 a; }").expect("a schema");
        for cell in [Cell::Null, Cell::text("1"), Cell::List(vec![])] {
            let mut leaves = Leaves::new(&schema).expect("known types");
            assert!(leaves.push(&schema, vec![cell]).is_err());
        }
    }
}
