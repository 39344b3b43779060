//! The built-in digits: 1,797 handwritten digits of 8x8 pixels with 17 grey levels, as shipped with scikit-learn.
//!
//! Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, CC BY 4.0.
//! They travel inside the program, so that the first minute needs no download.

use super::{
    Dataset,
    idx::{Idx, IdxError},
};

const IMAGES: &[u8] = include_bytes!("../../assets/digits/images-idx3-ubyte.gz");
const LABELS: &[u8] = include_bytes!("../../assets/digits/labels-idx1-ubyte.gz");
/// Value of a wholly inked pixel.
const WHITE: u8 = 16;

/// All 1,797 images in their published order, pixels scaled to `0..=1`, with labels.
///
/// # Errors
/// Only if the files in the program were damaged.
pub fn load() -> Result<Dataset, IdxError> {
    Dataset::from_images(Idx::parse(IMAGES)?, Some(Idx::parse(LABELS)?), WHITE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::SampleShape;

    #[test]
    fn holds_the_published_set() {
        let digits = load().expect("the built-in digits are whole");
        assert_eq!((digits.n_samples(), digits.n_features()), (1797, 64));
        assert_eq!(digits.shape(), SampleShape::Image { height: 8, width: 8 });
        // scikit-learn: load_digits().target[:10] is 0..9, and .data.sum() is 561718.
        assert_eq!(digits.labels().map(|labels| &labels[..10]), Some(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9][..]));
        let all: Vec<u32> = (0..1797).collect();
        let sum: f64 = digits.select(&all).iter().map(|&x| f64::from(x) * 16.0).sum();
        assert_eq!(sum, 561_718.0);
    }
}
