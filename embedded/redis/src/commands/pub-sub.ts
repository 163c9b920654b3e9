import { Push, type Reply, Sequence } from '../resp/reply.js';
import type { Session } from '../session.js';
import type { Command, Commands } from './command.js';

type Kind = 'channels' | 'patterns';

const subscribe = (name: string, kind: Kind): Command => ({
  arity: -2,
  outsideMulti: true,
  whileSubscribed: true,
  run: (targets, session) => {
    session.pubSub.join(session);
    return answerEach(name, targets, session, (target) => session[kind].add(target));
  },
});

/** Without arguments it ends every subscription of its kind, and answers once even when there is none. */
const unsubscribe = (name: string, kind: Kind): Command => ({
  arity: -1,
  outsideMulti: true,
  whileSubscribed: true,
  run: (targets, session) => {
    const ended = targets.length > 0 ? targets : [...session[kind]];
    if (ended.length === 0) return new Push([name, null, session.subscriptions]);
    return answerEach(name, ended, session, (target) => session[kind].delete(target));
  },
});

const answerEach = (
  name: string,
  targets: readonly string[],
  session: Session,
  apply: (target: string) => void,
): Reply => {
  const replies = targets.map((target) => {
    apply(target);
    return new Push([name, target, session.subscriptions]);
  });
  if (session.subscriptions === 0) session.pubSub.leave(session);
  return new Sequence(replies);
};

export const pubSubCommands: Commands = {
  subscribe: subscribe('subscribe', 'channels'),
  psubscribe: subscribe('psubscribe', 'patterns'),
  unsubscribe: unsubscribe('unsubscribe', 'channels'),
  punsubscribe: unsubscribe('punsubscribe', 'patterns'),
  publish: { arity: 3, run: ([channel = '', message = ''], { pubSub }) => pubSub.publish(channel, message) },
};
