#!/usr/bin/env bash
# mingo 7.2.7, beside sift 17.1.4.
#
# `$elemMatch` with a document for its condition finds a list whose element has these fields; a number has none. mingo takes a number or
# text in a list for each of the fields that are asked for. `$pull` uses the same: from a list of both kinds it takes numbers and texts
# away that MongoDB leaves, which by its manual removes what has the fields and values of the document that is given.
# https://www.mongodb.com/docs/manual/reference/operator/update/pull/
#
# Seen on 2026-11-29:
#   list [3] by {"price":3}: mingo true, sift false
#   list [3] by {"price":{"$lt":5},"size":3}: mingo true, sift false
#   list ["ham"] by {"name":"ham"}: mingo true, sift false
#   list ["ham"] by {"name":"egg"}: mingo false, sift false
#   list [{"size":3}] by {"price":3}: mingo false, sift false
#   $pull {"price":3} from [3,{"price":3},{"price":4},"ham"]: [{"price":4},"ham"]
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund mingo@7.2.7 sift@17.1.4

cat >elements.mjs <<'JS'
import { Query } from 'mingo';
import { update } from 'mingo/updater';
import sift from 'sift';

for (const [list, condition] of [
  [[3], { price: 3 }],
  [[3], { price: { $lt: 5 }, size: 3 }],
  [['ham'], { name: 'ham' }],
  [['ham'], { name: 'egg' }],
  [[{ size: 3 }], { price: 3 }],
]) {
  const query = { list: { $elemMatch: condition } };
  const both = `mingo ${new Query(query).test({ list })}, sift ${sift(query)({ list })}`;
  console.log(`list ${JSON.stringify(list)} by ${JSON.stringify(condition)}: ${both}`);
}
const order = { list: [3, { price: 3 }, { price: 4 }, 'ham'] };
const before = JSON.stringify(order.list);
update(order, { $pull: { list: { price: 3 } } });
console.log(`$pull {"price":3} from ${before}: ${JSON.stringify(order.list)}`);
JS

expected='list [3] by {"price":3}: mingo true, sift false
list [3] by {"price":{"$lt":5},"size":3}: mingo true, sift false
list ["ham"] by {"name":"ham"}: mingo true, sift false
list ["ham"] by {"name":"egg"}: mingo false, sift false
list [{"size":3}] by {"price":3}: mingo false, sift false
$pull {"price":3} from [3,{"price":3},{"price":4},"ham"]: [{"price":4},"ham"]'
seen=$(node elements.mjs)
printf 'mingo %s\n%s\n' "$(node -p "require('./node_modules/mingo/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
