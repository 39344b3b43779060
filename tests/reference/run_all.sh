#!/bin/sh
# Makes the built-in data sets and every fixture anew. Set PYTHON to choose the interpreter.
set -eu
cd "$(dirname "$0")"
for script in make_assets sklearn_reference sklearn_exploring scipy_reference torch_reference torch_variants keras_reference torch_classifier keras_initializers chess_positions; do
    echo "$script"
    "${PYTHON:-python}" "$script.py"
done
