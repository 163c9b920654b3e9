import type { Fulfilment } from '@doremi/domain';
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
