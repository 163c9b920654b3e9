#!/usr/bin/env bash
# svgo 4.1.0, its defaults.
#
# What it takes away "can be safely removed or converted without impacting rendering", its README says. A style that a later rule changes
# for paper, under `@media print`, is moved into the element, where it wins over that rule: what was black on paper is red. A link with the
# `href` of SVG 2 has no address any more; with `xlink:href` it has. The id of a title that `aria-labelledby` points to is taken away, and
# the pointer is left, so that the picture has no name for who cannot see it; one that `url()` points to stays. Nothing is said.
#
# Seen on 2026-11-29:
#   print: <svg><style>@media print{text{fill:#000}}</style><text y="9" style="fill:red">Sum</text></svg>
#   href: <svg><a><text y="9">Sum</text></a></svg>
#   xlink:href: <svg><a xlink:href="https://pizza.example/menu"><text y="9">Sum</text></a></svg>
#   title: <svg aria-labelledby="what"><title>Receipt</title><text y="9">Sum</text></svg>
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund svgo@4.1.0

cat >optimize.mjs <<'JS'
import { optimize } from 'svgo';

const xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"';
const show = (what, inside, attributes = '') => {
  const { data } = optimize(`<svg xmlns="http://www.w3.org/2000/svg"${attributes && ` ${attributes}`}>${inside}</svg>`);
  console.log(`${what}: ${data.replace(' xmlns="http://www.w3.org/2000/svg"', '').replace(` ${xlink}`, '')}`);
};
const sum = '<text y="9">Sum</text>';
show('print', `<style>text{fill:red}@media print{text{fill:#000}}</style>${sum}`);
show('href', `<a href="https://pizza.example/menu">${sum}</a>`);
show('xlink:href', `<a xlink:href="https://pizza.example/menu">${sum}</a>`, xlink);
show('title', `<title id="what">Receipt</title>${sum}`, 'aria-labelledby="what"');
JS

expected='print: <svg><style>@media print{text{fill:#000}}</style><text y="9" style="fill:red">Sum</text></svg>
href: <svg><a><text y="9">Sum</text></a></svg>
xlink:href: <svg><a xlink:href="https://pizza.example/menu"><text y="9">Sum</text></a></svg>
title: <svg aria-labelledby="what"><title>Receipt</title><text y="9">Sum</text></svg>'
seen=$(node optimize.mjs)
printf 'svgo %s\n%s\n' "$(node -p "require('./node_modules/svgo/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
