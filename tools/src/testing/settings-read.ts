import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** How sources read an environment variable; each pattern captures its name. */
const READS = [
  /\benv(?:ironment)?\.([A-Z][A-Z0-9_]+)\b/g,
  /\benv\['([A-Z][A-Z0-9_]+)'\]/g,
  /(?:Setting|[uU]rl)\(\s*(?:process\.)?env\w*,\s*'([A-Z][A-Z0-9_]+)'/g,
  /\bvariable: '([A-Z][A-Z0-9_]+)'/g,
  /\.env\('([A-Z][A-Z0-9_]+)'\)/g,
  /\{ ([A-Z][A-Z0-9_]+)(?:: \w+)? \} = process\.env/g,
];

/**
 * The environment variables that the sources of a workspace read, without those of its tests: by its process, or by the commands
 * that are run by hand (its `cli.ts`).
 */
export const settingsReadIn = (workspace: string, by: 'process' | 'commands' = 'process'): ReadonlySet<string> => {
  const folders =
    workspace === 'shared' ? readdirSync(join(ROOT, 'shared')).map((name) => join('shared', name)) : [workspace];
  const texts = folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder, 'src'), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, 'src', file),
      ),
    )
    .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|(^|[\\/])testing[\\/]/.test(file))
    .filter((file) => /(^|[\\/])cli\.ts$/.test(file) === (by === 'commands'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'));
  const names = texts.flatMap((text) => READS.flatMap((read) => [...text.matchAll(read)].map(([, name = '']) => name)));
  return new Set(names);
};

/** The settings that all processes share and that a service takes for itself, by its main file: `settings.redisUrl`. */
export const settingsTakenIn = (service: string): ReadonlySet<string> => {
  const main = readFileSync(join(ROOT, service, 'src/main.ts'), 'utf8');
  const names = [...main.matchAll(/\bsettings\.(\w+)\b/g)].map(([, name = '']) =>
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
  );
  return new Set(names);
};

/** The limits that the gateway reads, one for each class of routes that it names. */
export const limitsReadByTheGateway = (): readonly string[] => {
  const classes = readFileSync(join(ROOT, 'gateway/src/rate-limits/route-class.ts'), 'utf8');
  const [, names = ''] = /ROUTE_CLASSES = \[([^\]]+)\]/.exec(classes) ?? [];
  return [...names.matchAll(/\w+/g)].map(([name]) => `RATE_LIMIT_${name.toUpperCase()}`);
};
