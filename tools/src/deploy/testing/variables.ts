import { DECLARED_SETTINGS } from '@doremi/process/testing';

/** Read by Node itself. */
const NODE = ['NODE_EXTRA_CA_CERTS', 'NODE_ENV'];

/** The names of all environment variables that some process of ours reads. */
export const variablesRead = (): string[] => [...Object.keys(DECLARED_SETTINGS), ...NODE];
