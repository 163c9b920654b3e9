import type { Fulfilment, PersonalDetails, Sealed } from '@doremi/domain';
import { type PersonalData, type Shown, shownTo, type Viewer } from '@doremi/personal-data';

/** What is personal of a fulfilment, as somebody who commands is shown it. */
export const shownOf = async (
  personal: PersonalData,
  fulfilment: Fulfilment | null,
  view: { readonly viewer: Viewer; readonly isOver: boolean },
): Promise<Shown> => {
  const sealed = fulfilment?.personal;
  const [opened = null] = sealed ? await personal.openAll([sealed]) : [];
  return shownTo(opened, view);
};

/** Whether an address is among what was sealed of a fulfilment; true as well while no key is to be had. */
export const mayHaveAddress = async (personal: PersonalData, sealed: Sealed): Promise<boolean> => {
  const [opened] = await personal.openAll([sealed]);
  if (!opened || !('value' in opened)) return opened !== undefined && 'unavailable' in opened;
  return (opened.value as PersonalDetails).address !== null;
};
