"""How fast Keras on TensorFlow trains the lecture's autoencoder: `model.fit`, as the lecture's notebook has it.

Library: Keras 3 on TensorFlow, float32, on the processor, with --threads threads.
Run:     python keras_peer.py [--data DIR] [--threads N]; run.mjs does it for two threads
Prints:  one line of JSON
"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"  # read when keras is imported
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"  # no greetings among the results
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import time

import keras
import tensorflow as tf

from peer import BATCH, LEARNING_RATE, SEED, SIZES, read_images, read_options, report_training


class EpochClock(keras.callbacks.Callback):
    """Seconds of every epoch within one `fit`, whose own preparation is not counted."""

    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.start)


def build_model():
    """Dense layers begin with Glorot's uniform weights and zero biases: Keras' defaults."""
    hidden = [keras.layers.Dense(n_units, activation="selu") for n_units in SIZES[1:-1]]
    last = keras.layers.Dense(SIZES[-1], activation="sigmoid")
    return keras.Sequential([keras.Input((SIZES[0],)), *hidden, last])


def main():
    options = read_options(__doc__)
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)
    keras.utils.set_random_seed(SEED)
    images, dataset = read_images(options)
    model = build_model()
    # XLA is not Keras' own choice on a processor, but it was faster here; compiling falls into the warm-up epoch.
    model.compile(keras.optimizers.SGD(LEARNING_RATE), loss="binary_crossentropy", jit_compile=True)
    clock = EpochClock()
    history = model.fit(images, images, batch_size=BATCH, epochs=1 + options.epochs, verbose=0, callbacks=[clock])
    final_loss = history.history["loss"][-1]  # the running mean of the last epoch's batches
    report_training(
        f"Keras on TensorFlow, {options.threads} threads",
        options,
        dataset,
        clock.seconds,
        final_loss,
        {"keras": keras.__version__, "tensorflow": tf.__version__},
    )


main()
