#!/usr/bin/env bash
# @coyotte508/mongo-query 3.5.0, with mingo 7.2.7 as judge of the filters.
#
# `parseFilter` makes a filter of MongoDB from a text with "!", "&&", "||" and parentheses. Where "||" comes first, "&&" behind it is
# taken for another "||"; a "!" takes in all that follows, also behind closed parentheses. Said with parentheses it is right.
#
# `simplifyFilter` "aims to simplify the filter so it becomes less verbose", not another: of three conditions for one field in two steps
# the last is lost. `inverseFilter` of what selects all selects all. Nothing is said.
#
# Seen on 2026-11-29:
#   A&&B||C: C AB AC BC ABC
#   A||B&&C: A B C AB AC BC ABC
#   A||(B&&C): A AB AC BC ABC
#   !A&&B: - A B C AC BC
#   (!A)&&B: B BC
#   !(A||B)&&C: - A B C AB
#   A, and B and C: ABC; simplified: AB ABC
#   inverse of all: - A
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @coyotte508/mongo-query@3.5.0 mingo@7.2.7

cat >filter.mjs <<'JS'
import { inverseFilter, parseFilter, simplifyFilter } from '@coyotte508/mongo-query';
import { Query } from 'mingo';

const select = (filter, among) => among.filter((each) => new Query(filter).test(each)).map(({ _id }) => _id).join(' ') || 'none';

const pizzas = ['-', 'A', 'B', 'C', 'AB', 'AC', 'BC', 'ABC'].map((_id) => ({ _id, has: _id.match(/[A-C]/g) ?? [] }));
for (const text of ['A&&B||C', 'A||B&&C', 'A||(B&&C)', '!A&&B', '(!A)&&B', '!(A||B)&&C']) {
  console.log(`${text}: ${select(parseFilter(text, (has) => ({ has })), pizzas)}`);
}

const all = { $and: [{ has: 'A' }, { $and: [{ has: 'B' }, { has: 'C' }] }] };
console.log(`A, and B and C: ${select(all, pizzas)}; simplified: ${select(simplifyFilter(structuredClone(all)), pizzas)}`);
console.log(`inverse of all: ${select(inverseFilter({}), pizzas.slice(0, 2))}`);
JS

expected='A&&B||C: C AB AC BC ABC
A||B&&C: A B C AB AC BC ABC
A||(B&&C): A AB AC BC ABC
!A&&B: - A B C AC BC
(!A)&&B: B BC
!(A||B)&&C: - A B C AB
A, and B and C: ABC; simplified: AB ABC
inverse of all: - A'
seen=$(node filter.mjs)
printf '@coyotte508/mongo-query %s\n%s\n' "$(node -p "require('./node_modules/@coyotte508/mongo-query/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
