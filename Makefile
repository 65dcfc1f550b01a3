# `make` prints this help. Every command works from a fresh clone, as root or not.
PORT ?= 8000
DETACH ?=
DEMO ?= 1
DEMO_DATE ?= 2019-09-30
CCHC := .venv/bin/cchc
PYTHON := .venv/bin/python
export DJANGO_SETTINGS_MODULE = config.settings

.PHONY: help setup run stop test check bench docs dev messages

help:  ## in trợ giúp này
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

setup:  ## chỉ tạo môi trường từ tệp khóa
	@tools/setup

messages: setup
	@$(PYTHON) -m tools.messages

run: setup messages  ## chạy nền tảng với dữ liệu mẫu ở http://127.0.0.1:8000 (PORT=…, DETACH=1, DEMO=0)
	@$(CCHC) serve --port $(PORT) $(if $(DETACH),--detach) $(if $(filter 1,$(DEMO)),--demo $(DEMO_DATE))

stop: setup  ## dừng nền tảng đang chạy ở PORT
	@$(CCHC) stop --port $(PORT)

dev:
	@tools/setup dev
	@$(PYTHON) -m tools.messages

test: dev  ## cài những gì cần và chạy toàn bộ kiểm tra
	@tools/install-test-programs
	@tools/test

check: dev  ## kiểm tra mã nguồn: ruff, mypy, hợp đồng import, migrations, bản dịch
	@tools/check

bench:  ## đo tốc độ, ghi benchmarks/results.md
	@tools/setup bench
	@$(PYTHON) -m tools.messages
	@tools/install-test-programs
	@$(PYTHON) -m benchmarks

docs: dev  ## sinh lại các trang docs/reference
	@$(PYTHON) -m tools.reference
