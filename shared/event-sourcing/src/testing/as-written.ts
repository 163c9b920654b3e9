import type { Upcast } from '../recorded.js';

/** Leaves every event in the shape in which it was written. */
export const asWritten: Upcast = (type, _, data) => ({ type, data });
