import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useLocation } from 'wouter-preact';

/** What the page that is shown is called; null until it knows. */
export const pageTitle = signal<string | null>(null);

/** The path whose title was shown last; what had the focus when it was left, and whether that was to go back. */
let shownPath: string | null = null;
let leftFrom: Element | null = null;
let isBack = false;

/** Notes where somebody was when they went to another page: for whoever shows the pages. */
export const useNavigation = (path: string): void => {
  useLayoutEffect(() => {
    shownPath ??= path;
    leftFrom = document.activeElement;
  }, [path]);
  useEffect(() => {
    const back = (): void => void (isBack = true);
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
};

/** As a browser does with a page that it loads; back on a former one it is where it was. */
const arrive = (title: HTMLElement): void => {
  if (!isBack && !location.hash) scrollTo(0, 0);
  isBack = false;
  // Whoever has gone on meanwhile stays there; the body has the focus where what had it is gone.
  if ([leftFrom, document.body].includes(document.activeElement)) title.focus({ preventScroll: true });
};

interface Props {
  readonly as?: 'h1' | 'h2';
  readonly class?: string;
  readonly id?: string;
  readonly children: ComponentChildren;
}

/**
 * What a page is called, as its heading and in the browser's title. Who comes from another page gets the focus there, so that
 * a screen reader says where they are: without that, nothing does.
 */
export const PageTitle = ({ as: Heading = 'h1', children, ...rest }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const [path] = useLocation();
  useEffect(() => {
    const text = heading.current?.textContent.trim();
    if (!heading.current || !text) return;
    pageTitle.value = text;
    if (path === shownPath) return;
    shownPath = path;
    arrive(heading.current);
  });
  useEffect(() => () => void (pageTitle.value = null), []);
  return (
    <Heading {...rest} ref={heading} tabIndex={-1}>
      {children}
    </Heading>
  );
};
