#!/usr/bin/env bash
# json-logic-engine 5.0.7, beside json-logic-js 2.0.5.
#
# A rule is run by `run`, or compiled by `build` for speed. The two do not answer the same. `cat` puts nothing for what is missing or null,
# as JSON Logic has it; compiled it writes "null" into the text. `var` with a default answers null for what is null; compiled it answers the
# default. So a note that an order has not got is printed once the rule is used often enough to compile it. Nothing is said.
#
# Seen on 2026-11-29:
#   {"cat":["Ham. ",{"var":"note"}]} of {"note":"well done"}:
#     run "Ham. well done", build "Ham. well done", async build "Ham. well done", json-logic-js "Ham. well done"
#   {"cat":["Ham. ",{"var":"note"}]} of {}:
#     run "Ham. ", build "Ham. null", async build "Ham. null", json-logic-js "Ham. "
#   {"cat":["Ham. ",{"var":"note"}]} of {"note":null}:
#     run "Ham. ", build "Ham. null", async build "Ham. null", json-logic-js "Ham. "
#   {"var":["discount",5]} of {}:
#     run 5, build 5, async build 5, json-logic-js 5
#   {"var":["discount",5]} of {"discount":null}:
#     run null, build 5, async build 5, json-logic-js null
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund json-logic-engine@5.0.7 json-logic-js@2.0.5

cat >rules.mjs <<'JS'
import { AsyncLogicEngine, LogicEngine } from 'json-logic-engine';
import jsonLogic from 'json-logic-js';

const engine = new LogicEngine();
const asyncEngine = new AsyncLogicEngine();
const show = async (rule, data) => {
  const compiled = await asyncEngine.build(rule);
  const answers = [engine.run(rule, data), engine.build(rule)(data), await compiled(data), jsonLogic.apply(rule, data)];
  const [run, built, builtAsync, theirs] = answers.map((answer) => JSON.stringify(answer));
  console.log(`${JSON.stringify(rule)} of ${JSON.stringify(data)}:`);
  console.log(`  run ${run}, build ${built}, async build ${builtAsync}, json-logic-js ${theirs}`);
};
const ticket = { cat: ['Ham. ', { var: 'note' }] };
await show(ticket, { note: 'well done' });
await show(ticket, {});
await show(ticket, { note: null });
const discount = { var: ['discount', 5] };
await show(discount, {});
await show(discount, { discount: null });
JS

expected='{"cat":["Ham. ",{"var":"note"}]} of {"note":"well done"}:
  run "Ham. well done", build "Ham. well done", async build "Ham. well done", json-logic-js "Ham. well done"
{"cat":["Ham. ",{"var":"note"}]} of {}:
  run "Ham. ", build "Ham. null", async build "Ham. null", json-logic-js "Ham. "
{"cat":["Ham. ",{"var":"note"}]} of {"note":null}:
  run "Ham. ", build "Ham. null", async build "Ham. null", json-logic-js "Ham. "
{"var":["discount",5]} of {}:
  run 5, build 5, async build 5, json-logic-js 5
{"var":["discount",5]} of {"discount":null}:
  run null, build 5, async build 5, json-logic-js null'
seen=$(node rules.mjs)
printf 'json-logic-engine %s\n%s\n' "$(node -p "require('./node_modules/json-logic-engine/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
