// Owns the tests of how a refused HTTP request is told, in the shapes that both cloud providers use.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { httpDetail, statusError } from '../../../nodes/lib/providers/http-answer.js';

describe('The reason in a refused HTTP request', () => {
  const SHAPES: [string, string][] = [
    ['{"error":"agent not found"}', 'agent not found'],
    ['{"error":{"message":"agent not found"}}', 'agent not found'],
    ['{"detail":"Not authorised"}', 'Not authorised'],
    ['{"detail":{"status":"needs_authorization","message":"Log in first"}}', 'Log in first'],
    ['{"detail":[{"loc":["body","agent_id"],"msg":"field required"}]}', 'body.agent_id: field required'],
    ['{"detail":[{"msg":"one"},{"msg":"two","loc":[]}]}', 'one; two'],
    ['{"message":"try later"}', 'try later'],
    ['"plain"', 'plain'],
    ['upstream\n  timed out', 'upstream timed out'],
    ['<html><body>502</body></html>', ''],
    ['{"detail":[{"msg":"odd","loc":[{"toString":1,"valueOf":1}]}]}', 'odd'],
    ['{"error":5}', ''],
    ['null', ''],
    ['', ''],
  ];
  for (const [body, detail] of SHAPES) {
    it(`is ${detail ? `"${detail}"` : 'left out'} for ${body || 'an empty body'}`, () => {
      assert.equal(httpDetail(body), detail);
    });
  }

  it('stays one short line, however long the body is', () => {
    const { detail } = statusError(500, `a\r\nb${'x'.repeat(5000)}`).params;
    assert(typeof detail === 'string');
    assert.equal(detail.length, 300);
    assert.match(detail, /^a bx+…$/);
  });

  it('never throws, whatever the body', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.integer({ min: 100, max: 599 }), (body, status) => {
        assert.doesNotMatch(httpDetail(body), /\n/);
        assert.equal(statusError(status, httpDetail(body)).params['status'], status);
      }),
    );
  });
});
