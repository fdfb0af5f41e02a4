"""Files of any known format to what they say."""

from kgraph.read.batch import Batch
from kgraph.read.intake import default_name, raw
from kgraph.read.recognise import read, read_bytes, read_folder

__all__ = ["Batch", "default_name", "raw", "read", "read_bytes", "read_folder"]
