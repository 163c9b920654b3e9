import { useState } from 'preact/hooks';
import { ALREADY, orAlready, type Words } from '../../api/already.js';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { money, smallestAmount, when } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { whenRight } from '../../ui/field.js';
import { InputField } from '../../ui/input-field.js';
import { ProblemNote } from '../../ui/problem.js';
import { leftToRefund, type PaymentView } from './payments-sought.js';
import { say } from './texts.js';

/** That somebody else gave back all of it; who and when, where that can be read. */
const refundedAlready = async (paymentId: number): Promise<Words> => {
  const read = answered(api.GET('/payments/{paymentId}', { params: { path: { paymentId } } }));
  const last = await read.then(
    ({ refunds }) => refunds.at(-1),
    () => undefined,
  );
  return () => (last ? say('refundedAlreadyBy', { by: last.by, at: when(last.at) }) : say('refundedAlready'));
};

/** Gives money back, all that is left or a part of it, for a reason. */
export const RefundForm = ({ payment }: { readonly payment: PaymentView }) => {
  const { paymentId, currency } = payment;
  const left = leftToRefund(payment);
  const [isPart, setPart] = useState(false);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState<number | null>(null);
  const refund = useCommand((headers, body: { amount: number; reason: string }, isAll: boolean) =>
    orAlready(
      answered(api.POST('/payments/{paymentId}/refund', { params: { path: { paymentId }, header: headers }, body })),
      ({ code, left: isLeft }) =>
        isAll && code === 'REFUND_TOO_HIGH' && isLeft === 0 ? refundedAlready(paymentId) : null,
    ),
  );
  const send = async (): Promise<void> => {
    const back = isPart ? Number(amount) : left;
    setAsked(null);
    // The amount that was seen, also where it is all: what somebody else gave back meanwhile is told, not taken off in silence.
    const done = await refund.run({ amount: back, reason: reason.trim() }, !isPart);
    if (!done) return;
    if (done !== ALREADY) setAsked(back);
    setAmount('');
    setReason('');
  };
  const refused = (name: string) => refund.problem.value?.errors?.find(({ field }) => field === name);
  return (
    <>
      <p role="status">{asked === null ? '' : say('asked', { amount: money(asked, currency) })}</p>
      {left === 0 ? (
        <>
          <ProblemNote of={refund.problem.value} />
          <p class="soft">{say('nothingLeft')}</p>
        </>
      ) : (
        <form noValidate onSubmit={whenRight(() => void send())}>
          <fieldset>
            <legend>{say('howMuch')}</legend>
            <label class="check">
              <input type="radio" name="much" checked={!isPart} onChange={() => setPart(false)} />
              {say('all', { left: money(left, currency) })}
            </label>
            <label class="check">
              <input type="radio" name="much" checked={isPart} onChange={() => setPart(true)} />
              {say('part')}
            </label>
            {isPart ? (
              <InputField
                label={say('part')}
                refused={refused('amount')}
                type="number"
                required
                min={smallestAmount}
                max={left}
                step={smallestAmount}
                value={amount}
                onText={setAmount}
              />
            ) : (
              <p class="soft small">{say('cancels')}</p>
            )}
          </fieldset>
          <InputField
            label={say('whyLabel')}
            refused={refused('reason')}
            required
            maxLength={200}
            value={reason}
            onText={setReason}
          />
          <ProblemNote of={refund.problem.value} />
          <CommandButton command={refund} kind="main" submit>
            {isPart && !(Number(amount) > 0)
              ? say('sendPlain')
              : say('send', { amount: money(isPart ? Number(amount) : left, currency) })}
          </CommandButton>
        </form>
      )}
    </>
  );
};
