//! The built-in digits: 1,797 handwritten digits of 8x8 pixels with 17 grey levels, as shipped with scikit-learn.
//!
//! Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, CC BY 4.0.
//! The files are served next to the page, so that it needs no other host at first. Native programs embed them; the
//! worker receives them while its program loads ([`provide`]), because a larger program would start later.

use super::{
    Dataset,
    idx::{Idx, IdxError},
};
use std::cell::RefCell;

/// The pixel value of full ink.
const WHITE: u8 = 16;

/// The two files, compressed: images, then labels.
#[cfg(feature = "embedded-digits")]
const BUILT_IN: [&[u8]; 2] = [
    include_bytes!("../../assets/digits/images-idx3-ubyte.gz"),
    include_bytes!("../../assets/digits/labels-idx1-ubyte.gz"),
];
/// Empty, because the worker receives the files at run time.
#[cfg(not(feature = "embedded-digits"))]
const BUILT_IN: [&[u8]; 2] = [&[], &[]];

thread_local! {
    static PROVIDED: RefCell<Option<[Vec<u8>; 2]>> = const { RefCell::new(None) };
}

/// Sets the files of images and labels, compressed or not, that [`load`] reads from now on.
pub fn provide(images: Vec<u8>, labels: Vec<u8>) {
    PROVIDED.set(Some([images, labels]));
}

/// Returns all 1,797 images in their published order, pixels scaled to `0..=1`, with labels.
///
/// # Errors
/// Only if the files are damaged, or in a worker that has not received them.
pub fn load() -> Result<Dataset, IdxError> {
    PROVIDED.with_borrow(|provided| {
        let [images, labels] = provided.as_ref().map_or(BUILT_IN, |files| files.each_ref().map(Vec::as_slice));
        Dataset::from_images(Idx::parse(images)?, Some(Idx::parse(labels)?), WHITE)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SampleShape;

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

    #[test]
    fn what_is_provided_is_read_and_damage_is_named() {
        let [images, labels] = BUILT_IN;
        provide(images.to_vec(), labels.to_vec());
        assert_eq!(load().map(|digits| digits.n_samples()), Ok(1797));
        provide(images[..images.len() / 2].to_vec(), labels.to_vec());
        assert!(load().is_err());
    }
}
