#!/usr/bin/env bash
# preact 10.29.8 and 11.2.0, with linkedom 0.18.12 for a document and Node's --expose-gc.
#
# A component that renders itself anew, as every list that is told of changes does, leaves its parent's tree as it was: that holds on to
# the tree that the component had first, and through it to all that was shown then, until the parent renders too. What it showed in
# between is let go. A screen that is open for a whole shift keeps the orders of its first minute for as long as nothing above its list
# changes; where each entry of a list is such a component of its own, each keeps what it showed first.
#
# Seen on 2026-11-28, with either:
#   after five renders of the list alone: kept gone gone gone gone
#   after its parent rendered once: gone gone gone gone gone
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >kept.mjs <<'JS'
import { parseHTML } from 'linkedom';
import { h, render } from 'preact';
import { useState } from 'preact/hooks';

const { document, window } = parseHTML('<html><body><div id="page"></div></body></html>');
Object.assign(globalThis, { document, window });

const refs = [];
const orders = (round) => {
  const made = Array.from({ length: 3 }, (_, index) => ({ name: `${round}.${index}` }));
  refs.push(new WeakRef(made[0]));
  return made;
};
let show;
let renderParent;
const Order = ({ order }) => h('li', null, order.name);
const List = () => {
  const [shown, setShown] = useState(() => orders('first'));
  show = setShown;
  return h('ul', null, shown.map((order) => h(Order, { key: order.name, order })));
};
const Page = () => {
  const [, setTurn] = useState(0);
  renderParent = () => setTurn((turn) => turn + 1);
  return h('main', null, h(List));
};

const rendered = () => new Promise((resolve) => setTimeout(resolve, 20));
const tell = async (when) => {
  for (let times = 0; times < 5; times += 1) {
    globalThis.gc();
    await rendered();
  }
  console.log(`${when}: ${refs.map((ref) => (ref.deref() ? 'kept' : 'gone')).join(' ')}`);
};

render(h(Page), document.getElementById('page'));
for (let round = 0; round < 4; round += 1) {
  show(orders(round));
  await rendered();
}
show([]);
await rendered();
await tell('after five renders of the list alone');
renderParent();
await rendered();
await tell('after its parent rendered once');
JS

expected='after five renders of the list alone: kept gone gone gone gone
after its parent rendered once: gone gone gone gone gone'
for version in 10.29.8 11.2.0; do
  mkdir "$version"
  cp kept.mjs "$version"
  seen=$(
    cd "$version"
    npm init -y >/dev/null
    npm install --silent --ignore-scripts --no-audit --no-fund "preact@$version" linkedom@0.18.12
    node --expose-gc kept.mjs
  )
  printf 'preact %s\n%s\n' "$version" "$seen"
  [ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
done
