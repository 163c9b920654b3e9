#!/usr/bin/env bash
# @openapi-contrib/json-schema-to-openapi-schema 4.3.4, with ajv 8.17.1 and ajv-draft-04 1.0.0 as judges.
#
# It converts JSON Schema to the schemas of OpenAPI 3.0, where null is said by `nullable` beside a type. {"type": "null"} becomes
# {"nullable": true}, which without a type says nothing (3.0.3, Schema Object), and its opposite, "not null", refuses all there is. Where
# a bound and an exclusive one are both said, the exclusive one is put in the other's place, also where the other is narrower. A
# dependency that is a schema ends up among the names of `required`, where a validator refuses it.
#
# Seen on 2026-11-29:
#   {"type":"number","exclusiveMinimum":5}
#     5 no, 6 yes
#     becomes {"type":"number","exclusiveMinimum":true,"minimum":5}
#     5 no, 6 yes
#   {"type":"number","exclusiveMinimum":5,"minimum":7}
#     6 no, 7 yes
#     becomes {"type":"number","exclusiveMinimum":true,"minimum":5}
#     6 yes, 7 yes
#   {"type":"number","exclusiveMaximum":5,"maximum":3}
#     3 yes, 4 no
#     becomes {"type":"number","exclusiveMaximum":true,"maximum":5}
#     3 yes, 4 yes
#   {"not":{"type":"null"}}
#     null no, 1 yes
#     becomes {"not":{"nullable":true}}
#     "nullable" cannot be used without "type"
#   {"type":"object","dependencies":{"coupon":{"required":["code"]}}}
#     {"coupon":1} no, {} yes
#     becomes {"type":"object","allOf":[{"oneOf":[{"not":{"required":["coupon"]}},{"required":["coupon",{"required":["code"]}]}]}]}
#     schema is invalid: data/allOf/0/oneOf/1/required/1 must be string
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @openapi-contrib/json-schema-to-openapi-schema@4.3.4 ajv@8.17.1 ajv-draft-04@1.0.0

cat >convert.mjs <<'JS'
import convert from '@openapi-contrib/json-schema-to-openapi-schema';
import Ajv from 'ajv';
import Ajv4 from 'ajv-draft-04';

// A schema of OpenAPI 3.0 is one of draft 4 but for nullable, which this validator knows beside a type.
const judge = (validator, schema, values) => {
  try {
    const validate = validator.compile(schema);
    return values.map((value) => `${JSON.stringify(value)} ${validate(value) ? 'yes' : 'no'}`).join(', ');
  } catch (error) {
    return error.message;
  }
};
for (const [schema, values] of [
  [{ type: 'number', exclusiveMinimum: 5 }, [5, 6]],
  [{ type: 'number', exclusiveMinimum: 5, minimum: 7 }, [6, 7]],
  [{ type: 'number', exclusiveMaximum: 5, maximum: 3 }, [3, 4]],
  [{ not: { type: 'null' } }, [null, 1]],
  [{ type: 'object', dependencies: { coupon: { required: ['code'] } } }, [{ coupon: 1 }, {}]],
]) {
  const converted = await convert(structuredClone(schema));
  console.log(JSON.stringify(schema));
  console.log(`  ${judge(new Ajv({ strict: false }), schema, values)}`);
  console.log(`  becomes ${JSON.stringify(converted)}`);
  console.log(`  ${judge(new Ajv4({ strict: false }), converted, values)}`);
}
JS

expected='{"type":"number","exclusiveMinimum":5}
  5 no, 6 yes
  becomes {"type":"number","exclusiveMinimum":true,"minimum":5}
  5 no, 6 yes
{"type":"number","exclusiveMinimum":5,"minimum":7}
  6 no, 7 yes
  becomes {"type":"number","exclusiveMinimum":true,"minimum":5}
  6 yes, 7 yes
{"type":"number","exclusiveMaximum":5,"maximum":3}
  3 yes, 4 no
  becomes {"type":"number","exclusiveMaximum":true,"maximum":5}
  3 yes, 4 yes
{"not":{"type":"null"}}
  null no, 1 yes
  becomes {"not":{"nullable":true}}
  "nullable" cannot be used without "type"
{"type":"object","dependencies":{"coupon":{"required":["code"]}}}
  {"coupon":1} no, {} yes
  becomes {"type":"object","allOf":[{"oneOf":[{"not":{"required":["coupon"]}},{"required":["coupon",{"required":["code"]}]}]}]}
  schema is invalid: data/allOf/0/oneOf/1/required/1 must be string'
seen=$(node convert.mjs)
printf '@openapi-contrib/json-schema-to-openapi-schema %s\n%s\n' "$(node -p "require('./node_modules/@openapi-contrib/json-schema-to-openapi-schema/package.json').version")" "$seen"
[ "$seen" = "$expected" ] || { echo 'not as it was' >&2; exit 1; }
