"""Compile, when the package is built, what is read at every start: the catalogues and the rules."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        self._folder = tempfile.mkdtemp(prefix="orglife-build-")
        self._compile_catalogues(build_data, into_tree=version == "editable")
        if version != "editable":
            self._compile_rules(build_data)

    def _compile_catalogues(self, build_data: dict[str, Any], *, into_tree: bool) -> None:
        """Put the catalogues into the wheel; where the tree is what runs, into the tree."""
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        package = Path(self.root, "src")
        for source in sorted(package.glob("orglife/locale/*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            place = str(target.relative_to(package))
            compiled = Path(self._folder, place.replace(os.sep, "-"))
            with source.open("rb") as po, compiled.open("wb") as mo:
                write_mo(mo, read_po(po))
            if into_tree:
                # In one step: somebody may be reading it, or making it too.
                beside = target.with_name(f"{target.name}.{os.getpid()}")
                shutil.copyfile(compiled, beside)
                beside.replace(target)
                build_data["artifacts"].append(str(target.relative_to(self.root)))
            else:
                build_data["force_include"][str(compiled)] = place

    def _compile_rules(self, build_data: dict[str, Any]) -> None:
        """Put `central.json` into the wheel and never into the tree, where it would go stale."""
        packs = Path("src", "orglife", "rules", "packs")
        text = Path(self.root, packs, "central.toml").read_text(encoding="utf-8")
        compiled = Path(self._folder, "central.json")
        pack = json.dumps(tomllib.loads(text), ensure_ascii=False, default=str)
        compiled.write_text(pack, encoding="utf-8")
        build_data["force_include"][str(compiled)] = "orglife/rules/packs/central.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(getattr(self, "_folder", ""), ignore_errors=True)
