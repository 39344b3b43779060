"""A classifier, some of its first layers frozen, as PyTorch trains it by automatic derivatives.

Library: PyTorch, float64, on the CPU; Keras 3 trains every case too. scikit-learn counts confusions.
Run:     python tests/reference/torch_classifier.py
Writes:  tests/fixtures/classifier_training.json
"""

import os
from functools import partial

os.environ["KERAS_BACKEND"] = "torch"  # read when keras is imported
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import sklearn
import torch
from sklearn.metrics import confusion_matrix
from torch.nn import functional

from fixture import single, write_fixture
from keras_reference import ADAM, SGD, build_model, build_optimizer
from networks import check_movement, draw_batches, draw_layers
from torch_reference import LIBRARY as TORCH, check_gradients
from torch_variants import by_name, propagate, tensors

torch.set_num_threads(1)  # a fixed order of additions

LIBRARY = f"{TORCH}, also Keras {keras.__version__}; confusion by scikit-learn {sklearn.__version__}"
SIZES, N_CLASSES = [6, 5, 4, 3], 3
BATCH_SIZES = [5, 5, 5, 3, 5]
KEYS = ("weights", "bias")
SEED = 809  # the checks tell when another is wanted
LARGE = 60.0  # about the largest logit's magnitude in the first batch of the case with large logits
TOLERANCE = 5e-6  # SINGLE of tests/native/support/fixtures.rs: for what is computed in 32 bits

# name, activation of the hidden layers, how many first layers are frozen, optimizer, whether logits are large
CASES = [
    ("sgd_selu", "selu", 0, SGD, False),
    ("sgd_tanh_frozen_1", "tanh", 1, SGD, False),
    ("adam_selu", "selu", 0, ADAM, False),
    ("adam_relu_frozen_2", "relu", 2, ADAM, False),
    ("sgd_selu_large_logits", "selu", 0, {**SGD, "learning_rate": 0.002}, True),
]


def draw_labels(random):
    """Labels of each batch; every class is in every batch."""
    extra = [random.integers(N_CLASSES, size=n - N_CLASSES) for n in BATCH_SIZES]
    return [random.permutation(np.concatenate([np.arange(N_CLASSES), more])) for more in extra]


def leaves_of(layers):
    """Weights and bias of each layer as variables, and the layers' activations."""
    leaves = [tuple(torch.tensor(layer[key], requires_grad=True) for key in KEYS) for layer in layers]
    return leaves, [layer["activation"] for layer in layers]


def outcome(leaves, activations, batch, labels):
    """Each sample's logits and loss."""
    logits = propagate(leaves, activations, batch)[0]
    return logits, functional.cross_entropy(logits, labels, reduction="none")


def enlarge(layers, batch, labels):
    """Scales the last layer's weights until the logarithm of some label's chance fails in 32 bits."""
    inputs, last = tensors([batch, labels]), layers[-1]
    products, _ = outcome(*leaves_of([*layers[:-1], {**last, "bias": 0 * last["bias"]}]), *inputs)
    last["weights"] = single(LARGE / products.abs().max().item() * last["weights"])
    logits, losses = outcome(*leaves_of(layers), *inputs)
    assert abs(logits.abs().max() - LARGE) < 1
    assert (-losses).float().exp().min() == 0, "no label is unlikely enough: choose another seed"


def build_descent(parameters, settings):
    if settings["kind"] == "sgd":
        return torch.optim.SGD(parameters, lr=settings["learning_rate"])
    return torch.optim.Adam(parameters, settings["learning_rate"], (settings["beta1"], settings["beta2"]))


def place_epsilon(descent, settings, step):
    """Makes PyTorch's Adam that of keras_reference.replay: epsilon comes before the root's correction."""
    if settings["kind"] == "adam":
        descent.param_groups[0]["eps"] = settings["epsilon"] / np.sqrt(1 - settings["beta2"] ** step)


def count_right(logits, labels):
    margins = -logits.topk(2).values.diff()
    assert margins.min() > 1e-3, "two logits lie near each other: choose another seed"
    return (logits.argmax(dim=1) == labels).sum().item()


def check_differences(pairs, gradients, loss):
    """Central differences; where gradients are large the tolerance grows with the largest."""
    size = max(1.0, *(np.abs(array).max() for gradient in gradients for array in gradient.values()))
    scaled = [{key: array / size for key, array in gradient.items()} for gradient in gradients]
    check_gradients(pairs, scaled, lambda: loss() / size)


def train(layers, n_frozen, settings, batches, labels):
    """Takes a step for each batch: what was seen before each, the first gradients, and the final layers."""
    leaves, activations = leaves_of(layers)
    learning = leaves[n_frozen:]
    descent = build_descent([leaf for pair in learning for leaf in pair], settings)
    losses, n_right, first_gradients = [], [], None
    for step, inputs in enumerate(zip(tensors(batches), tensors(labels), strict=True), start=1):
        descent.zero_grad()
        now = partial(outcome, leaves, activations, *inputs)
        logits, losses_now = now()
        losses_now.mean().backward()
        if first_gradients is None:
            first_gradients = [by_name(w.grad.numpy().copy(), b.grad.numpy().copy()) for w, b in learning]
            check_differences(learning, first_gradients, lambda: now()[1].mean())
        losses.append(losses_now.mean().item())
        n_right.append(count_right(logits.detach(), inputs[1]))
        place_epsilon(descent, settings, step)
        descent.step()
    zeros = [{key: np.zeros_like(layer[key]) for key in KEYS} for layer in layers[:n_frozen]]
    return {
        "losses": losses,
        "n_right": n_right,
        "first_gradients": zeros + first_gradients,
        "final_layers": [by_name(w.detach().numpy(), b.detach().numpy()) for w, b in leaves],
    }


def training_case(name, hidden, n_frozen, settings, is_large):
    random = np.random.default_rng(SEED)
    layers = draw_layers(random, SIZES, [hidden] * (len(SIZES) - 2) + ["linear"])
    batches, labels = draw_batches(random, BATCH_SIZES, SIZES[0]), draw_labels(random)
    if is_large:
        enlarge(layers, batches[0], labels[0])
    case = {
        "name": name,
        "layers": layers,
        "n_frozen": n_frozen,
        "optimizer": settings,
        "batches": batches,
        "labels": labels,
        **train(layers, n_frozen, settings, batches, labels),
    }
    assert 0 < sum(case["n_right"]) < sum(BATCH_SIZES)
    learning = ("layers", "first_gradients", "final_layers")
    check_movement({"name": name, **{key: case[key][n_frozen:] for key in learning}})
    check_frozen(case)
    check_keras(case)
    return case


def check_frozen(case):
    """Had the frozen layers learnt, the last would have ended elsewhere."""
    if case["n_frozen"]:
        free = train(case["layers"], 0, case["optimizer"], case["batches"], case["labels"])
        difference = free["final_layers"][-1]["weights"] - case["final_layers"][-1]["weights"]
        assert np.abs(difference).max() > 20 * TOLERANCE, case["name"]


def check_keras(case):
    """Keras' own training loop in 32 bits gives the same to half the tests' tolerance."""
    model, loss = build_model(case["layers"]), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    for layer in model.layers[: case["n_frozen"]]:
        layer.trainable = False
    model.compile(optimizer=build_optimizer(case["optimizer"]), loss=loss)
    losses, gradients = [], None
    for batch, labels in zip(case["batches"], case["labels"], strict=True):
        value = loss(labels, model(batch))
        gradients = gradients or torch.autograd.grad(value, [v.value for v in model.trainable_weights])
        losses.append(value.item())
        model.train_on_batch(batch, labels)
    layers = case["final_layers"] + case["first_gradients"][case["n_frozen"] :]
    ours = [np.array(case["losses"]), *(layer[key] for layer in layers for key in KEYS)]
    theirs = [losses, *(array for layer in model.layers for array in layer.get_weights())]
    theirs += [gradient.numpy() for gradient in gradients]
    for a, b in zip(ours, theirs, strict=True):
        deviation = (np.abs(a - b) / np.maximum(np.abs(a), 1)).max()
        assert deviation < TOLERANCE / 2, (case["name"], deviation)


def confusion(n_classes):
    labels, predictions = np.random.default_rng(4).integers(n_classes, size=(2, 60))
    matrix = confusion_matrix(labels, predictions, labels=range(n_classes))  # rows are labels
    assert matrix[1, 2] == ((labels == 1) & (predictions == 2)).sum() != matrix[2, 1]
    return {"labels": labels, "predictions": predictions, "n_classes": n_classes, "matrix": matrix}


def write_classifier():
    note = (
        "The format of torch_training.json. Loss: softmax cross-entropy of the last layer's sums, mean over "
        "the batch's samples. The first n_frozen layers stay as they are, and their gradients are told as 0. "
        "n_right, before each step: samples whose largest logit is their label's. Adam is that of "
        "keras_training.json. Confusion: rows are labels, columns predictions."
    )
    cases = [training_case(*case) for case in CASES]
    content = {"library": LIBRARY, "note": note, "cases": cases, "confusion": confusion(n_classes=4)}
    write_fixture("classifier_training.json", content)


if __name__ == "__main__":
    write_classifier()
