# syntax=docker/dockerfile:1
# Two stages: the first installs what uv.lock names, the second carries only that and our code, as nobody in particular.
FROM python:3.13-slim AS build
ENV UV_PROJECT_ENVIRONMENT=/opt/venv UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
WORKDIR /app
RUN pip install --no-cache-dir --disable-pip-version-check "uv>=0.9,<1"
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 RAPPORT_HOME=/data
RUN useradd --system --uid 10001 --home-dir /data --create-home rapport && chmod 700 /data
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY bot ./bot
COPY conversations ./conversations
COPY storage ./storage
USER 10001
VOLUME /data
# exec form: the bot is process 1 and hears SIGTERM itself
CMD ["python", "-m", "bot", "run"]
