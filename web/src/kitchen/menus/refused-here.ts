import type { Signal } from '@preact/signals';

/** Which revision of a menu was refused here while another one stays on sale: nothing else tells that it may be taken back. */
export type RefusedHere = Signal<ReadonlyMap<number, number>>;
