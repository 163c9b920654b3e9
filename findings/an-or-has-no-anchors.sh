#!/usr/bin/env bash
# jsonpath-rfc9535 1.3.0, beside json-p3 2.3.1.
#
# It "passes the entire JSONPath Compliance Test Suite". By RFC 9535 `match` is true where all of a text matches (2.4.6): of several
# alternatives each is held to one end only, so 'ham|egg' also finds the hamburger and all that ends in egg. An index in a comparison
# (2.3.5.1), as the last step of an order, finds nothing, or what it was not asked for. A slice backwards that is to reach past the first
# element (2.3.4) is empty. Nothing is said.
#
# Seen on 2026-11-29, what is found by jsonpath-rfc9535, by json-p3:
#   $[?match(@, 'ham|egg')]: ["ham","egg","hamburger","bad egg"], ["ham","egg"]
#   $[?match(@, '(ham|egg)')]: ["ham","egg"], ["ham","egg"]
#   $[?@.steps[-1] == 'PAID']: [], [{"steps":["NEW","PAID"]}]
#   $[?@.steps[0] == 'NEW']: [], [{"steps":["NEW","PAID"]}]
#   $[?@.steps[0] != 'NEW']: [{"steps":["NEW","PAID"]}], []
#   $[-1:-4:-1]: [], [3,2,1]
#   $[::-1]: [3,2,1], [3,2,1]
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund jsonpath-rfc9535@1.3.0 json-p3@2.3.1

cat >find.mjs <<'JS'
import { jsonpath } from 'json-p3';
import { query } from 'jsonpath-rfc9535';

const show = (path, value) => {
  const found = [query(value, path), jsonpath.query(path, value).values()];
  console.log(`${path}: ${found.map((one) => JSON.stringify(one)).join(', ')}`);
};
show("$[?match(@, 'ham|egg')]", ['ham', 'egg', 'hamburger', 'bad egg']);
show("$[?match(@, '(ham|egg)')]", ['ham', 'egg', 'hamburger', 'bad egg']);
show("$[?@.steps[-1] == 'PAID']", [{ steps: ['NEW', 'PAID'] }]);
show("$[?@.steps[0] == 'NEW']", [{ steps: ['NEW', 'PAID'] }]);
show("$[?@.steps[0] != 'NEW']", [{ steps: ['NEW', 'PAID'] }]);
show('$[-1:-4:-1]', [1, 2, 3]);
show('$[::-1]', [1, 2, 3]);
JS

expected='$[?match(@, '\''ham|egg'\'')]: ["ham","egg","hamburger","bad egg"], ["ham","egg"]
$[?match(@, '\''(ham|egg)'\'')]: ["ham","egg"], ["ham","egg"]
$[?@.steps[-1] == '\''PAID'\'']: [], [{"steps":["NEW","PAID"]}]
$[?@.steps[0] == '\''NEW'\'']: [], [{"steps":["NEW","PAID"]}]
$[?@.steps[0] != '\''NEW'\'']: [{"steps":["NEW","PAID"]}], []
$[-1:-4:-1]: [], [3,2,1]
$[::-1]: [3,2,1], [3,2,1]'
seen=$(node find.mjs)
printf 'jsonpath-rfc9535 %s\n%s\n' "$(node -p "require('./node_modules/jsonpath-rfc9535/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
