#!/usr/bin/env bash
# prom2javascript 0.2.0.
#
# It turns metrics in Prometheus' text format into objects. In a label's value that format writes a backslash as two and the end of a line
# as \n. Here the second is looked for first, so that a backslash in front of an n, as in the path C:\new, becomes the end of a line. In
# the text of HELP neither is undone. One value that is NaN or -Inf, both of which the format names, or a name with a colon, as those of
# recording rules have, ends everything with an error.
#
# Seen on 2026-11-29:
#   "files{path=\"C:\\\\old\"} 1": "C:\\old"
#   "files{path=\"C:\\\\new\"} 1": "C:\new"
#   "# HELP files in C:\\\\old\nfiles 1": "in C:\\\\old"
#   "files +Inf": Infinity
#   "files NaN": Unable to parse metric [files NaN]
#   "job:files 1": Unable to parse metric [job:files 1]
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund prom2javascript@0.2.0

cat >labels.mjs <<'JS'
import { getMetricsFromIterator } from 'prom2javascript';

for (const line of [
  'files{path="C:\\\\old"} 1',
  'files{path="C:\\\\new"} 1',
  '# HELP files in C:\\\\old\nfiles 1',
  'files +Inf',
  'files NaN',
  'job:files 1',
]) {
  try {
    const { files } = await getMetricsFromIterator(line.split('\n').values());
    console.log(`${JSON.stringify(line)}: ${JSON.stringify(files.help || files.data[0].labels.path) ?? files.data[0].value}`);
  } catch (error) {
    console.log(`${JSON.stringify(line)}: ${error.message}`);
  }
}
JS

expected='"files{path=\"C:\\\\old\"} 1": "C:\\old"
"files{path=\"C:\\\\new\"} 1": "C:\new"
"# HELP files in C:\\\\old\nfiles 1": "in C:\\\\old"
"files +Inf": Infinity
"files NaN": Unable to parse metric [files NaN]
"job:files 1": Unable to parse metric [job:files 1]'
seen=$(node labels.mjs)
printf 'prom2javascript %s\n%s\n' "$(node -p "require('./node_modules/prom2javascript/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
