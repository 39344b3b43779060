"""How long scikit-learn's PCA takes on the images that the page takes: two components, and the full spectrum.

Library: scikit-learn, PCA by the eigenvectors of the covariance matrix (its fastest way for many samples).
Run:     python sklearn_peer.py [--data DIR] [--threads N]
Prints:  one line of JSON; seconds are medians of `fit` alone, for float32 and for float64 input
"""

import json
import statistics
import time

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from threadpoolctl import threadpool_limits

from peer import read_images, read_options


def measure_fit(images, n_components, n_repeats):
    """Median seconds of a fit, after one that warms up, and the share of variance of the first two components."""
    seconds = []
    for _ in range(1 + n_repeats):
        pca = PCA(n_components=n_components, svd_solver="covariance_eigh")
        start = time.perf_counter()
        pca.fit(images)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:]), float(pca.explained_variance_ratio_[:2].sum())


def main():
    options = read_options(__doc__, trains=False)
    images, dataset = read_images(options)
    line = {"peer": f"scikit-learn PCA, {options.threads} threads", "dataset": dataset, "images": options.images}
    with threadpool_limits(options.threads):
        for precision in ("float32", "float64"):
            typed = images.astype(precision)
            for name, n_components in (("k2", 2), ("full", None)):
                seconds, share = measure_fit(typed, n_components, options.repeats)
                line[f"pca_seconds_{name}_{precision}"] = seconds
                line[f"variance_share_{name}_{precision}"] = share
    line["versions"] = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
    print(json.dumps(line), flush=True)


main()
