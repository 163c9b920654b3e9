#!/usr/bin/env bash
# vcf 2.1.2, vcard4 4.0.5.
#
# In a vCard (RFC 6350, 3.3) a parameter's value in quotes may have a semicolon in it, as the label of an address does. vcf cuts it there:
# the label ends, with one quote left, and what is behind becomes the type of the address; written again it is no vCard that reads the
# same. vcard4 makes a list of it. And vcf keeps the backslashes that stand in front of a comma (3.4) as part of the value, and calls
# X-ALIAS-OF "xAliasOf" in its jCard, whose names are in lower case (RFC 7095, 3.3).
#
# Seen on 2026-11-29:
#   vcf, jCard: fn {} "Doremi\\, Seoul"
#   vcf, jCard: adr {"label":"\"12 Main St","type":" seoul\""} ["","","12 Main St","Seoul","","04524","Korea"]
#   vcf, jCard: xAliasOf {} "pizza"
#   vcf, written: ADR;LABEL="12 Main St;TYPE= seoul":;;12 Main St;Seoul;;04524;Korea
#   vcard4: FN {} "Doremi, Seoul"
#   vcard4: ADR {"LABEL":["12 Main St"," Seoul"]} …
#   vcard4: X-ALIAS-OF {} "pizza"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund vcf@2.1.2 vcard4@4.0.5

cat >card.mjs <<'JS'
import VCard from 'vcf';
import { parse } from 'vcard4';

const text = `BEGIN:VCARD
VERSION:4.0
FN:Doremi\\, Seoul
ADR;LABEL="12 Main St; Seoul":;;12 Main St;Seoul;;04524;Korea
X-ALIAS-OF:pizza
END:VCARD
`.replaceAll('\n', '\r\n');

const card = new VCard().parse(text);
for (const [name, parameters, , value] of card.toJSON()[1].slice(1)) {
  console.log(`vcf, jCard: ${name} ${JSON.stringify(parameters)} ${JSON.stringify(value)}`);
}
console.log(`vcf, written: ${card.toString('4.0').split(/\r\n/).find((line) => line.startsWith('ADR'))}`);
for (const { property, parameters, value } of parse(text).parsedVcard) {
  console.log(`vcard4: ${property} ${JSON.stringify(parameters)} ${typeof value === 'string' ? JSON.stringify(value) : '…'}`);
}
JS

expected='vcf, jCard: fn {} "Doremi\\, Seoul"
vcf, jCard: adr {"label":"\"12 Main St","type":" seoul\""} ["","","12 Main St","Seoul","","04524","Korea"]
vcf, jCard: xAliasOf {} "pizza"
vcf, written: ADR;LABEL="12 Main St;TYPE= seoul":;;12 Main St;Seoul;;04524;Korea
vcard4: FN {} "Doremi, Seoul"
vcard4: ADR {"LABEL":["12 Main St"," Seoul"]} …
vcard4: X-ALIAS-OF {} "pizza"'
seen=$(node card.mjs)
printf 'vcf %s\n%s\n' "$(node -p "require('./node_modules/vcf/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
