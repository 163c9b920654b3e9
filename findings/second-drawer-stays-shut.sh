#!/usr/bin/env bash
# node-thermal-printer 4.6.1, beside @point-of-sale/receipt-printer-encoder 4.0.1.
#
# Epson's ESC p opens a drawer with two more bytes, how long the pulse lasts and how long the pause: five bytes, `1b 70 m t1 t2`.
# `openCashDrawer` means to open the drawers at pin 2 and at pin 5 and sends three bytes for each. A printer takes the head of the
# second command for the two times of the first: one pulse, at pin 2, of 54 ms, and a stray byte 01; the drawer at pin 5 is never
# opened. The other package sends all five bytes. Both are read here by the rule of the manual.
#
# Seen on 2026-11-28:
#   node-thermal-printer: 1b70001b7001 | pulse at pin 2 for 54 ms, pause 224 ms | byte 01
#   receipt-printer-encoder: 1b700032fa1b700132fa | pulse at pin 2 for 100 ms, pause 500 ms | pulse at pin 5 for 100 ms, pause 500 ms
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund node-thermal-printer@4.6.1 @point-of-sale/receipt-printer-encoder@4.0.1

cat >drawers.mjs <<'JS'
import Encoder from '@point-of-sale/receipt-printer-encoder';
import printing from 'node-thermal-printer';

const read = (bytes) => {
  const said = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] === 0x1b && bytes[at + 1] === 0x70 && at + 4 < bytes.length) {
      const [m, on, off] = bytes.subarray(at + 2);
      said.push(`pulse at pin ${m === 0 ? 2 : 5} for ${on * 2} ms, pause ${off * 2} ms`);
      at += 5;
    } else said.push(`byte ${bytes.toString('hex', at, ++at)}`);
  }
  return said.join(' | ');
};
const show = (name, bytes) => console.log(`${name}: ${bytes.toString('hex')} | ${read(bytes)}`);

// No printer is needed: the bytes are taken before they are sent.
const printer = new printing.ThermalPrinter({ type: printing.PrinterTypes.EPSON, interface: 'tcp://127.0.0.1:9100' });
printer.openCashDrawer();
show('node-thermal-printer', printer.getBuffer());
const encoder = () => new Encoder({ language: 'esc-pos', columns: 42 });
const drawers = [0, 1].map((drawer) => Buffer.from(encoder().pulse(drawer).encode()).subarray(0, 5));
show('receipt-printer-encoder', Buffer.concat(drawers));
JS

expected='node-thermal-printer: 1b70001b7001 | pulse at pin 2 for 54 ms, pause 224 ms | byte 01
receipt-printer-encoder: 1b700032fa1b700132fa | pulse at pin 2 for 100 ms, pause 500 ms | pulse at pin 5 for 100 ms, pause 500 ms'
seen=$(node drawers.mjs)
printf 'node-thermal-printer %s\n%s\n' "$(node -p "require('./node_modules/node-thermal-printer/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
