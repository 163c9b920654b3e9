#!/usr/bin/env bash
# fast-json-patch 3.1.1.
#
# `compare` takes what has a `toJSON` for what it becomes in JSON, and a Date on one side only is replaced as one text. A Date on
# both sides is compared letter by letter: the patch adds 24 single letters, `/at/0`, `/at/1` and so on, and says `add` even of
# two equal dates. `applyPatch` takes that patch without an error, also when it validates, and the date stays as it was.
# `observe` and `generate` of the same package make one `replace` of the same change.
#
# Seen on 2026-11-28:
#   compare, one side: 1 operations, first {"op":"replace","path":"/at","value":"2026-01-01T11:30:00.000Z"}
#   compare, both: 24 operations, first {"op":"add","path":"/at/0","value":"2"}
#   compare, equal: 24 operations, first {"op":"add","path":"/at/0","value":"2"}
#   generate, both: 1 operations, first {"op":"replace","path":"/at","value":"2026-01-01T11:30:00.000Z"}
#   applied, as JSON: {"at":"2026-01-01T10:00:00.000Z"}
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund fast-json-patch@3.1.1

cat >patches.mjs <<'JS'
import patching from 'fast-json-patch';

const ten = () => ({ at: new Date('2026-01-01T10:00:00Z') });
const later = { at: new Date('2026-01-01T11:30:00Z') };
const show = (name, patch) => console.log(`${name}: ${patch.length} operations, first ${JSON.stringify(patch[0])}`);

show('compare, one side', patching.compare({ at: null }, later));
const patch = patching.compare(ten(), later);
show('compare, both', patch);
show('compare, equal', patching.compare(ten(), ten()));
const watched = ten();
const observer = patching.observe(watched);
watched.at = later.at;
show('generate, both', patching.generate(observer));
console.log(`applied, as JSON: ${JSON.stringify(patching.applyPatch(ten(), patch, true).newDocument)}`);
JS

expected='compare, one side: 1 operations, first {"op":"replace","path":"/at","value":"2026-01-01T11:30:00.000Z"}
compare, both: 24 operations, first {"op":"add","path":"/at/0","value":"2"}
compare, equal: 24 operations, first {"op":"add","path":"/at/0","value":"2"}
generate, both: 1 operations, first {"op":"replace","path":"/at","value":"2026-01-01T11:30:00.000Z"}
applied, as JSON: {"at":"2026-01-01T10:00:00.000Z"}'
seen=$(node patches.mjs)
printf 'fast-json-patch %s\n%s\n' "$(node -p "require('./node_modules/fast-json-patch/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
