import { findElement } from '../bson/raw.js';
import { readDocument, readValue } from '../bson/read.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf } from '../bson/value.js';

/** A field name in both forms that a look-up may need. */
export interface FieldName {
  readonly text: string;
  readonly utf8: Buffer;
}

export const fieldName = (text: string): FieldName => ({ text, utf8: Buffer.from(text) });

/** What a filter is tested against. */
export interface Subject {
  field(name: FieldName): Value | undefined;
  document(): Document;
}

/** A stored document: only the fields asked for are decoded. */
export class EncodedSubject implements Subject {
  constructor(private readonly bytes: Buffer) {}

  field(name: FieldName): Value | undefined {
    const element = findElement(this.bytes, name.utf8);
    return element && readValue(this.bytes, element.type, element.value);
  }

  document(): Document {
    return readDocument(this.bytes);
  }
}

/** A stored document that is asked for the same fields more than once, as its indexes do. */
export class RememberedSubject extends EncodedSubject {
  private readonly known = new Map<string, Value | undefined>();

  override field(name: FieldName): Value | undefined {
    const known = this.known.get(name.text);
    if (known !== undefined || this.known.has(name.text)) return known;
    const value = super.field(name);
    this.known.set(name.text, value);
    return value;
  }
}

/** A document that is decoded already, such as an element of an array. */
export class DecodedSubject implements Subject {
  constructor(private readonly decoded: Document) {}

  field(name: FieldName): Value | undefined {
    return fieldOf(this.decoded, name.text);
  }

  document(): Document {
    return this.decoded;
  }
}
