/** Ground metres of a CSS pixel at a latitude and zoom of MapLibre (tiles of 512 pixels), by spherical Mercator. */
export function metresPerPixel(latitude: number, zoom: number): number {
  return (EQUATOR_METRES * Math.cos((latitude * Math.PI) / 180)) / (TILE_PIXELS * 2 ** zoom);
}

const EQUATOR_METRES = 40_075_016.686;
const TILE_PIXELS = 512;

/** The longest round length (1, 2 or 5 times a power of ten) that fits into so many pixels. */
export function scaleBar(metresOfPixel: number, longestPixels = 110): { metres: number; pixels: number } {
  const most = metresOfPixel * longestPixels;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1) * power;
  return { metres, pixels: metres / metresOfPixel };
}
