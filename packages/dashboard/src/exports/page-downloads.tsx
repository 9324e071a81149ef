import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { FigureFacts } from './figure-facts.ts';

/** Which parts of the address the figures of a page depend on. */
export type PageFilters = 'ALL' | 'SCOPE' | 'PERIOD' | 'NONE';

interface Registered {
  readonly element: HTMLElement;
  readonly facts: () => FigureFacts;
}

interface FigureRegister {
  /** @returns what takes it out again. */
  add(figure: Registered): () => void;
  /** In the order in which they stand on the page. */
  all(): FigureFacts[];
}

/** Filters that a page has of its own, in place of those that all pages share. */
export interface OwnFilters {
  /** One line a filter, in the language shown. */
  readonly texts: readonly string[];
  /** Parameters that a link to the view states even where the page has them by default. */
  readonly pinned: Readonly<Record<string, string>>;
}

interface PageDownloads {
  readonly filters: PageFilters;
  readonly own: OwnFilters | undefined;
  readonly register: FigureRegister;
  /** How many figures the page shows at present. */
  readonly count: number;
}

const NO_REGISTER: FigureRegister = { add: () => () => undefined, all: () => [] };
const PageDownloadsContext = createContext<PageDownloads>({
  filters: 'NONE',
  own: undefined,
  register: NO_REGISTER,
  count: 0,
});

/** Knows the figures of a page, so that they can be downloaded together. */
export function PageDownloadsProvider({
  filters,
  own,
  children,
}: {
  filters: PageFilters;
  own?: OwnFilters | undefined;
  children: ReactNode;
}) {
  const [count, setCount] = useState(0);
  const [register] = useState(() => createRegister(setCount));
  const value = useMemo(() => ({ filters, own, register, count }), [filters, own, register, count]);
  return <PageDownloadsContext value={value}>{children}</PageDownloadsContext>;
}

function createRegister(onCount: (count: number) => void): FigureRegister {
  const figures = new Set<Registered>();
  return {
    add: (figure) => {
      figures.add(figure);
      onCount(figures.size);
      return () => {
        figures.delete(figure);
        onCount(figures.size);
      };
    },
    all: () =>
      [...figures]
        .sort((one, other) =>
          one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
        )
        .map(({ facts }) => facts()),
  };
}

export function usePageDownloads(): PageDownloads {
  return useContext(PageDownloadsContext);
}

/** Makes a figure known to its page for as long as it stands there, with what it shows at the time of asking. */
export function usePageFigure(element: RefObject<HTMLElement | null>, facts: FigureFacts): void {
  const { register } = usePageDownloads();
  const latest = useRef(facts);
  useEffect(() => {
    latest.current = facts;
  });
  useEffect(
    () =>
      element.current ? register.add({ element: element.current, facts: () => latest.current }) : undefined,
    [register, element],
  );
}
