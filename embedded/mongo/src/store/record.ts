/** A stored document. The bytes are replaced as a whole and never changed, so a cursor may keep them. */
export interface StoredRecord {
  /** Its place in natural order, and its key in the storage. */
  readonly number: number;
  /** valueKey of its `_id`. */
  readonly idKey: string;
  bytes: Buffer;
}
