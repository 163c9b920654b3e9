/** A setting that is missing or makes no sense; the message names it. */
export class SettingError extends Error {}

export type Environment = Readonly<Record<string, string | undefined>>;
