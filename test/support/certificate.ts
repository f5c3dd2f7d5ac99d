// Owns the key pair of the test servers: self-signed, for localhost and 127.0.0.1, of no use to anybody.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.js';

const folder = join(ROOT, 'test', 'support', 'tls');

export const CERTIFICATE = readFileSync(join(folder, 'certificate.pem'), 'utf8');
export const KEY = readFileSync(join(folder, 'key.pem'), 'utf8');
