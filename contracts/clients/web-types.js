/**
 * The types that the pages ask with (`web/src/api/schema.d.ts`), made of the API's document: what is answered where all is well. The
 * client reads problems by their code, and sets the headers that every request has.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { System } from '@doremi/tools';

const here = fileURLToPath(new URL('.', import.meta.url));
export const WEB_TYPES = join(here, '../../web/src/api/schema.d.ts');

const SET_BY_THE_CLIENT = ['Actor', 'CorrelationId', 'EventPosition', 'LastEventId', 'IfNoneMatch'];
const isAsked = ({ $ref = '' }) => !SET_BY_THE_CLIENT.some((name) => $ref.endsWith(`/${name}`));

/** The document without problems and without headers of answers. */
const asPagesNeedIt = ({ paths, components, ...document }) => ({
  ...document,
  paths: Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, { parameters = [], responses, ...operation }]) => [
          method,
          {
            ...operation,
            parameters: parameters.filter(isAsked),
            responses: Object.fromEntries(
              Object.entries(responses)
                .filter(([status]) => status.startsWith('2'))
                .map(([status, { headers: _, ...response }]) => [status, response]),
            ),
          },
        ]),
      ),
    ]),
  ),
  components: {
    ...components,
    headers: {},
    schemas: Object.fromEntries(Object.entries(components.schemas).filter(([name]) => !name.startsWith('Problem'))),
  },
});

/** What openapi-typescript makes of the document of a running system. */
export const typesOf = async (document) => {
  const folder = mkdtempSync(join(tmpdir(), 'doremi-web-types-'));
  try {
    const [from, to] = [join(folder, 'openapi.json'), join(folder, 'schema.d.ts')];
    writeFileSync(from, JSON.stringify(asPagesNeedIt(document)));
    await promisify(execFile)('node_modules/.bin/openapi-typescript', [from, '-o', to], { cwd: here });
    return readFileSync(to, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const system = await System.start();
  try {
    writeFileSync(WEB_TYPES, await typesOf(await (await fetch(`${system.url}/docs/openapi.json`)).json()));
  } finally {
    await system.remove();
  }
}
