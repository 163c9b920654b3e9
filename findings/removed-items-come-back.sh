#!/usr/bin/env bash
# json-diff-ts 4.10.4.
#
# `atomizeChangeset` and `unatomizeChangeset` turn the changes between two documents "into a list of atomic changes (and back)", so that
# they can be sent or chosen one by one. Of a list that gets shorter by two or more, not all that was removed stays removed: the way
# back makes a change of the list for each item, and the second counts its places in a list that is shorter already. Nothing is said.
# The same changes applied without going there and back are right.
#
# Seen on 2026-11-29, lists that are changed directly, and by way of atoms:
#   [1,2,3] to [1,2]: [1,2], [1,2]
#   [1,2,3] to [1]: [1], [1,3]
#   [1,2,3,4] to [4]: [4], [4,3]
#   ["ham","egg"] to []: [], ["egg"]
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund json-diff-ts@4.10.4

cat >atoms.mjs <<'JS'
import { applyChangeset, atomizeChangeset, diff, unatomizeChangeset } from 'json-diff-ts';

const show = (before, after) => {
  const changes = () => diff({ list: before }, { list: after });
  const applied = (changeset) => JSON.stringify(applyChangeset({ list: [...before] }, changeset).list);
  const byAtoms = unatomizeChangeset(atomizeChangeset(changes()));
  console.log(`${JSON.stringify(before)} to ${JSON.stringify(after)}: ${applied(changes())}, ${applied(byAtoms)}`);
};
show([1, 2, 3], [1, 2]);
show([1, 2, 3], [1]);
show([1, 2, 3, 4], [4]);
show(['ham', 'egg'], []);
JS

expected='[1,2,3] to [1,2]: [1,2], [1,2]
[1,2,3] to [1]: [1], [1,3]
[1,2,3,4] to [4]: [4], [4,3]
["ham","egg"] to []: [], ["egg"]'
seen=$(node atoms.mjs)
printf 'json-diff-ts %s\n%s\n' "$(node -p "require('./node_modules/json-diff-ts/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
