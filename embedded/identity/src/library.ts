import type * as Library from 'oidc-provider';

/**
 * oidc-provider, without the notice that it gives on every start under Node 20: it is made for newer ones, and what is
 * used of it here is tested on this one.
 */
export const loadLibrary = async (): Promise<typeof Library> => {
  const terminal = globalThis.console;
  const warn = terminal.warn.bind(terminal);
  terminal.warn = () => undefined;
  try {
    return await import('oidc-provider');
  } finally {
    terminal.warn = warn;
  }
};
