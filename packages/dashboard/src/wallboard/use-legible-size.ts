import { useEffect, useState } from 'react';

/**
 * The smallest text of the wall, as a share of the screen's height. At five metres a capital letter should stand 10 minutes of arc high
 * (14.5 mm; twice the 5 minutes that normal sight resolves, ISO 9241-303): 2.1 % of a 55-inch screen's 685 mm, and capitals stand 0.7 of
 * the size of their font.
 */
export const LEGIBLE_SHARE = 0.03;

/** On a screen held upright it is the width that is short: the same rule as --step of wallboard.css. */
const UPRIGHT_SHARE = 0.036;

/** That size in pixels, following the window: charts take no other unit. */
export function useLegibleSize(): number {
  const [size, setSize] = useState(() => sizeNow());
  useEffect(() => {
    const follow = () => setSize(sizeNow());
    window.addEventListener('resize', follow);
    return () => window.removeEventListener('resize', follow);
  }, []);
  return size;
}

function sizeNow(): number {
  return Math.round(Math.min(window.innerHeight * LEGIBLE_SHARE, window.innerWidth * UPRIGHT_SHARE));
}
