import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { type Polled, usePoll } from '../talk/poll.ts';
import { Loaded } from './loaded.tsx';

const EVERY = 5000;
const LIMIT = 10;

/** The query of a page, as events/page.ts has it. */
export interface PageQuery {
  limit: number;
  before?: number;
}

interface Shown<Page> {
  page: Page;
  isNewest: boolean;
}

export interface Pages<Page> {
  polled: Signal<Polled<Shown<Page>>>;
  again: () => void;
  /** Goes to the page before a position, or to the newest; what is shown stays until that is read. */
  turn: (before: number | undefined) => void;
}

/** A list that only grows, newest first, of which one page is shown and read again and again. */
export function usePages<Page>(load: (query: PageQuery) => Promise<Page>): Pages<Page> {
  const at = useRef<number | undefined>(undefined);
  const { polled, again } = usePoll(
    async () => {
      const before = at.current;
      const page = await load({ limit: LIMIT, ...(before !== undefined && { before }) });
      return { page, isNewest: before === undefined };
    },
    EVERY,
    [],
  );
  const turn = (before: number | undefined) => {
    at.current = before;
    again();
  };
  return { polled, again, turn };
}

/** The page that is shown, below its heading, and the buttons that turn it; nothing where the list is empty. */
export function Paged<Page extends { next?: number }>({
  title,
  pages: { polled, again, turn },
  isEmpty,
  children,
}: {
  title: string;
  pages: Pages<Page>;
  isEmpty: (page: Page) => boolean;
  children: (page: Page) => ComponentChildren;
}) {
  return (
    <Loaded from={polled} again={again}>
      {({ page, isNewest }) =>
        isEmpty(page) && isNewest ? null : (
          <section>
            <h2>{title}</h2>
            {children(page)}
            {!isNewest && (
              <button type="button" class="quiet small" onClick={() => turn(undefined)}>
                Newest
              </button>
            )}
            {page.next !== undefined && (
              <button type="button" class="quiet small" onClick={() => turn(page.next)}>
                Earlier
              </button>
            )}
          </section>
        )
      }
    </Loaded>
  );
}
