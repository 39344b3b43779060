//! Tests of the camera, the planes and the drawing.

use super::*;
use crate::palette::Theme;

#[test]
fn one_plane_has_one_square_whatever_its_basis() {
    let (sin, cos) = 0.6_f32.sin_cos();
    let (u, v) = ([1.0, 0.0, 0.0], [0.0, 0.8, 0.6]);
    let turn = |a: f32, b: f32| std::array::from_fn(|i| a * u[i] + b * v[i]);
    let plane = Plane { centre: [0.0; 3], u, v, axes: [u, v] };
    let turned = Plane { centre: [0.0; 3], u: turn(cos, sin), v: turn(-sin, cos), axes: [u, v] };
    for (a, b) in plane_square(&plane, 1.0).iter().flatten().zip(plane_square(&turned, 1.0).iter().flatten()) {
        assert!((a - b).abs() < 1e-6);
    }
}

#[test]
fn draws_points_planes_and_words() {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (400, 300)).into_drawing_area();
        let (u, v) = ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]);
        let plane = Plane { centre: [0.0; 3], u, v, axes: [u, v] };
        let figure = CloudFigure {
            points: &[[1.0, 0.5, 0.2], [-0.3, 0.1, 0.0]],
            pca_plane: Some(plane),
            ae_plane: Some(plane),
            pca_codes: &[],
            ae_codes: &[[1.0, 0.5, 0.0], [f32::NAN, 0.0, 0.0]],
            shows: CloudParts::default(),
            axis_words: ["x", "y", "z"],
        };
        figure.draw(&area, Camera::default(), &Style::new(Theme::Light, 1.0, false, true)).expect("SVG");
    }
    // Two points, and the ends of two axes on each plane; two planes, and the only code that is not NaN.
    assert_eq!(svg.matches("<circle").count(), 2 + 4);
    assert_eq!(svg.matches("<polygon").count(), 2 + 1);
    assert!(svg.contains("PCA₁") && svg.contains("AE₂"));
}
