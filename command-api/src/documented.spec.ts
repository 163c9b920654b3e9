import type { OpenApiDocument } from '@doremi/shared/http/openapi/document';
import { describesItself } from '@doremi/shared/testing/documented';
import { withCommandApi } from './testing/command-api.js';

const { call } = withCommandApi();
const document = async () => (await call('GET', '/openapi.json')).body as object as OpenApiDocument;

describesItself(document, (key) => !key.startsWith('GET '));
