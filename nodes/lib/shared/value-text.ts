// Owns how a value of a parameter is written as text in a form, and read from there. Owns no form.

import { isObject } from './json.js';
import type { ParameterType } from './parameters.js';

/** A text as a value of a type; `undefined` when it is none. Lists and objects are JSON. */
export function textValue(type: ParameterType, text: string): unknown {
  if (type === 'string') return text;
  if (type === 'number' || type === 'integer') {
    const value = Number(text);
    const fits =
      text.trim() !== '' && Number.isFinite(value) && (type === 'number' || Number.isInteger(value));
    return fits ? value : undefined;
  }
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  const value = parsed(text);
  return (type === 'array' ? Array.isArray(value) : isObject(value)) ? value : undefined;
}

/** The text of a value; `undefined` when it is not of that type, or no text stands for it. */
export function valueText(type: ParameterType, value: unknown): string | undefined {
  if (type === 'string') return typeof value === 'string' && value !== '' ? value : undefined;
  if (type === 'array' || type === 'object') {
    const fits = type === 'array' ? Array.isArray(value) : isObject(value);
    return fits ? JSON.stringify(value) : undefined;
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = String(value);
  return textValue(type, text) === value ? text : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
