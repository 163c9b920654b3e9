#!/usr/bin/env bash
# geolib 3.3.14.
#
# "conversion of decimal coordinates to sexagesimal and vice versa" is what its README promises. `decimalToSexagesimal` leaves the sign out
# and no letter says it instead: there and back, Cape Town is north of the equator, 7553 km away, and what is west of Greenwich is east
# of it. `sexagesimalToDecimal` does read S and W. And of what is nearly a whole minute the seconds are 60.
#
# Seen on 2026-11-29:
#   33.925: 33° 55' 30.0", back 33.925
#   -33.925: 33° 55' 30.0", back 33.925
#   -0.125: 0° 07' 30.0", back 0.125
#   51.99999999: 51° 59' 60.0", back 52
#   33° 55' 30.0" S: -33.925
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund geolib@3.3.14

cat >there.cjs <<'JS'
const { decimalToSexagesimal, sexagesimalToDecimal } = require('geolib');

for (const degrees of [33.925, -33.925, -0.125, 51.99999999]) {
  const text = decimalToSexagesimal(degrees);
  console.log(`${degrees}: ${text}, back ${sexagesimalToDecimal(text)}`);
}
console.log(`33° 55' 30.0" S: ${sexagesimalToDecimal(`33° 55' 30.0" S`)}`);
JS

expected=$(cat <<'TEXT'
33.925: 33° 55' 30.0", back 33.925
-33.925: 33° 55' 30.0", back 33.925
-0.125: 0° 07' 30.0", back 0.125
51.99999999: 51° 59' 60.0", back 52
33° 55' 30.0" S: -33.925
TEXT
)
seen=$(node there.cjs)
printf 'geolib %s\n%s\n' "$(node -p "require('./node_modules/geolib/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
