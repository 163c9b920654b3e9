import type { Document } from './bson/value.js';

/** The server's error codes that this server answers with (mongo/src/mongo/base/error_codes.yml). */
const codes = {
  InternalError: 1,
  BadValue: 2,
  GraphContainsCycle: 5,
  HostUnreachable: 6,
  UnknownError: 8,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  IllegalOperation: 20,
  InvalidLength: 21,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  DocumentValidationFailure: 121,
  NotAReplicaSet: 123,
  ViewDepthLimitExceeded: 165,
  CommandNotSupportedOnView: 166,
  OptionNotSupportedOnView: 167,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  AmbiguousIndexKeyPattern: 181,
  InvalidIndexSpecificationOption: 197,
  NotImplemented: 238,
  ConversionFailure: 241,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  MergeStageNoMatchingDocument: 13113,
} as const;

export type CodeName = keyof typeof codes;

/** The name of a code; those that this server never uses are told by their number. */
export const codeNameOf = (code: number): string =>
  Object.entries(codes).find(([, known]) => known === code)?.[0] ?? `Location${code}`;

/** An error that the client is told of as the server does: `{ ok: 0, code, codeName, errmsg }` or one entry of `writeErrors`. */
export class CommandError extends Error {
  readonly code: number;
  readonly codeName: string;

  /**
   * @param code by its name, or the number of one that has none: the server calls those by their place in its source
   * @param details further fields of the answer, such as `keyPattern` and `keyValue`
   */
  constructor(
    code: CodeName | number,
    message: string,
    readonly details: Document = {},
  ) {
    super(message);
    this.code = typeof code === 'number' ? code : codes[code];
    this.codeName = typeof code === 'number' ? codeNameOf(code) : code;
  }
}

/** What the real server can do and this one does not: said, instead of answering wrongly. */
export const notImplemented = (what: string): CommandError =>
  new CommandError('NotImplemented', `${what} is not implemented by this embedded server`);
