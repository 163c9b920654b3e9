/** In which unit a span of time is told, and how many of them. */
export const spanOf = (
  seconds: number,
): { readonly amount: number; readonly unit: 'second' | 'minute' | 'hour' | 'day' } => {
  if (seconds < 90)
    return { amount: seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds), unit: 'second' };
  if (seconds < 5_400) return { amount: Math.round(seconds / 60), unit: 'minute' };
  if (seconds < 129_600) return { amount: Math.round(seconds / 3_600), unit: 'hour' };
  return { amount: Math.round(seconds / 86_400), unit: 'day' };
};
