/**
 * Whom an order is for, and where it goes. STORAGE FORMAT: it is sealed like this in events. Each is null where nobody said it.
 */
export interface PersonalDetails {
  readonly contact: { readonly name: string; readonly phone: string } | null;
  readonly address: {
    readonly line1: string;
    readonly line2: string | null;
    readonly postcode: string | null;
    readonly city: string | null;
  } | null;
  readonly note: string | null;
}
