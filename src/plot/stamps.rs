//! Points of a scatter, rasterised: a stamp a shape, blended into an image that lies over the axes.

use super::{
    marks::{Mark, Shape},
    palette::Colour,
};

/// How marks are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stamping {
    /// Radius in pixels.
    pub radius: f32,
    /// From 0 to 1: where many lie, the shade says so.
    pub opacity: f32,
    /// Tells whether marks have a darker rim, so that pale colours stand out as well.
    pub has_rim: bool,
}

/// Samples along an edge of a pixel when a stamp is made.
const SUPERSAMPLING: usize = 4;
/// Share of a mark's radius that is its rim.
const RIM: f32 = 0.3;
/// Marks beyond so many pixels are on no canvas; NaN is not below it either.
const FARTHEST: f32 = 1e6;
/// How dark the rim is, as a share of the colour.
const RIM_SHADE: f32 = 0.55;

/// A mark's pixels, ready to be laid over others: what is clear is left out.
struct Stamp {
    shape: Shape,
    scale: f32,
    colour: Colour,
    /// Farthest pixel from the centre.
    half: i32,
    cells: Vec<Cell>,
}

/// A pixel of a stamp.
struct Cell {
    /// Tells where it lies from the centre.
    x: i32,
    y: i32,
    /// The same as a step among the pixels of the image.
    step: i32,
    colour: Pixel,
}

/// Red, green and blue times their opacity, then that, from the lowest byte on.
type Pixel = u32;

/// Draws marks on a transparent image of `width` by `height` pixels, later ones over earlier ones: RGBA bytes.
///
/// Marks outside, or at no place at all (NaN), are left out.
#[must_use]
pub fn rasterise(marks: &[Mark], (width, height): (usize, usize), stamping: Stamping) -> Vec<u8> {
    let mut image: Vec<Pixel> = vec![0; width * height];
    let mut stamps: Vec<Stamp> = Vec::new();
    let mut last = 0;
    for mark in marks.iter().filter(|mark| mark.x.abs() < FARTHEST && mark.y.abs() < FARTHEST) {
        if !stamps.get(last).is_some_and(|stamp| stamp.is_of(mark)) {
            last = stamps.iter().position(|stamp| stamp.is_of(mark)).unwrap_or_else(|| {
                stamps.push(Stamp::new(mark, stamping, width as i32));
                stamps.len() - 1
            });
        }
        stamps[last].put(mark, &mut image, (width as i32, height as i32));
    }
    let mut bytes = vec![0_u8; image.len() * 4];
    for (bytes, &pixel) in bytes.chunks_exact_mut(4).zip(&image).filter(|(_, pixel)| **pixel != 0) {
        bytes.copy_from_slice(&divided(pixel));
    }
    bytes
}

impl Stamp {
    fn new(mark: &Mark, Stamping { radius, opacity, has_rim }: Stamping, width: i32) -> Self {
        let radius = radius * mark.scale;
        let half = radius.ceil() as i32 + 1;
        let cell = |(x, y): (i32, i32)| {
            let (cover, rim) = coverage(mark.shape, radius, x as f32, y as f32);
            let alpha = cover * opacity;
            let shade = if has_rim { 1.0 - rim * (1.0 - RIM_SHADE) } else { 1.0 };
            let Colour(r, g, b) = mark.colour;
            let [r, g, b] = [r, g, b].map(|value| (f32::from(value) * shade * alpha).round() as u8);
            let alpha = (alpha * 255.0).round() as u8;
            let colour = Pixel::from_le_bytes([r, g, b, alpha]);
            (alpha > 0).then_some(Cell { x, y, step: y * width + x, colour })
        };
        let places = (-half..=half).flat_map(|y| (-half..=half).map(move |x| (x, y)));
        let cells = places.filter_map(cell).collect();
        Self { shape: mark.shape, scale: mark.scale, colour: mark.colour, half, cells }
    }

    fn is_of(&self, mark: &Mark) -> bool {
        self.shape == mark.shape && self.colour == mark.colour && self.scale == mark.scale
    }

    fn put(&self, mark: &Mark, image: &mut [Pixel], (width, height): (i32, i32)) {
        let (x, y) = (mark.x.round() as i32, mark.y.round() as i32);
        let is_whole = |centre: i32, size: i32| centre >= self.half && centre < size - self.half;
        let is_inside = is_whole(x, width) && is_whole(y, height);
        let centre = y * width + x;
        for cell in &self.cells {
            if is_inside || ((0..width).contains(&(x + cell.x)) && (0..height).contains(&(y + cell.y))) {
                let pixel = &mut image[(centre + cell.step) as usize];
                *pixel = laid_over(*pixel, cell.colour);
            }
        }
    }
}

/// A colour over a pixel, both multiplied by their opacity (Porter and Duff 1984), two channels in one multiplication.
fn laid_over(below: Pixel, above: Pixel) -> Pixel {
    const EVERY_SECOND: u32 = 0x00ff_00ff;
    const HALF: u32 = 0x0080_0080;
    let clear = 255 - (above >> 24);
    // Bytes times a byte by 255, rounded. None can spill over: what shows through is at most `clear`.
    let shown = |pair: u32| {
        let product = pair * clear + HALF;
        ((product + ((product >> 8) & EVERY_SECOND)) >> 8) & EVERY_SECOND
    };
    above + shown(below & EVERY_SECOND) + (shown((below >> 8) & EVERY_SECOND) << 8)
}

/// As canvases want colours: not multiplied by their opacity.
fn divided(pixel: Pixel) -> [u8; 4] {
    let mut bytes = pixel.to_le_bytes();
    let alpha = u32::from(bytes[3]);
    if alpha != 0 && alpha != 255 {
        for channel in &mut bytes[..3] {
            *channel = ((u32::from(*channel) * 255 + alpha / 2) / alpha).min(255) as u8;
        }
    }
    bytes
}

fn coverage(shape: Shape, radius: f32, x: f32, y: f32) -> (f32, f32) {
    let mut n_inside = 0;
    let mut n_rim = 0;
    for i in 0..SUPERSAMPLING * SUPERSAMPLING {
        let offset = |k: usize| (k as f32 + 0.5) / SUPERSAMPLING as f32 - 0.5;
        let u = (x + offset(i % SUPERSAMPLING)) / radius;
        let v = (y + offset(i / SUPERSAMPLING)) / radius;
        if is_inside(shape, u, v) {
            n_inside += 1;
            n_rim += usize::from(!is_inside(shape, u / (1.0 - RIM), v / (1.0 - RIM)));
        }
    }
    let all = (SUPERSAMPLING * SUPERSAMPLING) as f32;
    (n_inside as f32 / all, if n_inside == 0 { 0.0 } else { n_rim as f32 / n_inside as f32 })
}

/// Whether a point is in a shape of radius 1; `v` grows downwards. Areas are about equal.
fn is_inside(shape: Shape, u: f32, v: f32) -> bool {
    let (x, y) = (u.abs(), v.abs());
    match shape {
        Shape::Disk => u * u + v * v <= 0.81,
        Shape::Ring => (0.3..=0.95).contains(&(u * u + v * v)),
        Shape::Diamond => x + y <= 1.1,
        Shape::Square => x <= 0.8 && y <= 0.8,
        Shape::Up => v <= 0.75 && x <= (v + 1.0) * 0.6,
        Shape::Down => v >= -0.75 && x <= (1.0 - v) * 0.6,
        Shape::Plus => (x <= 0.36 && y <= 1.0) || (y <= 0.36 && x <= 1.0),
        Shape::Cross => ((u - v).abs() <= 0.5 || (u + v).abs() <= 0.5) && x <= 0.9 && y <= 0.9,
        Shape::Bar => x <= 1.05 && y <= 0.5,
        Shape::Post => x <= 0.5 && y <= 1.05,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::marks::CLASS_SHAPES, *};

    const RED: Colour = Colour(200, 0, 0);

    fn stamping(radius: f32) -> Stamping {
        Stamping { radius, opacity: 1.0, has_rim: true }
    }

    fn alpha(image: &[u8], width: usize, x: usize, y: usize) -> u8 {
        image[(y * width + x) * 4 + 3]
    }

    #[test]
    fn a_mark_covers_its_place_and_nothing_far_away() {
        for shape in CLASS_SHAPES {
            let mark = Mark { x: 10.0, y: 12.0, colour: RED, shape, scale: 1.0, sample_idx: 0 };
            let image = rasterise(&[mark], (30, 24), stamping(5.0));
            let drawn = image.chunks(4).filter(|pixel| pixel[3] > 0).count();
            assert!((20..120).contains(&drawn), "{shape:?} covers {drawn} pixels");
            assert_eq!(alpha(&image, 30, 25, 12), 0);
            if shape != Shape::Ring {
                assert_eq!(alpha(&image, 30, 10, 12), 255, "{shape:?}");
            }
        }
    }

    #[test]
    fn marks_outside_or_nowhere_are_left_out() {
        let places = [(-50.0, 3.0), (3.0, 1e9), (f32::NAN, 3.0), (f32::INFINITY, 0.0)];
        let marks = places.map(|(x, y)| Mark { x, y, colour: RED, shape: Shape::Disk, scale: 1.0, sample_idx: 0 });
        assert!(rasterise(&marks, (8, 8), stamping(3.0)).iter().all(|&byte| byte == 0));
    }

    #[test]
    fn colours_are_laid_over_others_channel_by_channel() {
        // Porter and Duff's "over", a byte at a time; bytes are at most their opacity, as everywhere here.
        let by_bytes = |below: [u8; 4], above: [u8; 4]| {
            let clear = 255 - u32::from(above[3]);
            [0, 1, 2, 3].map(|i| above[i] + ((u32::from(below[i]) * clear * 2 + 255) / 510) as u8)
        };
        let pixels = (0..400_u32).map(|i| {
            let alpha = (i * 37 % 256) as u8;
            let channel = |k: u32| ((i * k) % (u32::from(alpha) + 1)) as u8;
            [channel(101), channel(67), channel(29), alpha]
        });
        let pixels: Vec<[u8; 4]> = pixels.chain([[0; 4], [255; 4]]).collect();
        for &below in &pixels {
            for &above in &pixels {
                let both = laid_over(Pixel::from_le_bytes(below), Pixel::from_le_bytes(above)).to_le_bytes();
                assert_eq!(both, by_bytes(below, above), "{above:?} over {below:?}");
            }
        }
    }

    #[test]
    fn a_later_mark_lies_over_an_earlier_one() {
        let under = Mark { x: 5.0, y: 5.0, colour: RED, shape: Shape::Disk, scale: 1.0, sample_idx: 0 };
        let over = Mark { colour: Colour(0, 0, 200), ..under };
        let image = rasterise(&[under, over], (11, 11), stamping(4.0));
        assert_eq!(&image[(5 * 11 + 5) * 4..][..4], &[0, 0, 200, 255]);
    }
}
