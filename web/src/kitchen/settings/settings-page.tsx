import { answered, api } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { PageTitle } from '../../ui/page-title.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { useStore } from '../store.js';
import { SettingsForm } from './settings-form-view.js';
import { StatusCard } from './status-card.js';
import { texts } from './texts.js';

/** Whether the store takes orders, and how. */
const SettingsPage = ({ storeId }: { readonly storeId: number }) => {
  const store = useStore(storeId);
  const settings = useRead(`settings ${storeId}`, () =>
    answered(api.GET('/stores/{storeId}/settings', { params: { path: { storeId } } })),
  );
  const problem = store.problem.value ?? settings.problem.value;
  const reload = (): void => {
    void store.reload();
    void settings.reload();
  };
  return (
    <>
      <PageTitle>{texts('title')}</PageTitle>
      <ProblemNote of={problem} onRetry={reload} />
      {!problem && !(store.data.value && settings.data.value) && <Loading />}
      {store.data.value && <StatusCard store={store.data.value} reload={store.reload} />}
      {settings.data.value && (
        <SettingsForm storeId={storeId} settings={settings.data.value} reloadStore={store.reload} />
      )}
    </>
  );
};

export default SettingsPage;
