import { readDocument } from '../bson/read.js';
import type { Document } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileFilter } from '../query/matcher.js';
import type { Matcher } from '../query/path-test.js';
import { EncodedSubject } from '../query/subject.js';
import { failureOf } from './failure.js';

/** Holds the documents of a collection to its validator. */
export class Validator {
  private readonly filter: Document;
  private readonly matcher: Matcher | undefined;
  private readonly spares: boolean;

  /** @throws CommandError for what the filter has wrong */
  constructor(
    { validator, validationLevel = 'strict', validationAction = 'error' }: Document,
    private readonly context: ExpressionContext,
  ) {
    this.filter = isDocument(validator) ? validator : {};
    const holds = Object.keys(this.filter).length > 0 && validationLevel !== 'off' && validationAction !== 'warn';
    this.matcher = compileFilter(this.filter, context);
    if (!holds) this.matcher = undefined;
    this.spares = validationLevel === 'moderate';
  }

  private accepts(bytes: Buffer): boolean {
    return this.matcher?.(new EncodedSubject(bytes)) ?? true;
  }

  /**
   * @param before the document that is replaced: at the level `moderate`, one that never was valid may go on like that
   * @throws CommandError 121
   */
  check(bytes: Buffer, before?: Buffer): void {
    if (this.accepts(bytes) || (before && this.spares && !this.accepts(before))) return;
    const document = readDocument(bytes);
    throw new CommandError('DocumentValidationFailure', 'Document failed validation', {
      errInfo: { failingDocumentId: document['_id'] ?? null, details: failureOf(this.filter, document, this.context) },
    });
  }
}
