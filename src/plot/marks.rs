//! Points of a scatter, rasterised: a stamp a shape, blended into an image that lies over the axes.

use super::palette::Colour;

/// Shapes of marks, told apart without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// PCA's mark.
    Disk,
    /// The autoencoder's mark.
    Diamond,
    /// A filled square.
    Square,
    /// A triangle on its base.
    Up,
    /// A triangle on its tip.
    Down,
    /// An upright cross.
    Plus,
    /// A slanted cross.
    Cross,
    /// A ring.
    Ring,
    /// A horizontal bar.
    Bar,
    /// A vertical bar.
    Post,
}

/// Shapes of the ten classes.
pub const CLASS_SHAPES: [Shape; 10] = [
    Shape::Disk,
    Shape::Square,
    Shape::Diamond,
    Shape::Up,
    Shape::Down,
    Shape::Plus,
    Shape::Cross,
    Shape::Ring,
    Shape::Bar,
    Shape::Post,
];

/// A mark at a place of the image, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// Its colour.
    pub colour: Colour,
    /// Its shape.
    pub shape: Shape,
    /// Its size, as a share of the figure's.
    pub scale: f32,
    /// Which of the samples it stands for.
    pub sample_idx: usize,
}

/// The mark nearest to a place, within `reach` pixels of it; of marks at one place the last, which lies on top.
#[must_use]
pub fn nearest(marks: &[Mark], (x, y): (f32, f32), reach: f32) -> Option<&Mark> {
    let square = |mark: &Mark| (mark.x - x) * (mark.x - x) + (mark.y - y) * (mark.y - y);
    let mut best = (reach * reach, None);
    for mark in marks {
        let distance = square(mark);
        if distance <= best.0 {
            best = (distance, Some(mark));
        }
    }
    best.1
}

/// How marks are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stamping {
    /// Radius in pixels.
    pub radius: f32,
    /// From 0 to 1: where many lie, the shade says so.
    pub opacity: f32,
    /// Whether marks have a darker rim, so that pale colours stand out as well.
    pub has_rim: bool,
}

/// Samples along an edge of a pixel when a stamp is made.
const SUPERSAMPLING: usize = 4;
/// Share of a mark's radius that is its rim.
const RIM: f32 = 0.3;
/// How dark the rim is, as a share of the colour.
const RIM_SHADE: f32 = 0.55;

/// A shape's opacity and rim, on a square of `2·half + 1` pixels.
struct Stamp {
    half: i32,
    /// Opacity of each pixel, and how much of it is rim, 0 to 1.
    cells: Vec<(f32, f32)>,
}

/// Draws marks on a transparent image of `width` by `height` pixels, later ones over earlier ones: RGBA bytes.
///
/// Marks outside, or at no place at all (NaN), are left out.
#[must_use]
pub fn rasterise(marks: &[Mark], (width, height): (usize, usize), stamping: Stamping) -> Vec<u8> {
    let mut image = vec![0_u8; width * height * 4];
    let mut stamps: Vec<(Shape, f32, Stamp)> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.x.is_finite() && mark.y.is_finite()) {
        let is_of_mark = |(shape, scale, _): &(Shape, f32, Stamp)| *shape == mark.shape && *scale == mark.scale;
        let position = stamps.iter().position(is_of_mark).unwrap_or_else(|| {
            let scaled = Stamping { radius: stamping.radius * mark.scale, ..stamping };
            stamps.push((mark.shape, mark.scale, Stamp::new(mark.shape, scaled)));
            stamps.len() - 1
        });
        stamps[position].2.put(mark, stamping.opacity, &mut image, (width, height));
    }
    image
}

impl Stamp {
    fn new(shape: Shape, Stamping { radius, has_rim, .. }: Stamping) -> Self {
        let half = radius.ceil() as i32 + 1;
        let cells = (-half..=half)
            .flat_map(|y| (-half..=half).map(move |x| (x, y)))
            .map(|(x, y)| coverage(shape, radius, x as f32, y as f32))
            .map(|(cover, rim)| (cover, if has_rim { rim } else { 0.0 }));
        Self { half, cells: cells.collect() }
    }

    fn put(&self, mark: &Mark, opacity: f32, image: &mut [u8], (width, height): (usize, usize)) {
        let (centre_x, centre_y) = (mark.x.round() as i32, mark.y.round() as i32);
        let size = 2 * self.half + 1;
        for row in 0..size {
            let y = centre_y + row - self.half;
            if !(0..height as i32).contains(&y) {
                continue;
            }
            for column in 0..size {
                let x = centre_x + column - self.half;
                let (cover, rim) = self.cells[(row * size + column) as usize];
                if cover > 0.0 && (0..width as i32).contains(&x) {
                    let place = (y as usize * width + x as usize) * 4;
                    blend(&mut image[place..place + 4], mark.colour, rim, cover * opacity);
                }
            }
        }
    }
}

/// Puts a colour with an opacity over a pixel that may be transparent (not premultiplied, as canvases want it).
fn blend(pixel: &mut [u8], Colour(r, g, b): Colour, rim: f32, opacity: f32) {
    let below = f32::from(pixel[3]) / 255.0 * (1.0 - opacity);
    let alpha = opacity + below;
    let shade = 1.0 - rim * (1.0 - RIM_SHADE);
    for (channel, value) in pixel.iter_mut().zip([r, g, b]) {
        *channel = ((f32::from(value) * shade * opacity + f32::from(*channel) * below) / alpha).round() as u8;
    }
    pixel[3] = (alpha * 255.0).round() as u8;
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
    use super::*;

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
    fn a_later_mark_lies_over_an_earlier_one() {
        let under = Mark { x: 5.0, y: 5.0, colour: RED, shape: Shape::Disk, scale: 1.0, sample_idx: 0 };
        let over = Mark { colour: Colour(0, 0, 200), ..under };
        let image = rasterise(&[under, over], (11, 11), stamping(4.0));
        assert_eq!(&image[(5 * 11 + 5) * 4..][..4], &[0, 0, 200, 255]);
    }

    #[test]
    fn the_nearest_mark_is_the_one_on_top() {
        let at =
            |x: f32, y: f32, sample_idx: usize| Mark { x, y, colour: RED, shape: Shape::Disk, scale: 1.0, sample_idx };
        let marks = [at(10.0, 10.0, 0), at(20.0, 10.0, 1), at(20.0, 10.0, 2), at(f32::NAN, 10.0, 3)];
        let found = |x: f32, y: f32| nearest(&marks, (x, y), 8.0).map(|mark| mark.sample_idx);
        assert_eq!((found(11.0, 9.0), found(19.0, 12.0)), (Some(0), Some(2)));
        assert_eq!((found(40.0, 10.0), nearest(&[], (0.0, 0.0), 8.0)), (None, None));
    }
}
