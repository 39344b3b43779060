//! The cells of a CSV file as written, and their numeric values. Reference: RFC 4180.
//!
//! `csv-core` handles quotes, line ends and the byte order mark; the delimiter and the header are detected here. The
//! roles of columns are left to [`super`].

use super::{MAX_COLUMNS, TableError};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

/// The cells of all rows without quotes. One string holds them all, so that each costs four bytes besides its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cells {
    text: String,
    ends: Vec<u32>,
    has_decimal_comma: bool,
}

impl Cells {
    /// Reads all cells of a file, row by row; returns them with the number of columns, at least 1.
    pub(super) fn read(file: &[u8]) -> Result<(Self, usize), TableError> {
        let delimiter = detect_delimiter(file);
        let (mut cells, mut rows) = (Self::new(delimiter), Rows::new(file, delimiter));
        let expected = rows.read_into(&mut cells)?.ok_or(TableError::Empty)?;
        if expected > MAX_COLUMNS {
            return Err(TableError::TooManyColumns { got: expected, limit: MAX_COLUMNS });
        }
        while let Some(got) = rows.read_into(&mut cells)? {
            if got != expected {
                return Err(TableError::Ragged { row: rows.n_rows, expected, got });
            }
        }
        Ok((cells, expected))
    }

    fn new(delimiter: u8) -> Self {
        Self { text: String::new(), ends: Vec::new(), has_decimal_comma: delimiter != b',' }
    }

    fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
    }

    /// Returns the number of cells.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns a cell without surrounding blanks.
    pub(super) fn get(&self, cell_idx: usize) -> &str {
        let start = cell_idx.checked_sub(1).map_or(0, |before_idx| self.ends[before_idx]);
        self.text[start as usize..self.ends[cell_idx] as usize].trim()
    }

    /// Returns the number in a cell, which may be infinite or NaN.
    pub(super) fn number(&self, cell_idx: usize) -> Option<f64> {
        let cell = self.get(cell_idx);
        let number: Option<f64> = cell.parse().ok();
        if number.is_none() && self.has_decimal_comma { cell.replace(',', ".").parse().ok() } else { number }
    }

    /// Returns true if the first row is a header by the rule of [`super::Header::Detect`].
    pub(super) fn begins_with_header(&self, n_columns: usize) -> bool {
        let is_number = |cell_idx: usize| self.number(cell_idx).is_some();
        let is_text = |cell_idx: usize| !self.get(cell_idx).is_empty() && !is_number(cell_idx);
        let has_second_row = self.len() > n_columns;
        let is_name = |cell_idx: usize| has_second_row && is_text(cell_idx) && is_number(cell_idx + n_columns);
        (0..n_columns).any(is_name) || !(0..n_columns).any(is_number)
    }
}

/// A reader of a file, row by row.
struct Rows<'a> {
    reader: Reader,
    rest: &'a [u8],
    /// The buffer for one cell; it grows to the longest.
    buffer: Vec<u8>,
    /// The number of rows read.
    n_rows: usize,
}

impl<'a> Rows<'a> {
    fn new(file: &'a [u8], delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { reader, rest: file, buffer: vec![0; 256], n_rows: 0 }
    }

    /// Appends the cells of the next non-empty row and returns their number; `None` at the end.
    fn read_into(&mut self, cells: &mut Cells) -> Result<Option<usize>, TableError> {
        let (first_idx, row) = (cells.len(), self.n_rows + 1);
        while let Some((n_bytes, is_last)) = self.read_cell() {
            // Checked cell by cell, because two halves of a character on both sides of a delimiter would be valid
            // together.
            let cell = str::from_utf8(&self.buffer[..n_bytes]).map_err(|_| TableError::NotUtf8 { row })?;
            // csv-core skips empty lines, and a line of blanks looks the same; but `""` is an empty cell.
            let is_alone = is_last && cells.len() == first_idx;
            if is_alone && !cell.is_empty() && cell.trim().is_empty() {
                continue;
            }
            cells.push(cell);
            if is_last {
                self.n_rows = row;
                return Ok(Some(cells.len() - first_idx));
            }
        }
        Ok(None)
    }

    /// Reads a cell into the buffer; returns its length in bytes, and true if it ends its row; `None` at the end.
    fn read_cell(&mut self) -> Option<(usize, bool)> {
        let mut n_bytes = 0;
        loop {
            let (result, n_in, n_out) = self.reader.read_field(self.rest, &mut self.buffer[n_bytes..]);
            self.rest = &self.rest[n_in..];
            n_bytes += n_out;
            match result {
                // The next call passes an empty slice, which signals the end of the file.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.buffer.resize(2 * self.buffer.len(), 0),
                ReadFieldResult::Field { record_end } => return Some((n_bytes, record_end)),
                ReadFieldResult::End => return None,
            }
        }
    }
}

/// Returns the delimiter among `,`, `;` and tab that is most frequent in the first row outside quotes; `,` if there is
/// none.
///
/// With `;` and tab commas are decimal, and may be as frequent or more frequent by one: `1,5;2,5`. Therefore these two
/// take precedence over `,` in a tie, and one that leaves nothing but numbers takes precedence over all.
fn detect_delimiter(file: &[u8]) -> u8 {
    let rank = |delimiter: u8| {
        let mut cells = Cells::new(delimiter);
        // Unreadable content is reported when the whole file is read.
        let n_cells = Rows::new(file, delimiter).read_into(&mut cells).ok().flatten().unwrap_or(0);
        ((0..n_cells).all(|cell_idx| cells.number(cell_idx).is_some()), n_cells)
    };
    let ranked = [b',', b';', b'\t'].map(|delimiter| (rank(delimiter), delimiter));
    let found = ranked.into_iter().filter(|((_, n_cells), _)| *n_cells > 1);
    found.max_by_key(|(rank, _)| *rank).map_or(b',', |(_, delimiter)| delimiter)
}
