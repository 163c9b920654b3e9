#!/usr/bin/env bash
# to-words 5.7.0, beside n2words 4.0.0.
#
# It converts numbers "in 135 locales", Japanese and Chinese among them, where numbers are counted in units of ten thousand, 万: 210,000 is
# "twenty-one 万", 二十一万. Here a hundred thousand, a million and ten million are units of their own, each with its own 万, and the 万 of what is
# left comes behind it: "two ten-万, 万". 10,000 is 万 without the 一 that both languages put in front of it, as in front of 億. In Chinese 1001
# is 一千零一, with a 零 for the gap, and 一千一 is what is said for 1100: here it is 千一. Nothing is said.
#
# Seen on 2026-11-29, by to-words, by n2words (which writes Chinese as on cheques):
#   ja-JP 3000: 三 千, 三千
#   ja-JP 10000: 万, 一万
#   ja-JP 210000: 二 十万 万, 二十一万
#   ja-JP 1999999: 百万 九 十万 九 万 九 千 九 百 九十 九, 百九十九万九千九百九十九
#   ja-JP 12345678: 千万 二 百万 三 十万 四 万 五 千 六 百 七十 八, 千二百三十四万五千六百七十八
#   zh-CN 1001: 千 一, 壹仟零壹
#   zh-CN 10010: 万 十, 壹万零壹拾
#   zh-CN 110000: 十万 万, 壹拾壹万
#   zh-CN 100000001: 亿 一, 壹亿零壹
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund to-words@5.7.0 n2words@4.0.0

cat >words.mjs <<'JS'
import { toCardinal as chinese } from 'n2words/zh-Hans-CN';
import { toCardinal as japanese } from 'n2words/ja-JP';
import { ToWords } from 'to-words';

const show = (localeCode, number, theirs) => {
  const words = new ToWords({ localeCode }).convert(number);
  console.log(`${localeCode} ${number}: ${words}, ${theirs(number)}`);
};
for (const number of [3000, 10000, 210000, 1999999, 12345678]) show('ja-JP', number, japanese);
for (const number of [1001, 10010, 110000, 100000001]) show('zh-CN', number, chinese);
JS

expected='ja-JP 3000: 三 千, 三千
ja-JP 10000: 万, 一万
ja-JP 210000: 二 十万 万, 二十一万
ja-JP 1999999: 百万 九 十万 九 万 九 千 九 百 九十 九, 百九十九万九千九百九十九
ja-JP 12345678: 千万 二 百万 三 十万 四 万 五 千 六 百 七十 八, 千二百三十四万五千六百七十八
zh-CN 1001: 千 一, 壹仟零壹
zh-CN 10010: 万 十, 壹万零壹拾
zh-CN 110000: 十万 万, 壹拾壹万
zh-CN 100000001: 亿 一, 壹亿零壹'
seen=$(node words.mjs)
printf 'to-words %s\n%s\n' "$(node -p "require('./node_modules/to-words/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
