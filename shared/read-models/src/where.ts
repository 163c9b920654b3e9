/** A condition on one field. */
interface Comparison<Value> {
  readonly $gt?: Value;
  readonly $gte?: Value;
  readonly $lt?: Value;
  readonly $lte?: Value;
  readonly $ne?: Value;
  readonly $in?: readonly Value[];
  readonly $nin?: readonly Value[];
}

/** A list is found by any of its items. */
type ItemOf<Value> = Value extends readonly (infer Item)[] ? Item : never;

/** A filter over a read model's documents: the part of MongoDB's language that indexes serve. */
export type Where<Document> = {
  readonly [Field in keyof Document]?: Document[Field] | ItemOf<Document[Field]> | Comparison<Document[Field]>;
} & { readonly $or?: readonly Where<Document>[]; readonly $and?: readonly Where<Document>[] };

/** Fields in order of weight; 1 ascending, -1 descending. The last one should be unique. */
export type Sort<Document> = readonly (readonly [field: keyof Document & string, direction: 1 | -1])[];

export interface Query<Document> {
  readonly where?: Where<Document>;
  readonly sort?: Sort<Document>;
  /** The values of the sort fields of the last document of the page before. */
  readonly after?: readonly unknown[];
  readonly limit?: number;
}

/**
 * The documents that come after these values in the sort order: less by no field before, and beyond in the first
 * that differs. Pages stay right while documents are added, and cost the same however deep they are.
 */
export const seek = <Document>(sort: Sort<Document>, after: readonly unknown[]): Where<Document> => {
  const branches = sort.map(([field, direction], index) => ({
    ...Object.fromEntries(sort.slice(0, index).map(([before], place) => [before, after[place]])),
    [field]: direction === 1 ? { $gt: after[index] } : { $lt: after[index] },
  }));
  return { $or: branches } as unknown as Where<Document>;
};

/** `where` and `after` as one filter. */
export const filterOf = <Document>({ where = {}, sort = [], after }: Query<Document>): object =>
  after === undefined || sort.length === 0 ? where : { $and: [where, seek(sort, after)] };
