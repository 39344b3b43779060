//! What stands at one place of a horizontal axis: the values of all curves there, to be read by pointer or keys.
//!
//! Figures return their columns as they draw; what is said of one is left to the interface.

use plotters::{
    coord::{Shift, types::RangedCoordf64},
    prelude::*,
};

/// A point of a series, as it was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnPoint {
    /// Which of the figure's series it belongs to.
    pub series_idx: usize,
    /// Its value.
    pub value: f64,
    /// Pixels of the drawing from its top.
    pub y_px: f32,
}

/// All points at one place of the horizontal axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The place: an epoch, a number of components.
    pub place: f64,
    /// Pixels of the drawing from its left edge.
    pub x_px: f32,
    /// The points there, in the order of the series; never empty.
    pub points: Vec<ColumnPoint>,
}

/// The columns of a chart: for each series its points, place and value, drawn where the chart has them.
#[must_use]
pub(super) fn columns_of<DB, Y>(
    area: &DrawingArea<DB, Shift>,
    chart: &ChartContext<DB, Cartesian2d<RangedCoordf64, Y>>,
    series: &[Vec<(f64, f64)>],
) -> Vec<Column>
where
    DB: DrawingBackend,
    Y: Ranged<ValueType = f64>,
{
    let points = series.iter().enumerate().flat_map(|(series_idx, points)| {
        points.iter().map(move |&(place, value)| {
            let (x, y) = place_on(area, chart, (place, value));
            (place, x as f32, ColumnPoint { series_idx, value, y_px: y as f32 })
        })
    });
    gather(points)
}

/// Returns where a point of a chart lies on an area: charts count pixels from the corner of the whole picture, an area from its own.
pub(super) fn place_on<DB, Y>(
    area: &DrawingArea<DB, Shift>,
    chart: &ChartContext<DB, Cartesian2d<RangedCoordf64, Y>>,
    point: (f64, f64),
) -> (i32, i32)
where
    DB: DrawingBackend,
    Y: Ranged<ValueType = f64>,
{
    let ((x, y), (left, top)) = (chart.backend_coord(&point), area.get_base_pixel());
    (x - left, y - top)
}

/// Points of series, each with its place, gathered into columns from left to right.
#[must_use]
fn gather(points: impl IntoIterator<Item = (f64, f32, ColumnPoint)>) -> Vec<Column> {
    let mut points: Vec<_> = points.into_iter().collect();
    // Stable: the series keep their order.
    points.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    let mut columns: Vec<Column> = Vec::new();
    for (place, x_px, point) in points {
        match columns.last_mut().filter(|column| column.place == place) {
            Some(column) => column.points.push(point),
            None => columns.push(Column { place, x_px, points: vec![point] }),
        }
    }
    columns
}

/// The column nearest to so many pixels from the left.
#[must_use]
pub fn nearest(columns: &[Column], x_px: f32) -> Option<&Column> {
    let distance = |column: &&Column| (column.x_px - x_px).abs();
    columns.iter().min_by(|one, other| distance(one).total_cmp(&distance(other)))
}

/// The column so many steps from that nearest to a place, the last one where there are fewer; from no place, the first one to
/// the right and the last one to the left.
#[must_use]
pub fn walked(columns: &[Column], from: Option<f64>, n_steps: isize) -> Option<&Column> {
    let last = columns.len().checked_sub(1)?;
    let at = from.map(|place| {
        let behind = columns.partition_point(|column| column.place < place);
        behind.min(last) as isize
    });
    let idx = match at {
        Some(idx) => idx.saturating_add(n_steps),
        None if n_steps > 0 => n_steps - 1,
        None => (last as isize + 1).saturating_add(n_steps),
    };
    columns.get(idx.clamp(0, last as isize) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(series_idx: usize, value: f64) -> ColumnPoint {
        ColumnPoint { series_idx, value, y_px: 0.0 }
    }

    fn columns() -> Vec<Column> {
        let at = |place: f64, series_idx: usize| (place, 10.0 * place as f32, point(series_idx, place + 0.5));
        gather([at(0.0, 0), at(1.0, 0), at(3.0, 0), at(1.0, 1), at(2.0, 1)])
    }

    #[test]
    fn series_of_other_places_share_columns_where_they_meet() {
        let columns = columns();
        assert_eq!(columns.iter().map(|column| column.place).collect::<Vec<_>>(), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(columns[1].points, [point(0, 1.5), point(1, 1.5)]);
        assert_eq!(columns[2].points, [point(1, 2.5)]);
    }

    #[test]
    fn the_pointer_means_the_nearest_column() {
        let columns = columns();
        for (x_px, place) in [(-40.0, 0.0), (4.0, 0.0), (6.0, 1.0), (1000.0, 3.0)] {
            assert_eq!(nearest(&columns, x_px).expect("there are columns").place, place, "{x_px}");
        }
        assert_eq!(nearest(&[], 0.0), None);
    }

    #[test]
    fn keys_walk_from_column_to_column_and_stop_at_the_ends() {
        let columns = columns();
        let cases = [
            (Some(1.0), 1, 2.0),
            (Some(1.0), -1, 0.0),
            (Some(0.0), -1, 0.0),
            (Some(3.0), 1, 3.0),
            (Some(1.0), isize::MAX, 3.0),
            (Some(1.0), -isize::MAX, 0.0),
            (None, 1, 0.0),
            (None, -1, 3.0),
            (None, isize::MAX, 3.0),
            (None, -isize::MAX, 0.0),
            // The run was reset: what was looked at is no longer there.
            (Some(70.0), 1, 3.0),
        ];
        for (from, n_steps, place) in cases {
            assert_eq!(walked(&columns, from, n_steps).expect("there are columns").place, place, "{from:?} {n_steps}");
        }
        assert_eq!(walked(&[], None, 1), None);
    }
}
