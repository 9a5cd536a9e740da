"""The layer check finds what it is there to find, and nothing in a tree that keeps the rules."""

import importlib.machinery
import importlib.util
import tempfile
import unittest
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "check_layers"
loader = importlib.machinery.SourceFileLoader("check_layers", str(TOOL))
spec = importlib.util.spec_from_loader("check_layers", loader)
check_layers = importlib.util.module_from_spec(spec)
loader.exec_module(check_layers)

TABLE = """
# rapport_folder(commented_out)
rapport_folder(base LINK PkgConfig::icu)
rapport_folder(platform/http     DEPS base LINK Boost::headers
               OpenSSL::SSL)
rapport_folder(platform/database DEPS base)
rapport_folder(switchboard RECURSE DEPS base)
rapport_folder(org DEPS base switchboard platform/database)
rapport_folder(program RECURSE DEPS base org platform/http)
"""


def faults(files, table=TABLE):
    """Faults of a tree with these files below src/; folders of the table get a README."""
    with tempfile.TemporaryDirectory() as top:
        for name in check_layers.read_table(table):
            readme = Path(top) / "src" / name / "README.md"
            readme.parent.mkdir(parents=True, exist_ok=True)
            readme.write_text("what it owns")
        (Path(top) / "src" / "folders.cmake").write_text(table)
        for name, text in files.items():
            path = Path(top) / "src" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return check_layers.check_tree(top)


class CheckLayers(unittest.TestCase):
    def test_a_tree_that_keeps_the_rules_has_no_faults(self):
        self.assertEqual(faults({
            "base/id.h": "#include <cstdint>\n",
            "base/inbox.h": "#include <mutex>\n#include <chrono>\n",
            "platform/http/server.cpp": '#include <boost/beast/core.hpp>\n#include "base/id.h"\n',
            "switchboard/model/state.h": '#include "base/id.h"\n// no double here\nconst char* s = "float";\n',
            "switchboard/routing/matcher.cpp": '#include "switchboard/model/state.h"\n',
            "org/users.cpp": '#include "switchboard/model/state.h"\n',
            "main.cpp": '#include "program/program.h"\n',
            "program/program.h": '#include "org/users.h"\n',
        }), [])

    def test_an_include_that_points_up_is_found_with_its_line(self):
        self.assertEqual(faults({"switchboard/a.cpp": '\n#include "org/users.h"\n'}),
                         ["src/switchboard/a.cpp:2: switchboard may not include org (org/users.h)"])

    def test_an_edge_is_not_inherited(self):
        # program names org, org names switchboard: program itself may not.
        self.assertIn("program may not include switchboard",
                      faults({"program/commands/a.cpp": '#include "switchboard/model/state.h"\n'})[0])

    def test_a_sub_folder_belongs_to_no_folder_unless_it_is_taken_in(self):
        self.assertIn("is in no folder", faults({"org/deep/a.cpp": ""})[0])

    def test_an_include_relative_to_its_own_folder_is_refused(self):
        self.assertIn("written from src/", faults({"org/a.cpp": '#include "b.h"\n'})[0])

    def test_libraries_stay_behind_their_doors(self):
        for library in ["boost/asio.hpp", "boost/beast/http.hpp", "soci/soci.h", "spdlog/logger.h", "toml++/toml.h",
                        "prometheus/registry.h", "magic.h", "sodium.h", "openssl/ssl.h"]:
            self.assertEqual(len(faults({"org/a.cpp": f"#include <{library}>\n"})), 1, library)

    def test_the_pure_folders_have_no_clock_thread_lock_or_random_source(self):
        for header in ["chrono", "thread", "mutex", "random", "iostream"]:
            self.assertEqual(len(faults({"switchboard/lifecycle/a.cpp": f"#include <{header}>\n"})), 1, header)
            self.assertEqual(len(faults({"base/a.h": f"#include <{header}>\n"})), 1, header)
        self.assertIn("steady_clock", faults({"base/a.cpp": "auto t = std::chrono::steady_clock::now();\n"})[0])

    def test_the_switchboard_counts_in_integers(self):
        self.assertEqual(faults({"switchboard/a.h": "int a;\ndouble score = 0;\n"}),
                         ["src/switchboard/a.h:2: double in switchboard: scores are integers"])

    def test_a_folder_without_a_readme_or_with_an_empty_name_is_found(self):
        self.assertIn("named after what it owns", faults({"org/utils/note.txt": ""})[0])
        with tempfile.TemporaryDirectory() as top:
            (Path(top) / "src" / "base").mkdir(parents=True)
            (Path(top) / "src" / "folders.cmake").write_text("rapport_folder(base)\n")
            self.assertIn("README.md", check_layers.check_tree(top)[0])

    def test_a_table_that_points_up_is_found(self):
        self.assertIn("does not stand above", faults({}, "rapport_folder(a DEPS b)\nrapport_folder(b)\n")[0])


if __name__ == "__main__":
    unittest.main()
