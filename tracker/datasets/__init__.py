"""What an export is: datasets, profiles, streaming by COPY, packages that verify."""

from tracker.datasets.dataset import Column, Dataset, Kind, Profile, Scope
from tracker.datasets.registry import dataset, datasets, register

__all__ = [
    "Column",
    "Dataset",
    "Kind",
    "Profile",
    "Scope",
    "dataset",
    "datasets",
    "register",
]
