import type { OpenApiDocument } from '@doremi/http';
import { describesItself } from '@doremi/http/testing';
import { withCommandApi } from './testing/command-api.js';

const { call } = withCommandApi();
const document = async () => (await call('GET', '/openapi.json')).body as object as OpenApiDocument;

describesItself(document, (key) => !key.startsWith('GET '));
