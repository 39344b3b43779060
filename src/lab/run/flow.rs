//! A sample on its way through an autoencoder: what each layer makes of it, and what the decoder makes of a code that the
//! student has changed.

use super::selection::Selection;
use learn::nn::{autoencoder::Autoencoder, trainer::BatchSource};
use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

/// A unit of the code can be moved beyond what the shown samples give it by this share of their span.
const MARGIN: f32 = 0.25;

/// Which sample is looked at, and whether the student has changed its code.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    /// Position among the shown samples.
    pub sample_idx: usize,
    /// A code instead of the encoder's; ignored where it is not as long as the code.
    pub code: Option<Vec<f32>>,
}

/// Everything that can be seen of one sample on its way `x → f → h → g → r`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// The position among the shown samples.
    pub sample_idx: usize,
    /// `x` as bytes for the eye.
    pub input: Vec<u8>,
    /// Outputs of the encoder's layers before the code.
    pub encoder_hidden: Vec<Vec<f32>>,
    /// `h`: what the decoder reads.
    pub code: Vec<f32>,
    /// Least and greatest value that each unit of the code can sensibly be given; always holds 0 and the unit's value.
    pub code_ranges: Vec<(f32, f32)>,
    /// Outputs of the decoder's layers before the reconstruction.
    pub decoder_hidden: Vec<Vec<f32>>,
    /// `r` as bytes for the eye.
    pub output: Vec<u8>,
    /// Mean squared error between `x` and `r`, over the features.
    pub mse: f64,
}

impl Flow {
    /// Follows a sample; `None` where there is none. `shown` holds the samples to choose from.
    #[must_use]
    pub fn trace(autoencoder: &Autoencoder, shown: &Selection, probe: &Probe) -> Option<Self> {
        let last_idx = shown.n_samples().checked_sub(1)?;
        let sample_idx = probe.sample_idx.min(last_idx);
        let samples = shown.all();
        let x = samples.slice(ndarray::s![sample_idx..=sample_idx, ..]);
        let mut encoder_hidden = rows_of(autoencoder.encoder_activations(&x));
        let encoded = encoder_hidden.pop()?;
        let code = probe.code.clone().filter(|code| code.len() == encoded.len()).unwrap_or(encoded);
        let h = ArrayView2::from_shape((1, code.len()), &code).ok()?;
        let mut decoder_hidden = autoencoder.decoder_activations(&h);
        let r = decoder_hidden.pop()?;
        let eye = Eye::of(shown, &samples);
        let squares = x.iter().zip(&r).map(|(x, r)| f64::from(x - r).powi(2));
        Some(Self {
            sample_idx,
            input: eye.bytes(&x),
            encoder_hidden,
            code_ranges: code_ranges(&autoencoder.encode(&samples.view()), &code),
            decoder_hidden: rows_of(decoder_hidden),
            output: eye.bytes(&r.view()),
            mse: squares.sum::<f64>() / x.ncols().max(1) as f64,
            code,
        })
    }
}

/// The one row of each matrix `(1, units)`.
fn rows_of(activations: Vec<Array2<f32>>) -> Vec<Vec<f32>> {
    activations.into_iter().map(|layer| layer.into_iter().collect()).collect()
}

/// For each unit the span of its values over `codes (n, k)`, widened by [`MARGIN`], to 0 and to the value at hand.
fn code_ranges(codes: &Array2<f32>, code: &[f32]) -> Vec<(f32, f32)> {
    let range = |(column, &value): (ndarray::ArrayView1<f32>, &f32)| {
        let (low, high) = column.iter().fold((0.0_f32, 0.0_f32), |(low, high), &h| (low.min(h), high.max(h)));
        let margin = MARGIN * (high - low);
        ((low - margin).min(value), (high + margin).max(value))
    };
    codes.columns().into_iter().zip(code).map(range).collect()
}

/// From values to bytes: what has been subtracted is added, and values that are no pixels are stretched to the samples' range.
struct Eye<'a> {
    shown: &'a Selection,
    low: f32,
    span: f32,
}

impl<'a> Eye<'a> {
    fn of(shown: &'a Selection, samples: &Array2<f32>) -> Self {
        let mut eye = Self { shown, low: 0.0, span: 1.0 };
        let values = eye.whole(&samples.view());
        let (low, high) = values.iter().fold((0.0_f32, 1.0_f32), |(low, high), &x| (low.min(x), high.max(x)));
        (eye.low, eye.span) = (low, high - low);
        eye
    }

    fn whole(&self, values: &ArrayView2<f32>) -> Array2<f32> {
        self.shown.mean().map_or_else(|| values.to_owned(), |mean| values + mean)
    }

    fn bytes(&self, values: &ArrayView2<f32>) -> Vec<u8> {
        let scaled = (self.whole(values) - self.low) / self.span;
        // What is no number any more becomes 0.
        scaled.iter().map(|x| (x.clamp(0.0, 1.0) * 255.0).round() as u8).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exchange::link,
        run::{session::Session, source},
    };

    /// A run of the chapter, trained for some epochs.
    fn session(query: &str) -> Session {
        let settings = link::parse(query).settings;
        let samples = source::assemble(&settings, &[], None).expect("the digits are built in");
        let mut session = Session::new(settings, &samples).expect("the settings fit");
        session.handle(crate::run::command::RunCommand::Play).expect("nothing to be built");
        while !session.is_idle() {
            session.advance().expect("no decomposition");
        }
        session
    }

    #[test]
    fn a_sample_is_followed_layer_by_layer() {
        let mut session = session("chapter=anatomy&epochs=20");
        session.look(Probe { sample_idx: 3, code: None });
        let info = session.info();
        assert_eq!((info.layer_sizes.as_slice(), info.shown.labels.len()), (&[64, 36, 6, 36, 64][..], 20));
        assert_eq!(info.shown.labels[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let flow = session.snapshot(0, 0).flow.expect("the chapter follows a sample");
        assert_eq!(flow.input, info.shown.originals[3 * 64..4 * 64]);
        let sizes = |layers: &[Vec<f32>]| layers.iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(
            (sizes(&flow.encoder_hidden), flow.code.len(), sizes(&flow.decoder_hidden)),
            (vec![36], 6, vec![36])
        );
        // Of a trained network the reconstruction is far nearer to the sample than an empty image is.
        let energy = flow.input.iter().map(|&x| (f64::from(x) / 255.0).powi(2)).sum::<f64>() / 64.0;
        assert!(flow.mse < 0.4 * energy, "{} of {energy}", flow.mse);
        for (&value, &(low, high)) in flow.code.iter().zip(&flow.code_ranges) {
            assert!(low <= value.min(0.0) && high >= value.max(0.0));
        }
    }

    #[test]
    fn a_changed_code_changes_the_reconstruction_and_nothing_before_it() {
        let mut session = session("chapter=anatomy&preset=perceptron&epochs=20");
        let plain = session.snapshot(0, 0).flow.expect("a sample");
        assert!(
            plain.encoder_hidden.is_empty() && plain.decoder_hidden.is_empty(),
            "the code is the only hidden layer"
        );
        let moved: Vec<f32> = plain.code_ranges.iter().map(|&(low, _)| low).collect();
        session.look(Probe { sample_idx: 0, code: Some(moved.clone()) });
        let changed = session.snapshot(0, 0).flow.expect("a sample");
        assert_eq!((&changed.input, &changed.code), (&plain.input, &moved));
        assert!(changed.output != plain.output && changed.mse > plain.mse);
        // A code of another length is not the code of this network.
        session.look(Probe { sample_idx: 0, code: Some(vec![0.0; 3]) });
        assert_eq!(session.snapshot(0, 0).flow.expect("a sample").code, plain.code);
        session.look(Probe { sample_idx: 9999, code: None });
        assert_eq!(session.snapshot(0, 0).flow.expect("a sample").sample_idx, 19);
    }
}
