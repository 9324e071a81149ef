import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSONObject, GraphQLLocalDate } from 'graphql-scalars';

/** A calendar day as text (YYYY-MM-DD), never a `Date`, which would belong to the process's zone. */
export const CalendarDate = new GraphQLScalarType<string, string>({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: "Calendar day, YYYY-MM-DD, in the bureau's time zone.",
});

export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'Instant in UTC, ISO 8601.',
});

export const GeoJson = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  name: 'GeoJSON',
  description: 'A GeoJSON geometry (RFC 7946), WGS-84, longitude first.',
});
