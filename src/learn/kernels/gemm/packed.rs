//! A matrix product for wasm32: operands are copied into panels in the order in which tiles of 4×8 results read them.
//!
//! This is the usual construction (Goto and van de Geijn 2008), reduced to the needs of small networks. A tile keeps
//! its 32 sums in eight `v128` and reads 4 + 8 adjacent numbers a step; larger tiles do not fit into the sixteen
//! registers along with their operands. Copying makes all four cases of transposition alike, and pads the edges with
//! zeros.

use super::panels::{Operand, RowPanel, RowPanels, TILE_COLUMNS, TILE_ROWS, pack};
use crate::kernels::lanes::F32x8;
use ndarray::{Array2, ArrayView2, ArrayViewMut2};
use std::{cell::RefCell, ops::Range};

/// The steps of the sum in a block: a panel of eight columns is then 12 kB and fits into the L1 cache.
const MAX_STEPS: usize = 392;
/// The rows of `a` in a block: their panels fit into the L2 cache.
const MAX_ROWS: usize = 512;
/// The numbers that stay in the L1 cache next to streamed data.
const FIRST_CACHE: usize = 6144;

/// The panels, kept between calls, so that a training step allocates nothing.
#[derive(Default)]
struct Panels {
    rows: RowPanels,
    columns: Vec<f32>,
}

thread_local! {
    static PANELS: RefCell<Panels> = RefCell::default();
}

/// The part of the result that is computed.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    All,
    /// The tiles on the diagonal or below it.
    Lower,
}

/// Computes `c ← factor·a·b + keep·c`; see [`super::product_into`].
///
/// # Panics
/// If the shapes do not fit.
pub fn product_into(factor: f32, a: &ArrayView2<f32>, b: &ArrayView2<f32>, keep: f32, c: &mut ArrayViewMut2<f32>) {
    let (m, n, p) = (a.nrows(), b.ncols(), a.ncols());
    assert!(b.nrows() == p && c.dim() == (m, n), "shapes of a product: {:?}·{:?} to {:?}", a.dim(), b.dim(), c.dim());
    if let Some(c) = c.as_slice_mut() {
        return with_operands(a, &b.t(), |a, b| blocks((factor, keep), a, b, c, Wanted::All));
    }
    // A part of a larger array, or column-major; training has neither.
    let mut whole = Array2::zeros((m, n));
    whole.assign(c);
    product_into(factor, a, b, keep, &mut whole.view_mut());
    c.assign(&whole);
}

/// Adds `xᵀ·x` to the lower triangle of `c` and to parts of the upper one. Shapes: `x (n, d)`, `c (d, d)`, row-major.
///
/// # Panics
/// If the shapes do not fit.
pub fn add_lower_gram(x: &ArrayView2<f32>, c: &mut Array2<f32>) {
    assert!(c.dim() == (x.ncols(), x.ncols()), "shape of a Gram matrix: {:?} of {:?}", c.dim(), x.dim());
    let c = c.as_slice_mut().expect("the matrix lies by rows");
    with_operands(&x.t(), &x.t(), |a, b| blocks((1.0, 1.0), a, b, c, Wanted::Lower));
}

/// Calls `work` with `a (m, p)` and the columns of b, `(n, p)`, as slices; parts of larger arrays are copied first.
fn with_operands(a: &ArrayView2<f32>, b: &ArrayView2<f32>, work: impl FnOnce(&Operand, &Operand)) {
    let (a_copy, b_copy);
    let a = if Operand::of(a).is_some() {
        a
    } else {
        a_copy = a.to_owned();
        &a_copy.view()
    };
    let b = if Operand::of(b).is_some() {
        b
    } else {
        b_copy = b.to_owned();
        &b_copy.view()
    };
    if let (Some(a), Some(b)) = (Operand::of(a), Operand::of(b)) {
        work(&a, &b);
    }
}

/// Computes all blocks of the product, each small enough for the caches.
fn blocks((factor, keep): (f32, f32), a: &Operand, b: &Operand, c: &mut [f32], wanted: Wanted) {
    let (m, n, p) = (a.n_lines, b.n_lines, a.n_steps);
    if p == 0 {
        c.iter_mut().for_each(|c| *c = if keep == 0.0 { 0.0 } else { keep * *c });
    }
    if m == 0 || n == 0 {
        return;
    }
    PANELS.with_borrow_mut(|panels| {
        for step in (0..p).step_by(MAX_STEPS) {
            let steps = step..p.min(step + MAX_STEPS);
            let keep = if step == 0 { keep } else { 1.0 };
            pack::<TILE_COLUMNS>(b, 0..n, steps.clone(), &mut panels.columns);
            for row in (0..m).step_by(MAX_ROWS) {
                let rows = row..m.min(row + MAX_ROWS);
                panels.rows.fill(a, rows.clone(), steps.clone());
                let block = Block { n_steps: steps.len(), factor, keep, n_columns: n, rows };
                block.multiply(panels, c, wanted);
            }
        }
    });
}

/// A block of rows of the result, with the factors of the product.
struct Block {
    n_steps: usize,
    factor: f32,
    keep: f32,
    n_columns: usize,
    rows: Range<usize>,
}

impl Block {
    /// Computes all tiles, in the order in which the smaller operand stays in the L1 cache.
    fn multiply(&self, panels: &Panels, c: &mut [f32], wanted: Wanted) {
        let (n_rows, n_columns) = (self.rows.len().div_ceil(TILE_ROWS), self.n_columns.div_ceil(TILE_COLUMNS));
        let rows_first = panels.columns.len() <= FIRST_CACHE;
        let (n_outer, n_inner) = if rows_first { (n_rows, n_columns) } else { (n_columns, n_rows) };
        for outer in 0..n_outer {
            for inner in 0..n_inner {
                let (i, j) = if rows_first { (outer, inner) } else { (inner, outer) };
                let columns = &panels.columns[j * self.n_steps * TILE_COLUMNS..][..self.n_steps * TILE_COLUMNS];
                self.tile(i, j, &panels.rows.panel(i), columns, c, wanted);
            }
        }
    }

    /// Computes the tile in row `i` and column `j` of the block's tiles.
    #[inline(always)]
    fn tile(&self, i: usize, j: usize, rows: &RowPanel, columns: &[f32], c: &mut [f32], wanted: Wanted) {
        let (row, column) = (self.rows.start + i * TILE_ROWS, j * TILE_COLUMNS);
        if wanted == Wanted::Lower && column >= row + TILE_ROWS {
            return;
        }
        let sums = match rows {
            // All zeros: nothing to add.
            RowPanel::Sparse(_, []) if self.keep == 1.0 => return,
            RowPanel::Sparse(rows, steps) => sparse_sums_of(rows, steps, columns),
            RowPanel::Whole(rows) => sums_of(rows, columns),
        };
        let height = TILE_ROWS.min(self.rows.end - row);
        let width = TILE_COLUMNS.min(self.n_columns - column);
        let c = &mut c[row * self.n_columns + column..];
        if height == TILE_ROWS && width == TILE_COLUMNS {
            // The last row is only guaranteed to hold the tile's part.
            let c = &mut c[..3 * self.n_columns + TILE_COLUMNS];
            for (r, sum) in sums.into_iter().enumerate() {
                let c = &mut c[r * self.n_columns..][..TILE_COLUMNS];
                let scaled = sum * self.factor;
                let kept = F32x8::load(c).mul_add(F32x8::splat(self.keep), scaled);
                // The old value may be NaN, and zero times NaN is NaN.
                (if self.keep == 0.0 { scaled } else { kept }).store(c);
            }
            return;
        }
        for (r, sum) in sums.into_iter().take(height).enumerate() {
            let mut values = [0.0; TILE_COLUMNS];
            (sum * self.factor).store(&mut values);
            for (c, &value) in c[r * self.n_columns..][..width].iter_mut().zip(&values) {
                *c = if self.keep == 0.0 { value } else { self.keep * *c + value };
            }
        }
    }
}

/// Returns the 4×8 sums of one tile.
#[inline(always)]
fn sums_of(rows: &[f32], columns: &[f32]) -> [F32x8; TILE_ROWS] {
    let mut sums = [F32x8::splat(0.0); TILE_ROWS];
    for (a, b) in rows.chunks_exact(TILE_ROWS).zip(columns.chunks_exact(TILE_COLUMNS)) {
        let b = F32x8::load(b);
        for (sum, &a) in sums.iter_mut().zip(a) {
            *sum = F32x8::splat(a).mul_add(b, *sum);
        }
    }
    sums
}

/// Does the same as [`sums_of`] when `rows` holds only the given steps.
#[inline(always)]
fn sparse_sums_of(rows: &[f32], steps: &[u32], columns: &[f32]) -> [F32x8; TILE_ROWS] {
    let mut sums = [F32x8::splat(0.0); TILE_ROWS];
    let (columns, _) = columns.as_chunks::<TILE_COLUMNS>();
    for (a, &step) in rows.chunks_exact(TILE_ROWS).zip(steps) {
        let b = F32x8::load(&columns[step as usize]);
        for (sum, &a) in sums.iter_mut().zip(a) {
            *sum = F32x8::splat(a).mul_add(b, *sum);
        }
    }
    sums
}
