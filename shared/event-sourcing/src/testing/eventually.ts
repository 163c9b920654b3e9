/**
 * Asks until it holds, an error counting as "not yet"; fails after `within` milliseconds. They are many: a busy machine is no
 * failure.
 */
export const eventually = async (holds: () => boolean | Promise<boolean>, within = 30_000): Promise<void> => {
  const giveUp = Date.now() + within;
  const isSo = async (): Promise<boolean> => holds();
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > giveUp) throw new Error(`this did not come true within ${within} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
