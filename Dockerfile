# Two stages: the first installs what uv.lock names and compiles it, the second carries only that and our code.
# RAPPORT_HOME is the only place that is written to, so the root can be read-only. tests/test_image.py carries out these
# steps where there is no container engine; a step that it does not know makes it fail.
FROM python:3.13-slim-trixie AS build
ENV UV_PROJECT_ENVIRONMENT=/opt/venv UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
WORKDIR /app
RUN pip install --no-cache-dir --disable-pip-version-check uv==0.13.9
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev
COPY bot ./bot
COPY conversations ./conversations
COPY storage ./storage
# compiled now, as nobody can write it later; legible to everybody, however strict the umask of the checkout was
RUN python -m compileall -q --invalidation-mode unchecked-hash bot conversations storage && chmod -R a+rX /app /opt/venv

FROM python:3.13-slim-trixie
# what SQLite and uploads put aside for a moment are people's words as well: it goes to /data, and no /tmp is needed
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 TMPDIR=/data RAPPORT_HOME=/data HOST=0.0.0.0
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin rapport \
    && install --directory --owner=rapport --group=rapport --mode=700 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-m", "bot.alive"]
# exec form: the bot is process 1 and hears SIGTERM itself
CMD ["python", "-m", "bot", "run"]
