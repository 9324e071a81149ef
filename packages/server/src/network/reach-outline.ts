import { EARTH_RADIUS_METRES } from '../places/great-circle.ts';
import type { Outline, Position } from '../places/place.entity.ts';

/** Corners of a drawn circle: at 64 its edge is off by a thousandth of the radius. */
const CORNERS = 64;

/** A circle on the Earth as GeoJSON draws it, counter-clockwise and closed (RFC 7946). */
export function circleAround([longitude, latitude]: Position, radiusMetres: number): Outline {
  const angle = radiusMetres / EARTH_RADIUS_METRES;
  const phi = (latitude * Math.PI) / 180;
  const ring = Array.from({ length: CORNERS + 1 }, (_, corner): Position => {
    const bearing = (-2 * Math.PI * (corner % CORNERS)) / CORNERS;
    const north = Math.asin(
      Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing),
    );
    const east = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * Math.sin(north),
    );
    return [longitude + (east * 180) / Math.PI, (north * 180) / Math.PI];
  });
  return { type: 'Polygon', coordinates: [ring] };
}
