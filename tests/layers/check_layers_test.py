"""The check of the architecture sees what it is there to see: each fault is planted in a tree of its own."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
import check_layers  # noqa: E402

BODY = ["  work();"] * check_layers.LONGEST_FUNCTION


def faults_of(name: str, lines: list[str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / name
        file.parent.mkdir(parents=True)
        file.write_text("\n".join(lines) + "\n")
        return list(check_layers.faults(pathlib.Path(folder)))


class Includes(unittest.TestCase):
    def refused(self, name: str, include: str):
        self.assertEqual(len(faults_of(name, [f"#include {include}"])), 1, include)

    def test_upward(self):
        self.refused("server/store/writer.cpp", '"relief/household.hpp"')
        self.refused("server/relief/household.cpp", '"api/operation.hpp"')
        self.assertEqual(faults_of("server/relief/household_operations.cpp", ['#include "api/operation.hpp"']), [])

    def test_rules_of_another_room(self):
        self.refused("server/relief/household.cpp", '"supplies/loan_rules.hpp"')

    def test_around_the_arrows(self):
        self.refused("server/store/writer.cpp", "<relief/household.hpp>")
        self.refused("server/store/writer.cpp", '"../relief/household.hpp"')

    def test_foreign_headers(self):
        self.refused("server/relief/household.cpp", "<sqlite3.h>")
        self.refused("server/app/house.cpp", "<boost/beast/websocket.hpp>")


class Lengths(unittest.TestCase):
    def long(self, *lines: str):
        self.assertEqual(len(faults_of("server/base/long.cpp", list(lines))), 1, lines[0])

    def test_one_line_of_signature(self):
        self.long("int one() {", *BODY, "}")

    def test_wrapped_signature(self):
        self.long("Result<Requisition> begun(const CommandContext& context,", "                          int more) {", *BODY, "}")

    def test_after_a_wrapped_signature(self):
        self.long("int short_one(int a,", "              int b) {", "  return a;", "}", "", "int one() {", *BODY, "}")

    def test_constructor_with_members(self):
        self.long("Long::Long(int a)", "    : a_{a},", "      b_{a} {", *BODY, "}")

    def test_method_in_a_class(self):
        self.long("class Long {", " public:", "  int one() {", *("  " + line for line in BODY), "  }", "};")

    def test_lambda(self):
        self.long("const auto one = [](int a) {", *BODY, "};")

    def test_tables_and_classes_may_be_long(self):
        self.assertEqual(faults_of("server/base/table.cpp", ["constexpr int kTable[] = {", *["  1,"] * 80, "};"]), [])
        self.assertEqual(faults_of("server/base/table.cpp", ["class Long {", *["  int one(int);"] * 80, "};"]), [])


if __name__ == "__main__":
    unittest.main()
