"""PCA, nearest neighbours and reconstruction scores as scikit-learn computes them.

Library: scikit-learn (PCA with svd_solver="full", KNeighborsClassifier), float64.
Run:     python tests/reference/sklearn_reference.py   (after make_assets.py)
Writes:  tests/fixtures/pca.json, tests/fixtures/neighbors.json, tests/fixtures/metrics.json
"""

import numpy as np
import sklearn
from scipy.spatial.distance import cdist
from sklearn.decomposition import PCA
from sklearn.metrics import accuracy_score, mean_squared_error
from sklearn.neighbors import KNeighborsClassifier

from fixture import read_digits, read_notebook_points, write_fixture

N_NEIGHBORS = 10
N_CODE_ROWS = 5
LIBRARY = f"scikit-learn {sklearn.__version__}"


def pca_case(name, data, code_sizes):
    """Everything that a PCA of `data` (n, d) is compared with."""
    n_samples, n_features = data.shape
    full = PCA(svd_solver="full").fit(data)
    reconstruction_mse = []
    for code_size in code_sizes:
        model = PCA(n_components=code_size, svd_solver="full").fit(data)
        reconstruction = model.inverse_transform(model.transform(data))
        mse = mean_squared_error(data, reconstruction)
        check_mse(mse, full.explained_variance_, code_size, data.shape)
        reconstruction_mse.append({"code_size": code_size, "mse": mse})
    return {
        "name": name,
        "n_samples": n_samples,
        "n_features": n_features,
        "mean": full.mean_,
        "explained_variance": full.explained_variance_,
        "explained_variance_ratio": full.explained_variance_ratio_,
        "components": full.components_[:5],
        "reconstruction_mse": reconstruction_mse,
        "first_codes": PCA(n_components=2, svd_solver="full").fit(data).transform(data[:N_CODE_ROWS]),
    }


def check_mse(mse, explained_variance, code_size, shape):
    """The MSE of PCA is (n-1)/n times the sum of the discarded eigenvalues, over d."""
    n_samples, n_features = shape
    by_formula = (n_samples - 1) / n_samples * explained_variance[code_size:].sum() / n_features
    assert abs(mse - by_formula) < 1e-12 * explained_variance.sum(), (mse, by_formula)


def write_pca():
    pixels, _ = read_digits()
    write_fixture(
        "pca.json",
        {
            "library": LIBRARY,
            "note": "Variances divide by n-1. Rows of components are unit vectors whose sign is "
            "not fixed: compare each up to sign, and the matching column of first_codes with the "
            "same sign. The MSE is the mean over all n*d entries. Digits are pixels/16; three of "
            "their pixels are always 0, so the last three variances are 0 up to rounding.",
            "cases": [
                pca_case("notebook", read_notebook_points(), [1, 2]),
                pca_case("digits", pixels, [1, 2, 5, 10, 30]),
            ],
        },
    )


def vote(neighbors, labels):
    """The label with most votes, and where that was a tie. neighbors: (n, k) indices."""
    votes = np.apply_along_axis(np.bincount, 1, labels[neighbors], minlength=10)
    n_winners = (votes == votes.max(axis=1, keepdims=True)).sum(axis=1)
    return votes.argmax(axis=1), n_winners > 1  # the first maximum: the smallest label wins a tie


def leave_one_out(codes, labels):
    """Correct votes of each sample's nearest others, and how often votes or distances were tied."""
    model = KNeighborsClassifier(n_neighbors=N_NEIGHBORS, weights="uniform").fit(codes, labels)
    # Without an argument kneighbors leaves each sample out of its own neighbours. One more than
    # needed is asked for: if the last two are equally far, the choice between them is arbitrary.
    distances, neighbors = model.kneighbors(n_neighbors=N_NEIGHBORS + 1)
    gap = distances[:, N_NEIGHBORS] / distances[:, N_NEIGHBORS - 1] - 1
    is_distance_tie = gap < 1e-12
    predicted, is_vote_tie = vote(neighbors[:, :N_NEIGHBORS], labels)

    # The plain convention: differences squared and summed, and of equals the first in the file.
    squared = cdist(codes, codes, "sqeuclidean")
    np.fill_diagonal(squared, np.inf)
    by_index, _ = vote(np.argsort(squared, axis=1, kind="stable")[:, :N_NEIGHBORS], labels)
    assert np.array_equal(by_index[~is_distance_tie], predicted[~is_distance_tie])
    check_by_refitting(codes, labels, predicted, np.flatnonzero(~is_distance_tie)[:60])
    return {
        "n_correct": int(np.sum(predicted == labels)),
        "accuracy": accuracy_score(labels, predicted),
        "n_correct_lower_index_first": int(np.sum(by_index == labels)),
        "n_vote_ties": int(is_vote_tie.sum()),
        "n_distance_ties": int(is_distance_tie.sum()),
        "smallest_relative_gap": gap[~is_distance_tie].min(),
    }


def check_by_refitting(codes, labels, predicted, checked):
    """The same predictions from a classifier that was fitted without the sample."""
    everyone = np.arange(len(codes))
    for left_out in checked:
        others = everyone != left_out
        model = KNeighborsClassifier(N_NEIGHBORS).fit(codes[others], labels[others])
        assert model.predict(codes[[left_out]])[0] == predicted[left_out], left_out


def write_neighbors():
    pixels, labels = read_digits()
    labels = labels.astype(np.int64)
    spaces = {
        "pca_2": PCA(n_components=2, svd_solver="full").fit_transform(pixels),
        "pca_10": PCA(n_components=10, svd_solver="full").fit_transform(pixels),
        "pixels": pixels,
    }
    cases = []
    for name, codes in spaces.items():
        cases.append({"space": name, **leave_one_out(codes, labels)})
    write_fixture(
        "neighbors.json",
        {
            "library": LIBRARY,
            "note": "Leave-one-out accuracy on the digits: Euclidean distance, uniform votes, the "
            "sample itself excluded, a tied vote goes to the smallest label. n_distance_ties counts "
            "samples whose 10th and 11th neighbour are equally far: scikit-learn chooses by its own "
            "rounding there, while n_correct_lower_index_first takes the one that comes first in "
            "the file (pixels/16 have exact squared distances, so that this is reproducible). "
            "smallest_relative_gap is the closest call among the others.",
            "n_samples": len(pixels),
            "n_neighbors": N_NEIGHBORS,
            "cases": cases,
        },
    )


def write_metrics():
    random = np.random.default_rng(8)
    samples, reconstruction = random.random((8, 6)), random.random((8, 6))
    same_side = (samples > 0.5) == (reconstruction > 0.5)
    write_fixture(
        "metrics.json",
        {
            "library": LIBRARY,
            "note": "rounded_accuracy is the share of entries on the same side of 0.5.",
            "samples": samples,
            "reconstruction": reconstruction,
            "mse": mean_squared_error(samples, reconstruction),
            "rounded_accuracy": accuracy_score((samples > 0.5).ravel(), (reconstruction > 0.5).ravel()),
            "n_equal": int(same_side.sum()),
        },
    )


if __name__ == "__main__":
    write_pca()
    write_neighbors()
    write_metrics()
