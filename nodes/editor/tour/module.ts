// The module that Node-RED's guide loads when the tour begins: its steps, as the guide wants them.

import { tour } from './steps.js';

export default tour;
