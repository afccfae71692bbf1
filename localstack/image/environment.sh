# Tells Testcontainers to do without the images of its own that this machine does not have. To be sourced:
#
#   . localstack/image/environment.sh
#
# Testcontainers wants two: ryuk removes containers when a JVM was killed, alpine finds the Docker host from inside a
# container. Where no registry can be reached it waits two minutes for each and fails. azdrill stops its container itself,
# also when it is interrupted; only after a `kill -9` is there something to remove by hand (docker ps).
#
# What is set already stays as it is; a remote daemon (DOCKER_HOST) is none of this script's business.
if [ -z "${DOCKER_HOST:-}" ] && command -v docker >/dev/null 2>&1; then
  if [ -z "${TESTCONTAINERS_RYUK_DISABLED:-}" ] \
    && [ "$(docker image inspect --format '{{with .Config.Labels}}{{index . "dev.azdrill.built-from-packages"}}{{end}}' \
      "${AZDRILL_LOCALSTACK_IMAGE:-localstack/localstack:4.14.0}" 2>/dev/null)" = true ]; then
    export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_CHECKS_DISABLE=true
  fi
  if [ -z "${TESTCONTAINERS_HOST_OVERRIDE:-}" ] && [ -e /.dockerenv ]; then
    export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
  fi
fi
