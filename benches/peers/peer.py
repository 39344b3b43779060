"""What the Python peers have in common: the network, their options, their images, the one line that they print.

Not a program. torch_peer.py, keras_peer.py and sklearn_peer.py import it; run.mjs starts them.
"""

import argparse
import gzip
import json
import statistics
from pathlib import Path

import numpy as np

# The lecture's stacked autoencoder; sizes, batch and rate are those of the page's own measurement.
SIZES = [784, 100, 30, 100, 784]
LEARNING_RATE = 1.5
BATCH = 32
SEED = 42
IDX_IMAGES = 0x803  # magic number of a file of bytes with three axes
IDX_HEADER = 16  # magic number, number of images, rows, columns: four bytes each


def read_options(description, *, trains=True):
    """The command line, the same for every peer, so that run.mjs needs no table of exceptions."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, help="folder with mnist/train-images-idx3-ubyte.gz; else random images")
    parser.add_argument("--images", type=int, default=10_000, help="how many of the first images make an epoch")
    parser.add_argument("--threads", type=int, default=2)
    if trains:
        parser.add_argument("--epochs", type=int, default=5, help="measured epochs, after one that warms up")
    else:
        parser.add_argument("--repeats", type=int, default=5)
    return parser.parse_args()


def read_images(options):
    """The first images as float32 (n_images, 784) in 0..1, and the name of what they are."""
    if options.data is None:
        return np.random.default_rng(SEED).random((options.images, SIZES[0]), dtype=np.float32), "random"
    packed = options.data / "mnist" / "train-images-idx3-ubyte.gz"
    raw = np.frombuffer(gzip.decompress(packed.read_bytes()), dtype=np.uint8)
    magic, n_images, height, width = raw[:IDX_HEADER].view(">i4")
    if magic != IDX_IMAGES or height * width != SIZES[0] or n_images < options.images:
        raise SystemExit(f"{packed} does not hold {options.images} images of {SIZES[0]} pixels")
    pixels = raw[IDX_HEADER:].reshape(n_images, SIZES[0])[: options.images]
    return pixels.astype(np.float32) / 255, "mnist"


def report_training(peer, options, dataset, epoch_seconds, final_loss, versions):
    """Prints the line of a peer that trained. The first epoch warmed up and does not count."""
    measured = epoch_seconds[1:]
    line = {
        "peer": peer,
        "samples_per_second": options.images / statistics.median(measured),
        "final_loss": final_loss,
        "dataset": dataset,
        "images": options.images,
        "batch": BATCH,
        "threads": options.threads,
        "epoch_seconds": measured,
        "versions": {**versions, "numpy": np.__version__},
    }
    print(json.dumps(line), flush=True)
