import type { OpenApiDocument } from '@doremi/http';
import { describesItself } from '@doremi/http/testing';
import { OperatorBench } from '../testing/operator-bench.js';

const bench = new OperatorBench();
const document = async () => (await (await fetch(`${bench.url}/openapi.json`)).json()) as OpenApiDocument;

describesItself(document, () => false);
