import type * as Jose from 'jose';

let loading: Promise<typeof Jose> | undefined;

/** Loaded where somebody has a token: with AUTH off nobody has. */
export const jose = (): Promise<typeof Jose> => (loading ??= import('jose'));
