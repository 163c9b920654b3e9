import { filterOf } from '@doremi/read-models/testing';
import type { Query } from '@doremi/read-models';
import { BEGINNING, type Place, type Position } from '@doremi/event-sourcing';
import type { Reader } from '../read-models.js';

type Fields = Readonly<Record<string, unknown>>;

/** A read model in memory, with MongoDB's meaning of the filters that the routes use. */
export class MemoryReader<Document extends object> implements Reader<Document> {
  /** How far it is; a wait for anything later runs out at once. */
  watermark: Position = BEGINNING;
  /** Of which generation's log it is. */
  generation = 0;
  readonly waits: { position: Position; timeoutMs: number }[] = [];
  private readonly documents = new Map<string, Document>();

  put(key: string | number, document: Document): void {
    this.documents.set(String(key), document);
  }

  clear(): void {
    this.documents.clear();
  }

  byKey(key: string | number): Promise<Document | null> {
    return Promise.resolve(this.documents.get(String(key)) ?? null);
  }

  find(query: Query<Document>): Promise<Document[]> {
    const filter = filterOf(query) as Fields;
    const found = [...this.documents.values()].filter((document) => matches(document as Fields, filter));
    return Promise.resolve(found.sort(inOrder(query.sort ?? [])).slice(0, query.limit));
  }

  pinned(): Promise<this> {
    return Promise.resolve(this);
  }

  waitFor({ generation, position }: Place, timeoutMs: number): Promise<boolean> {
    if (generation !== this.generation) return Promise.resolve(generation < this.generation);
    this.waits.push({ position, timeoutMs });
    return Promise.resolve(position <= this.watermark);
  }
}

const inOrder = (sort: readonly (readonly [field: string, direction: 1 | -1])[]) => (a: object, b: object) => {
  for (const [field, direction] of sort) {
    const order = compare((a as Fields)[field], (b as Fields)[field]);
    if (order !== 0) return order * direction;
  }
  return 0;
};

const compare = (a: unknown, b: unknown): number => {
  if (a === b) return 0;
  return (a as string) < (b as string) ? -1 : 1;
};

const matches = (document: Fields, filter: Fields): boolean =>
  Object.entries(filter).every(([field, condition]) => {
    if (field === '$and') return (condition as Fields[]).every((part) => matches(document, part));
    if (field === '$or') return (condition as Fields[]).some((part) => matches(document, part));
    const value = document[field] ?? null;
    if (condition === null || typeof condition !== 'object')
      return value === condition || (Array.isArray(value) && value.includes(condition));
    return Object.entries(condition).every(([operator, operand]) => holds(operator, value, operand));
  });

/** As in MongoDB, order holds only between values of one type. */
const holds = (operator: string, value: unknown, operand: unknown): boolean => {
  if (operator === '$ne') return value !== operand;
  if (operator === '$in') return (operand as readonly unknown[]).includes(value);
  if (operator === '$nin') return !(operand as readonly unknown[]).includes(value);
  const order = typeof value === typeof operand && value !== null ? compare(value, operand) : Number.NaN;
  if (operator === '$gt') return order > 0;
  if (operator === '$gte') return order >= 0;
  if (operator === '$lt') return order < 0;
  if (operator === '$lte') return order <= 0;
  throw new Error(`the routes use no ${operator}`);
};
