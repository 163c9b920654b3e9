#!/usr/bin/env bash
# class-validator 0.15.1, by way of validator 13.15.35.
#
# `@IsDivisibleBy` takes any number for its divisor and its message repeats that number; what it divides by is the divisor's whole
# part. So a step of 2.5 lets 4 pass and refuses 5 and 7.5, and a step below 1, like a price's 0.05, refuses everything.
#
# Seen on 2026-11-28:
#   4 by 2.5: passes
#   5 by 2.5: a must be divisible by 2.5
#   7.5 by 2.5: a must be divisible by 2.5
#   1 by 0.5: a must be divisible by 0.5
#   10 by 5: passes
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund class-validator@0.15.1 validator@13.15.35

cat >steps.mjs <<'JS'
import validation from 'class-validator';

for (const [a, step] of [[4, 2.5], [5, 2.5], [7.5, 2.5], [1, 0.5], [10, 5]]) {
  class Dough {}
  validation.IsDivisibleBy(step)(Dough.prototype, 'a');
  const [fault] = await validation.validate(Object.assign(new Dough(), { a }));
  console.log(`${a} by ${step}: ${fault ? Object.values(fault.constraints)[0] : 'passes'}`);
}
JS

expected='4 by 2.5: passes
5 by 2.5: a must be divisible by 2.5
7.5 by 2.5: a must be divisible by 2.5
1 by 0.5: a must be divisible by 0.5
10 by 5: passes'
seen=$(node steps.mjs)
printf 'class-validator %s\n%s\n' "$(node -p "require('./node_modules/class-validator/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
