import type { JsonSchema, JsonSchemas } from './json-schema.js';

/** What a field of this name looks like in an example; what is not named here is made from its schema alone. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  about: '17',
  actor: 'customer:alice',
  address: '12 Teheran-ro, Seoul',
  at: '2026-03-01T12:00:00.000Z',
  averageMinutes: 24.5,
  build: 'orderBoard_v1_b2',
  businessDay: '2026-03-01',
  closedAt: null,
  code: null,
  courier: 'kim',
  cursor: 'WyI1Zk1xM3ciLDAsNTBd',
  customerId: 'alice',
  description: 'pizzadesc',
  detail: 'what is wrong, in words',
  error: 'the fold threw',
  expectedEventId: '9d3e6c1e-5a0b-5b7e-9c55-0d1f6a6a2f10',
  field: 'price',
  key: '17-1',
  known: 'orderBoard_v1_b1',
  left: null,
  live: 'orderBoard_v1_b1',
  menuName: 'pizza3',
  menuType: 'pizza',
  name: 'orderBoard',
  nextCursor: null,
  note: null,
  of: 'orderBoard_v1_b2',
  order: 'RECEIVED',
  owner: 'projections-1',
  providerReference: 'ch_000001',
  reason: 'in words',
  refundId: 'refund-1',
  since: '2026-03-01T12:00:00.000Z',
  soldOutUntil: null,
  storeId: 2002,
  storeName: 'Gangnam',
  stranded: null,
  stream: 'order-17',
  stuck: 'sweep',
  timezone: 'Asia/Seoul',
  type: 'CookingStarted',
  until: null,
  with: 'orderBoard_v1_b1',
};

/**
 * A value that fits the schema: `named` are the schemas that it may refer to, `field` says what it stands for. Objects
 * have all their fields, the optional ones too; a choice is made for its first member.
 */
export const exampleOf = (schema: JsonSchema, named: JsonSchemas, field = ''): unknown => {
  const { $ref, anyOf, type } = schema as {
    $ref?: string;
    anyOf?: readonly JsonSchema[];
    type?: string;
  };
  if ($ref !== undefined) return exampleOf(named[$ref.split('/').at(-1) ?? ''] ?? {}, named, field);
  if (anyOf) {
    const sample = SAMPLES[field];
    const isNull = sample === null && anyOf.some((one) => one.type === 'null');
    return isNull ? null : exampleOf(anyOf[0] ?? {}, named, field);
  }
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.examples)) return schema.examples[0] as unknown;
  if (Array.isArray(schema.enum)) return schema.enum[0] as unknown;
  switch (type ?? 'string') {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema.properties ?? {}) as JsonSchemas).map(([name, one]) => [
          name,
          exampleOf(one, named, name),
        ]),
      );
    case 'array':
      return [exampleOf(schema.items as JsonSchema, named, field)];
    case 'integer':
    case 'number':
      return numberOf(schema, SAMPLES[field]);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema, SAMPLES[field]);
  }
};

const numberOf = ({ type, default: initial, minimum = 0 }: JsonSchema, sample: unknown): unknown => {
  if (typeof sample === 'number') return sample;
  if (initial !== undefined) return initial;
  return type === 'integer' ? Math.max(1, Number(minimum)) : 150;
};

const textOf = ({ format, pattern }: JsonSchema, sample: unknown): unknown => {
  if (typeof sample === 'string') return sample;
  if (format === 'date-time') return '2026-03-01T12:00:00.000Z';
  return pattern === '^\\d{4}-\\d{2}-\\d{2}$' ? '2026-03-01' : 'text';
};
