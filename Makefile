# The commands of a developer. Each is a script in tools/ that says what it does; this file only names them.
.DEFAULT_GOAL := help
.PHONY: help run build test bench format package clean

help:
	@echo "make run      build what is missing and serve the demo organisation on http://127.0.0.1:8080"
	@echo "make build    the same without serving: build/release/rapport and the web apps in web/dist"
	@echo "make test     everything that is tested, with the counts in the last line (tools/test PART for a part of it)"
	@echo "make bench    every bench in full, one JSON object a line"
	@echo "make format   clang-format and prettier over the sources"
	@echo "make package  a Debian package in build/package"
	@echo "make clean    removes everything that was built (not ./data)"

run: build
	@exec build/release/rapport demo

build:
	@tools/setup build
	@tools/build

test:
	@tools/setup test
	@tools/test

bench:
	@tools/setup build
	@tools/bench

format:
	@tools/setup test
	@tools/format

package:
	@tools/setup package
	@tools/package

clean:
	rm -rf build web/dist
