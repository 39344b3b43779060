"""The small networks and batches on which the training scripts are run, drawn by NumPy.

NumPy only. Nothing to run here; torch_reference.py and keras_reference.py import this file, so that
both libraries begin from weights that neither of them drew.
"""

import numpy as np

from fixture import single


def draw_layers(random, sizes, activations):
    """Dense layers y = activation(x weights + bias), weights (n_in, n_out), bias (n_out,).

    The spread is that of Glorot's normal initialisation; the biases are not 0, so that a test sees them.
    """
    layers = []
    for n_in, n_out, activation in zip(sizes[:-1], sizes[1:], activations, strict=True):
        weights = random.normal(scale=np.sqrt(2 / (n_in + n_out)), size=(n_in, n_out))
        bias = random.normal(scale=0.2, size=n_out)
        layers.append({"weights": single(weights), "bias": single(bias), "activation": activation})
    return layers


def draw_batches(random, batch_sizes, n_features):
    """Mini-batches of values in [0, 1), which serve both losses. Input and target are the same."""
    return [single(random.random((n_samples, n_features))) for n_samples in batch_sizes]


def check_movement(case):
    """Every weight matrix moved visibly and stayed small, and every unit had a gradient."""
    for before, after in zip(case["layers"], case["final_layers"], strict=True):
        assert before["weights"].shape == after["weights"].shape
        movement = np.abs(before["weights"] - after["weights"]).max()
        assert 5e-4 < movement < 10, (case["name"], movement)
    for gradient in case["first_gradients"]:
        assert np.abs(gradient["weights"]).max(axis=0).min() > 1e-6, (case["name"], gradient["weights"])
