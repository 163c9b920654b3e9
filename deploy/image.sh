#!/usr/bin/env bash
# The image, by hand as in the workflows:  deploy/image.sh build|scan|push IMAGE:TAG
set -euo pipefail
cd "$(dirname "$0")/.."

step=${1:?build, scan or push}
image=${2:?IMAGE:TAG}

case $step in
  build) docker build --pull --tag "$image" . ;;
  # Fails on what is known to be dangerous and has a fix.
  scan)
    docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock:ro \
      aquasec/trivy:0.57.1 image --exit-code 1 --severity HIGH,CRITICAL --ignore-unfixed "$image"
    ;;
  push) docker push "$image" ;;
  *)
    echo "unknown step: $step" >&2
    exit 2
    ;;
esac
