# Every target does its own set-up: a fresh machine needs python3 (3.11 or newer) and make, nothing else.
PYTHON ?= python3
PY := .venv/bin/python
# Tests run in as many processes as there are cores, one or more; each brings up a PostgreSQL server of its own.
SIDE_BY_SIDE := --numprocesses=auto --maxprocesses=8 --dist=worksteal
UV := UV_PROJECT_ENVIRONMENT=.venv .venv/bin/uv sync --frozen --inexact --quiet
CADDY := WEBHOOK_URL=https://bot.example.org REPLICAS=bot:8081 .venv/bin/caddy adapt --validate --config deploy/Caddyfile >/dev/null

# FUZZ is how many examples each test tries, at random.
FUZZ ?= 2000

.PHONY: run demo test kill year fuzz check audit setup format charts bench clean
run: setup
	@$(PY) -m bot run

demo: setup
	@$(PY) -m bot demo

setup: .venv/ready

test: .venv/ready-to-test
	$(PY) -m pytest tests/conversations $(SIDE_BY_SIDE) --cov --cov-report=
	@echo "The core by its own tests:" && $(PY) -m coverage report --include='conversations/*' --fail-under=100
	$(PY) -m pytest --ignore=tests/conversations $(SIDE_BY_SIDE) --cov --cov-append --cov-report=
	@echo "Everything:" && $(PY) -m coverage report --fail-under=95

kill: .venv/ready-to-test
	RAPPORT_REPLICAS=whole $(PY) -m pytest tests/bot/replicas

year: .venv/ready-to-test
	RAPPORT_YEAR=whole $(PY) -m pytest tests/year -k owed

fuzz: .venv/ready-to-test
	RAPPORT_FUZZ=$(FUZZ) $(PY) -m pytest tests/fuzz $(SIDE_BY_SIDE)

check: .venv/ready-to-test
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -m deptry .
	.venv/bin/hadolint Dockerfile
	$(PY) -m check_jsonschema --builtin-schema vendor.compose-spec compose.yaml compose.alone.yaml
	@$(CADDY) 2>/dev/null || $(CADDY)  # it talks a lot on the way to a yes

# What looks like a secret, licences, and known flaws of packages: for those it asks osv.dev, and no answer is a failure.
audit: .venv/ready-to-test
	git ls-files -z | xargs -0 .venv/bin/detect-secrets-hook --baseline .secrets.baseline
	! git grep -nE '[0-9]{8,10}:[A-Za-z0-9_-]{35}'  # tokens of bots, which the hook knows only alone on a line
	.venv/bin/pip-licenses
	.venv/bin/uv audit --frozen --preview-features audit-command

format: .venv/ready-to-test
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

charts: .venv/ready-to-test
	$(PY) -m tests.draw_charts

bench: .venv/ready-to-test
	$(PY) -m bench.report
	$(PY) -m bench.catching_up
	$(PY) -m bench.kept

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Rapport needs Python 3.11 or newer; name one: make PYTHON=python3.13 run"; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { echo "This Python has no venv. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

.venv/ready: .venv/bin/uv pyproject.toml uv.lock
	@$(UV) --no-dev
	@touch $@

.venv/ready-to-test: .venv/ready
	@$(UV) --all-groups
	@touch $@
