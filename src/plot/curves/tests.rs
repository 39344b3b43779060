//! Tests of the curves.

use super::*;
use crate::palette::Theme;

fn drawn(figure: &CurvesFigure) -> (String, Vec<Column>) {
    let mut svg = String::new();
    let columns = {
        let area = SVGBackend::with_string(&mut svg, (640, 300)).into_drawing_area();
        let style = Style::new(Theme::Light, 1.0, false, true);
        figure.draw(&area, AxisWords { x: "época", y: "ECM" }, &style).expect("SVG")
    };
    (svg, columns)
}

fn svg_of(figure: &CurvesFigure) -> String {
    drawn(figure).0
}

#[test]
fn draws_curve_floor_and_words() {
    let palette = Theme::Light.palette();
    let points = vec![(0.0, 0.86), (1.0, 0.26), (2.0, 0.01)];
    let curve = Curve { colour: palette.ae, points, ..Curve::default() };
    let figure =
        CurvesFigure { curves: vec![curve], floors: vec![(0.0034, palette.pca)], n_epochs: 20, ..Default::default() };
    let svg = svg_of(&figure);
    assert!(svg.contains("época") && svg.contains("ECM") && svg.contains("0,01"), "{svg}");
    assert!(svg.contains("polyline") && svg.contains("circle"), "{svg}");
}

#[test]
fn bands_are_seen_whole_and_powers_named() {
    let palette = Theme::Light.palette();
    let figure = CurvesFigure {
        curves: vec![Curve { colour: palette.ae, points: vec![(2.0, 0.8), (3.0, 0.9)], ..Curve::default() }],
        bands: vec![Band { colour: palette.ae, points: vec![(2.0, 0.7, 0.85), (3.0, 0.88, 0.95)] }],
        has_powers: true,
        is_log: false,
        n_epochs: 3,
        ..Default::default()
    };
    let (low, high) = figure.value_range();
    assert!(low < 0.7 && high > 0.95);
    let svg = svg_of(&figure);
    assert!(svg.contains("polygon") && svg.contains("\n1000\n") && svg.contains("\n100\n"), "{svg}");
}

#[test]
fn values_without_a_logarithm_are_left_out() {
    let palette = Theme::Dark.palette();
    let points = vec![(0.0, 1.0), (1.0, f64::NAN), (2.0, 0.0), (3.0, f64::INFINITY), (4.0, 2.0)];
    let curve = Curve { colour: palette.ae, is_dashed: true, points, ..Curve::default() };
    let figure =
        CurvesFigure { curves: vec![curve], marked: vec![(2.0, palette.ink)], n_epochs: 4, ..Default::default() };
    assert_eq!(figure.value_range(), (0.8, 2.5));
    assert_eq!(CurvesFigure { is_log: false, ..figure.clone() }.value_range(), (0.0, 2.1));
    assert!(!svg_of(&figure).contains("NaN"));
    let empty = CurvesFigure::default();
    assert!(svg_of(&empty).contains("época"));
}

#[test]
fn curves_carry_their_shapes_and_a_part_of_a_picture_draws_as_the_whole() {
    let palette = Theme::Light.palette();
    let points = (1..=40).map(|i| (f64::from(i), 1.0 / f64::from(i))).collect();
    let curve = Curve { colour: palette.ae, shape: Some(Shape::Square), points, ..Curve::default() };
    let figure = CurvesFigure { curves: vec![curve], has_powers: true, ..Default::default() };
    let style = Style::new(Theme::Light, 1.0, false, true);
    let words = AxisWords { x: "x", y: "y" };
    // The same figure at the top of a picture and 100 pixels further down.
    let drawn_at = |top: u32| {
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (640, 300 + top)).into_drawing_area();
            let (_, part) = area.split_vertically(top);
            figure.draw(&part, words, &style).expect("SVG");
        }
        svg
    };
    let (whole, part) = (drawn_at(0), drawn_at(100));
    assert_eq!(whole.matches("<polygon").count(), N_MARKS, "{whole}");
    // The vertical positions of all shapes, text and polygons alike.
    let tops = |svg: &str| {
        let texts =
            svg.split("<text ").skip(1).filter_map(|text| text.split("y=\"").nth(1)?.split('"').next()?.parse().ok());
        let corners = svg
            .split("<polygon")
            .skip(1)
            .filter_map(|text| text.split("points=\"").nth(1)?.split([',', ' ']).nth(1)?.parse().ok());
        texts.chain(corners).collect::<Vec<i32>>()
    };
    let moved: Vec<_> = tops(&whole).iter().map(|y| y + 100).collect();
    assert_eq!(tops(&part), moved);
}

#[test]
fn a_column_says_what_is_drawn_at_its_place() {
    let palette = Theme::Light.palette();
    let curve = |points: &[(f64, f64)]| Curve { colour: palette.ae, points: points.to_vec(), ..Curve::default() };
    let figure = CurvesFigure {
        curves: vec![curve(&[(0.0, 1.0), (1.0, f64::NAN), (2.0, 0.25)]), curve(&[(0.0, 2.0), (1.0, 0.5)])],
        n_epochs: 2,
        ..Default::default()
    };
    let (svg, columns) = drawn(&figure);
    let said: Vec<_> = columns
        .iter()
        .map(|column| (column.place, column.points.iter().map(|point| (point.series_idx, point.value)).collect()))
        .collect::<Vec<(f64, Vec<_>)>>();
    // Values that cannot be placed on the axis are not reported either.
    assert_eq!(said, [(0.0, vec![(0, 1.0), (1, 2.0)]), (1.0, vec![(1, 0.5)]), (2.0, vec![(0, 0.25)])]);
    // The dot at the end of a curve lies at the position of its column.
    let end = &columns[2];
    assert!(svg.contains(&format!("<circle cx=\"{}\" cy=\"{}\"", end.x_px, end.points[0].y_px)), "{svg}");
    let powers = CurvesFigure { curves: vec![curve(&[(3.0, 0.9)])], has_powers: true, ..Default::default() };
    assert_eq!(drawn(&powers).1[0].place, 1000.0);
}
