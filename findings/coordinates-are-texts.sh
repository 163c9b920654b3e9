#!/usr/bin/env bash
# opening_hours 3.15.0.
#
# Its types say that the `lat` and `lon` of a place are numbers, and that texts are an error. Its code takes them only as texts: with
# numbers the sun rises at 6 and sets at 18 on every day of the year, everywhere, as where there are no coordinates at all, and no
# warning is given. The README names the two fields and no type. So whoever writes TypeScript has a terrace that is open until sunset
# closed hours early in June. The process's own zone is UTC here; in that zone the sun rises over Berlin at 02:43 that day.
#
# Seen on 2026-11-28, for sunrise-sunset on 2026-06-23 in Berlin:
#   types: lat: number, lon: number
#   numbers: 06:00 to 18:00, warnings 0
#   no coordinates: 06:00 to 18:00, warnings 0
#   texts: 02:43 to 19:33, warnings 0
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund opening_hours@3.15.0

cat >sun.mjs <<'JS'
import { readFileSync } from 'node:fs';
import OpeningHours from 'opening_hours';

const types = readFileSync('node_modules/opening_hours/types/index.d.ts', 'utf8');
console.log(`types: ${types.match(/\b(?:lat|lon): \w+/g).join(', ')}`);
const address = { country_code: 'de', state: 'Berlin' };
for (const [name, place] of Object.entries({
  numbers: { lat: 52.52, lon: 13.4, address },
  'no coordinates': { address },
  texts: { lat: '52.52', lon: '13.4', address },
})) {
  const hours = new OpeningHours('sunrise-sunset', place);
  const [[from, to]] = hours.getOpenIntervals(new Date('2026-06-23T00:00Z'), new Date('2026-06-24T00:00Z'));
  const [opens, closes] = [from, to].map((date) => date.toISOString().slice(11, 16));
  console.log(`${name}: ${opens} to ${closes}, warnings ${hours.getWarnings().length}`);
}
JS

expected='types: lat: number, lon: number
numbers: 06:00 to 18:00, warnings 0
no coordinates: 06:00 to 18:00, warnings 0
texts: 02:43 to 19:33, warnings 0'
seen=$(TZ=UTC node sun.mjs)
printf 'opening_hours %s\n%s\n' "$(node -p "require('./node_modules/opening_hours/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
