"""PCA of MNIST and Fashion-MNIST, and the neighbours of its codes, as scikit-learn computes them.

Library: scikit-learn (PCA with svd_solver="full" on float64, KNeighborsClassifier).
Run:     python tests/reference/sklearn_large_reference.py --data DIR   (DIR/mnist/*.gz, DIR/fashion-mnist/*.gz)
Writes:  tests/fixtures/pca_large.json
"""

import argparse
from pathlib import Path

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from fixture import read_idx, write_fixture

N_COMPONENTS = 30
N_NEIGHBORS = 10
CODE_SIZES = [1, 2, 10, 30]
# The page trains on the first 55,000 and judges on the test images.
N_TRAIN = 55_000


def leave_one_out_correct(codes, labels):
    """Votes of the nearest others; equal votes go to the smaller label."""
    nearest = NearestNeighbors(n_neighbors=N_NEIGHBORS + 1).fit(codes).kneighbors(codes, return_distance=False)
    n_correct = 0
    for own, row in enumerate(nearest):
        others = [other for other in row if other != own][:N_NEIGHBORS]
        n_correct += int(np.bincount(labels[others], minlength=10).argmax() == labels[own])
    return n_correct


def case(folder, name):
    def images(part):
        pixels = read_idx(folder / f"{part}-images-idx3-ubyte.gz")
        return pixels.reshape(len(pixels), -1) / 255.0

    train = images("train")[:N_TRAIN]
    test = images("t10k")
    labels = read_idx(folder / "t10k-labels-idx1-ubyte.gz")
    model = PCA(svd_solver="full").fit(train)
    variance = model.explained_variance_
    cumulative = np.cumsum(model.explained_variance_ratio_)
    n, d = train.shape
    mse = [(n - 1) / n * variance[k:].sum() / d for k in CODE_SIZES]
    # The formula against a reconstruction.
    two = (train - model.mean_) @ model.components_[:2].T @ model.components_[:2] + model.mean_
    assert abs(((train - two) ** 2).mean() - mse[1]) < 1e-12
    codes = (test - model.mean_) @ model.components_[:2].T
    return {
        "name": name,
        "n_samples": n,
        "explained_variance": variance[:N_COMPONENTS],
        "explained_variance_ratio": model.explained_variance_ratio_[:N_COMPONENTS],
        "n_for_share": [[share, int(np.searchsorted(cumulative, share) + 1)] for share in (0.90, 0.95, 0.99)],
        "mse": [[k, value] for k, value in zip(CODE_SIZES, mse)],
        "knn_correct_of_test": leave_one_out_correct(codes, labels),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    write_fixture(
        "pca_large.json",
        {
            "library": f"scikit-learn {sklearn.__version__}",
            "note": "The first 55,000 training images, pixels / 255. Variances divide by n-1. n_for_share: components "
            "whose shares add up to at least that. knn_correct_of_test: of the 10,000 test images, on two components, the "
            "vote of the 10 nearest others.",
            "cases": [case(data / name, name) for name in ("mnist", "fashion-mnist")],
        },
    )


if __name__ == "__main__":
    main()
