//! Weights as a safetensors file, out and in.
//!
//! Tensors are named and laid out as PyTorch's: `encoder.0.weight (n_out, n_in)`, `encoder.0.bias (n_out)`, …, `decoder.0.weight`
//! and so on, first layer first. The last layer of a variational encoder puts out the means and then `ln σ²`. Tied networks are
//! written with both matrices. The metadata hold the link's settings and the epochs trained.

use super::WeightsFault;
use learn::nn::{autoencoder::Autoencoder, dense::Dense};
use ndarray::{Array1, Array2};
use safetensors::{Dtype, SafeTensors, View, serialize};
use std::{borrow::Cow, collections::BTreeMap};

/// Keys of the metadata.
const SETTINGS: &str = "settings";
const EPOCHS: &str = "epochs";
/// What PyTorch's readers look for.
const FORMAT: (&str, &str) = ("format", "pt");

/// Weights read from a file, not yet in any network.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedWeights {
    /// The settings of the run that they are from, as a link's query; `None` in a file of another origin.
    pub query: Option<String>,
    /// Epochs that they had been trained for, where the file says it.
    pub n_epochs: Option<usize>,
    tensors: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
}

/// A tensor on its way out.
struct Tensor {
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl Tensor {
    fn new(shape: Vec<usize>, values: impl Iterator<Item = f32>) -> Self {
        Self { shape, bytes: values.flat_map(f32::to_le_bytes).collect() }
    }
}

impl View for Tensor {
    fn dtype(&self) -> Dtype {
        Dtype::F32
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }

    fn data_len(&self) -> usize {
        self.bytes.len()
    }
}

/// The layers with the beginnings of their tensors' names.
fn named(autoencoder: &Autoencoder) -> impl Iterator<Item = (String, &Dense)> {
    let encoder = autoencoder.encoder().iter().enumerate().map(|(i, layer)| (format!("encoder.{i}"), layer));
    encoder.chain(autoencoder.decoder().iter().enumerate().map(|(i, layer)| (format!("decoder.{i}"), layer)))
}

/// A network as the bytes of a safetensors file; `query` are the settings that it was trained by.
#[must_use]
pub fn to_bytes(autoencoder: &Autoencoder, query: &str, n_epochs: usize) -> Vec<u8> {
    let mut tensors = Vec::new();
    for (name, layer) in named(autoencoder) {
        let shape = vec![layer.n_out(), layer.n_in()];
        tensors.push((format!("{name}.weight"), Tensor::new(shape, layer.weights.t().iter().copied())));
        if let Some(bias) = &layer.bias {
            tensors.push((format!("{name}.bias"), Tensor::new(vec![bias.len()], bias.iter().copied())));
        }
    }
    let epochs = n_epochs.to_string();
    let metadata =
        [FORMAT, (SETTINGS, query), (EPOCHS, &epochs)].map(|(key, value)| (key.to_owned(), value.to_owned()));
    // Only a name that comes twice or a length that does not fit its shape is refused.
    serialize(tensors, Some(metadata.into_iter().collect())).unwrap_or_default()
}

impl LoadedWeights {
    /// Reads a file; whatever the bytes are, it does not panic.
    ///
    /// # Errors
    /// When it is no safetensors file, or holds something else than finite 32-bit numbers.
    pub fn read(bytes: &[u8]) -> Result<Self, WeightsFault> {
        let not_read = |error: safetensors::SafeTensorError| WeightsFault::NotSafetensors(error.to_string());
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(not_read)?;
        let of_header = |key: &str| header.metadata().as_ref().and_then(|metadata| metadata.get(key).cloned());
        let mut tensors = BTreeMap::new();
        for (name, tensor) in SafeTensors::deserialize(bytes).map_err(not_read)?.tensors() {
            if tensor.dtype() != Dtype::F32 {
                return Err(WeightsFault::Type { name, got: tensor.dtype().to_string() });
            }
            let (numbers, _) = tensor.data().as_chunks::<4>();
            let values: Vec<f32> = numbers.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
            if !values.iter().all(|value| value.is_finite()) {
                return Err(WeightsFault::NotFinite(name));
            }
            tensors.insert(name, (tensor.shape().to_vec(), values));
        }
        Ok(Self { query: of_header(SETTINGS), n_epochs: of_header(EPOCHS).and_then(|n| n.parse().ok()), tensors })
    }

    /// Numbers of a sample, by the first layer; `None` where there is none.
    #[must_use]
    pub fn n_features(&self) -> Option<usize> {
        self.tensors.get("encoder.0.weight")?.0.get(1).copied()
    }

    /// A network of the same layers with these weights in place of its own.
    ///
    /// # Errors
    /// When the file has other tensors than the network needs, or of other shapes.
    pub fn fill(&self, mut autoencoder: Autoencoder) -> Result<Autoencoder, WeightsFault> {
        let mut layers = Vec::new();
        let mut n_used = 0;
        for (name, layer) in named(&autoencoder) {
            let weights = self.tensor(&format!("{name}.weight"), &[layer.n_out(), layer.n_in()])?;
            let weights = Array2::from_shape_fn(layer.weights.dim(), |(from, to)| weights[to * layer.n_in() + from]);
            let bias = match layer.bias {
                Some(_) => Some(Array1::from(self.tensor(&format!("{name}.bias"), &[layer.n_out()])?.to_vec())),
                None => None,
            };
            n_used += 1 + usize::from(bias.is_some());
            layers.push((name, Dense { weights, bias, activation: layer.activation }));
        }
        if n_used < self.tensors.len() {
            let is_known = |name: &str| {
                let of_layer = |(layer, dense): (String, &Dense)| {
                    name == format!("{layer}.weight") || dense.bias.is_some() && name == format!("{layer}.bias")
                };
                named(&autoencoder).any(of_layer)
            };
            let unknown = self.tensors.keys().find(|name| !is_known(name));
            return Err(WeightsFault::Unknown(unknown.cloned().unwrap_or_default()));
        }
        let network = autoencoder.network();
        let n = layers.len();
        if let Some(i) =
            (0..n).find(|&i| network.borrows_matrix(i) && layers[i].1.weights != layers[n - 1 - i].1.weights.t())
        {
            return Err(WeightsFault::NotTied(format!("{}.weight", layers[i].0)));
        }
        let network = autoencoder.network_mut();
        network.layers_mut().iter_mut().zip(layers).for_each(|(layer, (_, read))| *layer = read);
        network.share_matrices();
        Ok(autoencoder)
    }

    fn tensor(&self, name: &str, expected: &[usize]) -> Result<&[f32], WeightsFault> {
        let (shape, values) = self.tensors.get(name).ok_or_else(|| WeightsFault::Missing(name.to_owned()))?;
        if shape != expected {
            return Err(WeightsFault::Shape { name: name.to_owned(), expected: expected.to_vec(), got: shape.clone() });
        }
        Ok(values)
    }
}
