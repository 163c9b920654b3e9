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
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  MergeStageNoMatchingDocument: 13113,
  Location15952: 15952,
  Location15955: 15955,
  Location15958: 15958,
  Location15959: 15959,
  Location15973: 15973,
  Location15975: 15975,
  Location15976: 15976,
  Location17276: 17276,
  Location17419: 17419,
  Location28667: 28667,
  Location28724: 28724,
  Location28818: 28818,
  Location31249: 31249,
  Location31253: 31253,
  Location31254: 31254,
  Location31256: 31256,
  Location31271: 31271,
  Location31275: 31275,
  Location31276: 31276,
  Location31324: 31324,
  Location31325: 31325,
  Location31394: 31394,
  Location31395: 31395,
  Location40323: 40323,
  Location40324: 40324,
  Location40414: 40414,
  Location40415: 40415,
  Location40573: 40573,
  Location40601: 40601,
  Location40602: 40602,
  Location51024: 51024,
  Location51091: 51091,
  Location51132: 51132,
  Location51181: 51181,
  Location51183: 51183,
  Location51185: 51185,
  Location51199: 51199,
  Location51108: 51108,
  Location51246: 51246,
  Location51272: 51272,
  Location4890500: 4890500,
  Location5107200: 5107200,
  Location5107201: 5107201,
} as const;

export type CodeName = keyof typeof codes;

/** The name of a code; those that this server never uses are told by their number. */
export const codeNameOf = (code: number): string =>
  Object.entries(codes).find(([, known]) => known === code)?.[0] ?? `Location${code}`;

/** An error that the client is told of as the server does: `{ ok: 0, code, codeName, errmsg }` or one entry of `writeErrors`. */
export class CommandError extends Error {
  readonly code: number;

  /** @param details further fields of the answer, such as `keyPattern` and `keyValue`. */
  constructor(
    readonly codeName: CodeName,
    message: string,
    readonly details: Document = {},
  ) {
    super(message);
    this.code = codes[codeName];
  }
}

/** What the real server can do and this one does not: said, instead of answering wrongly. */
export const notImplemented = (what: string): CommandError =>
  new CommandError('NotImplemented', `${what} is not implemented by this embedded server`);
