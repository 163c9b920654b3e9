#!/usr/bin/env bash
# Puts one version onto the cluster that kubectl points to, by hand as in the workflow:
#   deploy/release.sh OVERLAY IMAGE:TAG            applies it, waits for every process, and goes back when one does not come up
#   deploy/release.sh OVERLAY IMAGE:TAG --render   only prints what would be applied
set -euo pipefail
cd "$(dirname "$0")/kubernetes/overlays"

overlay=${1:?one-node or production}
image=${2:?IMAGE:TAG}
[ -f "$overlay/kustomization.yaml" ] || { echo "there is no overlay $overlay" >&2; exit 2; }

# A layer over the overlay with nothing but the version in it, so that no file of the repository changes.
release=$(mktemp -d -p . release-XXXXXX)
trap 'rm -rf "$release"' EXIT
known=$(kubectl kustomize "$overlay" | sed -n 's/^ *image: \(.*doremi\):.*/\1/p' | sort -u)
cat > "$release/kustomization.yaml" <<END
resources: [../$overlay]
images: [{ name: "$known", newName: "${image%:*}", newTag: "${image##*:}" }]
END

if [ "${3:-}" = --render ]; then
  kubectl kustomize "$release"
  exit
fi

kubectl apply -k "$release"
processes=(gateway command-api query-api policies projections)
for process in "${processes[@]}"; do
  kubectl --namespace doremi rollout status "deployment/$process" --timeout=300s && continue
  echo "$process did not come up: going back" >&2
  for one in "${processes[@]}"; do kubectl --namespace doremi rollout undo "deployment/$one"; done
  exit 1
done
