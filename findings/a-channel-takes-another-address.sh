#!/usr/bin/env bash
# @asyncapi/converter 2.0.2.
#
# In AsyncAPI 2 a channel's key is where its messages go, and what the channel is may be a `$ref` to `components/channels`, whose keys are
# only names. In AsyncAPI 3 it has an `address` of its own. The converter gives a channel by `$ref` its name among the components for an
# address: what went to "pizza.baked" goes to "Baked" now, two channels that share one definition both do, and nothing is said; its README's
# "Known missing features" do not have it. https://www.asyncapi.com/docs/reference/specification/v2.6.0#channelsObject
#
# Seen on 2026-11-29:
#   pizza.placed, spelt out: pizza.placed
#   pizza.baked, a $ref: Baked
#   pizza.burnt, the same $ref: Baked
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @asyncapi/converter@2.0.2

cat >addresses.cjs <<'JS'
const { convert } = require('@asyncapi/converter');

const channel = (operationId) => ({ subscribe: { operationId, message: { name: operationId, payload: { type: 'string' } } } });
const { channels, components } = convert(
  {
    asyncapi: '2.6.0',
    info: { title: 'pizzas', version: '1' },
    channels: {
      'pizza.placed': channel('placed'),
      'pizza.baked': { $ref: '#/components/channels/Baked' },
      'pizza.burnt': { $ref: '#/components/channels/Baked' },
    },
    components: { channels: { Baked: channel('baked') } },
  },
  '3.0.0',
);
const address = ({ $ref, address: own }) => own ?? components.channels[$ref.split('/').pop()].address;
console.log(`pizza.placed, spelt out: ${address(channels['pizza.placed'])}`);
console.log(`pizza.baked, a $ref: ${address(channels['pizza.baked'])}`);
console.log(`pizza.burnt, the same $ref: ${address(channels['pizza.burnt'])}`);
JS

expected='pizza.placed, spelt out: pizza.placed
pizza.baked, a $ref: Baked
pizza.burnt, the same $ref: Baked'
seen=$(node addresses.cjs)
printf '@asyncapi/converter %s\n%s\n' "$(node -p "require('./node_modules/@asyncapi/converter/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
