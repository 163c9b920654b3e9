#!/usr/bin/env bash
# mingo 7.2.7.
#
# `scriptEnabled: false` is there to keep `$where`, `$function` and `$accumulator` out of pipelines that others write. It also ends
# every `$setWindowFields`, with an error about a `$function` that the pipeline does not have: the stage is carried out with one.
#
# Seen on 2026-11-28:
#   scripts true, $rank: 1 2
#   scripts true, $sum: 30 30
#   scripts false, $rank: $function requires 'scriptEnabled' option to be true
#   scripts false, $sum: $function requires 'scriptEnabled' option to be true
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund mingo@7.2.7

cat >windows.mjs <<'JS'
import { Aggregator } from 'mingo';

const outcome = (scriptEnabled, operator) => {
  const stage = { $setWindowFields: { sortBy: { day: 1 }, output: { result: operator } } };
  try {
    const days = [{ day: 1, sales: 10 }, { day: 2, sales: 20 }];
    return new Aggregator([stage], { scriptEnabled }).run(days).map(({ result }) => result).join(' ');
  } catch (fault) {
    return fault.message;
  }
};
for (const scripts of [true, false])
  for (const operator of [{ $rank: {} }, { $sum: '$sales' }])
    console.log(`scripts ${scripts}, ${Object.keys(operator)[0]}: ${outcome(scripts, operator)}`);
JS

expected="scripts true, \$rank: 1 2
scripts true, \$sum: 30 30
scripts false, \$rank: \$function requires 'scriptEnabled' option to be true
scripts false, \$sum: \$function requires 'scriptEnabled' option to be true"
seen=$(node windows.mjs)
printf 'mingo %s\n%s\n' "$(node -p "require('./node_modules/mingo/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
