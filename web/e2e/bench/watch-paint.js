/**
 * Runs in the page: writes down in `painted` when each ticket was painted in a column, or gone. An order's column is where its ticket
 * is; a paint is over when a task runs that was made in the frame.
 */
export const watchPaint = () => {
  globalThis.painted = [];
  const columnOf = (orderId) =>
    document
      .querySelector(`article.ticket[data-order="${orderId}"]`)
      ?.closest('[data-name]')
      ?.getAttribute('data-name') ?? 'gone';
  const known = new Map();
  const ordersIn = (node) =>
    node instanceof Element
      ? [node, ...node.querySelectorAll('[data-order]')].flatMap(({ dataset }) => dataset?.order ?? [])
      : [];
  new MutationObserver((records) => {
    const touched = new Set(
      records.flatMap(({ addedNodes, removedNodes }) => [...addedNodes, ...removedNodes].flatMap(ordersIn)),
    );
    const moved = [...touched]
      .map((orderId) => ({ orderId: Number(orderId), column: columnOf(orderId) }))
      .filter(({ orderId, column }) => known.get(orderId) !== column);
    for (const { orderId, column } of moved) known.set(orderId, column);
    if (moved.length === 0) return;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => globalThis.painted.push(...moved.map((one) => ({ ...one, at: Date.now() })));
      port2.postMessage(null);
    });
  }).observe(document.body, { childList: true, subtree: true });
};
