/**
 * One palette for every chart: dark teal, orange, light blue, plum and grey, after Okabe and Ito (2008), chosen so that neighbours differ in
 * lightness too and survive colour blindness and a grey printer. Lines differ by dash as well.
 */
export const SERIES = ['#0b5563', '#d9780a', '#6aaed6', '#8a2f62', '#6b7280'] as const;
export const DASHES = ['0', '7 4', '2 4', '10 4 2 4', '1 3'] as const;

export const INK = '#334155';
export const GRID = '#e2e8f0';
