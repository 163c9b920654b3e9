interface Named {
  readonly storeId: number;
  readonly storeName: string;
}

/** A store by its name and number, once each. */
export const labelOf = ({ storeId, storeName }: Named): string =>
  storeName.includes(String(storeId)) ? storeName : `${storeName} (${storeId})`;

/** The same of a number; of one that is not known, the number. */
export const storeLabel = (stores: readonly Named[] | undefined, storeId: number): string => {
  const store = stores?.find((one) => one.storeId === storeId);
  return store ? labelOf(store) : String(storeId);
};
