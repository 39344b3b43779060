"""Activations, losses and plain gradient descent as PyTorch computes them by automatic differentiation.

Library: PyTorch, float64, on the CPU.
Run:     python tests/reference/torch_reference.py
Writes:  tests/fixtures/activations.json, tests/fixtures/losses.json, tests/fixtures/torch_training.json
"""

import numpy as np
import torch
from torch.nn import functional

from fixture import single, write_fixture
from networks import check_movement, draw_batches, draw_layers

torch.set_num_threads(1)  # a fixed order of additions

LIBRARY = f"PyTorch {torch.__version__.split('+')[0]}"
LEAKY_SLOPE = 0.2  # Keras 3's default; PyTorch's own is 0.01
SOFTPLUS_THRESHOLD = 100.0  # PyTorch's own 20 replaces softplus by x where they still differ by 2e-9

ACTIVATIONS = {
    "linear": lambda z: z * 1.0,
    "relu": functional.relu,
    "leaky_relu": lambda z: functional.leaky_relu(z, LEAKY_SLOPE),
    "elu": functional.elu,
    "selu": functional.selu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": lambda z: functional.softplus(z, threshold=SOFTPLUS_THRESHOLD),
}

# On both sides of 0, never on the kink itself; the last six saturate what can saturate.
MAGNITUDES = [1e-8, 1e-4, 0.01, 0.1, 0.35, 0.5, 1.0, 1.7, 3.0, 6.0, 12.0, 19.0, 30.0]
INPUTS = single([-value for value in reversed(MAGNITUDES)] + MAGNITUDES)


def write_activations():
    cases = []
    for name, activation in ACTIVATIONS.items():
        inputs = torch.tensor(INPUTS, requires_grad=True)
        outputs = activation(inputs)
        (derivatives,) = torch.autograd.grad(outputs.sum(), inputs)
        with torch.no_grad():  # a step that stays on one side of the kink even for 1e-8
            slopes = (activation(inputs + 5e-9) - activation(inputs - 5e-9)) / 1e-8
        assert (slopes - derivatives).abs().max() < 1e-6, name
        cases.append(
            {
                "name": name,
                "inputs": INPUTS,
                "outputs": outputs.detach().numpy(),
                "derivatives": derivatives.numpy(),
            }
        )
    write_fixture(
        "activations.json",
        {
            "library": LIBRARY,
            "note": "leaky_relu has slope 0.2 (Keras 3), elu alpha 1, softplus no threshold. Compare "
            "derivatives absolutely: where tanh and sigmoid saturate, autograd's 1 - y rounds.",
            "cases": cases,
        },
    )


def loss_case(name, loss, outputs, targets):
    outputs, targets = torch.tensor(single(outputs), requires_grad=True), torch.tensor(single(targets))
    value = loss(outputs, targets)
    (gradient,) = torch.autograd.grad(value, outputs)
    return {
        "loss": name,
        "outputs": outputs.detach().numpy(),
        "targets": targets.numpy(),
        "value": value.item(),
        "gradient": gradient.numpy(),
    }


LOSSES = {"mse": functional.mse_loss, "binary_cross_entropy": functional.binary_cross_entropy_with_logits}


def write_losses():
    random = np.random.default_rng(1)
    outputs, targets = random.normal(size=(5, 7)), random.random((5, 7))
    logits, soft_targets = 3 * random.normal(size=(5, 7)), random.random((5, 7))
    logits[0], soft_targets[0] = [40, 40, 40, -40, -40, -40, 0], [0, 1, 0.5, 0, 1, 0.25, 1]
    write_fixture(
        "losses.json",
        {
            "library": LIBRARY,
            "note": "All arrays are (5, 7). value is the mean over all 35 entries, gradient its "
            "derivative with regard to outputs. For binary_cross_entropy outputs are logits.",
            "cases": [
                loss_case("mse", LOSSES["mse"], outputs, targets),
                loss_case("binary_cross_entropy", LOSSES["binary_cross_entropy"], logits, soft_targets),
            ],
        },
    )


# Chosen so that with ReLU every unit switches within the first batch and no sum comes within 1e-3 of
# the kink: rounding cannot flip a unit. The networks for all activations begin with these weights.
SEED = 10502


def forward(parameters, activations, batch):
    """The network's outputs and all its pre-activations. batch: (n, d)."""
    values, sums = torch.tensor(batch), []
    for (weights, bias), activation in zip(parameters, activations, strict=True):
        sums.append(values @ weights + bias)
        values = ACTIVATIONS[activation](sums[-1])
    return values, sums


def loss_of(parameters, activations, loss_name, batch):
    """The loss; cross-entropy takes the last layer's sums, so that no logarithm meets a 0."""
    outputs, sums = forward(parameters, activations, batch)
    is_on_logits = loss_name == "binary_cross_entropy"
    assert not is_on_logits or activations[-1] == "sigmoid"
    kinks = [s.detach().abs().min().item() for s, a in zip(sums, activations) if a.endswith("relu")]
    assert min(kinks, default=1.0) > 1e-3, "a sum lies near a kink: choose another seed"
    return LOSSES[loss_name](sums[-1] if is_on_logits else outputs, torch.tensor(batch))


def training_case(name, layers, loss_name, learning_rate, batches):
    activations = [layer["activation"] for layer in layers]
    parameters = [
        tuple(torch.tensor(layer[key], requires_grad=True) for key in ("weights", "bias")) for layer in layers
    ]
    optimizer = torch.optim.SGD([p for pair in parameters for p in pair], lr=learning_rate)
    losses, first_gradients = [], None
    for batch in batches:
        optimizer.zero_grad()
        loss = loss_of(parameters, activations, loss_name, batch)
        loss.backward()
        if first_gradients is None:
            first_gradients = [{"weights": w.grad.numpy().copy(), "bias": b.grad.numpy().copy()} for w, b in parameters]
            check_gradients(parameters, first_gradients, lambda: loss_of(parameters, activations, loss_name, batch))
        losses.append(loss.item())
        optimizer.step()
    case = {
        "name": name,
        "layers": layers,
        "loss": loss_name,
        "optimizer": {"kind": "sgd", "learning_rate": learning_rate},
        "batches": batches,
        "losses": losses,
        "first_gradients": first_gradients,
        "final_layers": [{"weights": w.detach().numpy(), "bias": b.detach().numpy()} for w, b in parameters],
    }
    check_movement(case)
    return case


def check_gradients(parameters, gradients, loss):
    """Central differences for every weight and bias."""
    step = 1e-6
    with torch.no_grad():
        for pair, gradient in zip(parameters, gradients, strict=True):
            for parameter, expected in zip(pair, gradient.values(), strict=True):
                entries = parameter.view(-1)
                for index, derivative in enumerate(expected.ravel()):
                    kept = entries[index].item()
                    entries[index] = kept + step
                    above = loss().item()
                    entries[index] = kept - step
                    below = loss().item()
                    entries[index] = kept
                    assert abs((above - below) / (2 * step) - derivative) < 1e-8


def write_training():
    cases = []
    for hidden in ACTIVATIONS:
        for loss_name, last, learning_rate in (("mse", "linear", 0.8), ("binary_cross_entropy", "sigmoid", 3.0)):
            random = np.random.default_rng(SEED)
            layers = draw_layers(random, [6, 4, 2, 4, 6], [hidden] * 3 + [last])
            batches = draw_batches(random, [5, 5, 5, 3], 6)
            cases.append(training_case(f"{loss_name}_{hidden}", layers, loss_name, learning_rate, batches))
    random = np.random.default_rng(200)
    layers = draw_layers(random, [3, 2, 3], ["linear", "linear"])
    cases.append(training_case("mse_linear_3_2_3", layers, "mse", 0.3, draw_batches(random, [5, 5, 5, 3], 3)))
    write_fixture(
        "torch_training.json",
        {
            "library": LIBRARY,
            "note": "weights (n_in, n_out) and bias (n_out,) of y = activation(x weights + bias); batches "
            "(n, d) are input and target. losses stand before each step and are means over all entries.",
            "cases": cases,
        },
    )


if __name__ == "__main__":
    write_activations()
    write_losses()
    write_training()
