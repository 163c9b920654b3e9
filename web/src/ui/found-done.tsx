import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { foundDone } from '../api/already.js';
import { common } from '../texts/common.js';

/** Says what was done already by somebody who was quicker, without alarm: until the next thing is done here, or somebody has read it. */
export const FoundDone = () => {
  const [path] = useLocation();
  const forget = (): void => void (foundDone.value = null);
  useEffect(() => forget, [path]);
  return (
    <div class="found-done" role="status">
      {foundDone.value && (
        <>
          <p>{foundDone.value()}</p>
          <button type="button" class="quiet" aria-label={common('close')} onClick={forget}>
            ×
          </button>
        </>
      )}
    </div>
  );
};
