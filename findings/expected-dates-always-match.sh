#!/usr/bin/env bash
# @event-driven-io/emmett 0.42.0.
#
# `DeciderSpecification` tests a decider by given, when and then. Its guide to testing says how dates come out "as exact values", and why
# the assertion of a timestamp fails by milliseconds. It cannot fail: only fields that the expectation has are compared, and a date, a
# Map or a Set has none. So any date passes for any other, an empty list for a full one, and a list for a longer one that begins with
# it. Numbers, texts and what is missing are noticed. https://event-driven-io.github.io/emmett/guides/testing.html
#
# Seen on 2026-11-28:
#   total 900, expected 901: refused
#   at 2026-01-01, expected 1999-12-31: passes
#   Map total 900, expected Map total 901: passes
#   Set salami, expected Set ham: passes
#   lines salami ham, expected salami: passes
#   lines salami ham, expected none: passes
#   lines salami, expected salami ham: refused
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @event-driven-io/emmett@0.42.0

cat >then.mjs <<'JS'
import { DeciderSpecification } from '@event-driven-io/emmett';

const decide = ({ data }) => ({ type: 'Ordered', data });
const given = DeciderSpecification.for({ decide, evolve: (state) => state, initialState: () => ({}) });
const show = (name, ordered, expected) => {
  let outcome = 'passes';
  try {
    given([]).when({ type: 'Order', data: ordered }).then([{ type: 'Ordered', data: expected }]);
  } catch {
    outcome = 'refused';
  }
  console.log(`${name}: ${outcome}`);
};
show('total 900, expected 901', { total: 900 }, { total: 901 });
show('at 2026-01-01, expected 1999-12-31', { at: new Date('2026-01-01') }, { at: new Date('1999-12-31') });
show('Map total 900, expected Map total 901', { sums: new Map([['total', 900]]) }, { sums: new Map([['total', 901]]) });
show('Set salami, expected Set ham', { tops: new Set(['salami']) }, { tops: new Set(['ham']) });
show('lines salami ham, expected salami', { lines: ['salami', 'ham'] }, { lines: ['salami'] });
show('lines salami ham, expected none', { lines: ['salami', 'ham'] }, { lines: [] });
show('lines salami, expected salami ham', { lines: ['salami'] }, { lines: ['salami', 'ham'] });
JS

expected='total 900, expected 901: refused
at 2026-01-01, expected 1999-12-31: passes
Map total 900, expected Map total 901: passes
Set salami, expected Set ham: passes
lines salami ham, expected salami: passes
lines salami ham, expected none: passes
lines salami, expected salami ham: refused'
seen=$(node then.mjs)
printf 'emmett %s\n%s\n' "$(node -p "require('./node_modules/@event-driven-io/emmett/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
