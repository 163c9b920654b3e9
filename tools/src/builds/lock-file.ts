interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

/** The packages of others that a package-lock.json names, each with its place, version and hash. */
const packagesOf = (lock: string): readonly string[] => {
  const { packages } = JSON.parse(lock) as { readonly packages: Readonly<Record<string, Locked>> };
  return Object.entries(packages)
    .filter(([place, { link }]) => place.includes('node_modules/') && !link)
    .map(([place, { version, integrity }]) => `${place} ${version} ${integrity}`);
};

/** Whether what one package-lock.json names is all in what was installed by another one. */
export const isInstalledBy = (installed: string, needed: string): boolean => {
  const there = new Set(packagesOf(installed));
  return packagesOf(needed).every((one) => there.has(one));
};
