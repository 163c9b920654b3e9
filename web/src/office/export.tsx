import { answered, api } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { day as dayInWords } from '../texts/formats.js';
import { CommandButton } from '../ui/button.js';
import { ProblemNote } from '../ui/problem.js';
import { say } from './export.texts.js';

const save = (csv: string, name: string): void => {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** Of what a day is exported, and by which route. */
const ROUTES = { orders: '/sales/export', payments: '/payments/export' } as const;

interface Props {
  readonly of: keyof typeof ROUTES;
  readonly day: string;
  readonly storeId: number | undefined;
}

/** Saves what was of a day as a file. It is asked for as everything else is: a link would not say who asks. */
export const ExportButton = ({ of, day, storeId }: Props) => {
  const fetching = useCommand((_, asked: string, store: number | undefined) =>
    answered(
      api.GET(ROUTES[of], {
        params: { query: { day: asked, ...(store !== undefined && { storeId: store }) } },
        parseAs: 'text',
      }),
    ).then(String),
  );
  const get = async (): Promise<void> => {
    const csv = await fetching.run(day, storeId);
    if (csv !== undefined) save(csv, `${of}-${storeId === undefined ? day : `${day}-${storeId}`}.csv`);
  };
  return (
    <>
      <CommandButton command={fetching} label={say(of, { day: dayInWords(day) })} onClick={() => void get()}>
        {say('export')}
      </CommandButton>
      <ProblemNote of={fetching.problem.value} />
    </>
  );
};

interface OfChosenProps {
  readonly of: keyof typeof ROUTES;
  readonly filters: { readonly day?: string; readonly store?: string };
}

/** The same of the day that a list is of, in the store that it is of; says what to do where it is of no day. */
export const ExportOfChosen = ({ of, filters: { day, store } }: OfChosenProps) => (
  <div class="row small">
    {day === undefined ? (
      <span class="soft">{say('chooseDay')}</span>
    ) : (
      <ExportButton of={of} day={day} storeId={store === undefined ? undefined : Number(store)} />
    )}
  </div>
);
