/** Two may make the same document at once: the other one's is as good. Throws any other fault again. */
export const ignoreDuplicate = (error: unknown): void => {
  if ((error as { code?: unknown }).code !== 11_000) throw error;
};
