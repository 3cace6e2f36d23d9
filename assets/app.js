// The script of every page: each island looks for its own part and does nothing where it is not.
import { startAssess } from './assess.js';
import { startBooking } from './book.js';
import { startBodyMaps } from './body-map.js';
import { startForms } from './forms.js';
import { startRoom } from './treat.js';

document.documentElement.classList.add('js');
startForms(document);
startBodyMaps(document);
startAssess(document);
startBooking(document);
startRoom(document);
