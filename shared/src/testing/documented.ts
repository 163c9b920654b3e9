import { expect, test } from '@jest/globals';
import { accessTo } from '../http/auth/access.js';
import type { RouteKey } from '../http/openapi/answers/chapter.js';
import { documentedKeys, keyOf, type OpenApiDocument } from '../http/openapi/document.js';
import { processRoutes } from '../http/openapi/process-routes.js';
import { keysOf } from './contract.js';
import { examplesOf } from './examples.js';

/**
 * What every process owes whoever reads its part of the document: all of its own routes (`isOwn`) and those of every
 * process, each with a method name and examples, and none that is not there.
 */
export const describesItself = (document: () => Promise<OpenApiDocument>, isOwn: (key: RouteKey) => boolean): void => {
  test('every route is documented, and no route that is not there', async () => {
    const ofEveryProcess: readonly string[] = processRoutes.map(keyOf);
    const keys = documentedKeys().filter((key) => ofEveryProcess.includes(key) || isOwn(key));
    expect(keysOf(await document()).sort()).toEqual(keys.sort());
  });

  test('every route is for whom the table of access says, and stands there', async () => {
    const { paths } = await document();
    const sorted = (who: unknown) => (Array.isArray(who) ? [...(who as readonly string[])].sort() : [who]);
    for (const [path, operations] of Object.entries(paths))
      for (const [method, operation] of Object.entries(operations)) {
        const who = accessTo(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, '7'))?.who;
        expect({ method, path, who: sorted(operation['x-roles']) }).toEqual({ method, path, who: sorted(who) });
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
