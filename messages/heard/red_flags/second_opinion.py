"""What a text as a whole says of a red flag: learnt from texts, where rules go by words near each other."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from messages.heard.questions import learnt_layers
from messages.heard.questions.encoder import Encoder
from messages.heard.questions.layers import Layer, Pair, passed
from messages.heard.questions.weights import Array
from messages.heard.red_flags.weighing import Opinion

# In the folder of the language: what was learnt, and what from.
OPINION, TOLD, PAIRS_OF_LAWS = "red_flags/opinion.npz", "red_flags/told.jsonl", "red_flags/pairs.toml"
CLASSES = ("harmless", "same_day", "emergency")  # what is told to a clinician is of the second, too
OWN = (4, 5)  # layers of the encoder that were learnt further
READ = 96  # pieces of a text
_REMEMBERED = 200  # texts
_FILES = 4
_TOLD = "told"  # beside the parts: the digest of the texts


class SecondOpinion:
    """Forms an opinion of any text, with the layers that lie below from an encoder."""

    def __init__(
        self, encoder: Encoder, folder: Traversable, asked: Callable[[str], Sequence[str]] = lambda _: ()
    ) -> None:
        """Read what was learnt, in the folder of the language.

        `asked` tells what the encoder will soon have to read of the same text for an answer, part by part.
        Raises an exception of any kind where the file is missing or broken, or the encoder another one.
        """
        if len(encoder.layers) != OWN[0]:
            raise ValueError("the encoder has other layers than those that the opinion was learnt on")
        self._learnt = _learnt((folder / OPINION).read_bytes())
        self.digest, _ = self._learnt.digest, self._learnt.whole
        self._encoder, self._asked = encoder, asked
        self.of = lru_cache(_REMEMBERED)(self._of)

    def rest(self) -> None:
        """Keep it in eight bits, until somebody asks again."""
        self._learnt.__dict__.pop("whole", None)

    def _beside(self, text: str) -> Sequence[str]:
        """What an answer wants read of it; nothing where that goes wrong, as no red flag waits for one."""
        try:
            return self._asked(text)
        except Exception:  # noqa: BLE001  (whoever looks for an answer meets it too, and says so)
            return ()

    def _of(self, text: str) -> Opinion:
        read = self._encoder.read(text, READ, self._beside(text))
        layers, out = self._learnt.whole
        for layer in layers:
            read = passed(read, layer, [(0, len(read))])
        weighed = np.concatenate([read.mean(axis=0), read.max(axis=0)]) @ out[0] + out[1]
        shares = np.exp(weighed - weighed.max())
        shares /= shares.sum()
        return Opinion(float(shares[0]), float(shares[-1]))


@dataclass(frozen=True)
class Opined:
    """What was learnt, as it is kept, and what from."""

    kept: Mapping[str, npt.NDArray[Any]]
    digest: str

    @cached_property
    def whole(self) -> tuple[list[Layer], Pair]:
        """The layers, and what weighs their outcome, as they are reckoned with."""
        parts = unpacked(self.kept)
        return [learnt_layers.layer(parts, number) for number in OWN], (parts["out.0"], parts["out.1"])


_of_files: dict[bytes, Opined] = {}


def _learnt(file: bytes) -> Opined:
    """What was learnt, of the same file the same: several readers take no more room."""
    named = sha256(file).digest()
    if named not in _of_files:
        if len(_of_files) == _FILES:
            _of_files.clear()
        with np.load(io.BytesIO(file), allow_pickle=False) as held:
            _of_files[named] = Opined({name: held[name] for name in held}, str(held[_TOLD]))
    return _of_files[named]


def packed(parts: Mapping[str, Array], digest: str) -> dict[str, npt.NDArray[Any]]:
    """Give what was learnt as it is kept, with what it was learnt from."""
    return {_TOLD: np.array(digest), **learnt_layers.packed(parts)}


def unpacked(kept: Mapping[str, npt.NDArray[Any]]) -> learnt_layers.LearntParts:
    return learnt_layers.unpacked({name: part for name, part in kept.items() if name != _TOLD})
