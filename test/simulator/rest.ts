// Owns reading and answering plain HTTP requests. Does not know what they ask for.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { HttpFault } from './script.js';
import type { Answer, House, Service } from './service.js';
import type { RecordedRequest } from './simulator.js';

export async function takeRequest(
  house: House,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = await text(incoming).catch(() => undefined);
  // Given up by the client before it was complete.
  if (asked === undefined) return;
  const request = recorded(incoming, asked);

  const reply = (answer: Answer) => {
    request.status = answer.status;
    house.watch({ kind: 'request', request });
    const { head, body } = written(answer);
    response.writeHead(answer.status, head).end(body);
  };
  house.gate.pass(
    'request',
    (fault) => reply(spoilt(fault, house.service)),
    () => reply(house.service.answer(request)),
  );
  house.requests.add(request);
}

export function recorded(incoming: IncomingMessage, body: string): RecordedRequest {
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, url: new URL(url, `http://${headers.host ?? '127.0.0.1'}`), headers, body, status: 0 };
}

export function spoilt(fault: HttpFault, service: Service): Answer {
  const body =
    fault.body ?? service.errorBody(fault.status, `The simulator was told to answer ${fault.status}`);
  return { status: fault.status, body };
}

/** An answer as headers and text. No connection is kept for another request: nothing must outlive a test. */
export function written(answer: Answer): { head: Record<string, string>; body: string } {
  const [type, body] =
    typeof answer.body === 'string'
      ? ['text/html', answer.body]
      : ['application/json', JSON.stringify(answer.body)];
  const length = String(Buffer.byteLength(body));
  return { head: { 'content-type': type, 'content-length': length, connection: 'close' }, body };
}
