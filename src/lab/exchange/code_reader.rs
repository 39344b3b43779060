//! QR codes in a picture of a camera. Which codes mean anything is left to [`teaching::class_code`].

use quircs::Quirc;
use serde::{Deserialize, Serialize};

/// Side of the smallest code, in modules: fewer pixels hold none.
const LEAST_SIDE: usize = 21;
/// Pixels of a frame at most.
const MOST_PIXELS: usize = 4_000_000;

/// A picture of a camera.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `height x width` pixels row by row, 0 black.
    pub grey: Vec<u8>,
}

impl Frame {
    /// Grey pixels of RGBA ones, by the luminance of ITU-R BT.601.
    #[must_use]
    pub fn of_rgba(width: usize, height: usize, rgba: &[u8]) -> Self {
        let grey = |pixel: &[u8]| {
            let [red, green, blue] = [0, 1, 2].map(|channel| u32::from(pixel[channel]));
            ((299 * red + 587 * green + 114 * blue) / 1000) as u8
        };
        Self { width, height, grey: rgba.chunks_exact(4).map(grey).collect() }
    }

    /// The texts of all codes that can be read in it.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        let Self { width, height, grey } = self;
        let is_whole = width.checked_mul(*height).is_some_and(|n| n == grey.len() && n <= MOST_PIXELS);
        if !is_whole || *width.min(height) < LEAST_SIDE {
            return Vec::new();
        }
        let mut reader = Quirc::new();
        let codes = reader.identify(*width, *height, grey).filter_map(|code| code.ok()?.decode().ok());
        codes.filter_map(|data| String::from_utf8(data.payload).ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use qrcode::{Color, EcLevel, QrCode};
    use rand::{RngExt, SeedableRng};

    /// A code held before a camera: turned, drawn at some scale, noisy, in bad light.
    fn photographed(text: &str, degrees: f64, pixels_a_module: f64, noise: i32) -> Frame {
        let code = QrCode::with_error_correction_level(text, EcLevel::L).expect("short enough");
        let (n, colours) = (code.width(), code.to_colors());
        let (width, height) = (640, 480);
        let (sin, cos) = degrees.to_radians().sin_cos();
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let mut grey = Vec::with_capacity(width * height);
        for row in 0..height {
            for column in 0..width {
                let (x, y) = (column as f64 - width as f64 / 2.0, row as f64 - height as f64 / 2.0);
                let (u, v) = ((cos * x + sin * y) / pixels_a_module, (cos * y - sin * x) / pixels_a_module);
                let (i, j) = ((v + n as f64 / 2.0).floor(), (u + n as f64 / 2.0).floor());
                let is_inside = i >= 0.0 && j >= 0.0 && i < n as f64 && j < n as f64;
                let is_dark = is_inside && colours[i as usize * n + j as usize] == Color::Dark;
                // Paper beyond the quiet zone, a table further out; brighter to the right.
                let is_paper = u.abs().max(v.abs()) < n as f64 / 2.0 + 4.0;
                let light = if is_dark {
                    40
                } else if is_paper {
                    170
                } else {
                    90
                } + (column / 16) as i32;
                grey.push((light + rng.random_range(-noise..=noise)).clamp(0, 255) as u8);
            }
        }
        Frame { width, height, grey }
    }

    #[test]
    fn codes_are_read_as_a_camera_sees_them() {
        for (degrees, scale, noise) in
            [(0.0, 8.0, 0), (7.0, 6.0, 10), (45.0, 8.0, 10), (180.0, 8.0, 20), (-100.0, 4.0, 10)]
        {
            let frame = photographed("4K2J-9ZQX-TT", degrees, scale, noise);
            assert_eq!(frame.codes(), ["4K2J-9ZQX-TT"], "{degrees} degrees, {scale} pixels a module, noise {noise}");
        }
    }

    #[test]
    fn grey_is_the_luminance() {
        let frame = Frame::of_rgba(2, 2, &[255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 255]);
        assert_eq!(frame.grey, [255, 0, 76, 149]);
    }

    proptest! {
        #[test]
        fn a_damaged_code_is_read_right_or_not_at_all(
            degrees in 0.0..360.0_f64, scale in 2.0..16.0_f64, noise in 0..60_i32,
            spots in proptest::collection::vec((0..640_usize, 0..480_usize, 1..120_usize, any::<u8>()), 0..6),
        ) {
            let mut frame = photographed("4K2J-9ZQX-TT", degrees, scale, noise);
            for (left, top, side, grey) in spots {
                for row in top..(top + side).min(480) {
                    frame.grey[row * 640 + left..row * 640 + (left + side).min(640)].fill(grey);
                }
            }
            prop_assert!(frame.codes().iter().all(|text| text == "4K2J-9ZQX-TT"));
        }

        #[test]
        fn no_picture_makes_it_fail(width in 0..90_usize, height in 0..90_usize, seed in any::<u64>(), n_missing in 0..2_usize, levels in 1..4_u8) {
            let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
            let n = (width * height).saturating_sub(n_missing);
            let grey = (0..n).map(|_| rng.random_range(0..=levels) * (255 / levels)).collect();
            prop_assert_eq!(Frame { width, height, grey }.codes().len(), 0);
        }
    }
}
