import { useState } from 'preact/hooks';
import { ALREADY, orAlready } from '../api/already.js';
import { answered, api } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { ago } from '../texts/formats.js';
import { Confirm } from './confirm.js';
import type { Told } from './look-at-models.js';
import { RunbookLink } from './runbook-link.js';
import { texts } from './read-models.texts.js';

/** Says that the log is not the one that was read, and lets somebody accept it who knows what that means. */
export const Mismatch = ({ log, onDone }: { readonly log: Told['log']; readonly onDone: () => Promise<void> }) => {
  const [isAsked, setAsked] = useState(false);
  const [stranded, setStranded] = useState<number | null>(null);
  const accept = useCommand(async (headers) => {
    const accepted = await orAlready(answered(api.POST('/ops/projections/accept-log', { headers })), ({ code }) =>
      code === 'NO_MISMATCH' ? () => texts('acceptAlready') : null,
    );
    if (accepted !== ALREADY) setStranded(accepted.stranded.length);
    return accepted;
  });
  const { mismatch, generation } = log;
  return (
    <>
      {stranded !== null && <p role="status">{texts('accepted', { n: stranded })}</p>}
      {!mismatch && generation > 0 && <p class="soft">{texts('acceptedBefore', { n: generation })}</p>}
      {mismatch && (
        <section class="problem" role="alert" aria-labelledby="mismatch">
          <h2 id="mismatch">{texts('mismatchTitle')}</h2>
          <p>
            {texts('mismatchWhat', {
              position: mismatch.position,
              expected: mismatch.expectedEventId,
              found:
                mismatch.found === null
                  ? texts('mismatchFoundNone')
                  : texts('mismatchFound', { found: mismatch.found }),
              ...{ when: ago(mismatch.provenAt), build: mismatch.build },
            })}
          </p>
          <p class="row">
            <button type="button" class="danger" onClick={() => setAsked(true)}>
              {texts('accept')}
            </button>
            <RunbookLink place="restore-from-backup#restoring" />
          </p>
        </section>
      )}
      {isAsked && (
        <Confirm
          title={texts('acceptTitle')}
          does={texts('accept')}
          isDangerous
          command={accept}
          onClose={() => setAsked(false)}
          onDone={() => void onDone()}
        >
          <p>{texts('acceptWhat')}</p>
          <p>{texts('acceptThen')}</p>
          <p>
            <strong>{texts('acceptFirst')}</strong>
          </p>
        </Confirm>
      )}
    </>
  );
};
