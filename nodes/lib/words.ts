// Owns the type of the function that turns a catalog key into words. lib/nodered makes it from Node-RED's catalogs.

import type { ErrorParams } from './errors.js';

/** The words of a catalog key such as `said.unknown-tool`, with `__name__` replaced by its parameter. */
export type Words = (key: string, params?: ErrorParams) => string;
