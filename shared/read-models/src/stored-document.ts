import { hash } from 'node:crypto';
import type { Position } from '@doremi/event-sourcing';
import type { Changed } from './changes.js';

/** A document as it is stored: under its key, with the position of the last event folded into it, and a hash of the rest. */
export interface StoredDocument {
  readonly _id: string;
  readonly _position: Position;
  /** None where a release wrote it that knew of none, or somebody by hand. */
  readonly _hash?: string;
}

/** What tells a document from another one of its key without reading it. */
export interface Fingerprint {
  readonly key: string;
  readonly position: Position;
  /** The same for the same content, written at the same position; null where nothing is known of the content. */
  readonly hash: string | null;
}

/** Half of SHA-256 and a bit; base64url. */
const HASH_LENGTH = 22;

/**
 * A hash says of which position it is: a release that knows of none takes it for a field of the document, and carries it
 * on to content that it is not of. The lower half of the commit position tells two writes of a document apart, unless
 * there is an exact multiple of 4 GiB of log between them.
 */
const markOf = (position: Position): string => position.slice(8, 16);

/** Of the document as it is written; the order of its fields counts, so that the same content may have two hashes. */
const hashOf = (document: object, position: Position): string =>
  markOf(position) + hash('sha256', JSON.stringify(document), 'base64url').slice(0, HASH_LENGTH);

/** What is stored beside the fields of a document. */
export const storedWith = (document: object, position: Position): Omit<StoredDocument, '_id'> => ({
  _position: position,
  _hash: hashOf(document, position),
});

/** The document as it was folded: without anything that is stored beside it. */
export const contentOf = ({ _id, _position, _hash, ...document }: StoredDocument): Changed<object> => ({
  key: _id,
  position: _position,
  document,
});

/** The fields that a fingerprint is made of. */
export const FINGERPRINT_FIELDS = { _position: 1, _hash: 1 } as const;

export const fingerprintOf = ({ _id, _position, _hash }: StoredDocument): Fingerprint => ({
  key: _id,
  position: _position,
  hash: isOf(_position, _hash) ? _hash : null,
});

/** Neither is what it should be where somebody changed it by hand. */
const isOf = (position: unknown, hashed: unknown): hashed is string =>
  typeof position === 'string' && typeof hashed === 'string' && hashed.startsWith(markOf(position as Position));
