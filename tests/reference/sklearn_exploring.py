"""Measures that a trained network is explored with, as scikit-learn and NumPy compute them.

Library: scikit-learn (roc_curve, roc_auc_score, NearestNeighbors, MinMaxScaler), float64.
Run:     python tests/reference/sklearn_exploring.py   (after make_assets.py)
Writes:  tests/fixtures/exploring.json
"""

import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score, roc_curve
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import MinMaxScaler

from fixture import read_digits, single, write_fixture

N_NEIGHBORS = 10
N_PRECISION = 400


def roc_case(name, normal, odd):
    """The whole curve, and the area under it, of scores where larger means odder."""
    truth = np.concatenate([np.zeros(len(normal)), np.ones(len(odd))])
    scores = np.concatenate([normal, odd])
    false_alarms, found, thresholds = roc_curve(truth, scores, drop_intermediate=False)
    return {
        "name": name,
        "normal": normal,
        "odd": odd,
        "auc": roc_auc_score(truth, scores),
        # The first threshold is infinite: none is called odd.
        "thresholds": thresholds[1:],
        "false_alarms": false_alarms,
        "found": found,
    }


def roc_cases():
    random = np.random.default_rng(3)
    return [
        roc_case("apart", random.normal(0, 1, 40), random.normal(2, 1, 30)),
        roc_case("together", random.normal(0, 1, 25), random.normal(0, 1, 35)),
        roc_case("worse than guessing", random.normal(1, 1, 20), random.normal(0, 1, 20)),
        roc_case("many ties", random.integers(0, 5, 50) / 4, random.integers(1, 6, 40) / 4),
    ]


def precision():
    """The share of the ten nearest that are of the same class, over some of the digits, in all and by class."""
    pixels, labels = read_digits()
    pixels, labels = pixels[:N_PRECISION], labels[:N_PRECISION].astype(int)
    model = NearestNeighbors(n_neighbors=N_NEIGHBORS).fit(pixels)
    distances, _ = model.kneighbors(n_neighbors=N_NEIGHBORS + 1)
    # Where the tenth and the eleventh are equally far, the choice between them is arbitrary.
    n_ties = int(np.sum(distances[:, N_NEIGHBORS] - distances[:, N_NEIGHBORS - 1] < 1e-12))
    _, neighbors = model.kneighbors()
    neighbors = neighbors[:, :N_NEIGHBORS]
    is_own = labels[neighbors] == labels[:, None]
    return {
        "n_samples": N_PRECISION,
        "precision": is_own.mean(),
        "by_class": [is_own[labels == label].mean() for label in range(10)],
        "n_distance_ties": n_ties,
    }


def quantization():
    """Codes scaled to 0..255 by their least and greatest values and rounded, and what they stand for."""
    random = np.random.default_rng(12)
    codes = single(random.normal(0, [0.5, 2.0, 10.0], (30, 3)))
    scaler = MinMaxScaler((0, 255)).fit(codes)
    levels = scaler.transform(codes)
    # Halves may be rounded either way in single precision: none of these is close to one.
    assert np.abs(levels % 1 - 0.5).min() > 1e-4
    levels = np.round(levels)
    return {
        "codes": codes,
        "bytes": levels.astype(int),
        "decoded": scaler.inverse_transform(levels),
    }


def gaussian_fit():
    """Mean and covariance of some codes: what drawn codes have to have."""
    random = np.random.default_rng(5)
    mixing = random.normal(0, 1, (3, 3))
    codes = single(random.normal(0, 1, (60, 3)) @ mixing + [1.0, -2.0, 0.5])
    return {"codes": codes, "mean": codes.mean(axis=0), "covariance": np.cov(codes.T)}


if __name__ == "__main__":
    write_fixture(
        "exploring.json",
        {
            "library": f"scikit-learn {sklearn.__version__}",
            "note": "A score that reaches the threshold is called odd. Bytes count from the least value of "
            "a number to its greatest.",
            "roc": roc_cases(),
            "precision": precision(),
            "quantization": quantization(),
            "gaussian": gaussian_fit(),
        },
    )
