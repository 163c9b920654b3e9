/** A browser may have tags that are none, such as that of a system without a language. */
const isKnown = (tag: string): boolean => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
};

/** Where they speak a language as this browser's person does, by the languages of the browser: dates in English differ by ocean. */
export const localeOf = (language: string, ofTheBrowser: readonly string[]): string =>
  ofTheBrowser.find((one) => (one === language || one.startsWith(`${language}-`)) && isKnown(one)) ?? language;
