import { answered, api } from '../../api/client.js';
import type { Problem } from '../../api/problem.js';
import { useRead } from '../../api/use-read.js';
import { useLive } from '../../live/use-live.js';
import type { MenuView } from './menu-answers.js';

interface Menu {
  readonly menu: MenuView | undefined;
  readonly isCurrent: boolean;
  readonly problem: Problem | null;
  readonly reload: () => Promise<void>;
}

/** One menu as it is told, or as it was read where that is newer: a stream that was lost says nothing. */
export const useMenu = (menuId: number): Menu => {
  const { documents, isCurrent, refused } = useLive<MenuView>('offers');
  const read = useRead(`menu:${menuId}`, () => answered(api.GET('/menus/{menuId}', { params: { path: { menuId } } })));
  const [told, got] = [documents.value.get(menuId), read.data.value];
  const menu = told && got && got.revision > told.revision ? got : (told ?? got);
  const problem = menu ? refused.value : (read.problem.value ?? refused.value);
  return { menu, isCurrent: isCurrent.value, problem, reload: read.reload };
};
