import type { OpenApiDocument } from '@doremi/http';
import { schemaBreaks, type Direction, type Schema } from './schema-breaks.js';

interface Operation {
  readonly parameters?: readonly Schema[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

/** What the API of today breaks of a released document, for whoever calls it as that one says. */
export const httpBreaks = (released: OpenApiDocument, now: OpenApiDocument): string[] =>
  operationsOf(released).flatMap(([name, was]) => {
    const is = operationsOf(now).find(([other]) => other === name)?.[1];
    if (!is) return [`${name}: is gone`];
    const compared = (from: Schema, to: Schema, direction: Direction, path: string): string[] =>
      schemaBreaks(
        { was: from, is: to, refsOfWas: referencesIn(released), refsOfIs: referencesIn(now) },
        direction,
        `${name} ${path}`,
      );
    const asked = (one: Operation): Schema => schemaIn(one.requestBody?.content) ?? { type: 'object' };
    return [
      ...compared(asked(was), asked(is), 'written', 'body'),
      ...Object.entries(was.responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([status, response]) => {
          const answer = is.responses[status];
          if (!answer) return [`${name}: never answers ${status} now`];
          const [from, to] = [schemaIn(response.content), schemaIn(answer.content)];
          return from ? compared(from, to ?? {}, 'read', status) : [];
        }),
      ...newlyRequired(was, is, released, now).map((parameter) => `${name}: ${parameter} is required now`),
    ];
  });

const operationsOf = ({ paths }: OpenApiDocument): [string, Operation][] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation as unknown as Operation,
    ]),
  );

const schemaIn = (content: Content | undefined): Schema | undefined => Object.values(content ?? {})[0]?.schema;

const newlyRequired = (was: Operation, is: Operation, released: OpenApiDocument, now: OpenApiDocument): string[] => {
  const required = (one: Operation, document: OpenApiDocument): string[] =>
    (one.parameters ?? [])
      .map((parameter) => (typeof parameter.$ref === 'string' ? referencesIn(document)(parameter.$ref) : parameter))
      .flatMap((parameter) =>
        parameter.required === true ? [`${String(parameter.in)} ${String(parameter.name)}`] : [],
      );
  const before = required(was, released);
  return required(is, now).filter((name) => !before.includes(name));
};

/** `#/components/schemas/Cart` → that schema. */
const referencesIn =
  ({ components }: OpenApiDocument) =>
  (ref: string): Schema => {
    const [, , kind = '', name = ''] = ref.split('/');
    const found = components[kind]?.[name];
    if (!found) throw new Error(`${ref} leads nowhere`);
    return found as Schema;
  };
