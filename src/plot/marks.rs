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

/// The mark to be found next by going from a place in a direction (a unit vector, y downwards): near, and not far to the side.
#[must_use]
pub fn next_in_direction(marks: &[Mark], (x, y): (f32, f32), (across, down): (f32, f32)) -> Option<&Mark> {
    /// Pixels that count as going on, how far to the side a mark may lie for each, and how much more a pixel to the side counts.
    const LEAST_STEP: f32 = 0.5;
    const WIDEST: f32 = 1.5;
    const SIDEWAYS: f32 = 2.0;
    let cost = |mark: &Mark| {
        let (dx, dy) = (mark.x - x, mark.y - y);
        let along = dx * across + dy * down;
        let aside = (dx * down - dy * across).abs();
        (along > LEAST_STEP && aside <= WIDEST * along).then_some(along + SIDEWAYS * aside)
    };
    let costs = marks.iter().filter_map(|mark| Some((cost(mark)?, mark)));
    costs.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, mark)| mark)
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

/// A pixel of a stamp: where it lies from the centre, and its colour times its opacity, then that.
struct Cell {
    x: i32,
    y: i32,
    rgba: [u8; 4],
}

/// Draws marks on a transparent image of `width` by `height` pixels, later ones over earlier ones: RGBA bytes.
///
/// Marks outside, or at no place at all (NaN), are left out.
#[must_use]
pub fn rasterise(marks: &[Mark], (width, height): (usize, usize), stamping: Stamping) -> Vec<u8> {
    let mut image = vec![0_u8; width * height * 4];
    let mut stamps: Vec<Stamp> = Vec::new();
    let mut last = 0;
    for mark in marks.iter().filter(|mark| mark.x.abs() < FARTHEST && mark.y.abs() < FARTHEST) {
        if !stamps.get(last).is_some_and(|stamp| stamp.is_of(mark)) {
            last = stamps.iter().position(|stamp| stamp.is_of(mark)).unwrap_or_else(|| {
                stamps.push(Stamp::new(mark, stamping));
                stamps.len() - 1
            });
        }
        stamps[last].put(mark, &mut image, (width as i32, height as i32));
    }
    // Canvases want colours that are not multiplied by their opacity.
    for pixel in image.chunks_exact_mut(4) {
        let alpha = u32::from(pixel[3]);
        if alpha != 0 && alpha != 255 {
            pixel[..3]
                .iter_mut()
                .for_each(|channel| *channel = ((u32::from(*channel) * 255 + alpha / 2) / alpha).min(255) as u8);
        }
    }
    image
}

impl Stamp {
    fn new(mark: &Mark, Stamping { radius, opacity, has_rim }: Stamping) -> Self {
        let radius = radius * mark.scale;
        let half = radius.ceil() as i32 + 1;
        let cell = |(x, y): (i32, i32)| {
            let (cover, rim) = coverage(mark.shape, radius, x as f32, y as f32);
            let alpha = cover * opacity;
            let shade = if has_rim { 1.0 - rim * (1.0 - RIM_SHADE) } else { 1.0 };
            let Colour(r, g, b) = mark.colour;
            let [r, g, b] = [r, g, b].map(|value| (f32::from(value) * shade * alpha).round() as u8);
            let alpha = (alpha * 255.0).round() as u8;
            (alpha > 0).then_some(Cell { x, y, rgba: [r, g, b, alpha] })
        };
        let places = (-half..=half).flat_map(|y| (-half..=half).map(move |x| (x, y)));
        let cells = places.filter_map(cell).collect();
        Self { shape: mark.shape, scale: mark.scale, colour: mark.colour, half, cells }
    }

    fn is_of(&self, mark: &Mark) -> bool {
        self.shape == mark.shape && self.colour == mark.colour && self.scale == mark.scale
    }

    fn put(&self, mark: &Mark, image: &mut [u8], (width, height): (i32, i32)) {
        let (centre_x, centre_y) = (mark.x.round() as i32, mark.y.round() as i32);
        let is_whole = |centre: i32, size: i32| centre >= self.half && centre < size - self.half;
        let is_inside = is_whole(centre_x, width) && is_whole(centre_y, height);
        for cell in &self.cells {
            let (x, y) = (centre_x + cell.x, centre_y + cell.y);
            if is_inside || ((0..width).contains(&x) && (0..height).contains(&y)) {
                let place = ((y * width + x) * 4) as usize;
                lay_over(&mut image[place..place + 4], cell.rgba);
            }
        }
    }
}

/// Lays a colour over a pixel, both multiplied by their opacity (Porter and Duff 1984).
fn lay_over(pixel: &mut [u8], above: [u8; 4]) {
    let clear = 255 - u32::from(above[3]);
    for (channel, above) in pixel.iter_mut().zip(above) {
        // A byte times a byte by 255, rounded.
        let below = u32::from(*channel) * clear + 128;
        *channel = above.saturating_add(((below + (below >> 8)) >> 8) as u8);
    }
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
    fn walking_goes_to_the_next_mark_that_way() {
        let at =
            |x: f32, y: f32, sample_idx: usize| Mark { x, y, colour: RED, shape: Shape::Disk, scale: 1.0, sample_idx };
        let marks = [at(10.0, 10.0, 0), at(20.0, 11.0, 1), at(14.0, 40.0, 2), at(f32::NAN, 10.0, 3)];
        let next = |direction| next_in_direction(&marks, (10.0, 10.0), direction).map(|mark| mark.sample_idx);
        assert_eq!(next((1.0, 0.0)), Some(1));
        assert_eq!(next((0.0, 1.0)), Some(2));
        assert_eq!((next((-1.0, 0.0)), next((0.0, -1.0))), (None, None));
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
