/** A stored document. The bytes are replaced as a whole and never changed, so a cursor may keep them. */
export interface StoredRecord {
  /** Its place in natural order, and its key in the storage. */
  readonly number: number;
  /** valueKey of its `_id`. */
  readonly idKey: string;
  bytes: Buffer;
}

/**
 * A copy in memory of its own. A message or a slice of Node's shared pool would be kept whole for the sake of one document in it.
 */
export function ownCopy(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}
