/** Something that is opened by whoever needs it first, and then shared; `opened` is null while nobody did. */
export const openOnce = <Opened>(how: () => Promise<Opened>) => {
  let opening: Promise<Opened> | null = null;
  return {
    open: (): Promise<Opened> => (opening ??= how()),
    opened: (): Promise<Opened> | null => opening,
  };
};
