"""Tied, sparse, variational and layer-by-layer autoencoders as PyTorch trains them by automatic derivatives.

Library: PyTorch, float64, on the CPU; the penalties are held against Keras 3 on its PyTorch backend.
Run:     python tests/reference/torch_variants.py
Writes:  tests/fixtures/variants_training.json
"""

import os
from functools import partial

os.environ["KERAS_BACKEND"] = "torch"  # read when keras is imported
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import torch

from fixture import single, write_fixture
from networks import check_movement, draw_batches, draw_layers
from torch_reference import ACTIVATIONS, LOSSES, check_gradients

torch.set_num_threads(1)  # a fixed order of additions

LIBRARY = f"PyTorch {torch.__version__.split('+')[0]}, penalties also Keras {keras.__version__}"
SIZES = [6, 4, 2, 4, 6]
N_FEATURES, N_CODE = SIZES[0], 2
BATCH_SIZES = [5, 5, 5, 3]
SEED = 10502  # that of torch_reference.py; check_sums tells when another is wanted
CLIP = 1e-7  # how near to 0 and 1 a mean activity may come in the logarithms
PLAIN = {"kind": "plain"}
L1_WEIGHT, KL_WEIGHT, KL_TARGET = 0.02, 0.05, 0.1


def penalty_l1(code, weight):
    return weight * code.abs().sum(dim=1).mean()


def penalty_kl(code, weight, target):
    """Divergence of each unit's mean activity over the batch from the target, both as chances of being on."""
    rho = code.mean(dim=0).clamp(CLIP, 1 - CLIP)
    return weight * (target * (target / rho).log() + (1 - target) * ((1 - target) / (1 - rho)).log()).sum()


def penalty_variational(mean, log_variance, beta):
    """Divergence from the standard normal distribution, per feature like the reconstruction loss."""
    divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum(dim=1)
    return beta / N_FEATURES * divergence.mean()


def check_sums(sums, activation):
    """No sum is so near a kink that 32 bits could put it on the other side."""
    if activation in ("relu", "leaky_relu", "selu"):
        assert sums.detach().abs().min() > 1e-4, "a sum lies near a kink: choose another seed"


def propagate(pairs, activations, values):
    """The last layer's outputs and sums. pairs: weights and bias of each layer; values: (n, d)."""
    for (weights, bias), activation in zip(pairs, activations, strict=True):
        sums = values @ weights + bias
        check_sums(sums, activation)
        values = ACTIVATIONS[activation](sums)
    return values, sums


def untied(variant, leaves):
    """The matrices that the layers multiply by: a tied decoder's are transposes."""
    if variant["kind"] != "tied":
        return leaves
    n_encoder = len(leaves) // 2
    return [(w if i < n_encoder else w.T, b) for i, (w, b) in enumerate(leaves)]


def losses_of(variant, leaves, activations, loss_name, batch, noise):
    """Reconstruction loss, and the penalty that is added to it."""
    pairs, n_encoder = untied(variant, leaves), len(leaves) // 2
    code, _ = propagate(pairs[:n_encoder], activations[:n_encoder], batch)
    penalty = torch.zeros((), dtype=torch.float64)
    if variant["kind"] == "l1":
        assert code.detach().abs().min() > 1e-4, "a code lies near 0: choose another seed"
        penalty = penalty_l1(code, variant["weight"])
    elif variant["kind"] == "kl":
        penalty = penalty_kl(code, variant["weight"], variant["target"])
    elif variant["kind"] == "variational":
        mean, log_variance = code[:, :N_CODE], code[:, N_CODE:]
        code = mean + (log_variance / 2).exp() * noise
        penalty = penalty_variational(mean, log_variance, variant["beta"])
    outputs, sums = propagate(pairs[n_encoder:], activations[n_encoder:], code)
    is_on_logits = loss_name == "binary_cross_entropy"
    assert not is_on_logits or activations[-1] == "sigmoid"
    return LOSSES[loss_name](sums if is_on_logits else outputs, batch), penalty


def leaves_of(variant, layers):
    """Weights and bias of each layer as variables; a tied decoder holds the encoder's very matrices."""
    keys = ("weights", "bias")
    leaves = [tuple(torch.tensor(layer[key], requires_grad=True) for key in keys) for layer in layers]
    if variant["kind"] == "tied":
        n = len(leaves)
        leaves = [(leaves[min(i, n - 1 - i)][0], bias) for i, (_, bias) in enumerate(leaves)]
    return leaves


def descend(variant, leaves, activations, loss_name, optimizer, batches, noises):
    """Takes a step for each batch: losses and penalties before each, and the leaves' first gradients."""
    weights = list({id(w): w for w, _ in leaves}.values())  # a shared matrix counts once
    decayed = {"params": weights, "weight_decay": 2 * optimizer.get("l2", 0.0)}
    descent = torch.optim.SGD([decayed, {"params": [b for _, b in leaves]}], lr=optimizer["learning_rate"])
    losses, penalties, first_gradients = [], [], None
    for batch, noise in zip(batches, noises, strict=True):
        descent.zero_grad()
        terms = partial(losses_of, variant, leaves, activations, loss_name, batch, noise)
        loss, penalty = terms()
        (loss + penalty).backward()
        if first_gradients is None:
            first_gradients = [by_name(w.grad.numpy().copy(), b.grad.numpy().copy()) for w, b in leaves]
            check_gradients(leaves, first_gradients, lambda: sum(terms()))
        losses.append(loss.item())
        penalties.append(penalty.item())
        descent.step()
    return losses, penalties, first_gradients


def draw_all(variant, activations):
    """Layers, batches and noises of a case; all cases begin with the same numbers as far as they can."""
    random = np.random.default_rng(SEED)
    if variant["kind"] == "variational":
        encoder = draw_layers(random, [N_FEATURES, 4, 2 * N_CODE], activations[:2])
        layers = encoder + draw_layers(random, [N_CODE, 4, N_FEATURES], activations[2:])
    else:
        layers = draw_layers(random, SIZES, activations)
    if variant["kind"] == "tied":
        for i in (2, 3):
            layers[i]["weights"] = layers[3 - i]["weights"].T.copy()
    batches = draw_batches(random, BATCH_SIZES, N_FEATURES)
    return layers, batches, [single(random.normal(size=(len(batch), N_CODE))) for batch in batches]


def tensors(arrays):
    return [torch.tensor(array) for array in arrays]


def by_name(weights, bias):
    return {"weights": weights, "bias": bias}


def final_of(variant, leaves):
    return [by_name(w.detach().numpy(), b.detach().numpy()) for w, b in untied(variant, leaves)]


def training_case(name, variant, activations, loss_name, optimizer):
    layers, batches, noises = draw_all(variant, activations)
    leaves = leaves_of(variant, layers)
    data = (tensors(batches), tensors(noises))
    losses, penalties, gradients = descend(variant, leaves, activations, loss_name, optimizer, *data)
    if variant["kind"] == "tied":
        for gradient in gradients[2:]:
            gradient["weights"] = gradient["weights"].T
    case = {
        "name": name,
        "variant": variant,
        "layers": layers,
        "loss": loss_name,
        "optimizer": {"kind": "sgd", **optimizer},
        "batches": batches,
        "losses": losses,
        "penalties": penalties,
        "first_gradients": gradients,
        "final_layers": final_of(variant, leaves),
    }
    if variant["kind"] == "variational":
        case["noises"] = noises
    check_movement(case)
    check_effect(case, activations)
    return case


def check_effect(case, activations):
    """Tied matrices stayed so; without its penalty, or L2, the network would have ended visibly elsewhere."""
    variant, optimizer, final = case["variant"], case["optimizer"], case["final_layers"]
    if variant["kind"] == "tied":
        assert all((final[i]["weights"] == final[3 - i]["weights"].T).all() for i in (2, 3))
        if "l2" not in optimizer:
            return
    without = {**variant, **dict.fromkeys({"weight", "beta"} & variant.keys(), 0.0)}
    leaves = leaves_of(variant, case["layers"])
    data = (tensors(case["batches"]), tensors(case.get("noises", case["batches"])))
    descend(without, leaves, activations, case["loss"], {**optimizer, "l2": 0.0}, *data)
    difference = np.abs(final[0]["weights"] - final_of(variant, leaves)[0]["weights"]).max()
    assert difference > 1e-3, (case["name"], difference)


def greedy_case(learning_rate):
    """First the outer two layers alone, then the inner two on what the first of them then gives."""
    activations = ["selu", "selu", "selu", "sigmoid"]
    layers, batches, noises = draw_all(PLAIN, activations)
    leaves = leaves_of(PLAIN, layers)
    optimizer = {"learning_rate": learning_rate}
    images, ends = tensors(batches), [leaves[0], leaves[3]]
    outer = descend(PLAIN, ends, ["selu", "sigmoid"], "binary_cross_entropy", optimizer, images, noises)
    with torch.no_grad():
        hidden = [propagate(leaves[:1], ["selu"], batch)[0] for batch in images]
    inner = descend(PLAIN, leaves[1:3], ["selu", "selu"], "mse", optimizer, hidden, noises)
    untouched = [{key: np.zeros_like(layer[key]) for key in outer[2][0]} for layer in layers[1:3]]
    case = {
        "name": "greedy_bce_selu",
        "variant": {"kind": "greedy"},
        "layers": layers,
        "loss": "binary_cross_entropy",
        "optimizer": {"kind": "sgd", **optimizer},
        "batches": batches,
        "n_first_phase": len(batches),
        "losses": outer[0] + inner[0],
        "penalties": outer[1] + inner[1],
        "first_gradients": [outer[2][0], *untouched, outer[2][1]],
        "final_layers": final_of(PLAIN, leaves),
    }
    check_movement({**case, "first_gradients": outer[2] + inner[2]})
    return case


def close(ours, keras_value):
    assert abs(ours.item() - float(keras_value)) < 1e-5 * abs(ours.item()), (ours, keras_value)


def check_keras():
    """The penalties as Keras and the usual Keras programs reckon them, in float32."""
    random = np.random.default_rng(3)
    for n in (5, 3):  # a division by the batch size must be seen as such
        code, log_variance = random.random((n, N_CODE)) * 0.9 + 0.05, random.normal(size=(n, N_CODE))
        ours, single_code = torch.tensor(code), torch.tensor(code, dtype=torch.float32)
        layer = keras.layers.ActivityRegularization(l1=L1_WEIGHT)
        layer(single_code)
        # Keras 3 divides what an activity regularizer returns by the batch size: a mean over samples.
        close(penalty_l1(ours, L1_WEIGHT), layer.losses[0])

        def kl_regularizer(activities):
            mean_activities = keras.ops.mean(activities, axis=0)
            divergence = keras.losses.kl_divergence
            on, off = divergence(KL_TARGET, mean_activities), divergence(1 - KL_TARGET, 1 - mean_activities)
            return KL_WEIGHT * (on + off)

        close(penalty_kl(ours, KL_WEIGHT, KL_TARGET), kl_regularizer(single_code))
        # As a layer's regularizer it is divided once more, though it is a mean already. Ours is not.
        layer = keras.layers.Identity(activity_regularizer=kl_regularizer)
        layer(single_code)
        close(penalty_kl(ours, KL_WEIGHT, KL_TARGET) / n, layer.losses[0])

        mean, spread = single_code, torch.tensor(log_variance, dtype=torch.float32)
        terms = 1 + spread - keras.ops.exp(spread) - keras.ops.square(mean)
        latent_loss = -0.5 * keras.ops.sum(terms, axis=-1)
        ours = penalty_variational(ours, torch.tensor(log_variance), 1.0)
        close(ours, keras.ops.mean(latent_loss) / N_FEATURES)


def write_variants():
    mse, bce = "mse", "binary_cross_entropy"
    slow, plain, fast = ({"learning_rate": rate} for rate in (0.2, 0.8, 3.0))
    l1, tied = {"kind": "l1", "weight": L1_WEIGHT}, {"kind": "tied"}
    kl = {"kind": "kl", "weight": KL_WEIGHT, "target": KL_TARGET}
    vae, beta_vae = ({"kind": "variational", "beta": beta} for beta in (1.0, 4.0))
    selu, tanh = ["selu"] * 3, ["tanh"] * 3
    cases = [
        training_case("tied_mse_selu", tied, [*selu, "linear"], mse, slow),
        training_case("tied_bce_tanh", tied, [*tanh, "sigmoid"], bce, fast),
        training_case("tied_l2_mse_selu", tied, [*selu, "linear"], mse, {**slow, "l2": 0.01}),
        training_case("l1_mse_sigmoid_code", l1, ["selu", "sigmoid", "selu", "linear"], mse, plain),
        training_case("l1_bce_tanh_code", l1, ["selu", "tanh", "selu", "sigmoid"], bce, fast),
        training_case("kl_mse_sigmoid_code", kl, ["selu", "sigmoid", "selu", "linear"], mse, plain),
        training_case("kl_bce_sigmoid_code", kl, ["selu", "sigmoid", "selu", "sigmoid"], bce, fast),
        training_case("variational_mse", vae, ["tanh", "linear", "tanh", "linear"], mse, plain),
        training_case("variational_bce", vae, ["tanh", "linear", "tanh", "sigmoid"], bce, fast),
        training_case("variational_bce_beta_4", beta_vae, ["tanh", "linear", "tanh", "sigmoid"], bce, plain),
        greedy_case(0.4),
    ]
    write_fixture(
        "variants_training.json",
        {
            "library": LIBRARY,
            "note": "The format of torch_training.json; first_gradients are of loss + penalty, without L2. "
            "Tied: decoder layer i multiplies by the transpose of layer 3 - i, both tell the shared matrix's "
            "whole gradient, and L2 counts it once. Penalties of the code h (layer 1): l1 weight * mean over "
            "samples of sum |h|; kl weight * sum over units of KL(target, mean of h over the batch, clipped "
            "to [1e-7, 1 - 1e-7]). Variational: layer 1 gives 2 means and 2 log-variances v, z = mean + "
            "exp(v / 2) * noise, penalty beta / 6 * mean over samples of -1/2 sum(1 + v - mean^2 - exp(v)). "
            "Greedy: layers 0 and 3 on the batches (n_first_phase steps), then layers 1 and 2, by MSE, on "
            "layer 0's outputs.",
            "cases": cases,
        },
    )


if __name__ == "__main__":
    check_keras()
    write_variants()
