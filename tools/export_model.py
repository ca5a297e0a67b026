#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns a PyTorch state dict into a folder that AdvScope opens: weights.safetensors and a model.json to complete.

    pip install torch safetensors
    tools/export_model.py weights.pth my-model --size 32 --channels 3 --classes 10

The file is read with `weights_only`, so that nothing in it is executed. The card lists the tensors it found; write the
layers (or name a native architecture) into it by hand: a state dict does not say them.
"""
import argparse
import hashlib
import json
import pathlib

import torch
from safetensors.torch import save_file


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=pathlib.Path, help="a state dict, as torch.save(model.state_dict(), FILE) writes it")
    parser.add_argument("folder", type=pathlib.Path, help="is made; its name becomes the model's id")
    parser.add_argument("--size", type=int, default=32, help="width and height of the input in pixels")
    parser.add_argument("--channels", type=int, default=3, choices=(1, 3))
    parser.add_argument("--classes", type=int, default=10)
    return parser.parse_args()


def main():
    arguments = read_arguments()
    state = torch.load(arguments.weights, map_location="cpu", weights_only=True)
    state = state.get("state_dict", state)
    tensors = {name.removeprefix("module."): value.contiguous() for name, value in state.items() if torch.is_tensor(value)}
    arguments.folder.mkdir(parents=True, exist_ok=True)
    weights = arguments.folder / "weights.safetensors"
    save_file(tensors, str(weights))
    card = {
        "id": arguments.folder.name,
        "title": arguments.folder.name,
        "description": "",
        "input": {"width": arguments.size, "height": arguments.size, "channels": arguments.channels},
        "preprocessing": {"mean": [0.0] * arguments.channels, "std": [1.0] * arguments.channels},
        "layers": [],
        "labels": [str(index) for index in range(arguments.classes)],
        "licence": "",
        "provenance": f"exported from {arguments.weights.name}",
        "weights": weights.name,
        "weights_sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
    }
    (arguments.folder / "model.json").write_text(json.dumps(card, indent=2) + "\n")
    print("Write the layers into", arguments.folder / "model.json", "- they have these tensors:")
    for name, value in tensors.items():
        print(f"  {name}  {list(value.shape)}")


if __name__ == "__main__":
    main()
