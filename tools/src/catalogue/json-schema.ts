import ts from 'typescript';

/** JSON Schema 2020-12, as far as events need it. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number)[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema;
}

const PRIMITIVES: readonly (readonly [ts.TypeFlags, string])[] = [
  [ts.TypeFlags.StringLike, 'string'],
  [ts.TypeFlags.NumberLike, 'number'],
  [ts.TypeFlags.BooleanLike, 'boolean'],
  [ts.TypeFlags.Null, 'null'],
];

/** What JSON of this type looks like. Throws on a type that no event should have, such as a function or `any`. */
export const schemaOf = (type: ts.Type, checker: ts.TypeChecker): JsonSchema => {
  if (type.isLiteral() && typeof type.value !== 'object') return { const: type.value };
  if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
  if (type.isUnion()) return unionOf(type, checker);
  const primitive = PRIMITIVES.find(([flag]) => type.flags & flag);
  if (primitive) return { type: primitive[1] };
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    if (element) return { type: 'array', items: schemaOf(element, checker) };
  }
  const ofAnyKey = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  if (ofAnyKey) return { type: 'object', additionalProperties: schemaOf(ofAnyKey.type, checker) };
  if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return objectOf(type, checker);
  throw new Error(`no JSON has the type ${checker.typeToString(type)}`);
};

const unionOf = (type: ts.UnionType, checker: ts.TypeChecker): JsonSchema => {
  const members = type.types.filter((member) => !(member.flags & ts.TypeFlags.Undefined));
  const literals = members.flatMap((member) =>
    member.isLiteral() && typeof member.value !== 'object' ? [member.value] : [],
  );
  if (literals.length === members.length && literals.length > 1) return { enum: literals };
  const isBoolean = (member: ts.Type): boolean => (member.flags & ts.TypeFlags.BooleanLiteral) !== 0;
  const schemas = members.filter((member) => !isBoolean(member)).map((member) => schemaOf(member, checker));
  const all = members.some(isBoolean) ? [...schemas, { type: 'boolean' }] : schemas;
  return all.length === 1 && all[0] ? all[0] : { anyOf: all };
};

const objectOf = (type: ts.Type, checker: ts.TypeChecker): JsonSchema => {
  const properties = checker.getPropertiesOfType(type);
  const isRequired = (property: ts.Symbol): boolean => !(property.flags & ts.SymbolFlags.Optional);
  return {
    type: 'object',
    properties: Object.fromEntries(
      properties.map((property) => [property.name, schemaOf(checker.getTypeOfSymbol(property), checker)]),
    ),
    required: properties.filter(isRequired).map(({ name }) => name),
  };
};
