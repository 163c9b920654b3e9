#!/usr/bin/env bash
# jszpl 2.0.1.
#
# It writes ZPL for label printers. By the programming guide the parameters of ^BX, a Data Matrix, are o,h,s,c,r,f,g,a: g is the character
# that begins a control sequence in the data (~ unless said), a the shape. jszpl has one comma too few in front of them: the tilde arrives
# as f, a format that there is not, and 1, the shape, as g. So a 1 in the data is for the printer the beginning of a sequence, and not a
# 1. Other bar codes have their parameters in place, QR and Code 128 here.
#
# Seen on 2026-11-29:
#   DataMatrix ^BX: o=N h=10 s=200 c= r= f=~ g=1 a=
#   QRCode ^BQ: a= b=2 c=1 d=Q e=7
#   Code128 ^BC: o=N h=40 f=Y g=N e=N m=N
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund jszpl@2.0.1

cat >matrix.cjs <<'JS'
const { Barcode, BarcodeType, BarcodeTypeName, Label, PrintDensity, PrintDensityName, Spacing } = require('jszpl');

const named = { DataMatrix: 'o,h,s,c,r,f,g,a', QRCode: 'a,b,c,d,e', Code128: 'o,h,f,g,e,m' };
for (const [type, parameters] of Object.entries(named)) {
  const label = new Label();
  Object.assign(label, { printDensity: new PrintDensity(PrintDensityName['8dpmm']), width: 100, height: 50, padding: new Spacing(10) });
  const barcode = new Barcode();
  Object.assign(barcode, { data: 'order 117', type: new BarcodeType(BarcodeTypeName[type]), height: 40 });
  label.content.push(barcode);
  const [, command, given] = /\^(B[XQC])(.*?)\^FD/.exec(label.generateZPL());
  const values = given.split(',');
  console.log(`${type} ^${command}: ${parameters.split(',').map((name, at) => `${name}=${values[at] ?? ''}`).join(' ')}`);
}
JS

expected='DataMatrix ^BX: o=N h=10 s=200 c= r= f=~ g=1 a=
QRCode ^BQ: a= b=2 c=1 d=Q e=7
Code128 ^BC: o=N h=40 f=Y g=N e=N m=N'
seen=$(node matrix.cjs)
printf 'jszpl %s\n%s\n' "$(node -p "require('./node_modules/jszpl/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
