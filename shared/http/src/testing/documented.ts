import { expect, test } from '@jest/globals';
import { access, accessTo, type AccessKey } from '../auth/access.js';
import { keyOf, type OpenApiDocument } from '../openapi/document.js';
import { processRoutes } from '../openapi/process-routes.js';
import { keysOf } from './contract.js';
import { examplesOf } from './examples.js';

/** What is in no document: the gateway's own pages, what describes the rest, and whatever comes where a star stands. */
const UNDOCUMENTED: readonly AccessKey[] = ['GET /', 'GET /auth.json', 'GET /openapi.json'];
const isDocumented = (key: AccessKey): boolean => !UNDOCUMENTED.includes(key) && !key.endsWith('*');

/**
 * What every process owes whoever reads its part of the document: all of its own routes in the table of access (`isOwn`) and
 * those of every process, each with a method name and examples, and none that is not in the table.
 */
export const describesItself = (document: () => Promise<OpenApiDocument>, isOwn: (key: AccessKey) => boolean): void => {
  test("every route of the table of access is there, and no other but the operator's, which share a line", async () => {
    const ofEveryProcess: readonly string[] = processRoutes.map(keyOf);
    const keys = (Object.keys(access) as AccessKey[]).filter(
      (key) => ofEveryProcess.includes(key) || (isOwn(key) && isDocumented(key)),
    );
    const found = keysOf(await document()).filter((key) => !key.includes(' /ops/'));
    expect(found.sort()).toEqual(keys.sort());
  });

  test('every route is for whom the table of access says, and stands there', async () => {
    const { paths } = await document();
    const sorted = (roles: unknown) => (Array.isArray(roles) ? [...(roles as readonly string[])].sort() : [roles]);
    for (const [path, operations] of Object.entries(paths))
      for (const [method, operation] of Object.entries(operations)) {
        const roles = accessTo(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, '7'))?.roles;
        expect({ method, path, roles: sorted(operation['x-roles']) }).toEqual({ method, path, roles: sorted(roles) });
      }
  });

  test('every operation has a method name of its own', async () => {
    const { paths } = await document();
    const names = Object.values(paths).flatMap((operations) => Object.values(operations).map((one) => one.operationId));
    expect(names.filter((name) => !/^[a-z]+([A-Z][a-z]+)+$/.test(String(name)))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('every body has an example that a stock validator takes', async () => {
    const { count, faults } = examplesOf(await document());
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(20);
  });
};
