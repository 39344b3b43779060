//! Conversion of coloured pixels to grey. Decoding of files is left to the browser, which knows PNG, JPEG, WebP and
//! later formats.

/// Converts RGBA pixels to grey values `0..=255`, with transparent pixels on white; `inverts` turns dark ink on light
/// paper into bright ink on dark ground as in MNIST.
///
/// Shape: `rgba (4·n)` gives `n`; trailing bytes are dropped. Channel weights: ITU-R BT.601, section 2.5.1.
pub fn grey_of(rgba: &[u8], inverts: bool) -> impl Iterator<Item = u8> + '_ {
    rgba.as_chunks::<4>().0.iter().map(move |&[red, green, blue, alpha]| {
        let luma = 0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue);
        let opacity = f32::from(alpha) / 255.0;
        let grey = (luma * opacity + 255.0 * (1.0 - opacity)).round() as u8;
        if inverts { 255 - grey } else { grey }
    })
}

/// Returns the largest centred square of a `width`x`height` image: left, top, side.
#[must_use]
pub fn middle_square(width: u32, height: u32) -> (u32, u32, u32) {
    let side = width.min(height);
    ((width - side) / 2, (height - side) / 2, side)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_weighed_and_paper_shows_through() {
        let rgba = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255, 9, 9, 9, 0, 0, 0, 0, 128, 7];
        // 0.299·255, 0.587·255, 0.114·255; white; fully transparent; black at half opacity; one extra byte.
        assert_eq!(grey_of(&rgba, false).collect::<Vec<_>>(), [76, 150, 29, 255, 255, 127]);
        assert_eq!(grey_of(&rgba, true).collect::<Vec<_>>(), [179, 105, 226, 0, 0, 128]);
    }

    #[test]
    fn the_square_lies_in_the_middle() {
        assert_eq!(middle_square(640, 480), (80, 0, 480));
        assert_eq!(middle_square(3, 10), (0, 3, 3));
        assert_eq!(middle_square(0, 10), (0, 5, 0));
    }
}
