#!/usr/bin/env bash
# mingo 7.2.7.
#
# `$week` counts a week too many: MongoDB's manual has week 1 begin with the first Sunday of the year and the days before it
# in week 0. Here those days are in week 1 and the first Sunday begins week 2; a year that begins on a Sunday begins with week 53.
# `%U` of `$dateToString` says the same. By the manual the four days below are in week 0, 1, 8 and 1.
#
# Seen on 2026-11-28:
#   2024-01-06 week 1 %U 01
#   2024-01-07 week 2 %U 02
#   2024-02-29 week 9 %U 09
#   2023-01-01 week 53 %U 53
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund mingo@7.2.7

cat >weeks.mjs <<'JS'
import { Aggregator } from 'mingo';

const pipeline = [{ $project: { week: { $week: '$day' }, text: { $dateToString: { date: '$day', format: '%U' } } } }];
for (const day of ['2024-01-06', '2024-01-07', '2024-02-29', '2023-01-01']) {
  const [{ week, text }] = new Aggregator(pipeline).run([{ day: new Date(`${day}T00:00:00Z`) }]);
  console.log(`${day} week ${week} %U ${text}`);
}
JS

expected='2024-01-06 week 1 %U 01
2024-01-07 week 2 %U 02
2024-02-29 week 9 %U 09
2023-01-01 week 53 %U 53'
seen=$(node weeks.mjs)
printf 'mingo %s\n%s\n' "$(node -p "require('./node_modules/mingo/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
