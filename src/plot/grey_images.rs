//! Grey images and heat maps as RGBA bytes, in the colours of a theme.

use super::palette::{Colour, Palette};

/// Returns the RGBA bytes of `n_squares` squares, one a value: positive values in the colour of the autoencoder,
/// negative ones in grey, with an intensity that grows with the magnitude. Squares beyond the values stay transparent.
#[must_use]
pub fn heat_bytes(values: &[f32], n_squares: usize, palette: &Palette) -> Vec<u8> {
    let largest = values.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
    let mut bytes = vec![0; n_squares * 4];
    for (place, &value) in bytes.chunks_exact_mut(4).zip(values) {
        let strength = if largest > 0.0 { (255.0 * value.abs() / largest) as u8 } else { 0 };
        let Colour(r, g, b) = mix(palette.card, if value < 0.0 { palette.ink_2 } else { palette.ae }, strength);
        place.copy_from_slice(&[r, g, b, 255]);
    }
    bytes
}

/// Returns the RGBA bytes of images in rows of `n_columns`, with `gap` transparent pixels between them, and the width
/// and height of the whole.
#[must_use]
pub fn rgba_grid(
    pixels: &[u8],
    (height, width): (usize, usize),
    (n_columns, gap): (usize, usize),
    palette: &Palette,
) -> (Vec<u8>, usize, usize) {
    let n_images = pixels.len().checked_div(height * width).unwrap_or(0);
    let length = |n: usize, side: usize| (n * (side + gap)).saturating_sub(gap);
    let (grid_width, grid_height) = (length(n_columns, width), length(n_images.div_ceil(n_columns.max(1)), height));
    let mut bytes = vec![0; grid_width * grid_height * 4];
    for (image_idx, image) in pixels.chunks_exact((height * width).max(1)).enumerate() {
        let (left, top) = (image_idx % n_columns * (width + gap), image_idx / n_columns * (height + gap));
        for (pixel_idx, &value) in image.iter().enumerate() {
            let place = ((top + pixel_idx / width) * grid_width + left + pixel_idx % width) * 4;
            let Colour(r, g, b) = mix(palette.card, palette.ink, value);
            bytes[place..place + 4].copy_from_slice(&[r, g, b, 255]);
        }
    }
    (bytes, grid_width, grid_height)
}

/// Interpolates from `ground` at 0 to `ink` at 255.
fn mix(ground: Colour, ink: Colour, value: u8) -> Colour {
    let channel = |from: u8, to: u8| {
        let value = i32::from(value);
        ((i32::from(from) * (255 - value) + i32::from(to) * value) / 255) as u8
    };
    Colour(channel(ground.0, ink.0), channel(ground.1, ink.1), channel(ground.2, ink.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Theme;

    #[test]
    fn images_stand_side_by_side_with_clear_gaps() {
        let palette = Theme::Light.palette();
        let (bytes, width, height) = rgba_grid(&[0, 0, 255, 255], (1, 2), (2, 1), palette);
        assert_eq!((width, height), (5, 1));
        let solid = |Colour(r, g, b): Colour| [r, g, b, 255];
        let expected = [solid(palette.card), solid(palette.card), [0; 4], solid(palette.ink), solid(palette.ink)];
        assert_eq!(bytes, expected.concat());
        assert_eq!(rgba_grid(&[], (0, 0), (0, 1), palette), (vec![], 0, 0));
    }

    #[test]
    fn the_strongest_value_has_the_full_colour_and_squares_beyond_stay_clear() {
        let palette = Theme::Dark.palette();
        let bytes = heat_bytes(&[2.0, -1.0], 3, palette);
        let Colour(r, g, b) = palette.ae;
        assert_eq!((&bytes[..4], &bytes[8..]), (&[r, g, b, 255][..], &[0; 4][..]));
    }
}
