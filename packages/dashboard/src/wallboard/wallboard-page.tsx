import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { FlowSlide, KeyFiguresSlide, PointsSlide, WholeSlide } from './slides.tsx';
import { useFreshFigures } from './use-fresh-figures.ts';
import './wallboard.css';

const SLIDES = [KeyFiguresSlide, FlowSlide, PointsSlide, WholeSlide] as const;

/** How long a slide stands by default: long enough to read it aloud. */
const DEFAULT_SECONDS = 15;
const [FEWEST_SECONDS, MOST_SECONDS] = [3, 600];

/** The state of the bureau on a wall: slides in turn, fresh by themselves, safe to leave on. */
export function WallboardPage() {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { bureau } = useView();
  const [parameters] = useSearchParams();
  const seconds = secondsOf(parameters.get('seconds'));
  const { figures, isStale } = useFreshFigures(bureau.code);
  const [slide, setSlide] = useState(0);
  const board = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setInterval(() => setSlide((present) => (present + 1) % SLIDES.length), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  useEffect(() => {
    document.title = `${t('nav.wallboard')} · ${t('product.name')}`;
  }, [t]);
  const Slide = SLIDES[slide] ?? KeyFiguresSlide;
  return (
    <div className="wall" ref={board}>
      <header className="wall-head">
        <h1>{nameOf(bureau)}</h1>
        {bureau.isDemonstration && <span className="wall-flag">{t('wall.demonstration')}</span>}
        <span className="wall-time">{format.instant(figures?.now ?? bureau.now)}</span>
      </header>
      <main className="wall-slide" data-slide={slide} aria-live="off">
        {figures ? <Slide figures={figures} /> : <p className="wall-wait">{t('state.loading')}</p>}
      </main>
      <footer className="wall-foot">
        <span className={isStale ? 'wall-stale' : undefined}>
          {isStale
            ? t('wall.stale', { instant: format.instant(figures?.latestEventAt) })
            : t('figure.fresh', { instant: format.instant(figures?.latestEventAt) })}
        </span>
        <span className="wall-dots" aria-hidden="true">
          {SLIDES.map((each, index) => (
            <i key={each.name} data-on={index === slide} />
          ))}
        </span>
        <span className="wall-actions">
          <button type="button" onClick={() => void board.current?.requestFullscreen()}>
            {t('wall.fullscreen')}
          </button>
          <Link to={addressOf('/', parameters)}>{t('wall.leave')}</Link>
        </span>
      </footer>
    </div>
  );
}

function secondsOf(text: string | null): number {
  const seconds = Number(text ?? DEFAULT_SECONDS);
  return Number.isFinite(seconds)
    ? Math.min(MOST_SECONDS, Math.max(FEWEST_SECONDS, seconds))
    : DEFAULT_SECONDS;
}
