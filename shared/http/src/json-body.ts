import express, { type Request } from 'express';
import { HttpFault } from './http-fault.js';

/** The most a body may hold. */
export const BODY_LIMIT_BYTES = 100_000;

/** Reads any body as bytes; jsonBody() then says whether it is acceptable. */
export const rawBody = express.raw({ type: () => true, limit: BODY_LIMIT_BYTES });

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * The body as a JSON object. An empty body is an empty object, whatever its content type says.
 * Faults: 415 UNSUPPORTED_MEDIA_TYPE, 400 BODY_NOT_JSON, 400 BODY_NOT_OBJECT.
 */
export const jsonBody = (request: Request): Record<string, unknown> => {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return {};
  if (!JSON_TYPE.test(request.get('Content-Type') ?? ''))
    throw new HttpFault(415, 'UNSUPPORTED_MEDIA_TYPE', 'send the body as application/json');
  const body = parse(bytes);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new HttpFault(400, 'BODY_NOT_OBJECT', 'the body must be a JSON object');
  return body as Record<string, unknown>;
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch {
    throw new HttpFault(400, 'BODY_NOT_JSON', 'the body is not valid JSON in UTF-8');
  }
};
