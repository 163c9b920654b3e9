#!/usr/bin/env bash
# Puts one version onto the cluster that kubectl points to, by hand as in the workflow:
#   deploy/release.sh OVERLAY IMAGE:TAG            applies it process by process, and goes back when one does not come up
#   deploy/release.sh OVERLAY IMAGE:TAG --render   only prints what would be applied
#
# In this order, each once the one before is there, so that whoever reads an event knows it before anybody writes it:
#   projections   build the read models of the new version beside the old ones, whose own workers stay meanwhile
#   policies      once the new read models are live; they write nothing that the old command-api can't read
#   query-api     reads the new ones
#   command-api   once no process of the old version is left that could meet an event that it can't read
#   gateway       last: what is new is offered, on its pages too, when everybody behind understands it
#
# From the first event in a new version there is no way back: processes of the version before refuse its stream or put it
# aside. Until then the way back is open, and taken by itself. READ_MODELS_WITHIN: how many seconds the new read models may
# take (1200).
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

processes=(projections policies query-api command-api gateway)
manifests=$release/manifests.yaml
kubectl kustomize "$release" > "$manifests"

on_cluster() { kubectl --namespace doremi "$@"; }
apply() { kubectl apply --filename "$manifests" --selector "app.kubernetes.io/name $1"; }
revision_of() {
  on_cluster get deployment "$1" --ignore-not-found --output 'jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}'
}
# Each pod of a process, also one that is ending: its image, and whether it is ready.
pods_of() {
  on_cluster get pods --selector "app.kubernetes.io/name=$1" \
    --output 'jsonpath={range .items[*]}{.spec.containers[0].image}{" "}{.status.containerStatuses[0].ready}{"\n"}{end}'
}
# What the new version knows of the log: policies/src/release/main.ts.
of_release() { on_cluster exec deployment/policies -- node policies/dist/release/main.js "$@"; }

declare -A before
for process in "${processes[@]}"; do before[$process]=$(revision_of "$process"); done
applied=()

undo() { [ -z "${before[$1]}" ] || on_cluster rollout undo "deployment/$1" --to-revision="${before[$1]}"; }
go_back() {
  echo "$1: going back" >&2
  for process in $(printf '%s\n' "${applied[@]}" | tac); do
    undo "$process" || echo "$process did not go back" >&2
  done
  exit 1
}
begin() { applied+=("$1") && apply "= $1"; }
finish() { on_cluster rollout status "deployment/$1" --timeout="${2:-300s}"; }

# A worker is ready once every read model of its version is live.
read_models_live() {
  local waited
  for ((waited = 0; waited < ${READ_MODELS_WITHIN:-1200}; waited += 5)); do
    grep --quiet --line-regexp --fixed-strings "$image true" <<< "$(pods_of projections)" && return
    sleep 5
  done
  return 1
}
# Whatever is of an older version has ended, so that it meets no event that it can't read.
none_is_older() {
  local waited process older
  for ((waited = 0; waited < 120; waited += 5)); do
    older=$(for process in projections policies query-api; do pods_of "$process"; done | grep --invert-match --fixed-strings "$image " || true)
    [ -z "$older" ] && return
    sleep 5
  done
  return 1
}

apply "notin ($(IFS=,; echo "${processes[*]}"))"

begin projections
read_models_live || go_back 'the new read models did not become live (npm run projections -- status says why)'
for process in policies query-api; do
  begin "$process" && finish "$process" || go_back "$process did not come up"
done
finish projections 1800s || go_back 'projections did not come up'
none_is_older || go_back 'processes of the version before did not end'

# What the version before can read it says itself; one that does not say is taken for one that knows first versions only.
could_read=
[ -z "${before[command-api]}" ] || could_read=$(on_cluster exec deployment/command-api -- node --input-type=module \
  --eval 'import("@doremi/domain").then(({ UPCAST_VERSIONS }) => console.log(UPCAST_VERSIONS))' || true)
may_write=$(of_release may-write "$could_read")
end=$(of_release end)
if [ -n "$may_write" ] && [ -n "${before[command-api]}" ]; then
  echo "From the first of these events on there is no way back to the version before, which can't read them:"
  echo "$may_write"
  echo "Whether there is one: kubectl -n doremi exec deployment/policies -- node policies/dist/release/main.js written '$could_read' $end"
fi

begin command-api
finish command-api || {
  written=$(of_release written "$could_read" "$end") || written='it could not be told whether there is one'
  [ -z "$written" ] || {
    echo 'command-api did not come up, and there is no way back from an event in a new version: repair what is here' >&2
    echo "$written" >&2
    exit 1
  }
  go_back 'command-api did not come up'
}
begin gateway
finish gateway || {
  echo 'gateway did not come up: it alone goes back, the others stay' >&2
  undo gateway
  exit 1
}
