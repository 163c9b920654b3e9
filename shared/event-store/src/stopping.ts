interface Subscription {
  unsubscribe(): Promise<void>;
  destroy(): unknown;
  on(event: 'error', listener: () => void): unknown;
}

/**
 * How to end a subscription of the client. It may fail at any time after nobody listens any more, and unsubscribing from
 * one that never got a connection fails as well: neither is news to anybody.
 */
export const stopping = (subscription: Subscription): (() => void) => {
  subscription.on('error', () => undefined);
  return () => {
    void subscription
      .unsubscribe()
      .catch(() => undefined)
      .then(() => subscription.destroy());
  };
};
