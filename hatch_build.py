"""Compile, when the package is built, what is read at every start: the catalogues and the rules."""

from __future__ import annotations

import json
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        if self.target_name != "wheel":
            return
        for source in sorted(
            Path(self.root, "src", "orglife", "locale").glob("*/LC_MESSAGES/*.po")
        ):
            target = source.with_suffix(".mo")
            with source.open("rb") as po, target.open("wb") as mo:
                write_mo(mo, read_po(po))
            build_data["artifacts"].append(str(target.relative_to(self.root)))
        if version != "editable":
            self._compile_rules(build_data)

    def _compile_rules(self, build_data: dict[str, Any]) -> None:
        """Put `central.json` into the wheel and never into the tree, where it would go stale."""
        packs = Path("src", "orglife", "rules", "packs")
        text = Path(self.root, packs, "central.toml").read_text(encoding="utf-8")
        self._folder = tempfile.mkdtemp(prefix="orglife-build-")
        compiled = Path(self._folder, "central.json")
        pack = json.dumps(tomllib.loads(text), ensure_ascii=False, default=str)
        compiled.write_text(pack, encoding="utf-8")
        build_data["force_include"][str(compiled)] = "orglife/rules/packs/central.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(getattr(self, "_folder", ""), ignore_errors=True)
