import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATUMS, fromWgs84, toWgs84 } from './datum.ts';
import { greatCircleMetres } from './great-circle.ts';
import type { Position } from './place.entity.ts';

describe('a datum', () => {
  // googollee/eviltransform, python/test.py: Shanghai, Shenzhen, Beijing; pasteur's geotool: a place in Jiashan.
  it.each<[wgs84: Position, gcj02: Position]>([
    [
      [121.5272106, 31.1774276],
      [121.531541859215, 31.17530398364597],
    ],
    [
      [113.912316, 22.543847],
      [113.9171764808363, 22.540796131694766],
    ],
    [
      [116.377817, 39.911954],
      [116.38404722455657, 39.91334545536069],
    ],
    [
      [121.0917077, 30.6107779],
      [121.09626935575027, 30.608604331756705],
    ],
  ])('GCJ-02 is converted as others convert it: %j', (wgs84, gcj02) => {
    expect(greatCircleMetres(fromWgs84(wgs84, 'GCJ02'), gcj02)).toBeLessThan(0.02);
    expect(greatCircleMetres(toWgs84(gcj02, 'GCJ02'), wgs84)).toBeLessThan(0.02);
  });

  it('BD-09 is converted as others convert it', () => {
    // pasteur's geotool, forth and back.
    const wgs84: Position = [121.0917077, 30.6107779];
    expect(greatCircleMetres(toWgs84([121.10271732371203, 30.61484572185035], 'BD09'), wgs84)).toBeLessThan(
      0.02,
    );
    // wandergis/coordtransform: of the same place of Beijing in BD-09 and in GCJ-02; its inverse is an approximation.
    const [baidu, others]: Position[] = [
      [116.404, 39.915],
      [116.39762729119315, 39.90865673957631],
    ];
    expect(
      greatCircleMetres(toWgs84(baidu ?? [0, 0], 'BD09'), toWgs84(others ?? [0, 0], 'GCJ02')),
    ).toBeLessThan(1);
  });

  // hujiulong/gcoord, test/fixtures/china-cities.json: the seat of Qinzhou, 90 km south of Nanning, as three map services have it.
  it('agrees with what map services publish, to their rounding and survey', () => {
    const wgs84: Position = [108.6503952, 21.9828281];
    expect(greatCircleMetres(toWgs84([108.6541485, 21.9799392], 'GCJ02'), wgs84)).toBeLessThan(5);
    expect(greatCircleMetres(toWgs84([108.6607283, 21.9856319], 'BD09'), wgs84)).toBeLessThan(5);
  });

  it('moves a place of Nanning by some hundred metres, and back to the millimetre', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('GCJ02' as const, 'BD09' as const),
        fc.double({ min: 74, max: 134, noNaN: true }),
        fc.double({ min: 4, max: 53, noNaN: true }),
        (datum, longitude, latitude) => {
          const position: Position = [longitude, latitude];
          const shown = fromWgs84(position, datum);
          expect(greatCircleMetres(position, shown)).toBeGreaterThan(0);
          expect(greatCircleMetres(toWgs84(shown, datum), position)).toBeLessThan(0.001);
        },
      ),
    );
    const shift = greatCircleMetres([108.3665, 22.8148], fromWgs84([108.3665, 22.8148], 'GCJ02'));
    expect(shift).toBeGreaterThan(300);
    expect(shift).toBeLessThan(700);
  });

  it('shifts nothing outside China', () => {
    for (const position of [
      [9.52, 47.14],
      [-51.21, -30.1],
      [0, 0],
      [179.9, -17],
      [150, 22.8],
    ] as const) {
      expect(DATUMS.map((datum) => toWgs84(position, datum))).toEqual([position, position, position]);
    }
  });

  it('comes to an end at the edge of the area that the shift is defined on', () => {
    // The library's own inverse never returns from the first of these.
    for (const position of [
      [72.0045, 30],
      [137.8346, 30],
      [100, 0.83],
      [100, 55.827],
    ] as const) {
      for (const datum of ['GCJ02', 'BD09'] as const) {
        expect(greatCircleMetres(toWgs84(position, datum), position)).toBeLessThan(3000);
      }
    }
  });
});
