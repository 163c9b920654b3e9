/** Where a connection string leads, without the credentials, databases and options that it may hold. */
export const addressOf = (url: string): string => /^[\w+.-]+:\/\/(?:[^/?]*@)?([^/?@]+)/.exec(url)?.[1] ?? '?';
