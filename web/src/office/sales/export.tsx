import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { day as dayInWords } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem.js';
import { say } from './texts.js';

const save = (csv: string, name: string): void => {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** Saves the orders of a day as a file. It is asked for as everything else is: a link would not say who asks. */
export const ExportButton = ({ day, storeId }: { readonly day: string; readonly storeId: number | undefined }) => {
  const fetching = useCommand((_, of: string, store: number | undefined) =>
    answered(
      api.GET('/sales/export', {
        params: { query: { day: of, ...(store !== undefined && { storeId: store }) } },
        parseAs: 'text',
      }),
    ).then(String),
  );
  const get = async (): Promise<void> => {
    const csv = await fetching.run(day, storeId);
    if (csv !== undefined) save(csv, say('file', { day: storeId === undefined ? day : `${day}-${storeId}` }));
  };
  return (
    <>
      <CommandButton command={fetching} label={say('exportDay', { day: dayInWords(day) })} onClick={() => void get()}>
        {say('export')}
      </CommandButton>
      <ProblemNote of={fetching.problem.value} />
    </>
  );
};
