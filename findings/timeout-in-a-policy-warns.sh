#!/usr/bin/env bash
# cockatiel 3.2.1 and 4.0.0, on Node 20 and newer.
#
# A timeout inside another policy (circuit breaker, retry), called without a signal eleven times at once: Node warns of a
# memory leak of eleven abort listeners, though every call ends and nothing stays behind. The outer policy hands the timeout
# one signal that is the same for all calls of the process, and each timeout adds a listener to it. The timeout alone, or
# calls with a signal of their own, make no warning. Each line is a process of its own: Node warns once per signal.
#
# Seen on 2026-11-28:
#   timeout: no warning
#   retry around it: MaxListenersExceededWarning, 11 abort listeners
#   breaker around it: MaxListenersExceededWarning, 11 abort listeners
#   breaker around it, a signal for each call: no warning
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund cockatiel@3.2.1 cockatiel-4@npm:cockatiel@4.0.0

cat >calls.mjs <<'JS'
const [, , name, which] = process.argv;
const { ConsecutiveBreaker, TimeoutStrategy, circuitBreaker, handleAll, retry, timeout, wrap } = await import(name);
const warned = [];
process.on('warning', ({ name, message }) => warned.push(`${name}, ${/\d+ abort listeners/.exec(message)?.[0]}`));

const limit = timeout(10_000, TimeoutStrategy.Aggressive);
const breaker = circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(5) });
const own = () => new AbortController().signal;
const cases = {
  timeout: (work) => limit.execute(work),
  'retry around it': (work) => wrap(retry(handleAll, { maxAttempts: 1 }), limit).execute(work),
  'breaker around it': (work) => wrap(breaker, limit).execute(work),
  'breaker around it, a signal for each call': (work) => wrap(breaker, limit).execute(work, own()),
};
let release;
const gate = new Promise((resolve) => (release = resolve));
const calls = Array.from({ length: 11 }, () => cases[which](() => gate));
await new Promise(setImmediate);
release();
await Promise.all(calls);
await new Promise(setImmediate);
console.log(`${which}: ${warned.join('; ') || 'no warning'}`);
JS

expected='timeout: no warning
retry around it: MaxListenersExceededWarning, 11 abort listeners
breaker around it: MaxListenersExceededWarning, 11 abort listeners
breaker around it, a signal for each call: no warning'

for package in cockatiel cockatiel-4; do
  seen=$(
    for which in timeout 'retry around it' 'breaker around it' 'breaker around it, a signal for each call'; do
      node calls.mjs "$package" "$which" 2>/dev/null
    done
  )
  printf '%s %s\n%s\n' "$package" "$(node -p "require('./node_modules/$package/package.json').version")" "$seen"
  [ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
done
