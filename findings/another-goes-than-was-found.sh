#!/usr/bin/env bash
# mongo-mock 4.2.0.
#
# Its goal is "to make the interface compatible with the real mongodb module so they are interchangeable". `find`, `updateOne` and
# `deleteMany` select by MongoDB's rules, `deleteOne` by others: with an operator, a name with a dot or a value in a list it deletes
# nothing and says so; for the list ["ham"], which only Bianca is, Anna goes, who has more than that; an object that equals none takes the
# one that has more. And `$rename` leaves the old name where it was.
#
# In MongoDB a filter is one thing for all of them, and a whole list or object in it is matched exactly (manual, "Query an Array", "Query
# on Embedded/Nested Documents").
#
# Seen on 2026-11-29:
#   {"_id":"Anna"}: finds Anna, deletes 1, left Bianca
#   {"price":{"$gt":10}}: finds Bianca, deletes 0, left Anna Bianca
#   {"size.cm":40}: finds Bianca, deletes 0, left Anna Bianca
#   {"toppings":"egg"}: finds Anna, deletes 0, left Anna Bianca
#   {"toppings":["ham"]}: finds Bianca, deletes 1, left Bianca
#   {"size":{"cm":40}}: finds none, deletes 1, left Anna
#   price renamed: {"_id":1,"price":9,"cost":9}
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund mongo-mock@4.2.0

cat >delete.cjs <<'JS'
const mock = require('mongo-mock');

mock.max_delay = 0;
const pizzas = [
  { _id: 'Anna', toppings: ['ham', 'egg'], price: 9, size: { cm: 30 } },
  { _id: 'Bianca', toppings: ['ham'], price: 12, size: { cm: 40, thin: true } },
];
const names = async (collection, query) => (await collection.find(query).toArray()).map(({ _id }) => _id).join(' ') || 'none';
const queries = [
  { _id: 'Anna' },
  { price: { $gt: 10 } },
  { 'size.cm': 40 },
  { toppings: 'egg' },
  { toppings: ['ham'] },
  { size: { cm: 40 } },
];

(async () => {
  const db = (await mock.MongoClient.connect('mongodb://localhost/menu')).db('menu');
  for (const [index, query] of queries.entries()) {
    const collection = db.collection(`pizzas${index}`);
    await collection.insertMany(pizzas);
    const found = await names(collection, query);
    const { deletedCount } = await collection.deleteOne(query);
    console.log(`${JSON.stringify(query)}: finds ${found}, deletes ${deletedCount}, left ${await names(collection, {})}`);
  }
  const renamed = db.collection('renamed');
  await renamed.insertOne({ _id: 1, price: 9 });
  await renamed.updateOne({ _id: 1 }, { $rename: { price: 'cost' } });
  console.log(`price renamed: ${JSON.stringify(await renamed.findOne({ _id: 1 }))}`);
  process.exit(0);
})();
JS

expected='{"_id":"Anna"}: finds Anna, deletes 1, left Bianca
{"price":{"$gt":10}}: finds Bianca, deletes 0, left Anna Bianca
{"size.cm":40}: finds Bianca, deletes 0, left Anna Bianca
{"toppings":"egg"}: finds Anna, deletes 0, left Anna Bianca
{"toppings":["ham"]}: finds Bianca, deletes 1, left Bianca
{"size":{"cm":40}}: finds none, deletes 1, left Anna
price renamed: {"_id":1,"price":9,"cost":9}'
seen=$(node delete.cjs)
printf 'mongo-mock %s\n%s\n' "$(node -p "require('./node_modules/mongo-mock/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
