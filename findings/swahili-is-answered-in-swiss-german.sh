#!/usr/bin/env bash
# accept-language-negotiator 1.2.1.
#
# "RFC4647 compliant" is what it says of itself. By that RFC (3.3.1) a range matches a tag that it equals or that begins with it and a
# hyphen; here it may stand anywhere before a hyphen, so that who asks for Swahili (sw) is given Swiss German (gsw-CH), and who asks for
# Belarusian (be) the Dutch of Belgium. Lookup (3.4) answers one of the tags that there are, or the default; here who asks for Austrian
# German where there is only that of Switzerland is answered "de", which there is not. And what is refused by q=0 (RFC 9110, 12.4.2) is
# taken.
#
# Seen on 2026-11-29:
#   filter sw among sw-TZ,gsw-CH: sw-TZ,gsw-CH
#   filter be among nl-BE-u-hc-h23,be-BY: nl-BE-u-hc-h23,be-BY
#   filter en, ko;q=0 among ko-KR,en-GB: en-GB,ko-KR
#   look up de-AT among de-CH,fr-FR, else en-GB: de
#   look up de-AT among de,fr-FR, else en-GB: de
#   look up ko;q=0 among ko-KR,en-GB, else en-GB: ko
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund accept-language-negotiator@1.2.1

cat >language.mjs <<'JS'
import negotiator from 'accept-language-negotiator';

const { basicFilter, lookup } = negotiator;
for (const [range, tags] of [
  ['sw', ['sw-TZ', 'gsw-CH']],
  ['be', ['nl-BE-u-hc-h23', 'be-BY']],
  ['en, ko;q=0', ['ko-KR', 'en-GB']],
]) {
  console.log(`filter ${range} among ${tags}: ${basicFilter(range, tags).join(',') || 'none'}`);
}
for (const [range, tags] of [
  ['de-AT', ['de-CH', 'fr-FR']],
  ['de-AT', ['de', 'fr-FR']],
  ['ko;q=0', ['ko-KR', 'en-GB']],
]) {
  console.log(`look up ${range} among ${tags}, else en-GB: ${lookup(range, tags, 'en-GB')}`);
}
JS

expected='filter sw among sw-TZ,gsw-CH: sw-TZ,gsw-CH
filter be among nl-BE-u-hc-h23,be-BY: nl-BE-u-hc-h23,be-BY
filter en, ko;q=0 among ko-KR,en-GB: en-GB,ko-KR
look up de-AT among de-CH,fr-FR, else en-GB: de
look up de-AT among de,fr-FR, else en-GB: de
look up ko;q=0 among ko-KR,en-GB, else en-GB: ko'
seen=$(node language.mjs)
printf 'accept-language-negotiator %s\n%s\n' "$(node -p "require('./node_modules/accept-language-negotiator/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
