import type { OpenApiDocument } from '@doremi/shared/http/openapi/document';
import { describesItself } from '@doremi/shared/testing/documented';
import { OperatorBench } from '../testing/operator-bench.js';

const bench = new OperatorBench();
const document = async () => (await (await fetch(`${bench.url}/openapi.json`)).json()) as OpenApiDocument;

describesItself(document, () => false);
