"""Opens the networks that the page hands out as ONNX and safetensors, and compares what they make of images with the lab.

Libraries: onnx, onnxruntime, safetensors, NumPy (PyPI).
Run:       python tests/reference/exported_networks.py
Prints:    a line a network: the largest deviations of code and reconstruction from the lab's; fails beyond 1e-5.

`cargo run --example networks` trains a network for every activation and every variant and writes the files. ONNX files pass
`onnx.checker` with full shape inference, and run on batches of 1, 7 and all images. The weights of each safetensors file are
applied in NumPy, in float64.
"""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from safetensors import safe_open

ROOT = Path(__file__).resolve().parents[2]
# Sums of at most 64 products near 1 in 32 bits differ by some 1e-6 with the order in which they are added.
ALLOWED = 1e-5
SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "leaky-relu": lambda z: np.where(z > 0, z, 0.2 * z),
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "selu": lambda z: SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0))),
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softplus": lambda z: np.logaddexp(z, 0),
}


def relative(got, expected):
    return float(np.max(np.abs(got - expected)) / max(1, np.max(np.abs(expected))))


def by_onnx(path, values):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    whole = session.run(None, {name: values})[0]
    for n in (1, 7):
        part = session.run(None, {name: values[:n]})[0]
        assert np.allclose(part, whole[:n], atol=1e-6), f"{path}: another answer for {n} images"
    return whole


def by_numpy(path, answers, activations):
    """Encoder and decoder in float64, from the tensors by their names."""
    with safe_open(path, framework="np") as file:
        metadata = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    assert metadata["format"] == "pt" and metadata["settings"] == answers["query"], metadata
    assert int(metadata["epochs"]) == answers["epochs"], metadata
    hidden, code, output = activations

    def chain(part, values, last):
        n = sum(name.startswith(part) and name.endswith("weight") for name in tensors)
        for i in range(n):
            # As torch.nn.Linear: (out, in).
            values = values @ tensors[f"{part}.{i}.weight"].T.astype(float) + tensors.get(f"{part}.{i}.bias", 0.0)
            values = ACTIVATIONS[last if i == n - 1 else hidden](values)
        return values

    is_variational = "code=variational" in answers["query"]
    codes = chain("encoder", np.array(answers["images"]), "linear" if is_variational else code)
    if is_variational:
        codes = codes[:, : codes.shape[1] // 2]
    return codes, chain("decoder", codes, output)


def activations_of(answers, graph):
    """Names of the hidden, the code's and the output's activation, as the ONNX file has them."""
    names = {
        "Identity": "linear", "Relu": "relu", "LeakyRelu": "leaky-relu", "Elu": "elu", "Selu": "selu", "Tanh": "tanh",
        "Sigmoid": "sigmoid", "Softplus": "softplus",
    }
    kinds = [names[node.op_type] for node in graph.node if node.op_type != "Gemm"]
    return kinds[0], kinds[len(kinds) // 2 - 1], kinds[-1]


def main():
    with tempfile.TemporaryDirectory() as folder:
        command = ["cargo", "run", "--release", "--quiet", "--example", "networks", "--", folder]
        subprocess.run(command, cwd=ROOT, check=True)
        cases = sorted(Path(folder).glob("*.json"))
        assert cases, "no networks were written"
        worst = 0.0
        for case in cases:
            answers = json.loads(case.read_text())
            images, codes, reconstructions = (
                np.array(answers[key], np.float32) for key in ("images", "codes", "reconstructions")
            )
            onnx_path = lambda part: str(case.with_suffix(f".{part}.onnx"))
            activations = activations_of(answers, onnx.load(onnx_path("autoencoder")).graph)
            numpy_codes, numpy_reconstructions = by_numpy(case.with_suffix(".safetensors"), answers, activations)
            deviations = {
                "encoder": relative(by_onnx(onnx_path("encoder"), images), codes),
                "decoder": relative(by_onnx(onnx_path("decoder"), codes), reconstructions),
                "whole": relative(by_onnx(onnx_path("autoencoder"), images), reconstructions),
                "weights, code": relative(numpy_codes, codes),
                "weights, reconstruction": relative(numpy_reconstructions, reconstructions),
            }
            print(f"{case.stem:24}", *(f"{name} {value:.1e}" for name, value in deviations.items()))
            worst = max(worst, *deviations.values())
        print(f"{len(cases)} networks, largest deviation {worst:.1e}")
        assert worst < ALLOWED, f"beyond {ALLOWED}"


if __name__ == "__main__":
    main()
