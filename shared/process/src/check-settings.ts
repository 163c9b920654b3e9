import { distance } from 'fastest-levenshtein';
import { DECLARED_SETTINGS } from './declared-settings.js';
import { type Environment, SettingError } from '@doremi/http/settings';
import { readSettings } from './read-settings.js';

const SETTING_NAMES: readonly string[] = Object.keys(DECLARED_SETTINGS);

export interface Checked {
  /** What keeps every process from starting: the setting, its value and what is allowed. */
  readonly errors: readonly string[];
  /** What is most likely meant to be a setting, and is none. */
  readonly warnings: readonly string[];
}

/**
 * Checks all settings at once, also those that another process reads: whoever starts the first one is told.
 */
export const checkSettings = (env: Environment): Checked => {
  const checks = Object.entries(DECLARED_SETTINGS).map(
    ([name, { check }]) =>
      () =>
        check(env, name),
  );
  const errors = [...checks, () => readSettings(env)].flatMap(errorOf);
  const warnings = Object.keys(env).flatMap((name) => {
    const meant = DECLARED_SETTINGS[name] === undefined ? nearestTo(name) : undefined;
    return meant === undefined ? [] : [`${name} is no setting, and is left alone; ${meant} is one`];
  });
  return { errors: [...new Set(errors)], warnings };
};

const errorOf = (check: () => unknown): string[] => {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    return [error.message];
  }
};

/** A slip of the finger or two, and no more than a quarter of the name: other programs have variables too. */
const slipsIn = (name: string): number => Math.min(2, Math.floor(name.length / 4));

/** Families of names in which everything is ours. */
const FAMILIES = ['RATE_LIMIT', 'OIDC_'];

/** The setting that a name is nearest to, where it is near one. */
const nearestTo = (name: string): string | undefined => {
  const isOurs = FAMILIES.some((family) => name.startsWith(family));
  // What is longer or shorter by more than the slips can't be near: most variables are compared with nothing.
  const alike = SETTING_NAMES.filter((known) => isOurs || Math.abs(known.length - name.length) <= slipsIn(name));
  const [nearest] = alike.map((known) => ({ known, far: distance(name, known) })).sort((a, b) => a.far - b.far);
  return nearest && (isOurs || nearest.far <= slipsIn(name)) ? nearest.known : undefined;
};
