"""How fast PyTorch trains the lecture's autoencoder: a plain eager loop, as a notebook has it.

Library: PyTorch, float32, on the processor, with --threads threads.
Run:     python torch_peer.py [--data DIR] [--threads N]; run.mjs does it for one thread and for two
Prints:  one line of JSON
"""

import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""  # the page has a processor alone

import itertools
import time

import torch
from torch import nn

from peer import BATCH, LEARNING_RATE, SEED, SIZES, read_images, read_options, report_training


def build_network():
    """SELU behind every layer but the last, whose sigmoid is part of the loss: the stable and faster form."""
    layers = []
    for n_in, n_out in itertools.pairwise(SIZES):
        dense = nn.Linear(n_in, n_out)
        nn.init.xavier_uniform_(dense.weight)  # Glorot's
        nn.init.zeros_(dense.bias)
        layers += [dense, nn.SELU()]
    return nn.Sequential(*layers[:-1])


def train_epoch(network, optimizer, loss_of, images):
    """One pass in a fresh order. Returns the mean loss of the batches, weighted by their samples."""
    total = torch.zeros(())
    for chosen in torch.randperm(len(images)).split(BATCH):
        batch = images[chosen]
        loss = loss_of(network(batch), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.detach() * len(batch)  # no .item() here, which is slower
    return total.item() / len(images)


def main():
    options = read_options(__doc__)
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    pixels, dataset = read_images(options)
    images = torch.from_numpy(pixels)
    network = build_network()
    optimizer = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE)
    loss_of = nn.BCEWithLogitsLoss()
    epoch_seconds = []
    for _ in range(1 + options.epochs):
        start = time.perf_counter()
        final_loss = train_epoch(network, optimizer, loss_of, images)
        epoch_seconds.append(time.perf_counter() - start)
    threads = f"{options.threads} thread" + ("s" if options.threads > 1 else "")
    report_training(
        f"PyTorch, {threads}", options, dataset, epoch_seconds, final_loss, {"torch": torch.__version__}
    )


main()
