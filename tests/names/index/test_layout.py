"""The file of a compiled glossary: written and read back, and no damage goes unnoticed."""

import io
import struct

import numpy as np
import pytest

from mtqa.names.index.layout import BODY, FileDamaged, Writer, open_layout


@pytest.fixture
def file(tmp_path):
    """A file with two arrays and a section of bytes."""
    path = tmp_path / "x.bin"
    with path.open("wb") as stream:
        writer = Writer(stream)
        writer.array("small", np.array([1, 2, 255], dtype=np.uint8))
        writer.begin_bytes("text")
        writer.add_bytes(b"abc")
        writer.add_bytes(b"def")
        writer.end_bytes("text")
        writer.array("large", np.array([2**64 - 1, 7], dtype=np.uint64))
        writer.finish({"entries": 3})
    return path


def read(path, *, thorough=True):
    """The file, opened."""
    with path.open("rb") as stream:
        return open_layout(stream, thorough=thorough)


def test_written_and_read_back(file):
    """Every array comes back with its type; what is mapped outlives the stream."""
    layout = read(file)
    assert layout.meta == {"entries": 3}
    assert layout["small"].tolist() == [1, 2, 255]
    assert layout["text"].tobytes() == b"abcdef"
    assert layout["large"].tolist() == [2**64 - 1, 7]
    assert layout["large"].ctypes.data % 8 == 0


def test_signed_numbers_are_no_array_of_ours():
    """A wrong type is a mistake of ours, found when it is written."""
    with pytest.raises(ValueError, match="of type"):
        Writer(io.BytesIO()).array("x", np.array([-1]))


@pytest.mark.parametrize("keep", [0, 4, 100, BODY, BODY + 10])
def test_a_file_cut_off_is_noticed(file, keep):
    """Whatever is missing at its end."""
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(FileDamaged):
        read(file, thorough=False)


@pytest.mark.parametrize("at", [0, 7, 8, 12, 16, 40])
def test_a_changed_header_is_noticed(file, at):
    """Every byte of the header counts."""
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    with pytest.raises(FileDamaged):
        read(file, thorough=False)


@pytest.mark.parametrize("at", [BODY, BODY + 65, -1])
def test_changed_content_is_noticed_by_a_thorough_look(file, at):
    """Every byte of the arrays counts."""
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    with pytest.raises(FileDamaged, match="content has changed"):
        read(file)


def test_bytes_after_the_end_are_noticed(file):
    """A file must have the size that its header says."""
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(FileDamaged, match="instead of"):
        read(file, thorough=False)


@pytest.mark.parametrize(
    "arrays",
    [
        '{"a":["<u8",1000000,8192]}',
        '{"a":["<u8",1,0]}',
        '{"a":["<u8",-1,8192]}',
        '{"a":["O",1,8192]}',
        '{"a":["<u8",1]}',
        "[1]",
    ],
)
def test_arrays_outside_the_file_are_refused(file, arrays):
    """A header with a right checksum is not trusted either: offsets are held against the size."""
    import zlib

    size = file.stat().st_size
    header = f'{{"size":{size},"crc":0,"meta":{{}},"arrays":{arrays}}}'.encode()
    data = bytearray(file.read_bytes())
    data[8 : 16 + len(header)] = struct.pack("<II", len(header), zlib.crc32(header)) + header
    file.write_bytes(data)
    with pytest.raises(FileDamaged):
        read(file, thorough=False)
