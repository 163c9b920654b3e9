import express, { type Request, type Response } from 'express';
import { HttpFault } from './http-fault.js';

/** The most a body may hold. */
export const BODY_LIMIT_BYTES = 100_000;

const NOTHING = Buffer.alloc(0);

/**
 * Reads any body as bytes; jsonBody() then says whether it is acceptable. Throws what becomes 413 where there are too many,
 * and 400 or 415 where they don't come or can't be unpacked.
 */
export const readBody = async (request: Request, response: Response): Promise<Buffer> => {
  const { 'content-length': length, 'content-encoding': encoding, 'transfer-encoding': transfer } = request.headers;
  if (transfer !== undefined || encoding !== undefined || Number(length) > BODY_LIMIT_BYTES)
    return unpacked(request, response);
  return length === undefined || length === '0' ? NOTHING : received(request);
};

/** The bytes as they come. Node hands on as many as were announced, or says that the client is gone. */
const received = (request: Request): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => parts.push(part))
      .once('end', () => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)))
      .once('error', () => reject(new HttpFault(400, 'REQUEST_INVALID', 'the body did not come to its end')));
  });

const raw = express.raw({ type: () => true, limit: BODY_LIMIT_BYTES });

/** Whatever is less plain is Express' business: bodies in chunks, compressed or too large. */
const unpacked = (request: Request, response: Response): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    raw(request, response, (error: unknown) => {
      const bytes: unknown = request.body;
      if (error instanceof Error) reject(error);
      else resolve(Buffer.isBuffer(bytes) ? bytes : NOTHING);
    });
  });

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * The body as a JSON object. An empty body is an empty object, whatever its content type says.
 * Faults: 415 UNSUPPORTED_MEDIA_TYPE, 400 BODY_NOT_JSON, 400 BODY_NOT_OBJECT.
 */
export const jsonBody = (bytes: Buffer, contentType = ''): Record<string, unknown> => {
  if (bytes.length === 0) return {};
  if (!JSON_TYPE.test(contentType))
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
