"""Executes the notebooks that the page hands out, and compares their validation losses with the lab's.

Libraries: keras, tensorflow-cpu, scikit-learn, matplotlib, nbformat, nbclient, ipykernel (PyPI).
Run:       python tests/reference/notebook_parity.py --data DIR [NAME ...]
Prints:    a line a notebook: our loss, the notebook's, their ratio; fails where it is not within 3 %.

One cell is put in after the imports: it reads MNIST and Fashion-MNIST from DIR in place of Keras' download, and has figures
drawn without a screen. Everything else is as the student gets it.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = 0.03
# Five epochs of the larger presets: enough to tell another network or another loss from the same one.
QUERIES = {
    "lecture": "chapter=stacked&data=mnist&preset=lecture&epochs=3",
    "third-edition": "chapter=stacked&data=mnist&preset=third-edition&epochs=3",
    "fashion": "chapter=stacked&data=fashion-mnist&preset=lecture&epochs=3",
    "quick": "chapter=stacked&data=mnist&preset=quick",
    "tied": "chapter=stacked&data=mnist&preset=tied&epochs=3",
    "greedy": "chapter=stacked&data=mnist&preset=greedy&epochs=3",
    "denoising": "chapter=stacked&data=mnist&preset=denoising&epochs=3",
    "sparse": "chapter=stacked&data=mnist&preset=sparse&epochs=3",
    "sparse-kl": "chapter=stacked&data=mnist&preset=sparse-kl&epochs=3",
    "variational": "chapter=stacked&data=mnist&preset=variational&epochs=3",
    "digits": "chapter=stacked&epochs=80",
}
PATCH = """
import gzip, os
os.environ["MPLBACKEND"] = "agg"

def _read(folder, name, offset):
    with gzip.open(os.path.join(folder, name)) as file:
        return np.frombuffer(file.read(), np.uint8, offset=offset)

def _load(name):
    folder = os.path.join({data!r}, name)
    part = lambda p: (_read(folder, p + "-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28), _read(folder, p + "-labels-idx1-ubyte.gz", 8))
    return part("train"), part("t10k")

keras.datasets.mnist.load_data = lambda: _load("mnist")
keras.datasets.fashion_mnist.load_data = lambda: _load("fashion-mnist")
"""


def cargo(example, *arguments):
    command = ["cargo", "run", "--release", "--quiet", "--example", example, "--", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def our_loss(query, data):
    lines = [json.loads(line) for line in cargo("headless", query, "--data", data).splitlines() if line.startswith("{")]
    return lines[-1]["val_loss"]


def their_loss(query, data):
    notebook = nbformat.reads(cargo("notebook", query), as_version=4)
    nbformat.validate(notebook)
    notebook.cells.insert(2, nbformat.v4.new_code_cell(PATCH.format(data=data)))
    notebook.cells.append(nbformat.v4.new_code_cell("print('VAL_LOSS', float(val_loss))"))
    NotebookClient(notebook, timeout=3600, kernel_name="python3").execute()
    (output,) = notebook.cells[-1].outputs
    return float(output["text"].split()[1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    data = str(Path(arguments.data).resolve())
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    worst = 0.0
    for name in arguments.names or QUERIES:
        ours, theirs = our_loss(QUERIES[name], data), their_loss(QUERIES[name], data)
        worst = max(worst, abs(ours / theirs - 1))
        print(f"{name:14} ours {ours:.5f}  notebook {theirs:.5f}  ratio {ours / theirs:.4f}", flush=True)
    return 0 if worst <= ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
