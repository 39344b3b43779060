//! Operands of a product, copied into panels: the numbers in the order in which the tiles read them.
//!
//! Images are mostly black. Where all four numbers of a step are zero the step adds nothing, so that panels of rows can leave such
//! steps out and remember which ones are there: no sum changes by a bit, and a layer that sees pixels saves half its work.

use crate::kernels::lanes::F32x8;
use ndarray::ArrayView2;
use std::ops::Range;

/// Rows and columns of a tile.
pub(super) const TILE_ROWS: usize = 4;
pub(super) const TILE_COLUMNS: usize = 8;
/// One step of so many is looked at to learn whether there are zeros enough; a prime, so that no regular pattern is missed.
const LOOK_EVERY: usize = 7;
/// One step of so many has to be zero, or reading the rest by its number costs more than is saved.
const WORTHWHILE: usize = 4;

/// The panels of one operand's rows: of each step its [`TILE_ROWS`] numbers.
#[derive(Default)]
pub(super) struct RowPanels {
    values: Vec<f32>,
    /// Tells where steps were left out: the numbers of those that are there.
    steps: Vec<u32>,
    /// Tells where steps were left out: up to where the steps of each panel go. Empty where all are there.
    ends: Vec<usize>,
    n_steps: usize,
}

/// Describes what a tile reads of its rows: the numbers, and of which steps they are.
pub(super) enum RowPanel<'a> {
    /// Of every step.
    Whole(&'a [f32]),
    /// Of the steps with these numbers.
    Sparse(&'a [f32], &'a [u32]),
}

impl RowPanels {
    /// Copies the part in, zeros left out where that saves work.
    pub(super) fn fill(&mut self, matrix: &Operand, lines: Range<usize>, steps: Range<usize>) {
        self.n_steps = steps.len();
        self.ends.clear();
        pack::<TILE_ROWS>(matrix, lines, steps, &mut self.values);
        let (mut n_seen, mut n_zero) = (0, 0);
        for &numbers in self.values.as_chunks().0.iter().step_by(LOOK_EVERY) {
            n_seen += 1;
            n_zero += usize::from(is_zero(numbers));
        }
        if n_zero * WORTHWHILE >= n_seen {
            self.leave_zeros_out();
        }
    }

    /// The panel with this number, the first rows' being 0.
    #[inline(always)]
    pub(super) fn panel(&self, i: usize) -> RowPanel<'_> {
        match self.ends.get(i) {
            None => RowPanel::Whole(&self.values[i * self.n_steps * TILE_ROWS..][..self.n_steps * TILE_ROWS]),
            Some(&end) => {
                let start = if i == 0 { 0 } else { self.ends[i - 1] };
                RowPanel::Sparse(&self.values[start * TILE_ROWS..end * TILE_ROWS], &self.steps[start..end])
            }
        }
    }

    /// Moves the steps that are not zero together.
    fn leave_zeros_out(&mut self) {
        self.steps.resize(self.values.len() / TILE_ROWS, 0);
        let mut to = 0;
        for start in (0..self.steps.len()).step_by(self.n_steps) {
            for step in 0..self.n_steps {
                // Without a branch, which would be taken at random: a zero is written over by what comes next.
                self.steps[to] = step as u32;
                let is_there = F32x8::move_four(&mut self.values, (start + step) * TILE_ROWS, to * TILE_ROWS);
                to += usize::from(is_there);
            }
            self.ends.push(to);
        }
    }
}

/// Whether every number is a zero of either sign.
#[inline(always)]
fn is_zero(numbers: [f32; TILE_ROWS]) -> bool {
    let [a, b, c, d] = numbers.map(f32::to_bits);
    (a | b | c | d) << 1 == 0
}

/// A matrix of lines as a slice: number `(line, step)` lies at `line·line_stride + step·step_stride`.
pub(super) struct Operand<'a> {
    values: &'a [f32],
    pub n_lines: usize,
    pub n_steps: usize,
    pub line_stride: usize,
    pub step_stride: usize,
}

impl<'a> Operand<'a> {
    /// `None` where the numbers do not lie together.
    pub(super) fn of(matrix: &'a ArrayView2<f32>) -> Option<Self> {
        let (n_lines, n_steps) = matrix.dim();
        if let Some(values) = matrix.as_slice() {
            return Some(Self { values, n_lines, n_steps, line_stride: n_steps, step_stride: 1 });
        }
        // Of the transpose the rows do.
        let is_transposed = matrix.strides() == [1, n_lines as isize];
        let values = matrix.as_slice_memory_order().filter(|_| is_transposed)?;
        Some(Self { values, n_lines, n_steps, line_stride: 1, step_stride: n_lines })
    }
}

/// Copies a part of a matrix into panels of `N` lines: for each panel, for each step, the `N` numbers of its lines.
/// Missing lines of the last panel are zeros.
pub(super) fn pack<const N: usize>(matrix: &Operand, lines: Range<usize>, steps: Range<usize>, panels: &mut Vec<f32>) {
    let n_steps = steps.len();
    // Nothing has to be cleared: every place is written below.
    panels.resize(lines.len().div_ceil(N) * n_steps * N, 0.0);
    for (i, panel) in panels.chunks_exact_mut(n_steps * N).enumerate() {
        let line = lines.start + i * N;
        let n_lines = N.min(lines.end - line);
        let values = &matrix.values[line * matrix.line_stride + steps.start * matrix.step_stride..];
        if n_lines < N {
            pack_edge::<N>(values, (matrix.line_stride, matrix.step_stride), n_lines, panel);
        } else if matrix.line_stride == 1 && matrix.step_stride >= N {
            for (values, packed) in values.chunks(matrix.step_stride).zip(panel.chunks_exact_mut(N)) {
                packed.copy_from_slice(&values[..N]);
            }
        } else {
            pack_lines::<N>(values, matrix.line_stride, n_steps, panel);
        }
    }
}

/// Numbers of one line lie side by side: squares of 4×4 are transposed in registers.
#[inline(always)]
fn pack_lines<const N: usize>(values: &[f32], line_stride: usize, n_steps: usize, panel: &mut [f32]) {
    const SIDE: usize = 4;
    let n_whole = n_steps - n_steps % SIDE;
    for group in 0..N / SIDE {
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| &values[(group * SIDE + i) * line_stride..][..n_steps]);
        for step in (0..n_whole).step_by(SIDE) {
            let rows = [&a[step..], &b[step..], &c[step..], &d[step..]];
            F32x8::transpose_4x4(rows, &mut panel[step * N + group * SIDE..], N);
        }
        for step in n_whole..n_steps {
            panel[step * N + group * SIDE..][..SIDE].copy_from_slice(&[a[step], b[step], c[step], d[step]]);
        }
    }
}

/// Fewer lines than a panel has.
fn pack_edge<const N: usize>(values: &[f32], (line, step): (usize, usize), n_lines: usize, panel: &mut [f32]) {
    for (i, packed) in panel.chunks_exact_mut(N).enumerate() {
        packed.fill(0.0);
        for (l, packed) in packed[..n_lines].iter_mut().enumerate() {
            *packed = values[l * line + i * step];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    #[test]
    fn steps_left_out_are_the_ones_of_zeros_alone() {
        let matrix =
            Array2::from_shape_fn((9, 30), |(line, step)| if step % 3 == 0 { (line + 1) as f32 } else { -0.0 });
        let view = matrix.view();
        let operand = Operand::of(&view).expect("rows lie together");
        let mut panels = RowPanels::default();
        panels.fill(&operand, 0..9, 2..30);
        for i in 0..3 {
            let RowPanel::Sparse(values, steps) = panels.panel(i) else { panic!("two of three steps are zero") };
            assert_eq!(steps, [1, 4, 7, 10, 13, 16, 19, 22, 25]);
            let lines = [1, 2, 3, 4].map(|l| if i * 4 + l <= 9 { (i * 4 + l) as f32 } else { 0.0 });
            assert!(values.chunks_exact(4).all(|step| step == lines));
        }
        // Not a number is not zero, and panels that were sparse once are whole again.
        let matrix = Array2::from_elem((5, 30), f32::NAN);
        let view = matrix.view();
        panels.fill(&Operand::of(&view).expect("rows lie together"), 0..5, 0..30);
        assert!((0..2).all(|i| matches!(panels.panel(i), RowPanel::Whole(values) if values.len() == 120)));
    }
}
