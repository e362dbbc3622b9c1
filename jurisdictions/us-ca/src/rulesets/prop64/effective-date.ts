/** Proposition 64 (the Adult Use of Marijuana Act) took effect on this day: offenses on it and after are under the new law. */
export const PROP_64_EFFECTIVE = '2016-11-09'
