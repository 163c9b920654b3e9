#!/usr/bin/env bash
# date-holidays 3.37.0, beside the Korean calendar of Node's Intl.
#
# In Korea the day before Seollal, the day and the day after are holidays, as are the three of Chuseok (the Regulation on holidays of public
# offices, article 2: the last day of the twelfth month, the first and second of the first month). Chuseok is right here. Seollal begins on
# the day itself and lasts three: on its eve a store has the hours of a working day, and on the third of the month those of a holiday. So in
# each year; the substitute holidays of 2023, 2024 and 2027 are of the right three days, and now are among the wrong ones.
#
# Seen on 2026-11-29:
#   Seollal, 1/1:
#   2025-01-27 and on, by the moon: 12/28 working day, 12/29 working day, 1/1 holiday, 1/2 holiday, 1/3 holiday
#   2026-02-15 and on, by the moon: 12/28 working day, 12/29 working day, 1/1 holiday, 1/2 holiday, 1/3 holiday
#   2027-02-05 and on, by the moon: 12/29 working day, 12/30 working day, 1/1 holiday, 1/2 holiday, 1/3 holiday
#   2028-01-25 and on, by the moon: 12/29 working day, 12/30 working day, 1/1 holiday, 1/2 holiday, 1/3 holiday
#   Chuseok, 8/15:
#   2026-09-23 and on, by the moon: 8/13 working day, 8/14 holiday, 8/15 holiday, 8/16 holiday, 8/17 working day
#   2027-09-13 and on, by the moon: 8/13 working day, 8/14 holiday, 8/15 holiday, 8/16 holiday, 8/17 working day
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund date-holidays@3.37.0

cat >seollal.mjs <<'JS'
import Holidays from 'date-holidays';

const korea = new Holidays('KR');
const lunar = new Intl.DateTimeFormat('en-u-ca-dangi', { month: 'numeric', day: 'numeric', timeZone: 'Asia/Seoul' });
const show = (from) => {
  const days = Array.from({ length: 5 }, (_, day) => new Date(Date.parse(`${from}T12:00:00+09:00`) + day * 86400000));
  const seen = days.map((day) => `${lunar.format(day)} ${korea.isHoliday(day) ? 'holiday' : 'working day'}`);
  console.log(`${from} and on, by the moon: ${seen.join(', ')}`);
};
console.log('Seollal, 1/1:');
['2025-01-27', '2026-02-15', '2027-02-05', '2028-01-25'].forEach(show);
console.log('Chuseok, 8/15:');
['2026-09-23', '2027-09-13'].forEach(show);
JS

expected='Seollal, 1/1:
2025-01-27 and on, by the moon: 12/28 working day, 12/29 working day, 1/1 holiday, 1/2 holiday, 1/3 holiday
2026-02-15 and on, by the moon: 12/28 working day, 12/29 working day, 1/1 holiday, 1/2 holiday, 1/3 holiday
2027-02-05 and on, by the moon: 12/29 working day, 12/30 working day, 1/1 holiday, 1/2 holiday, 1/3 holiday
2028-01-25 and on, by the moon: 12/29 working day, 12/30 working day, 1/1 holiday, 1/2 holiday, 1/3 holiday
Chuseok, 8/15:
2026-09-23 and on, by the moon: 8/13 working day, 8/14 holiday, 8/15 holiday, 8/16 holiday, 8/17 working day
2027-09-13 and on, by the moon: 8/13 working day, 8/14 holiday, 8/15 holiday, 8/16 holiday, 8/17 working day'
seen=$(node seollal.mjs)
printf 'date-holidays %s\n%s\n' "$(node -p "require('./node_modules/date-holidays/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
