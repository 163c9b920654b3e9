/** Walks through the system at this URL; what was paid, and where the order is at the end. */
export type Walk = (baseUrl: string) => Promise<{ readonly total: number; readonly status: string }>;

/** The body of an answer that succeeded; throws with what came instead. */
export const answered = <Data>({ data, error }: { data?: Data; error?: unknown }): NonNullable<Data> => {
  if (data === undefined || data === null) throw new Error(`refused: ${JSON.stringify(error)}`);
  return data;
};
