import type { Minor } from '@doremi/domain';
import { isRefusal, type Refusal, refuse } from '@doremi/event-sourcing';
import { type FaultInside, field } from './declare-field.js';
import { bodySchemaOf } from './openapi/request-schema.js';
import type { FieldError } from './problems.js';
import type { RequestClass } from './route.js';
import { validated } from './validated.js';

/** Stands where something inside could not be read; no JSON value equals it. */
export class Unreadable {
  constructor(readonly faults: readonly FaultInside[]) {}
}

/** An object that is read and validated as its class says; what is wrong is named with the way there. */
export const ObjectOf = <Inner extends object>(type: RequestClass<Inner>): PropertyDecorator =>
  field({
    name: 'object',
    read: (input, unit) => {
      const inner = objectFrom(type, input, unit);
      return isRefusal(inner) ? new Unreadable(faultsIn(inner)) : inner;
    },
    valid: (value) => value instanceof type,
    says: 'must be an object',
    explain: (value) => (value instanceof Unreadable ? value.faults : []),
    schema: bodySchemaOf(type),
  });

/** The instance of the class, or FIELDS_INVALID. */
export const objectFrom = <Inner extends object>(
  type: RequestClass<Inner>,
  input: unknown,
  unit: Minor,
): Inner | Refusal =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? validated(type, input as Readonly<Record<string, unknown>>, unit)
    : refuse('FIELDS_INVALID', { errors: [{ field: '', code: 'OBJECT', detail: 'must be an object' }] });

/** What FIELDS_INVALID says, with the way from the object on. */
export const faultsIn = (refusal: Refusal): readonly FaultInside[] =>
  (refusal.details.errors as readonly FieldError[]).map(({ field, ...fault }) => ({
    ...fault,
    at: field && `.${field}`,
  }));
