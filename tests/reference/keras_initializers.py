"""The spread of initial weights as Keras 3 draws them, beside the formulas.

Library: Keras 3 on its PyTorch backend, floatx float32, on the CPU.
Run:     python tests/reference/keras_initializers.py
Writes:  tests/fixtures/initializers.json
"""

import os

os.environ["KERAS_BACKEND"] = "torch"  # read when keras is imported
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import torch

from fixture import write_fixture

keras.config.set_floatx("float32")

LIBRARY = f"Keras {keras.__version__} on PyTorch {torch.__version__.split('+')[0]}"

# Keras' class, numerator of the variance, and which fan divides it, for (n_in, n_out).
INITIALIZERS = {
    "glorot_uniform": (keras.initializers.GlorotUniform, 1.0, lambda n_in, n_out: (n_in + n_out) / 2),
    "glorot_normal": (keras.initializers.GlorotNormal, 1.0, lambda n_in, n_out: (n_in + n_out) / 2),
    "he_uniform": (keras.initializers.HeUniform, 2.0, lambda n_in, n_out: n_in),
    "he_normal": (keras.initializers.HeNormal, 2.0, lambda n_in, n_out: n_in),
    "lecun_uniform": (keras.initializers.LecunUniform, 1.0, lambda n_in, n_out: n_in),
    "lecun_normal": (keras.initializers.LecunNormal, 1.0, lambda n_in, n_out: n_in),
}
# The standard deviation of a standard normal cut off at 2, by which Keras widens the normal it cuts.
CUT_NORMAL_STDDEV = 0.87962566103423978


def initializer_case(name, shape=(64, 32), n_draws=400):
    initializer, numerator, fan = INITIALIZERS[name]
    draws = [keras.ops.convert_to_numpy(initializer(seed)(shape)) for seed in range(n_draws)]
    magnitudes = np.abs(np.array(draws, dtype=np.float64))
    stddev = np.sqrt(numerator / fan(*shape))
    is_normal = name.endswith("normal")
    bound = 2 * stddev / CUT_NORMAL_STDDEV if is_normal else np.sqrt(3) * stddev
    case = {
        "name": name,
        "shape": shape,
        "distribution": "truncated_normal" if is_normal else "uniform",
        "stddev": stddev,
        "bound": bound,
        "n_values": magnitudes.size,
        "empirical_stddev": np.sqrt(np.mean(magnitudes**2)),
        "empirical_max_abs": magnitudes.max(),
        "n_beyond_bound": int(np.sum(magnitudes > bound * (1 + 1e-6))),
    }
    assert abs(case["empirical_stddev"] / stddev - 1) < 0.003, case
    assert case["n_beyond_bound"] <= (1e-5 * magnitudes.size if is_normal else 0), case
    assert 0.999 * bound < magnitudes.max(), case
    return case


def write_initializers():
    write_fixture(
        "initializers.json",
        {
            "library": LIBRARY,
            "note": "shape is (n_in, n_out). stddev and bound are the formulas: of the values as drawn, and "
            "the largest possible magnitude. A uniform's bound is sqrt(3) stddev; a normal is drawn with "
            "stddev / 0.87962566103423978 and cut off at twice that, which is its bound. The empirical "
            "figures (stddev about 0) are those of n_values values from Keras. On PyTorch Keras draws four "
            "normals for each value and takes the first within the cut, or the very first if none is: "
            "about 4 values in a million lie beyond the bound, counted in n_beyond_bound. A "
            "sampler that draws again until it is within has none.",
            "cut_normal_stddev": CUT_NORMAL_STDDEV,
            "cases": [initializer_case(name) for name in INITIALIZERS],
        },
    )


if __name__ == "__main__":
    write_initializers()
