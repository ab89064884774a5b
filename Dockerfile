# The aftercare companion in a container: docs/shipping.md says how to run it.
# Both stages rest on one image, so that what is compiled in the first runs in the second.
ARG PYTHON=python:3.13-slim-bookworm

# hadolint ignore=DL3006  # the tag stands in ARG PYTHON
FROM ${PYTHON} AS build
WORKDIR /build
COPY requirements.txt .
RUN python -m venv /opt/aftercare \
    && /opt/aftercare/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes --no-deps --only-binary :all: -r requirements.txt \
    && /opt/aftercare/bin/python -m pip uninstall --yes --quiet pip
COPY bot /opt/aftercare/app/bot
COPY schedules /opt/aftercare/app/schedules
COPY messages /opt/aftercare/app/messages
RUN /opt/aftercare/bin/python -m compileall -q /opt/aftercare

# hadolint ignore=DL3006
FROM ${PYTHON}
LABEL org.opencontainers.image.title="Aftercare companion" \
      org.opencontainers.image.licenses="MIT"
# One folder for all that is kept: the database, and apart from it in its own folder the key.
RUN groupadd --system --gid 10001 aftercare \
    && useradd --system --uid 10001 --gid 10001 --home-dir /srv/aftercare --no-create-home \
        --shell /usr/sbin/nologin aftercare \
    && mkdir -p /srv/aftercare/data /srv/aftercare/secrets /srv/aftercare/backups \
    && chown -R aftercare:aftercare /srv/aftercare \
    && chmod -R go= /srv/aftercare
COPY --from=build /opt/aftercare /opt/aftercare
ENV PATH=/opt/aftercare/bin:$PATH \
    PYTHONPATH=/opt/aftercare/app \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /srv/aftercare
USER 10001:10001
VOLUME ["/srv/aftercare/data", "/srv/aftercare/secrets", "/srv/aftercare/backups"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=2m --timeout=30s --start-period=3m --retries=2 CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
