#!/usr/bin/env bash
# pouchdb-find 9.0.0, with pouchdb-core and pouchdb-adapter-memory 9.0.0.
#
# An index is there to make a query faster. In `find` it changes what is found: without one, an order that has no `table` is not among
# those with `table` null, at most null, or less than 10; once there is an index on `table` it is among all three. MongoDB has it among
# those with null with or without an index, and never among those less than 10.
#
# Seen on 2026-11-28:
#   {"table":null}: without an index null, with one null missing
#   {"table":{"$lte":null}}: without an index null, with one null missing
#   {"table":{"$lt":10}}: without an index null 5, with one null missing 5
#   {"table":{"$gte":5}}: without an index 5 10, with one 5 10
#   {"table":{"$exists":false}}: without an index missing, with one missing
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund pouchdb-core@9.0.0 pouchdb-find@9.0.0 pouchdb-adapter-memory@9.0.0

cat >find.mjs <<'JS'
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import find from 'pouchdb-find';

PouchDB.plugin(memory).plugin(find);
const queries = [null, { $lte: null }, { $lt: 10 }, { $gte: 5 }, { $exists: false }].map((table) => ({ table }));
const ask = async (orders) => {
  const answers = [];
  for (const selector of queries) {
    const { docs } = await orders.find({ selector });
    answers.push(docs.map(({ table }) => (table === undefined ? 'missing' : String(table))).join(' '));
  }
  return answers;
};
const orders = new PouchDB('orders', { adapter: 'memory' });
await orders.bulkDocs([{ _id: '1', table: null }, { _id: '2' }, { _id: '3', table: 5 }, { _id: '4', table: 10 }]);
const without = await ask(orders);
await orders.createIndex({ index: { fields: ['table'] } });
const indexed = await ask(orders);
queries.forEach((query, at) => console.log(`${JSON.stringify(query)}: without an index ${without[at]}, with one ${indexed[at]}`));
process.exit(0);
JS

expected='{"table":null}: without an index null, with one null missing
{"table":{"$lte":null}}: without an index null, with one null missing
{"table":{"$lt":10}}: without an index null 5, with one null missing 5
{"table":{"$gte":5}}: without an index 5 10, with one 5 10
{"table":{"$exists":false}}: without an index missing, with one missing'
seen=$(node find.mjs 2>/dev/null)
printf 'pouchdb-find %s\n%s\n' "$(node -p "require('./node_modules/pouchdb-find/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
