#!/usr/bin/env bash
# @remix-run/headers 0.21.1, beside negotiator 1.1.0.
#
# By RFC 9110 (12.5.1, 12.5.3, 12.5.4) the most specific range of `Accept`, `Accept-Encoding` and `Accept-Language` says how much a thing is
# wanted, and a weight of 0 that it is not. Here the first range that fits counts, and they are sorted by weight: so a star, or
# `text/*`, outweighs every name with a smaller weight, and what is refused by name is preferred. Without a star a refusal is heard.
#
# Seen on 2026-11-29, what is preferred by @remix-run/headers, by negotiator:
#   Accept: text/html, text/plain;q=0, of text/plain: null, undefined
#   Accept: */*, text/plain;q=0, of text/plain: text/plain, undefined
#   Accept: text/*;q=0.8, text/plain;q=0.1, of text/plain text/html: text/plain, text/html
#   Accept-Encoding: gzip;q=0, *, of gzip br: gzip, br
#   Accept-Language: de;q=0, *, of de en: de, en
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @remix-run/headers@0.21.1 negotiator@1.1.0

cat >prefer.mjs <<'JS'
import { Accept, AcceptEncoding, AcceptLanguage } from '@remix-run/headers';
import Negotiator from 'negotiator';

const show = (Header, name, method, value, offered) => {
  const theirs = new Negotiator({ headers: { [name.toLowerCase()]: value } })[method](offered);
  console.log(`${name}: ${value}, of ${offered.join(' ')}: ${new Header(value).getPreferred(offered)}, ${theirs}`);
};
show(Accept, 'Accept', 'mediaType', 'text/html, text/plain;q=0', ['text/plain']);
show(Accept, 'Accept', 'mediaType', '*/*, text/plain;q=0', ['text/plain']);
show(Accept, 'Accept', 'mediaType', 'text/*;q=0.8, text/plain;q=0.1', ['text/plain', 'text/html']);
show(AcceptEncoding, 'Accept-Encoding', 'encoding', 'gzip;q=0, *', ['gzip', 'br']);
show(AcceptLanguage, 'Accept-Language', 'language', 'de;q=0, *', ['de', 'en']);
JS

expected='Accept: text/html, text/plain;q=0, of text/plain: null, undefined
Accept: */*, text/plain;q=0, of text/plain: text/plain, undefined
Accept: text/*;q=0.8, text/plain;q=0.1, of text/plain text/html: text/plain, text/html
Accept-Encoding: gzip;q=0, *, of gzip br: gzip, br
Accept-Language: de;q=0, *, of de en: de, en'
seen=$(node prefer.mjs)
printf '@remix-run/headers %s\n%s\n' "$(node -p "require('./node_modules/@remix-run/headers/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
