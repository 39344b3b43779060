//! A drawing of one's own made like the images of a data set: as large, and where theirs lie.
//!
//! MNIST's digits were scaled to fit a box of 20x20 pixels, their proportions kept, and laid into 28x28 pixels so that their
//! centre of mass is the middle (LeCun et al. 1998). The built-in digits fill the height of their 8x8 pixels (Alpaydin and
//! Kaynak 1998, normalised bitmaps of 32x32, counted in squares of 4x4).

/// A drawing in grey: 255 is full ink.
#[derive(Debug, Clone, Copy)]
pub struct Drawing<'a> {
    /// Row by row.
    pub ink: &'a [u8],
    /// Pixels of a row.
    pub width: usize,
}

/// How the images of a data set lie in their pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Share of the image's side that the longer side of what is drawn takes.
    pub fit: f64,
    /// Tells whether the middle is the centre of mass; otherwise that of the box around it.
    pub is_by_mass: bool,
}

impl Placement {
    /// As MNIST.
    pub const MNIST: Self = Self { fit: 20.0 / 28.0, is_by_mass: true };
    /// As the built-in digits.
    pub const FILLING: Self = Self { fit: 1.0, is_by_mass: false };
}

impl Drawing<'_> {
    /// The drawing as an image of `height` x `width` pixels, `(height·width)` numbers from 0 to 1, row by row: each the mean
    /// of the ink over its square. `None` where nothing is drawn, or the drawing has no whole rows.
    #[must_use]
    pub fn placed(&self, (height, width): (usize, usize), placement: Placement) -> Option<Vec<f32>> {
        if self.width == 0 || self.ink.is_empty() || !self.ink.len().is_multiple_of(self.width) || height * width == 0 {
            return None;
        }
        let bounds = self.bounds()?;
        let [x, y] = if placement.is_by_mass { self.centre_of_mass()? } else { bounds.middle() };
        // Pixels of the drawing in a pixel of the image.
        let scale = bounds.longer_side() / (placement.fit * height.min(width) as f64);
        // What is lopsided may not lose its far end for that.
        let start = |middle: f64, n_pixels: usize, (from, to): (usize, usize)| {
            let length = scale * n_pixels as f64;
            let (least, most) = (to as f64 - length, from as f64);
            (middle - length / 2.0).clamp(least.min(most), most.max(least))
        };
        let (start_x, start_y) = (start(x, width, bounds.x), start(y, height, bounds.y));
        let rows: Vec<_> = (0..height).map(|i| shares(start_y + scale * i as f64, scale, self.height())).collect();
        let columns: Vec<_> = (0..width).map(|j| shares(start_x + scale * j as f64, scale, self.width)).collect();
        let pixel = |row: &Shares, column: &Shares| {
            let mut sum = 0.0;
            for (dy, share_y) in row.shares.iter().enumerate() {
                let from = (row.first + dy) * self.width + column.first;
                for (share_x, &ink) in column.shares.iter().zip(&self.ink[from..]) {
                    sum += share_y * share_x * f64::from(ink);
                }
            }
            (sum / (255.0 * scale * scale)).min(1.0) as f32
        };
        Some(rows.iter().flat_map(|row| columns.iter().map(move |column| pixel(row, column))).collect())
    }

    fn height(&self) -> usize {
        self.ink.len() / self.width
    }

    /// Places with ink: column, row, ink.
    fn inked(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let places = self.ink.iter().enumerate().filter(|(_, ink)| **ink > 0);
        places.map(|(place, &ink)| (place % self.width, place / self.width, f64::from(ink)))
    }

    fn bounds(&self) -> Option<Bounds> {
        self.inked().fold(None, |bounds, (x, y, _)| {
            let here = Bounds { x: (x, x + 1), y: (y, y + 1) };
            Some(bounds.map_or(here, |before: Bounds| Bounds {
                x: (before.x.0.min(x), before.x.1.max(x + 1)),
                y: (before.y.0.min(y), before.y.1.max(y + 1)),
            }))
        })
    }

    fn centre_of_mass(&self) -> Option<[f64; 2]> {
        let (mass, x, y) = self.inked().fold((0.0, 0.0, 0.0), |(mass, sum_x, sum_y), (x, y, ink)| {
            (mass + ink, sum_x + ink * (x as f64 + 0.5), sum_y + ink * (y as f64 + 0.5))
        });
        (mass > 0.0).then(|| [x / mass, y / mass])
    }
}

/// The box around what is drawn: first and one beyond the last pixel, both ways.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    x: (usize, usize),
    y: (usize, usize),
}

impl Bounds {
    fn longer_side(self) -> f64 {
        (self.x.1 - self.x.0).max(self.y.1 - self.y.0) as f64
    }

    fn middle(self) -> [f64; 2] {
        [self.x, self.y].map(|(from, to)| (from + to) as f64 / 2.0)
    }
}

/// How much of each pixel of a line, from `first` on, lies within an interval.
struct Shares {
    first: usize,
    shares: Vec<f64>,
}

fn shares(start: f64, length: f64, n_pixels: usize) -> Shares {
    let (start, end) = (start.max(0.0), (start + length).min(n_pixels as f64));
    if start >= end {
        return Shares { first: 0, shares: Vec::new() };
    }
    let (first, last) = (start as usize, (end.ceil() as usize).min(n_pixels));
    let share = |pixel: usize| (end.min((pixel + 1) as f64) - start.max(pixel as f64)).max(0.0);
    Shares { first, shares: (first..last).map(share).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A drawing of 60x60 with a full rectangle in it.
    fn rectangle((x, y): (usize, usize), (width, height): (usize, usize)) -> Vec<u8> {
        let is_in = |place: usize| (x..x + width).contains(&(place % 60)) && (y..y + height).contains(&(place / 60));
        (0..3600).map(|place| if is_in(place) { 255 } else { 0 }).collect()
    }

    fn mass_and_middle(image: &[f32], width: usize) -> (f64, [f64; 2]) {
        let mass: f64 = image.iter().map(|&ink| f64::from(ink)).sum();
        let along = |of: &dyn Fn(usize) -> usize| {
            image.iter().enumerate().map(|(place, &ink)| f64::from(ink) * (of(place) as f64 + 0.5)).sum::<f64>() / mass
        };
        (mass, [along(&|place| place % width), along(&|place| place / width)])
    }

    #[test]
    fn wherever_and_however_large_it_is_drawn_the_image_is_the_same() {
        let first = Drawing { ink: &rectangle((3, 5), (10, 20)), width: 60 }.placed((28, 28), Placement::MNIST);
        let first = first.expect("something is drawn");
        // 20 high, 10 wide, in the middle of 28: columns 9 to 18, rows 4 to 23.
        for (place, &ink) in first.iter().enumerate() {
            let is_in = (9..19).contains(&(place % 28)) && (4..24).contains(&(place / 28));
            assert!((ink - f32::from(u8::from(is_in))).abs() < 1e-6, "{place}: {ink}");
        }
        let larger = Drawing { ink: &rectangle((40, 17), (20, 40)), width: 60 }.placed((28, 28), Placement::MNIST);
        let larger = larger.expect("something is drawn");
        assert!(first.iter().zip(&larger).all(|(a, b)| (a - b).abs() < 1e-6));
    }

    #[test]
    fn ink_is_kept_and_its_centre_is_the_middle() {
        // Two rectangles of different weight: box and mass have different middles.
        let mut ink = rectangle((10, 10), (30, 2));
        ink.iter_mut().zip(rectangle((18, 10), (4, 30))).for_each(|(a, b)| *a = (*a).max(b));
        let drawn = Drawing { ink: &ink, width: 60 };
        let by_mass = drawn.placed((28, 28), Placement::MNIST).expect("something is drawn");
        let (mass, middle) = mass_and_middle(&by_mass, 28);
        // Squares of the drawing in one of the image: (30/20)². Nothing lies beyond the edge; f32 sums to 1e-5.
        let drawn_mass = ink.iter().filter(|&&ink| ink > 0).count() as f64 / (1.5 * 1.5);
        assert!((mass - drawn_mass).abs() < 1e-3, "{mass} {drawn_mass}");
        // Means over squares move a centre by nothing: they are symmetric.
        assert!(middle.iter().all(|m| (m - 14.0).abs() < 0.1), "{middle:?}");
        // A centre of mass too far from the middle of the box does not push the ink over the edge.
        let mut lopsided = rectangle((10, 10), (40, 4));
        lopsided.iter_mut().zip(rectangle((10, 10), (4, 40))).for_each(|(a, b)| *a = (*a).max(b));
        let placed =
            (Drawing { ink: &lopsided, width: 60 }).placed((28, 28), Placement::MNIST).expect("something is drawn");
        assert!((mass_and_middle(&placed, 28).0 - (160.0 + 144.0) / 4.0).abs() < 1e-3);
        let filling = drawn.placed((8, 8), Placement::FILLING).expect("something is drawn");
        assert!(filling[..8].iter().any(|&ink| ink > 0.3) && filling[56..].iter().any(|&ink| ink > 0.3));
    }

    #[test]
    fn nothing_drawn_gives_nothing() {
        assert_eq!(Drawing { ink: &[0; 100], width: 10 }.placed((28, 28), Placement::MNIST), None);
        assert_eq!(Drawing { ink: &[], width: 0 }.placed((28, 28), Placement::MNIST), None);
        assert_eq!(Drawing { ink: &[9; 7], width: 3 }.placed((28, 28), Placement::MNIST), None);
        assert_eq!(Drawing { ink: &[9; 9], width: 3 }.placed((0, 28), Placement::MNIST), None);
        let dot = Drawing { ink: &[0, 0, 0, 255], width: 2 }.placed((28, 28), Placement::MNIST);
        assert_eq!(dot.expect("a dot").iter().filter(|&&ink| ink > 0.99).count(), 400);
    }
}
