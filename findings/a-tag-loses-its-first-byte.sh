#!/usr/bin/env bash
# node-tlv 1.5.14, beside ber-tlv 0.9.2.
#
# It reads the tags, lengths and values that chip cards send. By BER (ITU-T X.690, 8.1.3.5) a length below 128 may also be written in the
# long form, as 81 04 for four bytes. The value is then right, but what follows is read from where a short length would have ended: a byte
# of the value is taken for the next tag and the tag for its length, and no tag behind it is found. What comes of that may end in an error
# or, as here, not.
#
# Seen on 2026-11-29:
#   50040A0B0C0D5F340101: 50=0A0B0C0D 5F34=01, by ber-tlv 50=0A0B0C0D 5F34=01
#   5081040A0B0C0D5F340101: 50=0A0B0C0D 0D=340101, by ber-tlv 50=0A0B0C0D 5F34=01
#   508200040A0B0C0D5F340101: 50=0A0B0C0D 0C=5F340101, by ber-tlv 50=0A0B0C0D 5F34=01
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund node-tlv@1.5.14 ber-tlv@0.9.2

cat >tlv.mjs <<'JS'
import berTlv from 'ber-tlv';
import TLV from 'node-tlv';

const hex = (value) => value.toString('hex').toUpperCase();
for (const bytes of ['50040A0B0C0D5F340101', '5081040A0B0C0D5F340101', '508200040A0B0C0D5F340101']) {
  const theirs = TLV.parseList(bytes).map((tlv) => `${tlv.getTag()}=${tlv.getValue()}`);
  const others = berTlv.TlvFactory.parse(bytes).map(({ tag, value }) => `${tag}=${hex(value)}`);
  console.log(`${bytes}: ${theirs.join(' ')}, by ber-tlv ${others.join(' ')}`);
}
JS

expected='50040A0B0C0D5F340101: 50=0A0B0C0D 5F34=01, by ber-tlv 50=0A0B0C0D 5F34=01
5081040A0B0C0D5F340101: 50=0A0B0C0D 0D=340101, by ber-tlv 50=0A0B0C0D 5F34=01
508200040A0B0C0D5F340101: 50=0A0B0C0D 0C=5F340101, by ber-tlv 50=0A0B0C0D 5F34=01'
seen=$(node tlv.mjs)
printf 'node-tlv %s\n%s\n' "$(node -p "require('./node_modules/node-tlv/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
