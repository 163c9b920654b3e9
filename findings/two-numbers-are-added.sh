#!/usr/bin/env bash
# @messageformat/core 3.4.1, beside intl-messageformat 12.1.5.
#
# An ICU message becomes a text: `returnType` is 'string' by default. Where a message begins with two variables and nothing is between them,
# their values are added first: table 12 and seat 3 of "{table}{seat}" are the number 15, not "123"; so are those in front of a text. With a
# text or a space in front or between it is right. And -1, as of a balance, is "other": by CLDR (UTS 35, part 3, "Plural operand meanings")
# the sign does not count, so that it is "one" in English and Arabic, as Intl.PluralRules has it. Nothing is said.
#
# Seen on 2026-11-29:
#   {table}{seat} of {"table":12,"seat":3}: 15, "123"
#   {table}{seat} is free of {"table":12,"seat":3}: "15 is free", "123 is free"
#   {table} {seat} of {"table":12,"seat":3}: "12 3", "12 3"
#   Seat {table}{seat} of {"table":12,"seat":3}: "Seat 123", "Seat 123"
#   {table}{seat} of {"table":"12","seat":"3"}: "123", "123"
#   {left, plural, one {# point} other {# points}} of {"left":1}: "1 point", "1 point"
#   {left, plural, one {# point} other {# points}} of {"left":-1}: "-1 points", "-1 point"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @messageformat/core@3.4.1 intl-messageformat@12.1.5

cat >message.mjs <<'JS'
import MessageFormat from '@messageformat/core';
import { IntlMessageFormat } from 'intl-messageformat';

const show = (message, values) => {
  const answers = [new MessageFormat('en').compile(message)(values), new IntlMessageFormat(message, 'en').format(values)];
  console.log(`${message} of ${JSON.stringify(values)}: ${answers.map((answer) => JSON.stringify(answer)).join(', ')}`);
};
const place = { table: 12, seat: 3 };
show('{table}{seat}', place);
show('{table}{seat} is free', place);
show('{table} {seat}', place);
show('Seat {table}{seat}', place);
show('{table}{seat}', { table: '12', seat: '3' });
show('{left, plural, one {# point} other {# points}}', { left: 1 });
show('{left, plural, one {# point} other {# points}}', { left: -1 });
JS

expected='{table}{seat} of {"table":12,"seat":3}: 15, "123"
{table}{seat} is free of {"table":12,"seat":3}: "15 is free", "123 is free"
{table} {seat} of {"table":12,"seat":3}: "12 3", "12 3"
Seat {table}{seat} of {"table":12,"seat":3}: "Seat 123", "Seat 123"
{table}{seat} of {"table":"12","seat":"3"}: "123", "123"
{left, plural, one {# point} other {# points}} of {"left":1}: "1 point", "1 point"
{left, plural, one {# point} other {# points}} of {"left":-1}: "-1 points", "-1 point"'
seen=$(node message.mjs)
printf '@messageformat/core %s\n%s\n' "$(node -p "require('./node_modules/@messageformat/core/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
