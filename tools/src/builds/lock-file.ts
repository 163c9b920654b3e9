interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

/** The packages of others that a package-lock.json names, each with its place, version and hash: two that say the same install the same. */
export const packagesOf = (lock: string): string => {
  const { packages } = JSON.parse(lock) as { readonly packages: Readonly<Record<string, Locked>> };
  return Object.entries(packages)
    .filter(([place, { link }]) => place.includes('node_modules/') && !link)
    .map(([place, { version, integrity }]) => `${place} ${version} ${integrity}`)
    .sort()
    .join('\n');
};
