"""Training steps of all optimizers, and of an L2 penalty, as Keras 3 computes them.

Library: Keras 3 on its PyTorch backend, floatx float32, on the CPU. (With floatx float64 this backend
keeps float64 variables but still multiplies matrices in float32, see Keras issue 23704: no gain.)
Run:     python tests/reference/keras_reference.py
Writes:  tests/fixtures/keras_training.json
"""

import os

os.environ["KERAS_BACKEND"] = "torch"  # read when keras is imported
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import torch

from fixture import write_fixture
from networks import check_movement, draw_batches, draw_layers
from torch_reference import loss_of

keras.config.set_floatx("float32")
torch.set_num_threads(1)  # a fixed order of additions

LIBRARY = f"Keras {keras.__version__} on PyTorch {torch.__version__.split('+')[0]}"
BATCH_SIZES = [5, 5, 5, 3, 5, 4]
SEED = 10502  # that of torch_reference.py, for its reason

SGD = {"kind": "sgd", "learning_rate": 0.5}
ADAM = {"kind": "adam", "learning_rate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7}
ADAM_DEFAULT = {**ADAM, "learning_rate": 0.001}
MOMENTUM = {"kind": "momentum", "learning_rate": 0.1, "momentum": 0.9}
NESTEROV = {**MOMENTUM, "kind": "nesterov"}
RMSPROP = {"kind": "rmsprop", "learning_rate": 0.01, "rho": 0.9, "epsilon": 1e-7}
NADAM = {**ADAM, "kind": "nadam"}
L2 = 0.01
KERAS_LOSSES = {"mse": "mean_squared_error", "binary_cross_entropy": "binary_crossentropy"}

# name, sizes, activation of the hidden layers and of the last, loss, optimizer
CASES = [
    ("sgd_mse_selu", [6, 4, 2, 4, 6], "selu", "linear", "mse", SGD),
    ("sgd_mse_leaky_relu", [6, 4, 2, 4, 6], "leaky_relu", "linear", "mse", SGD),
    ("sgd_bce_elu", [6, 4, 2, 4, 6], "elu", "sigmoid", "binary_cross_entropy", SGD),
    ("adam_mse_tanh", [6, 4, 2, 4, 6], "tanh", "linear", "mse", ADAM),
    ("adam_mse_leaky_relu", [6, 4, 2, 4, 6], "leaky_relu", "linear", "mse", ADAM),
    ("adam_bce_selu", [6, 4, 2, 4, 6], "selu", "sigmoid", "binary_cross_entropy", ADAM),
    ("adam_bce_softplus", [6, 4, 2, 4, 6], "softplus", "sigmoid", "binary_cross_entropy", ADAM),
    ("momentum_mse_selu", [6, 4, 2, 4, 6], "selu", "linear", "mse", MOMENTUM),
    ("momentum_bce_tanh", [6, 4, 2, 4, 6], "tanh", "sigmoid", "binary_cross_entropy", MOMENTUM),
    ("nesterov_mse_selu", [6, 4, 2, 4, 6], "selu", "linear", "mse", NESTEROV),
    ("nesterov_bce_tanh", [6, 4, 2, 4, 6], "tanh", "sigmoid", "binary_cross_entropy", NESTEROV),
    ("rmsprop_mse_tanh", [6, 4, 2, 4, 6], "tanh", "linear", "mse", RMSPROP),
    ("nadam_mse_tanh", [6, 4, 2, 4, 6], "tanh", "linear", "mse", NADAM),
    ("nadam_bce_selu", [6, 4, 2, 4, 6], "selu", "sigmoid", "binary_cross_entropy", NADAM),
    ("sgd_l2_mse_selu", [6, 4, 2, 4, 6], "selu", "linear", "mse", {**SGD, "l2": L2}),
    ("nadam_l2_mse_tanh", [6, 4, 2, 4, 6], "tanh", "linear", "mse", {**NADAM, "l2": L2}),
    ("adam_default_mse_linear_3_2_3", [3, 2, 3], "linear", "linear", "mse", ADAM_DEFAULT),
]


def build_model(layers, l2=None):
    """A Sequential model with the given weights; activations by Keras' own names and defaults."""
    penalty = keras.regularizers.L2(l2) if l2 else None
    model = keras.Sequential([keras.Input((layers[0]["weights"].shape[0],))])
    for layer in layers:
        dense = keras.layers.Dense(layer["bias"].size, activation=layer["activation"], kernel_regularizer=penalty)
        model.add(dense)
        dense.set_weights([layer["weights"], layer["bias"]])
    return model


def build_optimizer(settings):
    kind, rate = settings["kind"], settings["learning_rate"]
    if kind in ("sgd", "momentum", "nesterov"):
        return keras.optimizers.SGD(rate, momentum=settings.get("momentum", 0.0), nesterov=kind == "nesterov")
    if kind == "rmsprop":
        optimizer = keras.optimizers.RMSprop(rate)
        assert (optimizer.rho, optimizer.epsilon) == (settings["rho"], settings["epsilon"])
        return optimizer
    optimizer = keras.optimizers.Adam(rate) if kind == "adam" else keras.optimizers.Nadam(rate)
    defaults = (optimizer.beta_1, optimizer.beta_2, optimizer.epsilon)
    assert defaults == (settings["beta1"], settings["beta2"], settings["epsilon"])
    return optimizer


def by_layer(arrays):
    """Pairs of weights and bias from the flat list of a model's variables."""
    return [{"weights": weights, "bias": bias} for weights, bias in zip(arrays[::2], arrays[1::2], strict=True)]


def train(layers, batches, loss_name, settings):
    """Losses before each step, the first step's gradients, and the final weights, as Keras has them."""
    model, optimizer = build_model(layers, settings.get("l2")), build_optimizer(settings)
    loss_function = keras.losses.get(KERAS_LOSSES[loss_name])
    losses, first_gradients = [], None
    for batch in batches:
        model.zero_grad()
        loss = keras.ops.mean(loss_function(batch, model(batch, training=True)))
        # Our losses and gradients are told without the penalty; the optimizer gets both.
        plain = torch.autograd.grad(loss, [v.value for v in model.trainable_weights], retain_graph=True)
        first_gradients = first_gradients or [gradient.numpy().copy() for gradient in plain]
        losses.append(loss.item())
        (loss + sum(model.losses)).backward()
        gradients = [variable.value.grad for variable in model.trainable_weights]
        with torch.no_grad():
            optimizer.apply(gradients, model.trainable_weights)
    return losses, first_gradients, model.get_weights()


def replay(layers, batches, loss_name, settings):
    """The same in float64: PyTorch's gradients, and the optimizer's formula in NumPy."""
    activations = [layer["activation"] for layer in layers]
    values = [layer[key].copy() for layer in layers for key in ("weights", "bias")]
    means, squares = [0.0] * len(values), [0.0] * len(values)
    product = 1.0
    losses, first_gradients = [], None
    for step, batch in enumerate(batches, start=1):
        tensors = [torch.tensor(value, requires_grad=True) for value in values]
        loss = loss_of(list(zip(tensors[::2], tensors[1::2])), activations, loss_name, batch)
        gradients = [gradient.numpy() for gradient in torch.autograd.grad(loss, tensors)]
        first_gradients = first_gradients or gradients
        losses.append(loss.item())
        kind, rate = settings["kind"], settings["learning_rate"]
        now, following = (0.9 * (1 - 0.5 * 0.96**t) for t in (step, step + 1))
        product *= now
        for index, gradient in enumerate(gradients):
            if index % 2 == 0:  # weights, not biases
                gradient = gradient + 2 * settings.get("l2", 0.0) * values[index]
            if kind == "sgd":
                values[index] -= rate * gradient
                continue
            if kind in ("momentum", "nesterov"):
                means[index] = settings["momentum"] * means[index] - rate * gradient
                ahead = settings["momentum"] * means[index] - rate * gradient
                values[index] += ahead if kind == "nesterov" else means[index]
                continue
            if kind == "rmsprop":
                squares[index] = settings["rho"] * squares[index] + (1 - settings["rho"]) * gradient**2
                values[index] -= rate * gradient / np.sqrt(squares[index] + settings["epsilon"])
                continue
            # Kingma and Ba 2015, end of section 2: both corrections drawn into the rate.
            beta1, beta2 = settings["beta1"], settings["beta2"]
            means[index] = beta1 * means[index] + (1 - beta1) * gradient
            squares[index] = beta2 * squares[index] + (1 - beta2) * gradient**2
            if kind == "nadam":  # Dozat 2016, with his schedule of the momentum
                mean = following * means[index] / (1 - product * following) + (1 - now) * gradient / (1 - product)
                square = squares[index] / (1 - beta2**step)
                values[index] -= rate * mean / (np.sqrt(square) + settings["epsilon"])
                continue
            corrected = rate * np.sqrt(1 - beta2**step) / (1 - beta1**step)
            values[index] -= corrected * means[index] / (np.sqrt(squares[index]) + settings["epsilon"])
    return losses, first_gradients, values


def largest_difference(ours, theirs):
    return max(np.abs(a - b).max() for a, b in zip(ours, theirs, strict=True))


def training_case(name, sizes, hidden, last, loss_name, settings):
    random = np.random.default_rng(SEED)
    layers = draw_layers(random, sizes, [hidden] * (len(sizes) - 2) + [last])
    batches = draw_batches(random, BATCH_SIZES, sizes[0])
    losses, first_gradients, final = run = train(layers, batches, loss_name, settings)
    check_fit(layers, batches, final, KERAS_LOSSES[loss_name], settings)
    deviations = [largest_difference(*pair) for pair in zip(run, replay(layers, batches, loss_name, settings))]
    assert max(deviations) < 1e-6, (name, deviations)
    case = {
        "name": name,
        "layers": layers,
        "loss": loss_name,
        "optimizer": settings,
        "batches": batches,
        "losses": losses,
        "first_gradients": by_layer(first_gradients),
        "final_layers": by_layer(final),
        "float64_deviation": dict(zip(("losses", "first_gradients", "final_layers"), deviations)),
    }
    check_movement(case)
    return case


def check_fit(layers, batches, final, keras_loss, settings):
    """Keras' own training loop ends at the same weights."""
    model = build_model(layers, settings.get("l2"))
    model.compile(optimizer=build_optimizer(settings), loss=keras_loss)
    for batch in batches:
        model.train_on_batch(batch, batch)
    assert largest_difference(final, model.get_weights()) < 1e-6


def write_training():
    write_fixture(
        "keras_training.json",
        {
            "library": LIBRARY,
            "floatx": keras.config.floatx(),
            "note": "The format of torch_training.json, in float32. Keras reckons binary_crossentropy from "
            "the sigmoid's probabilities, clipped to [1e-7, 1 - 1e-7] (never reached here). Its Adam adds "
            "epsilon to the root of the second moment before that is corrected for bias: step = "
            "learning_rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon). "
            "float64_deviation is the largest difference from a replay in float64: Keras' own rounding.",
            "cases": [training_case(*case) for case in CASES],
        },
    )


if __name__ == "__main__":
    write_training()
