// A JSON Schema as ElevenLabs can hold it: what travels, what stays here, what cannot be said there.

import assert from 'node:assert/strict';
import { express } from '../../../nodes/lib/providers/elevenlabs/tools/express.js';
import { outline } from '../../../nodes/lib/shared/outline.js';
import { toolConfig } from '../../simulator/elevenlabs/tool-config.js';

function properties(inner: object) {
  return { type: 'object', properties: inner };
}

/** The service takes it as it is. */
function taken(schema: object): boolean {
  const { schema: parameters } = express({ ...schema });
  return !Array.isArray(toolConfig({ type: 'client', name: 'a', description: 'A', parameters }));
}

describe('A schema for ElevenLabs', () => {
  it('has a type and a description on every part, and no keyword that it refuses', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Light',
      additionalProperties: false,
      ...properties({
        room: { type: 'string', pattern: '^[a-z]+$', default: 'kitchen' },
        on: { type: 'boolean', description: ' On? ' },
        note: { type: ['string', 'null'] },
        list: { type: 'array', minItems: 1 },
        deep: properties({ inner: { enum: ['x', 'y'] } }),
      }),
      required: ['room', 'nowhere'],
    };
    const { schema: held, staysHere, beyond, invented } = express(schema);
    assert.deepEqual(held, {
      type: 'object',
      properties: {
        room: { type: 'string', description: 'room' },
        on: { type: 'boolean', description: 'On?' },
        note: { type: ['string', 'null'], description: 'note' },
        list: { type: 'array', description: 'list', items: { type: 'string', description: 'list' } },
        deep: {
          type: 'object',
          description: 'deep',
          properties: { inner: { type: 'string', description: 'inner', enum: ['x', 'y'] } },
        },
      },
      required: ['room'],
    });
    assert.deepEqual(staysHere, ['additionalProperties', 'default', 'minItems', 'pattern']);
    assert.deepEqual([beyond, invented], [[], ['list[]']]);
    assert.ok(taken(schema));
  });

  it('lists choices that are no texts in words', () => {
    const { schema } = express(
      properties({ level: { type: 'integer', description: 'Level', enum: [1, 2] } }),
    );
    assert.equal(outline(schema).get('level')?.description, 'Level (1 | 2)');
    assert.ok(taken(properties({ level: { enum: [1, 2] }, fixed: { const: 'a' } })));
  });

  it('says where a schema goes beyond it', () => {
    const beyond = (property: object) => express(properties({ a: property })).beyond;
    assert.deepEqual(beyond({ anyOf: [{ type: 'string' }] }), ['a']);
    assert.deepEqual(beyond({ $ref: '#/definitions/a' }), ['a']);
    assert.deepEqual(beyond({ type: ['string', 'number'] }), ['a']);
    assert.deepEqual(beyond({ type: ['object', 'null'] }), ['a']);
    assert.deepEqual(beyond({ type: 'array', items: [{ type: 'string' }] }), ['a']);
    assert.deepEqual(express({ type: 'object', oneOf: [] }).beyond, ['oneOf']);
  });

  it('is safe whatever the schema', () => {
    const deep = { type: 'object', properties: {} };
    let at: { properties: object } = deep;
    for (let level = 0; level < 5000; level += 1) {
      const inner = { type: 'object', properties: {} };
      at.properties = { a: inner };
      at = inner;
    }
    assert.ok(express(deep).schema);
    const forbidden: unknown = JSON.parse(
      '{"properties":{"__proto__":{"type":"string"},"constructor":true}}',
    );
    assert.deepEqual(express(Object(forbidden)).beyond, ['__proto__', 'constructor']);
    assert.deepEqual(express({ properties: 7, required: 'x' }).schema, { type: 'object', properties: {} });
  });
});
