"""What the reference scripts share: where things lie, how a fixture is written, how an asset is read.

Standard library and NumPy only. Nothing to run here; every script beside it imports this file.
"""

import gzip
import json
import math
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
ASSETS = ROOT / "assets"

MAX_FIXTURE_BYTES = 300_000


def plain(value):
    """Turn arrays and NumPy numbers into lists and Python numbers, which print all their digits."""
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a fixture holds finite numbers only: JSON has no NaN and no infinity")
    return value


def single(values):
    """The nearest numbers that 32 bits hold, as float64: the lab reads them without rounding."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def write_fixture(name, content):
    """Write tests/fixtures/NAME, one entry of the top level per line, and read it back."""
    content = plain(content)
    lines = [f"{json.dumps(key)}: {_entry(value)}" for key, value in content.items()]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    assert json.loads(text) == content, name
    assert len(text) < MAX_FIXTURE_BYTES, f"{name} would take {len(text)} bytes"
    FIXTURES.mkdir(parents=True, exist_ok=True)
    (FIXTURES / name).write_text(text, encoding="utf-8")
    print(f"tests/fixtures/{name}: {len(text)} bytes")


def _entry(value):
    """A list of cases gets a line for each case; everything else stays on one line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(_compact(case) for case in value) + "\n]"
    return _compact(value)


def _compact(value):
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def read_idx(path):
    """Read a gzip-compressed IDX file of unsigned bytes."""
    data = gzip.decompress(path.read_bytes())
    assert data[:3] == b"\x00\x00\x08", f"{path.name} is not an IDX file of unsigned bytes"
    shape = np.frombuffer(data, dtype=">u4", count=data[3], offset=4)
    return np.frombuffer(data, dtype=np.uint8, offset=4 + 4 * data[3]).reshape(shape)


def read_digits():
    """The built-in digits: pixels / 16, shape (1797, 64), and labels, shape (1797,)."""
    images = read_idx(ASSETS / "digits" / "images-idx3-ubyte.gz")
    labels = read_idx(ASSETS / "digits" / "labels-idx1-ubyte.gz")
    return images.reshape(len(images), -1) / 16.0, labels


def read_notebook_points():
    """The notebook's centred points, shape (60, 3)."""
    return np.loadtxt(ASSETS / "notebook" / "points.csv", delimiter=",", skiprows=1)
