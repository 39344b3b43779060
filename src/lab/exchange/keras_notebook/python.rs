//! What every notebook has in common, in Python: layers that Keras does not have, and the comparison with PCA.

pub(super) const TRANSPOSED: &str = "class Transposed(layers.Layer):
    \"\"\"A dense layer that works with the transposed matrix of another one.\"\"\"

    def __init__(self, of, units, activation=None, use_bias=True):
        super().__init__()
        self.of, self.units, self.use_bias = of, units, use_bias
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.units,), initializer=\"zeros\", name=\"bias\")

    def call(self, inputs):
        outputs = ops.matmul(inputs, ops.transpose(self.of.kernel))
        return self.activation(outputs + self.bias if self.use_bias else outputs)


";

pub(super) const SPARSE: &str = "class Sparse(layers.Layer):
    \"\"\"Hands codes on and charges a penalty for them.\"\"\"

    def __init__(self, penalty):
        super().__init__()
        self.penalty = penalty

    def call(self, codes):
        self.add_loss(self.penalty(codes))
        return codes


";

pub(super) const DIVERGENCE: &str = "def divergence(activity, target):
    \"\"\"Kullback and Leibler's, of units that should be active with a small probability.\"\"\"
    q = ops.clip(activity, 1e-6, 1 - 1e-6)
    return ops.sum(target * ops.log(target / q) + (1 - target) * ops.log((1 - target) / (1 - q)))


";

pub(super) const SAMPLING: &str = "class Sampling(layers.Layer):
    \"\"\"Draws codes from means and ln σ²; the penalty is the divergence from the standard normal distribution.\"\"\"

    def __init__(self, beta, d):
        super().__init__()
        self.beta, self.d = beta, d
        self.seeds = keras.random.SeedGenerator(0)

    def call(self, outputs, training=False):
        mean, log_variance = ops.split(outputs, 2, axis=-1)
        penalty = 0.5 * ops.sum(mean**2 + ops.exp(log_variance) - 1 - log_variance, axis=-1)
        self.add_loss(self.beta * ops.mean(penalty) / self.d)
        if not training:
            return mean
        return mean + ops.exp(log_variance / 2) * keras.random.normal(ops.shape(mean), seed=self.seeds)


";

pub(super) const COMPARISON: &str = "rebuilt = autoencoder.predict(x_val, verbose=0)\n\
k = decoder.input_shape[1]\n\
pca = PCA(n_components=min(k, x_train.shape[1])).fit(x_train)\n\
rebuilt_by_pca = pca.inverse_transform(pca.transform(x_val))\n\
mse, pca_mse = np.mean((rebuilt - x_val) ** 2), np.mean((rebuilt_by_pca - x_val) ** 2)\n\
print(f\"autoencoder {mse:.5f}, PCA with {k} components {pca_mse:.5f}, ratio {mse / pca_mse:.3f}\")";
