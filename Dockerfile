# Further in a container: models and index in the image, nothing downloaded or written when it runs.
#   docker build -t further .
#   docker run --rm --read-only --tmpfs /tmp --cap-drop ALL -p 127.0.0.1:7860:7860 further chat --host 0.0.0.0 --no-login
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN sh container/wheel.sh /src /wheels
# torch for the processor alone; empty where that index cannot be reached
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN TORCH_INDEX="$TORCH_INDEX" sh container/install.sh /opt/further /wheels /src/constraints.txt

FROM python:3.12-slim-bookworm
LABEL org.opencontainers.image.title="Further" \
      org.opencontainers.image.description="Ask a report in its own words: answers that quote it exactly." \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin further
COPY --from=build /opt/further /opt/further
COPY container/health.py /opt/further/health.py
ENV PATH=/opt/further/bin:$PATH \
    XDG_CACHE_HOME=/opt/further/cache \
    HF_HUB_OFFLINE=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OMP_NUM_THREADS=1
USER 10001
WORKDIR /tmp
EXPOSE 7860
# The model loads beside the page; on a slow machine the page itself takes half a minute.
HEALTHCHECK --interval=30s --timeout=25s --start-period=120s --retries=3 \
  CMD ["python", "/opt/further/health.py", "7860"]
ENTRYPOINT ["further"]
# Without a file of users it says so and ends: that nobody has to sign in is for who publishes the port to say.
CMD ["chat", "--host", "0.0.0.0", "--port", "7860"]
