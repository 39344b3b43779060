"""Trains PyTorch counterparts of chapter 4's presets on MNIST and compares validation losses with the lab's.

Library: PyTorch, float32, on the CPU; optimizers by Keras 3's definitions.
Run:     python tests/reference/variants_parity.py --data DIR --headless target/release/examples/headless
         [--epochs 5] [--seeds 1] [--only NAME] [--reference-only]      (DIR/mnist/*.gz)
Writes:  nothing; prints a table, and fails where a ratio is off by more than 3 %. Both sides draw their own
         weights and batches, so that losses agree as those of two seeds do: after 5 epochs seeds of lecture
         and third-edition scatter by more than 3 %, and want --seeds.
"""

import argparse
import json
import math
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional, init

from fixture import FIXTURES, read_idx
from torch_reference import ACTIVATIONS, LOSSES, loss_of

torch.set_num_threads(2)

N_TRAIN = 55_000
TOLERANCE = 0.03
EPSILON = 1e-7  # Keras' own; PyTorch's is 1e-8
KL_CLIP = 1e-7
GREEDY_EPOCHS = 2  # of each of the first two phases


@dataclass
class Preset:
    layers: list  # sizes of the encoder's layers, the code last
    optimizer: str
    rate: float
    batch: int
    hidden: str = "selu"
    code: str = "selu"
    output: str = "sigmoid"
    loss: str = "binary_cross_entropy"
    initializer: str = "glorot_uniform"
    variant: dict = field(default_factory=lambda: {"kind": "plain"})
    is_slow: bool = False  # only where it is asked for


# layers, optimizer, learning rate, batch size
LECTURE, GREEDY = ([100, 30], "sgd", 1.5, 32), ([100, 30], "adam", 0.001, 32)
THIRD_EDITION, WIDE = ([100, 30], "nadam", 0.001, 32), ([100, 300], "nadam", 0.001, 32)
DENOISING = ([128, 32], "adam", 0.003, 128)
VARIATIONAL, DEEP = ([150, 100, 10], "rmsprop", 0.001, 128), ([1000, 500, 250, 30], "adam", 0.001, 128)

MSE, SPARSE = {"output": "linear", "loss": "mse"}, {"hidden": "relu", "code": "sigmoid"}
LINEAR = {"code": "linear"}

PRESETS = {
    "lecture": Preset(*LECTURE),
    "tied": Preset(*LECTURE, variant={"kind": "tied"}),
    "third-edition": Preset(*THIRD_EDITION, hidden="relu", code="relu", **MSE),
    "denoising": Preset(*DENOISING, **LINEAR, variant={"kind": "denoising", "rate": 0.5}),
    "sparse": Preset(*WIDE, **SPARSE, variant={"kind": "l1", "weight": 1e-4}),
    "sparse-kl": Preset(*WIDE, **SPARSE, variant={"kind": "kl", "weight": 5e-3, "target": 0.1}),
    "variational": Preset(*VARIATIONAL, **LINEAR, variant={"kind": "variational", "beta": 1.0}),
    "greedy": Preset(*GREEDY, variant={"kind": "greedy"}),
    "deep": Preset(*DEEP, **LINEAR, initializer="lecun_normal", is_slow=True),
}


class Rule:
    """Gradient descent as Keras 3 defines it: its Adam adds epsilon before the bias correction, its RMSprop
    within the root, its Nadam takes Dozat's schedule."""

    def __init__(self, kind, rate, parameters):
        self.kind, self.rate, self.step_number, self.product = kind, rate, 0, 1.0
        unique = {id(p): p for p in parameters}.values()
        self.states = [(p, torch.zeros_like(p), torch.zeros_like(p)) for p in unique]

    @torch.no_grad()
    def step(self):
        self.step_number += 1
        t = self.step_number
        now, following = (0.9 * (1 - 0.5 * 0.96**i) for i in (t, t + 1))
        self.product *= now
        for parameter, mean, square in self.states:
            gradient = parameter.grad
            parameter.grad = None
            if self.kind == "sgd":
                parameter.sub_(gradient, alpha=self.rate)
                continue
            kept = 0.9 if self.kind == "rmsprop" else 0.999
            square.mul_(kept).addcmul_(gradient, gradient, value=1 - kept)
            if self.kind == "rmsprop":
                parameter.addcdiv_(gradient, (square + EPSILON).sqrt_(), value=-self.rate)
                continue
            mean.lerp_(gradient, 0.1)
            correction = math.sqrt(1 - 0.999**t)
            if self.kind == "adam":
                rate = self.rate * correction / (1 - 0.9**t)
                parameter.addcdiv_(mean, square.sqrt().add_(EPSILON), value=-rate)
                continue
            root = (square.sqrt() / correction).add_(EPSILON)
            parameter.addcdiv_(mean, root, value=-self.rate * following / (1 - self.product * following))
            parameter.addcdiv_(gradient, root, value=-self.rate * (1 - now) / (1 - self.product))


def check_rules():
    """Every rule against the weights that Keras itself arrived at."""
    cases = json.loads((FIXTURES / "keras_training.json").read_text())["cases"]
    for name in ("sgd_mse_selu", "adam_mse_tanh", "rmsprop_mse_tanh", "nadam_mse_tanh"):
        case = next(case for case in cases if case["name"] == name)
        activations = [layer["activation"] for layer in case["layers"]]
        keys, doubles = ("weights", "bias"), {"dtype": torch.float64, "requires_grad": True}
        pairs = [[torch.tensor(layer[key], **doubles) for key in keys] for layer in case["layers"]]
        rule = Rule(case["optimizer"]["kind"], case["optimizer"]["learning_rate"], sum(pairs, []))
        for batch in case["batches"]:
            loss_of(pairs, activations, case["loss"], np.array(batch)).backward()
            rule.step()
        for pair, final in zip(pairs, case["final_layers"], strict=True):
            for ours, key in zip(pair, keys, strict=True):
                assert (ours.detach() - torch.tensor(final[key])).abs().max() < 1e-6, name


class Autoencoder:
    """Layers as pairs of weights (n_in, n_out) and bias; a tied decoder multiplies by transposes."""

    def __init__(self, preset, n_features):
        self.preset, self.kind = preset, preset.variant["kind"]
        sizes = [n_features, *preset.layers, *preset.layers[-2::-1], n_features]
        self.n_encoder = len(preset.layers)
        self.activations = [preset.hidden] * len(sizes[1:])
        self.activations[self.n_encoder - 1] = preset.code
        self.activations[-1] = preset.output
        self.layers = [self.new_layer(*pair) for pair in zip(sizes[:-1], sizes[1:])]
        if self.kind == "variational":  # the code's layer gives the means, this one the log-variances
            self.spread = self.new_layer(*preset.layers[-2:])
        if self.kind == "tied":
            for i in range(self.n_encoder):
                self.layers[-1 - i][0] = self.layers[i][0]

    def new_layer(self, n_in, n_out):
        weights = torch.empty(n_in, n_out)
        if self.preset.initializer == "lecun_normal":
            # Cut at two deviations, and widened by what the cut takes away, as in Keras.
            deviation = math.sqrt(1 / n_in) / 0.87962566103423978
            init.trunc_normal_(weights, std=deviation, a=-2 * deviation, b=2 * deviation)
        else:
            init.xavier_uniform_(weights)
        return [weights.requires_grad_(), torch.zeros(n_out, requires_grad=True)]

    def parameters(self):
        return sum(self.layers, []) + (self.spread if self.kind == "variational" else [])

    def sums(self, i, values):
        weights, bias = self.layers[i]
        is_transposed = self.kind == "tied" and i >= self.n_encoder
        return torch.addmm(bias, values, weights.T if is_transposed else weights)

    def layer(self, i, values):
        return ACTIVATIONS[self.activations[i]](self.sums(i, values))

    def last_loss(self, values, targets):
        """The reconstruction loss, given what enters the last layer."""
        last = len(self.layers) - 1
        is_on_logits = self.preset.loss == "binary_cross_entropy"
        outputs = self.sums(last, values) if is_on_logits else self.layer(last, values)
        return LOSSES[self.preset.loss](outputs, targets)

    def decoding_loss(self, code, targets):
        for i in range(self.n_encoder, len(self.layers) - 1):
            code = self.layer(i, code)
        return self.last_loss(code, targets)

    def training_loss(self, images):
        """Reconstruction loss and penalty of a batch, with whatever noise the variant takes."""
        variant, values = self.preset.variant, images
        if self.kind == "denoising":
            values = functional.dropout(images, variant["rate"])  # scales up what it keeps
        for i in range(self.n_encoder - 1):
            values = self.layer(i, values)
        code, penalty = self.layer(self.n_encoder - 1, values), 0.0
        if self.kind == "l1":
            penalty = variant["weight"] * code.abs().sum(dim=1).mean()
        elif self.kind == "kl":
            target, rho = variant["target"], code.mean(dim=0).clamp(KL_CLIP, 1 - KL_CLIP)
            divergence = target * (target / rho).log() + (1 - target) * ((1 - target) / (1 - rho)).log()
            penalty = variant["weight"] * divergence.sum()
        elif self.kind == "variational":
            weights, bias = self.spread
            spread = torch.addmm(bias, values, weights)
            divergence = -0.5 * (1 + spread - code**2 - spread.exp()).sum(dim=1).mean()
            penalty = variant["beta"] / images.shape[1] * divergence
            code = code + (spread / 2).exp() * torch.randn_like(code)
        return self.decoding_loss(code, images) + penalty

    @torch.no_grad()
    def validation_loss(self, images):
        """Of reconstruction alone, on clean images; a variational code is its mean."""
        code = images
        for i in range(self.n_encoder):
            code = self.layer(i, code)
        return self.decoding_loss(code, images).item()


def descend(preset, parameters, loss, samples, n_epochs):
    """Shuffled mini-batches, the last one smaller; an optimizer of its own."""
    rule = Rule(preset.optimizer, preset.rate, parameters)
    for _ in range(n_epochs):
        for indices in torch.randperm(len(samples)).split(preset.batch):
            loss(samples[indices]).backward()
            rule.step()


def train(preset, images, validation, n_epochs, seed):
    """The validation loss after training."""
    torch.manual_seed(seed)
    model = Autoencoder(preset, images.shape[1])
    if model.kind == "greedy":
        ends, middle = model.layers[0] + model.layers[3], model.layers[1] + model.layers[2]
        descend(preset, ends, lambda x: model.last_loss(model.layer(0, x), x), images, GREEDY_EPOCHS)
        with torch.no_grad():
            hidden = model.layer(0, images)

        def middle_loss(batch):
            return functional.mse_loss(model.layer(2, model.layer(1, batch)), batch)

        descend(preset, middle, middle_loss, hidden, GREEDY_EPOCHS)
    descend(preset, model.parameters(), model.training_loss, images, n_epochs)
    return model.validation_loss(validation)


def ask_lab(program, folder, name, n_epochs, seed):
    """The validation loss in the last line that the lab prints, or nothing where it refuses."""
    query = f"chapter=stacked&data=mnist&preset={name}&epochs={n_epochs}&seed={seed}"
    done = subprocess.run([program, query, "--data", str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stderr.strip(), file=sys.stderr)
        return None
    return json.loads(done.stdout.splitlines()[-1]).get("val_loss")


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds mnist/")
    parser.add_argument("--headless", help="the lab's program examples/headless.rs")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds to take the mean of, from 1")
    parser.add_argument("--only", choices=PRESETS, action="append", help="this preset; may be repeated")
    parser.add_argument("--reference-only", action="store_true", help="PyTorch's losses alone, as JSON lines")
    chosen = parser.parse_args()
    if not chosen.reference_only and not chosen.headless:
        parser.error("--headless PATH is wanted, or --reference-only")
    return chosen


def main():
    chosen = arguments()
    check_rules()
    pixels = read_idx(chosen.data / "mnist" / "train-images-idx3-ubyte.gz")
    images = torch.from_numpy(pixels.reshape(len(pixels), -1).astype(np.float32) / 255)
    images, validation = images[:N_TRAIN], images[N_TRAIN:]
    seeds, all_agree = range(1, chosen.seeds + 1), True
    if not chosen.reference_only:
        print("| variant | ours val_loss | PyTorch val_loss | ratio |\n| --- | --- | --- | --- |", flush=True)
    for name in chosen.only or [name for name, preset in PRESETS.items() if not preset.is_slow]:
        theirs = [train(PRESETS[name], images, validation, chosen.epochs, seed) for seed in seeds]
        if chosen.reference_only:
            print(json.dumps({"preset": name, "epochs": chosen.epochs, "val_losses": theirs}), flush=True)
            continue
        ours = [ask_lab(chosen.headless, chosen.data, name, chosen.epochs, seed) for seed in seeds]
        expected = np.mean(theirs)
        if None in ours:
            print(f"| {name} | none | {expected:.5f} | |", flush=True)
            all_agree = False
            continue
        ratio = np.mean(ours) / expected
        print(f"| {name} | {np.mean(ours):.5f} | {expected:.5f} | {ratio:.4f} |", flush=True)
        all_agree &= bool(abs(ratio - 1) <= TOLERANCE)
    sys.exit(0 if all_agree else 1)


if __name__ == "__main__":
    main()
