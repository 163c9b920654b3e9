import type { Minor } from '@doremi/domain';
import { type Refusal, refuse } from '@doremi/event-sourcing';
import { Validator } from './class-validator.js';
import { type Field, fieldsOf } from './declare-field.js';
import type { FieldError } from './problems.js';
import type { RequestClass } from './route.js';

/**
 * Reads a plain object as the class says: digit and decimal strings become numbers where its fields want numbers, then
 * everything is validated; unknown fields are refused. Amounts are in a currency whose smallest one is `unit`. Returns the instance, or FIELDS_INVALID with an error per field.
 */
export const validated = <T extends object>(
  type: RequestClass<T>,
  plain: Readonly<Record<string, unknown>>,
  unit: Minor = 1,
): T | Refusal => {
  const fields = fieldsOf(type.prototype as object);
  const instance = new type();
  const unknown: FieldError[] = [];
  for (const [field, value] of Object.entries(plain)) {
    const rule = fields.get(field)?.rule;
    if (rule)
      (instance as Record<string, unknown>)[field] = value === null || !rule.read ? value : rule.read(value, unit);
    else unknown.push({ field, code: 'UNKNOWN_FIELD', detail: 'is not a field of this request' });
  }
  if (unknown.length === 0 && keepsRules(instance, fields)) return instance;
  const errors = [...unknown, ...faultsOf(instance, plain, fields)];
  return errors.length === 0 ? instance : refuse('FIELDS_INVALID', { errors });
};

/** Whether every field holds what its rule wants. Nothing is left then for class-validator, which takes far longer, to say. */
const keepsRules = (instance: object, fields: ReadonlyMap<string, Field>): boolean => {
  for (const [name, { rule, optional, nullable }] of fields) {
    const value: unknown = instance[name as keyof typeof instance];
    if ((optional && value === undefined) || (nullable && value === null)) continue;
    if (rule && !rule.valid(value)) return false;
  }
  return true;
};

const validator = new Validator();

const faultsOf = (
  instance: object,
  plain: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<string, Field>,
): FieldError[] =>
  // A class without fields is not known to class-validator, and there is nothing to say about it.
  validator.validateSync(instance, { forbidUnknownValues: false }).flatMap(({ property, constraints = {} }) => {
    const [name = 'invalid', detail = 'is not valid'] = Object.entries(constraints)[0] ?? [];
    if (plain[property] === undefined) return [{ field: property, code: 'MISSING', detail }];
    const inside = fields.get(property)?.rule?.explain?.(instance[property as keyof typeof instance]) ?? [];
    if (inside.length === 0) return [{ field: property, code: name.toUpperCase(), detail }];
    return inside.map(({ at, ...fault }) => ({ field: `${property}${at}`, ...fault }));
  });
