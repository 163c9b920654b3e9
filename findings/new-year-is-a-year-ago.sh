#!/usr/bin/env bash
# mt940-js 1.0.0, @centrapay/swift-parser 1.0.1.
#
# Both read bank statements in SWIFT's MT940. A line of one (:61:) says the date of its value with the year and that of its booking
# without: what has the value of 31 December 2026 and is booked on 0102 is booked two days later. Both say 2 January 2026, a year before.
#
# With mt940-js the reversal of a credit (RC), which takes money, is a credit, that of a debit (RD) is none; the other has the signs
# right. The bank's reference behind // has up to 16 letters (field 61, subfield 8, format 16x); mt940-js keeps it only where it has all
# 16. It needs tslib and does not name it: it is installed beside it here.
#
# Seen on 2026-11-29:
#   2612310102D10,00NTRFNONREF//BANK1:
#     mt940-js: booked 2026-01-02, debit, no reference
#     swift-parser: booked 2026-01-02, -10, BANK1
#   2612301231C10,00NTRFNONREF//BANK567890123456:
#     mt940-js: booked 2026-12-31, credit, BANK567890123456
#     swift-parser: booked 2026-12-31, 10, BANK567890123456
#   2612301231RC10,00NTRFNONREF:
#     mt940-js: booked 2026-12-31, credit, no reference
#     swift-parser: booked 2026-12-31, -10, no reference
#   2612301231RD10,00NTRFNONREF:
#     mt940-js: booked 2026-12-31, debit, no reference
#     swift-parser: booked 2026-12-31, 10, no reference
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund mt940-js@1.0.0 tslib@2.8.1 @centrapay/swift-parser@1.0.1

cat >booked.mjs <<'JS'
import swift from '@centrapay/swift-parser';
import mt940 from 'mt940-js';

const before = [':20:A', ':25:1/2', ':28C:84/1', ':60F:C261230EUR90,'];
const around = (line) => [...before, `:61:${line}`, ':86:x', ':62F:C270102EUR80,', '-'].join('\r\n');
for (const line of [
  '2612310102D10,00NTRFNONREF//BANK1',
  '2612301231C10,00NTRFNONREF//BANK567890123456',
  '2612301231RC10,00NTRFNONREF',
  '2612301231RD10,00NTRFNONREF',
]) {
  const [first] = (await mt940.read(Buffer.from(around(line))))[0].transactions;
  const [second] = swift.parse({ type: 'mt940', data: around(line) })[0].transactions;
  const sign = first.isCredit ? 'credit' : 'debit';
  console.log(`${line}:`);
  console.log(`  mt940-js: booked ${first.entryDate}, ${sign}, ${first.bankReference || 'no reference'}`);
  const day = second.entryDate.toISOString().slice(0, 10);
  console.log(`  swift-parser: booked ${day}, ${second.amount}, ${second.bankReference || 'no reference'}`);
}
JS

expected='2612310102D10,00NTRFNONREF//BANK1:
  mt940-js: booked 2026-01-02, debit, no reference
  swift-parser: booked 2026-01-02, -10, BANK1
2612301231C10,00NTRFNONREF//BANK567890123456:
  mt940-js: booked 2026-12-31, credit, BANK567890123456
  swift-parser: booked 2026-12-31, 10, BANK567890123456
2612301231RC10,00NTRFNONREF:
  mt940-js: booked 2026-12-31, credit, no reference
  swift-parser: booked 2026-12-31, -10, no reference
2612301231RD10,00NTRFNONREF:
  mt940-js: booked 2026-12-31, debit, no reference
  swift-parser: booked 2026-12-31, 10, no reference'
seen=$(node booked.mjs)
printf 'mt940-js %s\n%s\n' "$(node -p "require('./node_modules/mt940-js/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
