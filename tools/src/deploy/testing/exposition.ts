/** The labels of each metric that processes expose, by its name; those of one that has no series yet are not known. */
export type Exposed = Readonly<Record<string, readonly string[]>>;

/** What the texts of several `/metrics` come to. */
export const exposedIn = (texts: readonly string[]): Exposed => {
  const exposed: Record<string, string[]> = {};
  for (const text of texts) {
    for (const [, metric = '', type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm))
      for (const end of type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']) exposed[metric + end] ??= [];
    for (const [, metric = '', labels = ''] of text.matchAll(/^(\w+)\{(.*)\} \S+$/gm))
      for (const [, label = ''] of labels.matchAll(/(\w+)="/g))
        if (!exposed[metric]?.includes(label)) exposed[metric]?.push(label);
  }
  return exposed;
};
